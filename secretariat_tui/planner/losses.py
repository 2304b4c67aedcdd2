"""What would end a loss: changes that ask something of people, each verified by planning the week again with it.

A loss is what nobody can take over when one member falls out on one date. With a change it has ended where the best
roster of that week, the other weeks as they are, loses nothing of the duty on that date, whoever falls out; a change
helps only where that roster is better in the first three stages than the best one without it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.continuity import WeakPoint
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.explanation import LossExplained, LossRemedy
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker, Contingency, Loss
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.contingency import contingency
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.one_week import OneWeek
from secretariat_tui.planner.overtime import WORKED, Worked
from secretariat_tui.planner.proposals import Proposal, presence_proposals
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.relaxations import AGAIN
from secretariat_tui.planner.solve import Tell, solve
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.planner.steps import Step, steps_for
from secretariat_tui.planner.takeover import absorb
from secretariat_tui.planner.weak_points import kind_of, may_have

MOST_TRIED: Final = 12
"""Changes that are tried for one loss, the most promising first."""


def explain_losses(
    problem: Problem,
    roster: Roster,
    plan: Contingency,
    wanted: Iterable[Loss],
    limits: Limits,
    on_progress: Tell | None = None,
    stop: threading.Event | None = None,
) -> tuple[LossExplained, ...]:
    """The losses of a contingency plan of the roster, with what keeps everybody and what would end or lessen each.

    Raises Impossible where the week, with the rest of the roster as it is, cannot be planned at all.
    """
    trial = _Trial(problem, roster, plan, Clock(limits, stop), on_progress)
    return tuple(trial.explained(loss) for loss in wanted)


class _Trial:
    """Changes, each of which is planned once however many losses it may end."""

    def __init__(self, problem: Problem, roster: Roster, plan: Contingency, clock: Clock, tell: Tell | None) -> None:
        self.problem = problem
        self.facts = Facts(problem, roster)
        self.plan = plan
        self.clock = clock
        self.rules = installed_rules()
        self.tell = tell
        self.week = OneWeek(problem, roster, Week.of(plan.date))
        self.known: dict[Team, tuple[Roster, tuple[StageResult, ...]] | None] = {}

    def explained(self, loss: Loss) -> LossExplained:
        again = self._planned(self.problem.team)
        before = self.week.before
        least = before if again is None or _values(before) <= _values(again[1]) else again[1]
        now = self._left(loss, self.problem.team, self.facts)
        found: list[LossRemedy] = []
        if again is not None and _values(again[1]) < _values(before):
            found += self._helping(loss, AGAIN, self.problem.team, before, now)
        tried, stopped_by = 0, None
        for change in self._changes(loss):
            stopped_by = "number" if tried == MOST_TRIED else self.clock.stopped_by
            if stopped_by is not None:
                break
            tried += 1
            asked = self._least_overtime(change)
            found += self._helping(loss, asked.text, asked.team, least, now)
        found.sort(key=lambda item: (_values(item.stages), item.left))
        why = tuple(self._why(loss))
        stopped_by = stopped_by or self.clock.stopped_by
        return LossExplained(
            self.plan.date, self.plan.member, replace(loss, why=why), before, least, tuple(found), tried, stopped_by
        )

    def _helping(
        self, loss: Loss, text: Reason, team: Team, than: tuple[StageResult, ...], now: int
    ) -> Iterator[LossRemedy]:
        """The change, where less is lost with it in a roster that is better altogether."""
        planned = self._planned(team)
        if planned is None or _values(planned[1]) >= _values(than):
            return
        left = self._left(loss, team, Facts(replace(self.week.problem, team=team), planned[0]))
        if left < now:
            yield LossRemedy(text, planned[1], left)

    def _planned(self, team: Team) -> tuple[Roster, tuple[StageResult, ...]] | None:
        """The best roster of the week with the team like that, and the stages of all weeks; None where there is none.

        Raises Impossible where that is so without any change.
        """
        if team not in self.known:
            self.known[team] = None
            changed = replace(self.week.problem, team=team)
            try:
                found = solve(changed, self.clock.limits, self.tell, self.clock.stop, self.rules, CONTINUITY)
            except Impossible:
                if team == self.problem.team:
                    raise
            else:
                stages = self.week.in_all(team, found)
                self.known[team] = None if stages is None else (found, stages)
        return self.known[team]

    def _least_overtime(self, change: Step | Proposal) -> Step | Proposal:
        """The change with no more overtime than makes the week as good; any other change as it is."""
        if not (isinstance(change, Proposal) and change.longer):
            return change
        changed, week = replace(self.week.problem, team=change.team), Week.of(self.plan.date)
        rules, stages = (*self.rules, Worked(change.member, week, change.text)), (*CONTINUITY, WORKED)
        found = solve(changed, self.clock.limits, self.tell, self.clock.stop, rules, stages)
        return change.working(self.problem, week, found.stages[-1].value)

    def _left(self, loss: Loss, team: Team, facts: Facts) -> int:
        """Minutes of the duty that are lost on the date, when each who works then falls out in turn."""
        problem, day = facts.problem, self.plan.date
        plans = (contingency(problem, facts, day, m) for m in team.members if facts.assignments(m, day))
        return sum(gone.minutes for plan in plans for gone in plan.lost if _key(gone) == _key(loss))

    # -- what might help

    def _changes(self, loss: Loss) -> Iterator[Step | Proposal]:
        """Learning steps and agreements by what they promise in the roster as it is, in turn with changes of who is
        there."""
        day, gone = self.plan.date, self.problem.team.member[self.plan.member]
        point = WeakPoint(kind_of(loss.is_desk), loss.duty, gone.id, loss.minutes, (day,))

        def lost(team: Team) -> int:
            return absorb(replace(self.problem, team=team), self.facts, day, team.member[gone.id]).weighted_loss

        steps = sorted(steps_for(self.problem, point, [self.plan]), key=lambda step: (lost(step.team), step.size))
        demands = [d for d in self.problem.demands(day) if (d.duty, d.is_desk) == _key(loss)]
        there = [
            change
            for demand in demands
            if (span := demand.span.intersection(loss.span)) is not None
            for change in presence_proposals(self.problem, self.facts, demand, span)
            if change.member != gone.id and may_have(self.problem, self.problem.team.member[change.member], demand)
        ]
        seen: set[Team] = set()
        for pair in zip_longest(steps, there):
            for change in pair:
                if change is not None and change.team not in seen:
                    seen.add(change.team)
                    yield change

    # -- why nobody can

    def _why(self, loss: Loss) -> Iterator[Blocker]:
        """What keeps each of the others, in the order of the team: the certificate of the loss, and for those whom a
        contingency plan does not count on, why it does not."""
        told = {blocker.member: blocker for blocker in loss.why}
        if None in told:
            yield told[None]
        for member in self.problem.team.members:
            if member.id in told:
                yield told[member.id]
            elif member.id != self.plan.member:
                yield Blocker(member.id, self._not_counted_on(member, loss))

    def _not_counted_on(self, member: Member, loss: Loss) -> Reason:
        who, day = member.id, self.plan.date
        if not self.facts.assignments(member, day) or not self.facts.is_present(member, day, loss.span):
            return because(
                "present", N_("{member} does not work from {span} on {date}."), member=who, span=loss.span, date=day
            )
        if not loss.is_desk and loss.duty in member.knows:
            template = N_("{member} knows {account} but has no agreement for it: she could stand in only incidentally.")
            return because("eligible", template, member=who, account=loss.duty)
        return because(
            "eligible",
            N_("{member} has no agreement for {account} on {date}."),
            member=who,
            account=loss.duty,
            date=day,
        )


def _key(item: Loss) -> tuple[str, bool]:
    return item.duty, item.is_desk


def _values(stages: Iterable[StageResult]) -> tuple[int, ...]:
    return tuple(stage.value for stage in stages)
