"""The Week where its roster names somebody who is in the team no more."""

from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.questions import PlanWeeks
from secretariat_tui.services.team_edits import without_member
from tests.build import WEEK, problem
from tests.plans import plan_of, small_team
from tests.screens.opened import ReadyPlanner, app, until, until_shown


async def test_it_is_planned_anew_without_her():
    without = without_member(small_team(), "bea")
    planner = ReadyPlanner({PlanWeeks: plan_of(problem(without))})
    running = app("week", published=True, planner=planner)
    with running.workspace.office.act("so", ActKind.IMPORT_TEAM) as work:
        work.put_team(without)
    async with running.run_test(size=(100, 40)) as pilot:
        await until_shown(pilot, "Bea")
        await pilot.press("p")
        await until(pilot, lambda: len(running.workspace.versions(WEEK)) == 2)
        [asked] = [item for item in planner.asked if isinstance(item, PlanWeeks)]
        assert "bea" not in asked.problem.team.member
