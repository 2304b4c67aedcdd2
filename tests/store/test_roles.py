"""Who may what on PostgreSQL: tried as each of them, through the store and with plain SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from secretariat_tui.domain.capacity import Answered, Verdict
from secretariat_tui.domain.errors import BadInput, Refused
from secretariat_tui.domain.events import Absence, AssignmentPin, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.records import ActKind
from secretariat_tui.store.database import Database
from tests import build
from tests.plans import plan_of, small_team
from tests.store.roles import DAY, NOW, WEEK, Roles, ask

# -- what each sees


def test_a_lead_sees_her_own_team_and_no_other(shared: Roles) -> None:
    with shared.store("lead_so") as store, store.read() as view:
        assert [entry.id for entry in view.teams()] == ["so"]
        assert view.team("so") == small_team()
        assert view.plan("so", WEEK, 2).roster.version == 2
        assert view.acts("other") == ()
        with pytest.raises(BadInput):
            view.team("other")


def test_a_member_sees_what_is_published_and_not_what_is_drafted(shared: Roles) -> None:
    with shared.store("anna") as store, store.read() as view:
        state = view.week("so", WEEK)
        assert state is not None
        assert (state.draft, state.published) == (1, 1)
        assert len(view.plan("so", WEEK, 1).roster.assignments) == 2
        with pytest.raises(BadInput):
            view.plan("so", WEEK, 2)
        assert [version.number for version in view.versions("so", WEEK)] == [1]
        assert view.pages("so")["dir"].text == "How the director likes it."


def test_a_member_sees_her_own_leave_and_nobody_elses_absence(shared: Roles) -> None:
    with shared.store("anna") as store, store.read() as view:
        assert [record.leave.member for record in view.leave("so")] == ["anna"]
        assert view.absences("so") == ()
    with shared.store("bea") as store, store.read() as view:
        assert view.leave("so") == ()
        assert view.team("so").leave == ()


def test_a_member_sees_no_hours_that_are_owed(own: Roles) -> None:
    members = tuple(replace(member, balance=Decimal("7.5"), overtime=Decimal(3)) for member in small_team().members)
    with own.store("lead_so") as store, store.write("so", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
        work.put_team(replace(small_team(), members=members))
    with own.store("anna") as store, store.read() as view:
        assert {(member.balance, member.overtime) for member in view.team("so").members} == {(0, 0)}
    assert own.count("anna", "select count(*) from team_document") == 0
    assert own.count("anna", "select count(*) from team_for_members where body like '%7.5%'") == 0


def test_a_member_sees_no_words_of_others(shared: Roles) -> None:
    assert shared.count("anna", "select count(*) from act where why <> ''") == 0
    assert shared.count("lead_so", "select count(*) from act where why <> ''") == 1


@pytest.mark.parametrize("table", ["pin", "calendar_ledger", "act_change", "team_document", "feed_token"])
def test_a_member_sees_nothing_of_what_is_the_leads(shared: Roles, table: str) -> None:
    assert shared.count("anna", f"select count(*) from {table}") == 0  # noqa: S608


def test_who_was_granted_nothing_is_told_that_she_may_not(shared: Roles) -> None:
    with shared.store("stranger") as store, pytest.raises(Refused) as refused, store.read() as view:
        view.teams()
    assert refused.value.faults[0].kind == "not-allowed"


def test_the_owner_of_the_tables_sees_everything(shared: Roles) -> None:
    assert shared.keeper("owner").check() == ()
    with shared.store("owner") as store, store.read() as view:
        assert [entry.id for entry in view.teams()] == ["other", "so"]


# -- what each does


def test_a_member_asks_for_leave_and_withdraws_it_and_the_chain_holds(own: Roles) -> None:
    with own.store("anna") as store:
        number = ask(store, "anna", "anna")
        with store.write("so", ActKind.WITHDRAW_LEAVE, "anna", NOW) as work:
            work.set_leave(number, LeaveStatus.WITHDRAWN, LeaveStatus.REQUESTED)
        with store.write("so", ActKind.WISH, "anna", NOW) as work:
            work.add_wish(Wish("anna", WishKind.OFF, build.cells("fri"), "", 3))
    with own.store("lead_so") as store, store.read() as view:
        assert [act.kind for act in view.acts("so")][-3:] == ["request_leave", "withdraw_leave", "wish"]
        assert {act.who for act in view.acts("so")[-3:]} == {"anna"}
    assert own.keeper("owner").check() == ()


def test_a_substitute_says_that_she_declines_and_no_more(own: Roles) -> None:
    with own.store("anna") as store, store.write("so", ActKind.REQUEST_LEAVE, "anna", NOW) as work:
        number = work.request_leave(Leave("anna", DAY, DAY, None, LeaveStatus.REQUESTED), "bea")
    with own.store("bea") as store:
        with store.write("so", ActKind.REQUEST_LEAVE, "bea", NOW) as work:
            work.decline(number, declined=True)
        with pytest.raises(Refused), store.write("so", ActKind.WITHDRAW_LEAVE, "bea", NOW) as work:
            work.set_leave(number, LeaveStatus.WITHDRAWN)
    with own.store("lead_so") as store, store.read() as view:
        (record,) = view.leave("so", [LeaveStatus.REQUESTED])
        assert record.declined


def test_a_lead_edits_her_own_team(own: Roles) -> None:
    plan = plan_of(build.problem(small_team()))
    with own.store("lead_so") as store:
        with store.write("so", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
            work.put_team(replace(small_team(), name="New"))
            work.set_absence_weeks(4)
        with store.write("so", ActKind.PLAN, "lead_so", NOW) as work:
            work.publish(WEEK, work.add_version(plan))
            work.put_ledger(2, "{}")
            work.set_gave_way({"anna": 1})
            work.add_pin(AssignmentPin("anna", build.MON, None, None))
        with store.write("so", ActKind.ABSENT, "lead_so", NOW) as work:
            work.lift_absence(work.add_absence(Absence("bea", DAY, DAY)))
        with store.write("so", ActKind.ERASE, "lead_so", NOW) as work:
            assert work.erase_absences(date(2027, 6, 1)) == 2
        with store.write("so", ActKind.TOKEN, "lead_so", NOW) as work:
            work.revoke_token(work.add_token("team", "so", b"x" * 32))
    assert own.keeper("owner").check() == ()


def test_a_lead_keeps_what_support_was_asked_for_and_her_members_may_count_it(own: Roles) -> None:
    answered = Answered(DAY, 2, 1, Verdict.FREE)
    with own.store("lead_so") as store, store.write("so", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
        work.add_support(answered)
    for user, seen in (("lead_so", (answered,)), ("anna", (answered,)), ("lead_other", ())):
        with own.store(user) as store, store.read() as view:
            assert view.support("so") == seen
    assert own.keeper("owner").check() == ()


def test_a_member_chooses_her_own_calendar_and_nobody_elses(own: Roles) -> None:
    wanted = CalendarChoice(leave=True, alarm=15)
    with own.store("anna") as store:
        with store.write("so", ActKind.WISH, "anna", NOW) as work:
            work.choose_calendar("anna", wanted)
        with store.read() as view:
            assert view.calendar_choices("so") == {"anna": wanted}
        with pytest.raises(Refused), store.write("so", ActKind.WISH, "anna", NOW) as work:
            work.choose_calendar("bea", wanted)
    with own.store("bea") as store, store.read() as view:
        assert view.calendar_choices("so") == {}
    with own.store("lead_so") as store:
        with store.write("so", ActKind.WISH, "lead_so", NOW) as work:
            work.choose_calendar("anna", CalendarChoice())
            work.choose_calendar("bea", wanted)
        with store.read() as view:
            assert view.calendar_choices("so") == {"bea": wanted}
    assert own.keeper("owner").check() == ()


def _lead_other(store: Database) -> None:
    with store.write("other", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
        work.put_team(replace(small_team(), id="other", name="Mine now"))


def _new_team(store: Database) -> None:
    with store.write("new", ActKind.IMPORT_TEAM, "lead_so", NOW) as work:
        work.put_team(replace(small_team(), id="new"))


def _in_anothers_name(store: Database) -> None:
    ask(store, "owner", "anna")


def _forget(store: Database) -> None:
    with store.write("so", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
        team = small_team()
        work.put_team(replace(team, members=team.members[:2], absences=()), work.entry("so").revision)
    with store.write("so", ActKind.FORGET, "lead_so", NOW) as work:
        work.forget("carla")


@pytest.mark.parametrize("deed", [_lead_other, _new_team, _in_anothers_name, _forget])
def test_a_lead_may_not(own: Roles, deed: Callable[[Database], None]) -> None:
    with own.store("lead_so") as store, pytest.raises((Refused, BadInput)) as refused:
        deed(store)
    assert refused.value.faults[0].kind in ("not-allowed", "unknown-team")
    assert own.keeper("owner").check() == ()


def _take_back_anothers(store: Database) -> None:
    with store.write("so", ActKind.UNDO, "anna", NOW, undoes=2) as work:
        work.request_leave(Leave("anna", DAY, DAY, None, LeaveStatus.REQUESTED))


def _take_back_nothing(store: Database) -> None:
    with store.write("so", ActKind.UNDO, "anna", NOW) as work:
        work.request_leave(Leave("anna", DAY, DAY, None, LeaveStatus.REQUESTED))


def _publish(store: Database) -> None:
    with store.write("so", ActKind.PUBLISH, "anna", NOW) as work:
        work.publish(WEEK, None)


def _plan(store: Database) -> None:
    with store.write("so", ActKind.PLAN, "anna", NOW) as work:
        work.add_version(plan_of(build.problem(small_team())))


def _for_another(store: Database) -> None:
    ask(store, "anna", "bea")


def _as_another(store: Database) -> None:
    ask(store, "bea", "anna")


def _granted_at_once(store: Database) -> None:
    ask(store, "anna", "anna", LeaveStatus.APPROVED)


def _approve(store: Database) -> None:
    number = ask(store, "anna", "anna")
    with store.write("so", ActKind.WITHDRAW_LEAVE, "anna", NOW) as work:
        work.set_leave(number, LeaveStatus.APPROVED)


def _kind_of_a_lead(store: Database) -> None:
    with store.write("so", ActKind.APPROVE_LEAVE, "anna", NOW) as work:
        work.request_leave(Leave("anna", DAY, DAY, None, LeaveStatus.REQUESTED))


def _describe(store: Database) -> None:
    with store.write("so", ActKind.EDIT_TEAM, "anna", NOW) as work:
        work.put_team(replace(small_team(), name="Mine"))


def _keep_support(store: Database) -> None:
    with store.write("so", ActKind.WISH, "anna", NOW) as work:
        work.add_support(Answered(DAY, 2, 1, Verdict.FREE))


def _keep_longer(store: Database) -> None:
    with store.write("so", ActKind.EDIT_TEAM, "anna", NOW) as work:
        work.set_absence_weeks(1)


@pytest.mark.parametrize(
    "deed",
    [
        _publish, _plan, _for_another, _as_another, _granted_at_once, _approve, _kind_of_a_lead, _describe,
        _keep_longer, _keep_support, _take_back_anothers, _take_back_nothing,
    ],
)  # fmt: skip
def test_a_member_may_not(own: Roles, deed: Callable[[Database], None]) -> None:
    with own.store("anna") as store, pytest.raises(Refused) as refused:
        deed(store)
    assert refused.value.faults[0].kind == "not-allowed"
    assert own.keeper("owner").check() == ()


STATEMENTS = {
    "lead_so": (
        "update act set who = 'x'",
        "delete from act",
        "update act_change set after = 'x'",
        "insert into act select team, number + 10, kind, who, at, why, undoes, digest from act where number = 1",
        "update team set acts = 99",
        "update team set acts = acts + 1",
        "update team set head = 'x'",
        "insert into act values ('so', 4, 'plan', 'lead_so', now(), '', null, '')",
        "update team set id = 'mine'",
        "insert into access values ('lead_so', 'other', 'lead', null)",
        "update access set team = 'other'",
        "truncate act",
        "drop table act",
        "alter table act disable row level security",
        "drop policy lead on week",
        "update alembic_version set version_num = '0001'",
        "set session authorization owner",
        "update leave set member = 'bea'",
        "select setval(pg_get_serial_sequence('leave', 'id'), 1)",
    ),
    "anna": (
        "update team set name = 'Mine'",
        "update team set acts = acts + 2",
        "update team set acts = acts + 1",
        "update team set head = 'x'",
        "insert into act values ('so', 4, 'wish', 'anna', now(), '', null, '')",
        "update leave set member = 'anna'",
        "delete from leave",
        "update access set kind = 'lead', member = null",
        "insert into act_change values ('so', 1, 9, 'leave:1', null, 'approved')",
        "insert into publication values ('so', 9, '2026-W49', 2, 1)",
        (
            "insert into absence (team, member, start, \"end\", at, state, digest)"
            " values ('so', 'anna', '2026-12-01', '2026-12-01', now(), 'in_force', '')"
        ),
        "create table mine (a int)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("user", "statement"), [(user, text) for user, texts in STATEMENTS.items() for text in texts])
def test_plain_sql_is_refused(shared: Roles, user: str, statement: str) -> None:
    with shared.sql(user) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_a_temporary_table_grants_nothing(shared: Roles) -> None:
    with shared.sql("anna") as connection:
        connection.execute("create temporary table access (role_name text, team text, kind text, member text)")
        connection.execute("insert into access values ('anna', 'so', 'lead', null), ('anna', 'other', 'lead', null)")
        row = connection.execute("select may_lead('so'), (select count(*) from team_document)").fetchone()
    assert row == (False, 0)


def test_an_update_that_the_database_hides_says_that_one_may_not(own: Roles) -> None:
    """The row is there to be seen, and no rule lets her change it: the database changes none, and says nothing."""
    with own.sql("owner") as connection:
        connection.execute("drop policy member_update on leave")
    with own.store("anna") as store:
        number = ask(store, "anna", "anna")
        with pytest.raises(Refused) as refused, store.write("so", ActKind.WITHDRAW_LEAVE, "anna", NOW) as work:
            work.set_leave(number, LeaveStatus.WITHDRAWN)
    assert refused.value.faults[0].kind == "not-allowed"


def test_a_lead_and_members_who_act_at_once_make_one_chain(own: Roles) -> None:
    def edit(weeks: int) -> None:
        with own.store("lead_so") as store, store.write("so", ActKind.EDIT_TEAM, "lead_so", NOW) as work:
            work.set_absence_weeks(20 + weeks)

    def wish(user: str, weight: int) -> None:
        with own.store(user) as store, store.write("so", ActKind.WISH, user, NOW) as work:
            work.add_wish(Wish(user, WishKind.OFF, build.cells("fri"), "", weight))

    with ThreadPoolExecutor(6) as pool:
        deeds = [pool.submit(edit, n) for n in range(8)]
        deeds += [pool.submit(wish, user, n) for n in range(1, 9) for user in ("anna", "bea")]
        for deed in deeds:
            deed.result()
    with own.store("lead_so") as store, store.read() as view:
        acts = view.acts("so")
    assert [act.number for act in acts] == list(range(1, 3 + 24 + 1))
    assert Counter(act.who for act in acts[3:]) == {"lead_so": 8, "anna": 8, "bea": 8}
    assert own.keeper("owner").check() == ()
