"""Plans of single weeks, seen together."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.roster import StageResult
from secretariat_tui.services.sheets import joined
from tests.build import WEEK, problem
from tests.plans import plan_of, small_team


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
        found = {stage.id: stage.value for stage in joined(plans).roster.stages}
        assert found == {"shortage": 3, "agreements": 60, "fragile": 900}


def test_a_limit_that_ended_the_search_of_one_week_is_told_of_all():
    plans = [week_with(0, shortage=1), week_with(1, shortage=2)]
    late = replace(plans[1], roster=replace(plans[1].roster, stopped_by="time"))
    assert joined(plans).roster.stopped_by is None
    assert joined([plans[0], late]).roster.stopped_by == "time"
