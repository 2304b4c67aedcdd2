"""Who left is forgotten, and absences are erased: nothing says so any more, and the check finds nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from secretariat_tui.domain.account import Agreement
from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.finding import Finding, Level, because
from secretariat_tui.domain.plan import Blocker, Shortage
from secretariat_tui.domain.records import ActKind
from tests.build import MON, account, desk, hold, member, problem, shift, span, team
from tests.faults.databases import Fresh
from tests.faults.leads import START, TEAM
from tests.plans import plan_of

DAY = date(2027, 2, 1)


def test_nothing_says_the_name_of_who_is_forgotten(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    gone = replace(member("quirina"), name="Quirina")
    with database.store() as store:

        def act(kind: ActKind):
            return store.write(TEAM, kind, "lead", START)

        with store.read() as view:
            before = view.team(TEAM)
        with act(ActKind.EDIT_TEAM) as work:
            work.put_team(replace(before, members=(*before.members, gone)))
        with act(ActKind.WISH) as work:
            work.add_wish(Wish("bea", WishKind.TOGETHER, frozenset({(0, Daypart.AM)}), "quirina", 2))
            work.request_leave(Leave("quirina", DAY, DAY, status=LeaveStatus.REQUESTED))
            work.request_leave(Leave("bea", DAY, DAY, status=LeaveStatus.REQUESTED), "quirina")
            work.add_absence(Absence("quirina", DAY, DAY))
        with act(ActKind.EDIT_TEAM) as work:
            for wish in work.wishes(TEAM):
                work.lift_wish(wish.id)
            work.put_team(replace(before, leave=(), absences=()))
        with act(ActKind.FORGET) as work:
            work.forget("quirina")
    assert database.check() == []
    assert b"uirina" not in (tmp_path / "0.db").read_bytes()


def test_an_erased_absence_leaves_a_database_that_is_sound(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        with store.write(TEAM, ActKind.ABSENT, "lead", START) as work:
            work.add_absence(Absence("bea", DAY, DAY))
        with store.write(TEAM, ActKind.ERASE, "lead", START) as work:
            assert work.erase_absences(DAY + timedelta(1)) == 1
        with store.read() as view:
            assert view.absences(TEAM) == ()
    assert database.check() == []


def test_a_team_of_another_kind_is_not_touched(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    other = replace(team([member("quirina")]), id="other")
    with database.store() as store:
        with store.write("other", ActKind.IMPORT_TEAM, "lead", START) as work:
            work.put_team(other)
        with store.read() as view:
            assert view.team("other") == other
    assert database.check() == []


def test_an_account_a_desk_and_a_shift_keep_the_id_that_they_have_in_common_with_who_is_forgotten(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    week = Week(2026, 49)
    whole = replace(
        team(
            [member("anna", "mon tue", knows=("jan",), shifts=("dag", "jan")), member("bea", "mon")],
            [account("jan", "anna", "mon", "08:30-17:00"), account("dir", "anna", "mon tue", "08:30-17:00")],
            desks=[desk("jan", "mon", "09:00-12:00"), desk("telefoon", "mon", "09:00-12:00")],
            agreements=[Agreement("jan", "bea"), Agreement("dir", "bea")],
            shifts=[shift(), shift("jan", "09:00-17:00")],
        ),
        id=TEAM,
    )
    gone = replace(member("jan", "mon", knows=("jan",)), name="Jan Smit")
    with_him = replace(whole, members=(*whole.members, gone), agreements=(*whole.agreements, Agreement("jan", "jan")))
    made = plan_of(problem(with_him))
    away = because("pattern", "{member} cannot have {account}.", member="jan", account="jan")
    short = Shortage(MON, "jan", False, span("08:30-17:00"), 1, 510, (Blocker("jan", away),))
    warned = Finding(Level.WARNING, because("vacancy", "{account} has no one of its own.", account="jan"))
    roster = replace(made.roster, duties=(*made.roster.duties, hold("anna", "jan", "08:30-17:00", MON)))
    plan = replace(made, roster=roster, shortages=(short,), findings=(warned,))
    with database.store() as store:

        def act(kind: ActKind):
            return store.write(TEAM, kind, "lead", START)

        with act(ActKind.EDIT_TEAM) as work:
            work.put_team(with_him)
        with act(ActKind.PLAN) as work:
            work.add_version(plan)
        with act(ActKind.EDIT_PAGE) as work:
            work.put_page("jan", "Tea at four.")
        with act(ActKind.EDIT_TEAM) as work:
            work.put_team(whole)
        with act(ActKind.FORGET) as work:
            word = work.forget("jan")
        with store.read() as view:
            former = next(iter(view.former_teams(TEAM)))
            kept = view.plan(TEAM, week, view.versions(TEAM, week)[-1].number)
            assert view.team(TEAM).described == whole.described
            assert view.pages(TEAM)["jan"].text == "Tea at four."
    assert former.member[word].knows == ("jan",)
    assert former.agreements[-1] == Agreement("jan", word)
    assert kept.shortages == (
        replace(short, why=(Blocker(word, replace(away, facts=(("member", word), away.facts[1]))),)),
    )
    assert kept.findings == (warned,)
    assert database.check() == []


def test_of_an_address_that_begins_with_the_id_of_who_is_forgotten_nothing_is_left(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        with store.read() as view:
            before = view.team(TEAM)
        for members in ((*before.members, member("jan", email="jan.quist@example.org")), before.members):
            with store.write(TEAM, ActKind.EDIT_TEAM, "lead", START) as work:
                work.put_team(replace(before, members=members))
        with store.write(TEAM, ActKind.EDIT_PAGE, "lead", START) as work:
            work.put_page("dir", "Ask jan (jan.quist@example.org).")
        with store.write(TEAM, ActKind.FORGET, "lead", START) as work:
            word = work.forget("jan")
        with store.read() as view:
            assert view.pages(TEAM)["dir"].text == f"Ask {word} ({word})."


def test_what_is_kept_of_an_account_is_not_told_of_a_member_with_its_id_and_findings_about_her_are(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    told = Finding(Level.WARNING, because("capacity", "{member} has too much.", member="jan"))
    with database.store() as store:
        with store.read() as view:
            before = view.team(TEAM)
        accounts = (*before.accounts, account("jan", "anna", "mon", "08:30-17:00"))
        wishes = (Wish("anna", WishKind.SHIFT, frozenset({(0, Daypart.AM)}), "jan"),)
        shifts = (*before.shifts, shift("jan", "09:00-17:00"))
        whole = replace(before, members=(*before.members, member("jan")), accounts=accounts, shifts=shifts)
        whole = replace(whole, wishes=wishes)
        plan = replace(plan_of(problem(whole)), findings=(told,))
        for kind in (ActKind.EDIT_TEAM, ActKind.PLAN):
            with store.write(TEAM, kind, "lead", START) as work:
                work.put_team(whole) if kind is ActKind.EDIT_TEAM else work.add_version(plan)
        with store.read() as view:
            kept = view.kept_about(TEAM, "jan")
    assert "wish" not in kept
    assert [row["part"]["grade"] for row in kept["team_document"]] == [7]
    assert [row["part"]["template"] for row in kept["roster"]] == ["{member} has too much."]
