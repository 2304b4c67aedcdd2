"""What a published roster says stays as it is, the more so the sooner it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts

PRICES: Final = {Notice.AHEAD: 1, Notice.WITHIN_28_DAYS: 2, Notice.WITHIN_4_DAYS: 5, Notice.SAME_DAY: 8}


class Changes:
    """A stage of its own where there is a published roster: dayparts in which a member works another shift or at
    another place than it says, or works where it says that she does not, or the other way around.

    The dates on which she is away do not count for her: it is not the roster that changes them.
    """

    id: ClassVar[str] = "changes"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        published = problem.published
        if published is None:
            return
        known: dict[tuple[str, date], list[Assignment]] = {}
        for item in published.assignments:
            known.setdefault((item.member, item.date), []).append(item)
        for day in problem.open_dates:
            if not any(day in week.days for week in published.weeks):
                continue
            for member in problem.team.members:
                if not problem.away(member, day):
                    before = known.get((member.id, day), [])
                    differs = total(_differs(model, member, day, part, before) for part in DAYPARTS)
                    model.penalise(differs, _price(problem, day), _reason(member, day))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        published = problem.published
        if published is None:
            return
        told = {day for week in published.weeks for day in week.days}
        for day in problem.open_dates:
            for member in problem.team.members:
                if day not in told or problem.away(member, day):
                    continue
                before = [a for a in published.assignments if (a.member, a.date) == (member.id, day)]
                now = facts.assignments(member, day)
                changed = sum(_ways(problem, before, part) != _ways(problem, now, part) for part in DAYPARTS)
                if changed:
                    yield Violation(_reason(member, day), changed * _price(problem, day))


def _price(problem: Problem, day: date) -> int:
    """What one changed daypart costs; without a present date, as if it were far ahead."""
    return PRICES[Notice.AHEAD if problem.today is None else Notice.of(problem.today, day)]


def _differs(model: Encoder, member: Member, day: date, part: Daypart, before: list[Assignment]) -> Linear:
    """1 if she does not work the daypart as was published."""
    ways = _ways(model.problem, before, part)
    if not ways:
        return model.variables.works_in(member, day, part)
    half = model.problem.team.half(part)
    same = (
        choice.var
        for choice in model.variables.choices(member, day)
        if {(choice.shift.id, choice.place)} == ways and choice.shift.span.overlaps(half)
    )
    return 1 - total(same)


def _ways(problem: Problem, assignments: list[Assignment], part: Daypart) -> set[tuple[str, Place]]:
    return {(a.shift, a.place) for a in assignments if part in problem.team.touches(a.span)}


def _reason(member: Member, day: date) -> Reason:
    template = N_("{member} works otherwise on {date} than was published.")
    return because(Changes.id, template, member=member.id, date=day)
