"""Plans of single weeks, seen together."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Contingency, Loss, Plan
from secretariat_tui.domain.roster import StageResult
from secretariat_tui.services.sheets import joined
from tests.build import WEEK, hold, problem, roster, span
from tests.plans import plan_of, small_team

WEEKS = problem(small_team(), 2)


def week_with(number: int, **values: int):
    """The plan of a week whose stages came to these values, all proven."""
    found = plan_of(problem(small_team(), week=WEEK.plus(number)))
    stages = tuple(StageResult(id, value, value) for id, value in values.items())
    return replace(found, roster=replace(found.roster, weeks=(WEEK.plus(number),), stages=stages))


def test_stages_are_added_up_by_what_they_are_and_not_by_their_place():
    """Only a week that was planned after its publication has changes as a stage, before the fragile one."""
    before = week_with(0, shortage=1, agreements=20, fragile=300)
    after = week_with(1, shortage=2, agreements=40, changes=7, fragile=600)
    for plans in ([before, after], [after, before]):
        found = {stage.id: stage.value for stage in joined(WEEKS, plans).roster.stages}
        assert found == {"shortage": 3, "agreements": 60, "fragile": 900}


def test_a_limit_that_ended_the_search_of_one_week_is_told_of_all():
    plans = [week_with(0, shortage=1), week_with(1, shortage=2)]
    late = replace(plans[1], roster=replace(plans[1].roster, stopped_by="time"))
    assert joined(WEEKS, plans).roster.stopped_by is None
    assert joined(WEEKS, [plans[0], late]).roster.stopped_by == "time"


def test_in_the_night_in_which_the_clock_goes_back_what_is_held_counts_its_real_hours():
    """Seven hours on the Sunday, all lost when she falls out, and six on the Monday after it, of which none is."""
    first = Week(2026, 43)
    night, after = first.days[6], first.plus(1).days[0]
    lost = Contingency(night, "anna", (), (Loss("telefoon", True, span("00:00-06:00"), 1, 7 * 60),))
    plans = [
        Plan(roster(duties=[hold("anna", "telefoon", "00:00-06:00", day, is_desk=True)], weeks=[week]), (), plan, 0.0)
        for week, day, plan in ((first, night, (lost,)), (first.plus(1), after, ()))
    ]
    assert joined(problem(small_team(), 2, first), plans).continuity == round(6 / 13, 4)
