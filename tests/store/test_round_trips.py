"""Whatever is put into the store comes out of it as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence, AssignmentPin, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.finding import Finding, Level, because
from secretariat_tui.domain.plan import Contingency, Loss, Plan, Shortage, Take
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster, StageResult, Status
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.store.database import Database
from secretariat_tui.store.documents import (
    about_from,
    about_of,
    about_text,
    plan_from,
    team_from,
    team_text,
    team_text_for_members,
)
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests import strategies
from tests.build import MON, cells, member, team
from tests.faults.leads import START

few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    url = url_of(str(tmp_path / "weeks.db"))
    DatabaseKeeper(url, START).upgrade()
    found = Database(url)
    yield found
    found.close()


@st.composite
def plans(draw: st.DrawFn, team: Team) -> Plan:
    """A plan of a week, of any shape that its rows and texts can have."""
    week = Week(2026, draw(st.integers(1, 53)))
    who, days, spans = st.sampled_from([m.id for m in team.members]), st.sampled_from(week.days), strategies.spans()
    names = st.text("abc", min_size=1, max_size=3)
    shift = st.builds(Assignment, days, who, names, st.sampled_from(Place), spans, st.booleans())
    shifts = draw(st.lists(shift, max_size=6, unique_by=lambda item: (item.date, item.member)))
    account = st.builds(
        Duty, days, names, st.just(False), spans, who, st.sampled_from(HolderRole), st.none() | st.integers(1, 9),
        st.none() | st.integers(0, 9), st.booleans(),
    )  # fmt: skip
    desk = st.builds(Duty, days, names, st.just(True), spans, who, pinned=st.booleans())
    duties = draw(
        st.lists(
            account | desk,
            max_size=6,
            unique_by=lambda item: (item.date, item.duty, item.is_desk, item.member, item.span.start),
        )
    )
    reason = because(
        "pattern",
        "{member} on {date}, {span}, {names}",
        member=draw(who),
        date=draw(days),
        span=draw(spans),
        names=("a", "b"),
    )
    short = st.builds(Shortage, days, names, st.booleans(), spans, st.integers(1, 3), st.integers(1, 999))
    stage = StageResult("shortage", draw(st.integers(0, 999)), 0)
    roster = Roster(
        team.id,
        (week,),
        tuple(shifts),
        tuple(duties),
        (stage,),
        draw(st.sampled_from(Status)),
        seed=draw(st.integers(0, 9)),
    )
    loss = Loss(draw(names), False, draw(spans), 1, 60)
    return Plan(
        roster,
        tuple(draw(st.lists(short, max_size=3))),
        (Contingency(draw(days), draw(who), (Take(draw(names), False, draw(spans), draw(who)),), (loss,)),),
        draw(st.none() | st.sampled_from((0.0, 0.5, 1.0))),
        (Finding(Level.WARNING, reason),),
    )  # fmt: skip


@given(strategies.teams())
@few
def test_a_description_is_the_same_text_after_a_round_trip(team: Team) -> None:
    bare = replace(team, leave=(), absences=(), wishes=(), pins=())
    assert team_from(team_text(team)) == bare
    assert team_text(team_from(team_text(team))) == team_text(team)


@given(strategies.teams())
@few
def test_what_members_are_told_is_a_team_without_hours_that_are_owed(team: Team) -> None:
    told = team_from(team_text_for_members(team))
    assert all(member.balance == member.overtime == 0 for member in told.members)
    assert team_text_for_members(told) == team_text(told) == team_text_for_members(team)


@given(st.data())
@few
def test_what_a_plan_tells_is_the_same_after_a_round_trip(data: st.DataObject) -> None:
    plan = data.draw(plans(data.draw(strategies.teams())))
    assert plan_from(about_from(about_text(about_of(plan))), plan.roster) == plan


@given(st.data())
@few
def test_teams_and_plans_come_out_of_the_database_as_they_went_in(store: Database, data: st.DataObject) -> None:
    team = data.draw(strategies.teams())
    with store.read() as view:
        team = replace(team, id=f"team-{len(view.teams())}")
    plan = data.draw(plans(team))
    plan = replace(plan, roster=replace(plan.roster, team=team.id))
    (week,) = plan.roster.weeks
    with store.write(team.id, ActKind.IMPORT_TEAM, "lead", START) as work:
        work.put_team(team)
        number = work.add_version(plan, 0)
    with store.read() as view:
        kept, again = view.team(team.id), view.plan(team.id, week, number)
    assert replace(kept, leave=(), absences=(), wishes=(), pins=()) == replace(
        team, leave=(), absences=(), wishes=(), pins=()
    )
    for name in ("absences", "wishes", "pins"):
        assert Counter(getattr(kept, name)) == Counter(set(getattr(team, name)))
    # Of the same leave that came twice the furthest counts; the strategy makes one at most.
    assert {(item.member, item.start, item.status) for item in kept.leave} == {
        (item.member, item.start, item.status) for item in team.leave
    }
    assert all(isinstance(item.status, LeaveStatus) for item in kept.leave)
    unsorted = replace(again.roster, version=None, state=plan.roster.state)
    assert set(unsorted.assignments) == set(plan.roster.assignments)
    assert set(unsorted.duties) == set(plan.roster.duties)
    assert replace(again, roster=plan.roster) == plan
    assert (unsorted.stages, unsorted.seed, unsorted.status) == (
        plan.roster.stages,
        plan.roster.seed,
        plan.roster.status,
    )


def test_what_a_team_says_twice_is_kept_once(store: Database) -> None:
    absence, wish = Absence("anna", MON, MON), Wish("anna", WishKind.OFF, cells("fri"), "", 3)
    leave, pin = Leave("anna", MON, MON), AssignmentPin("anna", MON, None)
    told = team([member("anna")], leave=[leave] * 2, absences=[absence] * 2, wishes=[wish] * 2, pins=[pin] * 2)
    with store.write("so", ActKind.IMPORT_TEAM, "lead", START) as work:
        work.put_team(told)
    with store.read() as view:
        kept = view.team("so")
    assert (kept.leave, kept.absences, kept.wishes, kept.pins) == ((leave,), (absence,), (wish,), (pin,))
