"""What is kept about a member: all of it is told, and nothing of it is left when she is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from secretariat_tui.domain.account import Agreement
from secretariat_tui.domain.errors import BadInput, Refused, Unusable
from secretariat_tui.domain.events import Absence, AssignmentPin, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.plan import Blocker, Plan
from secretariat_tui.domain.records import ActKind, ImportedEvent
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.services.members import Members
from secretariat_tui.services.office import Office
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests import build
from tests.clocks import StoppedClock
from tests.databases import empty_database
from tests.plans import plan_of, small_team
from tests.postgresql import Server

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
WHO, NAME, MAIL = "zwaantje", "Zwaantje Quist", "zq@example.org"
TRACES = re.compile(rb"zwaantje|quist|zq@", re.IGNORECASE)
DAY = date(2026, 12, 21)


def with_her() -> Team:
    """The small team with one more, who is named wherever somebody can be."""
    team = small_team()
    her = build.member(WHO, "mon tue wed", email=MAIL, knows=("dir",))
    account = build.account("zq", WHO, "tue", "09:00-10:00")
    return replace(
        team,
        members=(*team.members, replace(her, name=NAME)),
        accounts=(*team.accounts, replace(account, name=f"Office of {NAME}")),
        agreements=(*team.agreements, Agreement("dir", WHO)),
        wishes=(Wish("anna", WishKind.TOGETHER, build.cells("mon"), WHO, 3),),
    )


def plan_with_her(team: Team) -> Plan:
    plan = plan_of(build.problem(team))
    roster = plan.roster
    shift = build.work(WHO, build.MON, place=Place.OFFICE)
    duty = build.hold(WHO, "zq", "09:00-10:00", build.TUE)
    why = Blocker(WHO, because("leave", "{member} is away on {date}.", member=WHO, date=build.TUE))
    short = replace(plan.shortages[0], why=(*plan.shortages[0].why, why))
    whole = replace(roster, assignments=(*roster.assignments, shift), duties=(*roster.duties, duty))
    return replace(plan, roster=whole, shortages=(short, *plan.shortages[1:]))


def fill(office: Office) -> None:
    """Something of her in every table."""
    team = with_her()
    Teams(office).take_in(team, {"dir": f"Ask {NAME} ({MAIL})."})
    with office.act("so", ActKind.ASSIGN, f"for {WHO}") as work:
        work.add_version(plan_with_her(team))
    Weeks(office).publish("so", [build.WEEK])
    hers = replace(office, who=WHO)
    with hers.act("so", ActKind.REQUEST_LEAVE) as work:
        first = work.request_leave(Leave(WHO, DAY, DAY, None, LeaveStatus.REQUESTED), "anna")
        work.decline(work.request_leave(Leave("anna", DAY, DAY, None, LeaveStatus.REQUESTED), WHO), declined=True)
        work.set_leave(first, LeaveStatus.WITHDRAWN)
    with office.act("so", ActKind.ABSENT) as work:
        work.lift_absence(work.add_absence(Absence(WHO, DAY, DAY)))
        work.add_wish(Wish(WHO, WishKind.OFF, build.cells("fri"), "", 1))
        work.add_pin(AssignmentPin(WHO, build.MON, None, None))
        work.set_gave_way({WHO: 2})
        work.choose_calendar(WHO, CalendarChoice(leave=True, alarm=15))
        work.add_token("member", WHO, b"h" * 32)
        event = ImportedEvent("calendar.ics", "k", 0, NOW, NOW, False, "busy", f"Lunch with {NAME}", None)
        work.put_imported("member", WHO, "own.ics", [event])
        work.put_imported("member", "anna", "anna.ics", [event])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    database = Database(empty_database(tmp_path / "kept.db"))
    made = Office(database, StoppedClock(NOW), "lead")
    fill(made)
    yield made
    database.close()


def leave_the_team(office: Office) -> None:
    Teams(office).take_in(replace(small_team(), absences=(), leave=()))


def test_everything_is_told_of_a_member(office: Office) -> None:
    found = Members(office).dossier("so", WHO)
    assert found.name == NAME
    assert {kind: len(rows) for kind, rows in found.records.items()} == {
        "absence": 1,
        "act": 1,
        "assignment": 1,
        "balance": 1,
        "calendar": 3,
        "calendar_choice": 1,
        "duty": 1,
        "feed_token": 1,
        "gave_way": 1,
        "imported_event": 1,
        "leave": 2,
        "member": 1,
        "pin": 1,
        "roster": 1,
        "team_document": 3,
        "wish": 2,
    }
    assert found.records["leave"][0] == {
        "id": 2, "member": WHO, "start": "2026-12-21", "end": "2026-12-21", "part": None, "status": "withdrawn",
        "at": "2026-11-25T12:00:00+00:00", "substitute": "anna", "declined": False,
    }  # fmt: skip


def test_of_somebody_who_never_was_there_nothing_is_told_or_forgotten(office: Office) -> None:
    with pytest.raises(BadInput):
        Members(office).dossier("so", "zwaantj")
    with pytest.raises(BadInput):
        Members(office).forget("so", "zwaantj")


def test_who_is_in_the_team_is_not_forgotten(office: Office) -> None:
    with pytest.raises(Refused):
        Members(office).forget("so", WHO)
    assert Members(office).dossier("so", WHO).name == NAME


def test_of_who_is_forgotten_no_byte_is_left_in_the_file(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    leave_the_team(office)
    assert TRACES.search(file.read_bytes())
    word = Members(office).forget("so", WHO)
    assert not [path.name for path in tmp_path.iterdir() if TRACES.search(path.read_bytes())]
    assert DatabaseKeeper(url_of(str(file)), NOW).check() == ()
    with office.store.read() as view:
        plan = view.plan("so", build.WEEK, 1)
        assert [item.member for item in plan.roster.assignments].count(word) == 1
        assert plan.roster.duties[-1].member == word
        assert view.acts("so")[1].why == f"for {word}"
        assert all(token.revoked for token in view.tokens("so"))
        assert view.pages("so")["dir"].text == f"Ask {word} ({word})."
    with pytest.raises(BadInput):
        Members(office).dossier("so", WHO)


def test_what_calendars_were_told_that_is_damaged_is_neither_told_nor_forgotten(office: Office) -> None:
    leave_the_team(office)
    with office.act("so", ActKind.ABSENT) as work:
        work.put_ledger(1, "{}")
        work.lift_absence(work.add_absence(Absence("anna", DAY, DAY)))
    with pytest.raises(Unusable):
        Members(office).dossier("so", WHO)
    with pytest.raises(Unusable):
        Members(office).forget("so", WHO)


def test_others_are_left_as_they_were(office: Office) -> None:
    leave_the_team(office)
    before = Members(office).dossier("so", "anna").records
    Members(office).forget("so", WHO)
    after = Members(office).dossier("so", "anna").records
    assert before.keys() == after.keys()
    unnamed = ("assignment", "duty", "absence", "pin", "balance", "member")
    assert [before.get(kind) for kind in unnamed] == [after.get(kind) for kind in unnamed]


def test_she_is_forgotten_on_postgresql_too(postgresql: Server) -> None:
    with postgresql.database() as name:
        url = url_of(postgresql.url_of(name))
        keeper = DatabaseKeeper(url, NOW)
        keeper.upgrade()
        database = Database(url)
        office = Office(database, StoppedClock(NOW), "postgres")
        fill(office)
        postgresql.execute("create role zwaantje_q login")
        keeper.grant("zwaantje_q", "so", WHO)
        leave_the_team(office)
        Members(office).forget("so", WHO)
        assert keeper.check() == ()
        database.close()
        import psycopg

        with psycopg.connect(postgresql.url_of(name)) as connection:
            tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
            for (table,) in tables:
                rows = connection.execute(f'select t::text from "{table}" t').fetchall()  # noqa: S608
                assert not [row for (row,) in rows if TRACES.search(row.encode())], table
        postgresql.execute("drop owned by zwaantje_q", database=name)
        postgresql.execute("drop role zwaantje_q")
