"""The light of a request for leave: what the first three stages come to with it, solved, against without it.

Green: each stage is as good as without it. Amber: stage 1 is, stage 2 or 3 is not. Red: stage 1 is worse, or hard
statements clash. A request over several weeks is the sum of its weeks; each week stands alone (see `week_whatif`).
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Week
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.leave_light import Advice, Calendar, Colour, Light, Worse, judged_until
from secretariat_tui.domain.plan import Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.answer import new_shortages, shortages
from secretariat_tui.planner.by_date import added
from secretariat_tui.planner.collecting import uncollected
from secretariat_tui.planner.conflict import minimal_conflict
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.registry import RULES, installed_rules
from secretariat_tui.planner.stage_model import Known, Values
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.week_whatif import Outcome, WeekWhatIf, granted

Tell = Callable[[Light], None]


class Lights:
    """The lights of a horizon. Weeks are prepared when first asked about. The limits are those of all its answers."""

    def __init__(self, problem: Problem, limits: Limits | None = None, stop: threading.Event | None = None) -> None:
        self.problem = problem
        self._clock = Clock(limits or Limits(), stop)
        self._known: Known = {}
        self._weeks: dict[Week, WeekWhatIf] = {}

    def week(self, week: Week) -> WeekWhatIf:
        """A week of the horizon, ready to be asked."""
        if week not in self._weeks:
            self._weeks[week] = WeekWhatIf(self.problem, week, self._clock, self._known)
        return self._weeks[week]

    def forget(self, week: Week) -> None:
        """Lets go of a week that will not be asked about again."""
        self._weeks.pop(week, None)

    def light(self, leave: Leave) -> Light:
        """The light of a request."""
        return self._light(leave)[0]

    def advice(self, leave: Leave) -> Advice:
        """The light of a request, with its grounds."""
        light, outcomes = self._light(leave)
        if light.colour is Colour.GREEN:
            return Advice(light)
        lacking: list[Shortage] = []
        worse: list[Worse] = []
        clash: list[Reason] = []
        for week, before, after in outcomes:
            changed = granted(self.week(week).problem, [leave])
            if after.roster is None or before.roster is None:
                clash += minimal_conflict(changed, installed_rules())
            else:
                asked = self.week(week).problem
                known = shortages(asked, Facts(asked, before.roster))
                lacking += new_shortages(changed, Facts(changed, after.roster), known)
                worse += _worse(asked, before.roster, changed, after.roster)
        return Advice(light, tuple(lacking), tuple(worse), tuple(clash))

    def _light(self, leave: Leave) -> tuple[Light, list[tuple[Week, Outcome, Outcome]]]:
        problem = self.problem
        last = judged_until(leave)
        days = [day for day in problem.open_dates if leave.start <= day <= last]
        parts = DAYPARTS if leave.part is None else (leave.part,)
        member = problem.team.member[leave.member]
        needless = not any(part in problem.workable(member, day) for day in days for part in parts)
        outcomes: list[tuple[Week, Outcome, Outcome]] = []
        weeks = tuple(dict.fromkeys(Week.of(day) for day in days))
        for week in weeks:
            if outcomes and self._clock.stopped_by is not None:
                break
            asked = self.week(week)
            outcomes.append((week, asked.base, asked.base if needless else asked.with_leave([leave])))
        before, after = _sum(o for _, o, _ in outcomes), _sum(o for _, _, o in outcomes)
        whole = len(outcomes) == len(weeks) and last == leave.end
        proven = whole and all(one.proven and other.proven for _, one, other in outcomes)
        return Light(leave, colour_of(before, after), before, after, needless, proven), outcomes


def colour_of(before: Values | None, after: Values | None) -> Colour:
    """The colour that follows from the stages. What clashes already is no fault of the request."""
    if after is None:
        return Colour.RED if before is not None else Colour.GREEN
    if before is None or all(new <= old for old, new in zip(before, after, strict=True)):
        return Colour.GREEN
    return Colour.RED if after[0] > before[0] else Colour.AMBER


def calendar(
    problem: Problem,
    on_light: Tell | None = None,
    stop: threading.Event | None = None,
    limits: Limits | None = None,
) -> Calendar:
    """The light of every member and open daypart of the horizon, week after week.

    `on_light` is told each as soon as its week is known. A set `stop`, or the end of the time that the limits give,
    ends it after the light at hand.
    """
    limits = limits or Limits()
    until = None if limits.wall is None else time.monotonic() + limits.wall

    def is_over() -> bool:
        return (stop is not None and stop.is_set()) or (until is not None and time.monotonic() > until)

    lights = Lights(problem, limits, stop)
    found: list[Light] = []
    for week in problem.weeks:
        for light in _week_lights(lights, week, is_over):
            found.append(light)
            if on_light is not None:
                on_light(light)
        lights.forget(week)
        if is_over():
            break
    return Calendar(tuple(found), len(found) < len(problem.open_dates) * len(DAYPARTS) * len(problem.team.members))


def _week_lights(lights: Lights, week: Week, is_over: Callable[[], bool]) -> Iterator[Light]:
    """The lights of a week by date, daypart and member. Dates are asked about side by side."""
    days = [day for day in lights.problem.open_dates if day in Horizon(week)]
    if days:
        lights.week(week)
    with uncollected(), ThreadPoolExecutor(max_workers=2) as pool:
        for found in pool.map(lambda day: list(_date_lights(lights, day, is_over)), days):
            yield from found


def _date_lights(lights: Lights, day: date, is_over: Callable[[], bool]) -> Iterator[Light]:
    for part in DAYPARTS:
        for member in lights.problem.team.members:
            if is_over():
                return
            yield lights.light(Leave(member.id, day, day, part, LeaveStatus.REQUESTED))


def _sum(outcomes: Iterator[Outcome]) -> Values | None:
    values = [outcome.values for outcome in outcomes]
    known = [value for value in values if value is not None]
    return added(known) if len(known) == len(values) else None


def _worse(before: Problem, then: Roster, after: Problem, now: Roster) -> Iterator[Worse]:
    """Where stages 2 and 3 cost more than they did."""
    rules = {rule.id: rule for rule in RULES}
    for stage in CONTINUITY[1:]:
        for term in stage.terms:
            old, new = Counter[Reason](), Counter[Reason]()
            for costs, problem, roster in ((old, before, then), (new, after, now)):
                for violation in rules[term].check(problem, Facts(problem, roster)):
                    costs[violation.reason] += violation.cost
            for reason, cost in new.items():
                if cost > old[reason]:
                    yield Worse(stage.id, reason, old[reason], cost)
