"""Planning a week that was published before: the fewest changes, priced by notice, right after the agreements."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.problem import Problem
from secretariat_tui.exchange.documents import roster_document
from secretariat_tui.planner.check import examine
from secretariat_tui.services.planning import plan, pose
from tests.build import MON, TUE, WEEK, account, backup, hold, member, problem, roster, team, work
from tests.schemas import validate

# Each works one day of the two; either can have the account. Published: Anna on Monday, Bea on Tuesday.
TEAM = team(
    [member(id, "mon tue", hours=8) for id in ("anna", "bea")],
    [account("dir", when="mon tue")],
    agreements=[backup("dir", "anna"), backup("dir", "bea")],
)
PUBLISHED = replace(
    roster([work("anna"), work("bea", TUE)], [hold("anna", "dir"), hold("bea", "dir", day=TUE)]), state="published"
)
OFF = replace(TEAM, pins=(AssignmentPin("bea", TUE, None),))


def planned(case: Problem) -> tuple[dict[str, int], set[tuple[str, date]]]:
    """The stages, in their order, all proven but for quality, and who works when."""
    found = plan(case).roster
    checked = examine(case, found)
    assert (checked.violations, checked.differences) == ((), ())
    assert all(stage.proven for stage in found.stages[:-1])
    return {stage.id: stage.value for stage in found.stages}, {(a.member, a.date) for a in found.assignments}


def test_a_week_of_which_nothing_has_changed_stays_as_it_was_published():
    stages, works = planned(problem(TEAM, published=PUBLISHED, today=MON))
    assert list(stages) == ["shortage", "agreements", "changes", "fragile", "hours", "quality"]
    assert (stages["shortage"], stages["changes"]) == (0, 0)
    assert works == {("anna", MON), ("bea", TUE)}


@pytest.mark.parametrize(("ahead", "price"), [(0, 52), (1, 40), (4, 16), (27, 12), (28, 8)])
def test_what_must_change_is_priced_by_notice(ahead: int, price: int):
    """Bea is to be off on Tuesday, so the two swap: four dayparts on Monday, and four a day further ahead."""
    stages, works = planned(problem(OFF, published=PUBLISHED, today=MON - timedelta(ahead)))
    assert (stages["shortage"], stages["changes"]) == (0, price)
    assert works == {("bea", MON), ("anna", TUE)}


def test_people_are_called_in_for_a_shortage_and_not_for_continuity():
    """With Bea there on Monday too, nobody would be missed; but she was told that she is off."""
    eager = replace(TEAM, members=tuple(replace(person, hours=Decimal(16)) for person in TEAM.members))
    eager = replace(eager, accounts=(account("dir", when="mon"),))
    alone = replace(PUBLISHED, assignments=(work("anna"),), duties=(hold("anna", "dir"),))
    stages, _ = planned(problem(eager, published=alone, today=MON))
    assert (stages["changes"], stages["fragile"]) == (0, 180)
    stages, _ = planned(problem(eager))
    assert "changes" not in stages
    assert stages["fragile"] == 0


def test_the_json_of_a_plan_names_the_changes():
    case = problem(OFF, published=PUBLISHED, today=MON)
    document = json.loads(json.dumps(roster_document(plan(case), OFF)))
    assert document["stages"][2] == {"id": "changes", "value": 52, "bound": 52, "proven": True}
    validate(document, "roster")


def test_balances_run_on_through_the_history_where_that_is_asked():
    """A week ago Anna worked sixteen hours instead of eight."""
    monday = WEEK.plus(-1).monday
    before = roster([work("anna", monday), work("anna", monday + timedelta(1))], weeks=(WEEK.plus(-1),))
    assert pose(TEAM, WEEK, history=(before,)).team.member["anna"].balance_minutes == 0
    running = pose(replace(TEAM, accounts=(), agreements=()), WEEK, history=(before,), running=True)
    assert [person.balance_minutes for person in running.team.members] == [480, -480]
    stages, works = planned(running)
    assert stages["hours"] == 480  # Anna is off and comes out; Bea may work eight of the sixteen hours that she is due
    assert {who for who, _ in works} == {"bea"}
