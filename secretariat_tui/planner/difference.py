"""What changed between two rosters of the same weeks: cells, duties, stages and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.explanation import CellChange, Difference, DutyChange, StageChange
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster, StageResult
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.registry import installed_rules


def compare(problem: Problem, before: Roster, after: Roster) -> Difference:
    """What changed; `problem` has the weeks of both."""
    rules = installed_rules()
    was, now = (recompute(problem, Facts(problem, roster), rules) for roster in (before, after))
    return between(before, after, was, now)


def between(before: Roster, after: Roster, was: Sequence[StageResult], now: Sequence[StageResult]) -> Difference:
    """What changed, where it is known what the stages come to: of those that both have."""
    # Changes to a published week are a stage of whoever was planned after it alone.
    then = {stage.id: stage for stage in was}
    stages = tuple(StageChange(then[stage.id], stage) for stage in now if stage.id in then)
    return Difference(tuple(_cells(before, after)), tuple(_duties(before, after)), stages)


def _cells(before: Roster, after: Roster) -> Iterator[CellChange]:
    found: dict[tuple[date, str], tuple[list[Assignment], list[Assignment]]] = defaultdict(lambda: ([], []))
    for side, roster in enumerate((before, after)):
        for assignment in roster.assignments:
            found[assignment.date, assignment.member][side].append(assignment)
    for (day, member), (was, now) in sorted(found.items()):
        if [(a.shift, a.place, a.span) for a in was] != [(a.shift, a.place, a.span) for a in now]:
            yield CellChange(day, member, tuple(was), tuple(now))


def _duties(before: Roster, after: Roster) -> Iterator[DutyChange]:
    found: dict[tuple[date, str, bool], tuple[list[Duty], list[Duty]]] = defaultdict(lambda: ([], []))
    for side, roster in enumerate((before, after)):
        for duty in roster.duties:
            found[duty.date, duty.duty, duty.is_desk][side].append(duty)
    for (day, id, is_desk), (was, now) in sorted(found.items()):
        changes: list[DutyChange] = []
        edges = sorted({edge for duty in was + now for edge in (duty.span.start, duty.span.end)})
        for start, end in pairwise(edges):
            span = Span(start, end)
            old, new = _holders(was, span), _holders(now, span)
            last = changes[-1] if changes else None
            if last is not None and (last.span.end, last.before, last.after) == (start, old, new):
                changes[-1] = DutyChange(day, id, is_desk, Span(last.span.start, end), old, new)
            elif old != new:
                changes.append(DutyChange(day, id, is_desk, span, old, new))
        yield from changes


def _holders(duties: Iterable[Duty], span: Span) -> tuple[str, ...]:
    return tuple(sorted(duty.member for duty in duties if duty.span.covers(span)))
