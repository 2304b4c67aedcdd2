"""A roster edited by hand: what stands, what is solved anew, and what it does to the rules and the stages.

An edit of who works leaves all other assignments as they are; the duties of its dates are given out anew, so that the
first three stages are least for these assignments. An edit of a duty leaves all other duties as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.edits import Assign, Edit, Edited, GiveDuty, Swap
from secretariat_tui.domain.errors import Fault, InvalidValue, fault
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.finding import N_, Violation
from secretariat_tui.domain.known import unknown_in
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster, StageResult, Status
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.difference import between
from secretariat_tui.planner.duties import shared_out
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.stages import CHANGES, hard


class Editing:
    """A roster of which edits are tried, one after the other, as while somebody types: what it is itself, is found out
    once.

    What the roster claims must be of this problem: a bound is kept as long as all stages before it stay what they are,
    since nothing becomes possible by an edit that was not possible before.
    """

    def __init__(self, problem: Problem, roster: Roster, rules: Sequence[Rule] = RULES) -> None:
        self.problem = problem
        self.roster = roster
        self.rules = rules
        claims = roster.stages
        if problem.published is not None and all(stage.id != CHANGES.id for stage in claims):
            claims = (*claims, StageResult(CHANGES.id, 0, 0))
        self._claims = claims
        facts = Facts(problem, replace(roster, stages=claims))
        self._before = recompute(problem, facts, rules)
        self._broken = Counter(_violations(problem, facts, rules))

    def edited(self, edits: Sequence[Edit], limits: Limits | None = None) -> Edited:
        """The roster after the edits, in their order, with what it breaks and how its stages change.

        Raises InvalidValue for an edit of what the team or the horizon does not have.
        """
        problem, roster = self.problem, self.roster
        faults = [found for edit in edits for found in _faults(problem, edit)]
        if faults:
            raise InvalidValue(faults)
        given = [edit for edit in edits if isinstance(edit, GiveDuty)]
        works = _assigned(problem, roster, edits)
        touched = _touched(roster.assignments, works)
        duties, given = _given(problem, roster.duties, given)
        after = replace(roster, assignments=works, duties=duties, status=Status.FEASIBLE, stopped_by=None)
        if touched:
            seed = roster.seed if limits is None else limits.seed
            anew = shared_out(problem, after, touched, given, seed)
            after = replace(after, duties=(*(d for d in duties if d.date not in touched), *anew))
        return self._judged(after)

    def _judged(self, after: Roster) -> Edited:
        facts = Facts(self.problem, replace(after, stages=self._claims))
        broken = tuple(_violations(self.problem, facts, self.rules))
        stages = _bounded(self.roster.stages, recompute(self.problem, facts, self.rules), not broken)
        return Edited(
            replace(after, stages=stages),
            broken,
            tuple((Counter(broken) - self._broken).elements()),
            between(self.roster, after, self._before, stages),
        )


# -- what the edits do


def _assigned(problem: Problem, roster: Roster, edits: Iterable[Edit]) -> tuple[Assignment, ...]:
    works = list(roster.assignments)
    for edit in edits:
        if isinstance(edit, Assign):
            before = [a for a in works if (a.member, a.date) == (edit.member, edit.date)]
            works = [a for a in works if a not in before]
            works += _work(problem, edit, before)
        elif isinstance(edit, Swap):
            other = {edit.first: edit.second, edit.second: edit.first}
            works = [
                _settled(problem, replace(a, member=other[a.member]))
                if a.date in edit.dates and a.member in other
                else a
                for a in works
            ]
    return tuple(sorted(works))


def _work(problem: Problem, edit: Assign, before: Sequence[Assignment]) -> Iterator[Assignment]:
    if edit.shift is None:
        return
    shift = problem.team.shift[edit.shift]
    places = [edit.place] if edit.place is not None else [a.place for a in before if a.place in shift.places]
    place: Place = [*places, *shift.places][0]
    yield _settled(problem, Assignment(edit.date, edit.member, shift.id, place, shift.span))


def _settled(problem: Problem, work: Assignment) -> Assignment:
    """The assignment, marked as pinned if the team says so."""
    pins = ((pin.member, pin.date) for pin in problem.team.pins if isinstance(pin, AssignmentPin))
    return replace(work, pinned=(work.member, work.date) in pins)


def _touched(before: Iterable[Assignment], after: Iterable[Assignment]) -> frozenset[date]:
    return frozenset(work.date for work in {*before} ^ {*after})


def _given(
    problem: Problem, duties: Iterable[Duty], given: Iterable[GiveDuty]
) -> tuple[tuple[Duty, ...], list[GiveDuty]]:
    """The duties after what is given, and what was given of them, exactly."""
    held, done = list(duties), []
    for edit in given:
        done += _exactly(held, edit)
        for span in _spans(held, edit):
            held = _with(problem, held, replace(edit, span=span))
    return tuple(held), done


def _spans(held: Iterable[Duty], edit: GiveDuty) -> list[Span]:
    """When something changes hands: all the time, or while she whose place is taken has it."""
    if edit.instead is None:
        return [edit.span]
    mine = [duty.span for duty in held if _is_about(duty, edit) and duty.member == edit.instead]
    return [part for span in mine if (part := span.intersection(edit.span)) is not None]


def _exactly(held: Iterable[Duty], edit: GiveDuty) -> list[GiveDuty]:
    """An edit as those that say of each span who has it: who gives her place away has it no more in all of it."""
    if edit.instead is None or edit.member is None:
        return [edit]
    return [replace(edit, member=None), *(replace(edit, span=span) for span in _spans(held, edit))]


def _is_about(duty: Duty, edit: GiveDuty) -> bool:
    return (duty.date, duty.duty, duty.is_desk) == (edit.date, edit.duty, edit.is_desk)


def _with(problem: Problem, held: Iterable[Duty], edit: GiveDuty) -> list[Duty]:
    adds = edit.is_desk and problem.team.desk[edit.duty].people > 1 and edit.member is not None
    leaving = {edit.instead, edit.member} if edit.instead is not None or adds else None
    left: list[Duty] = []
    for duty in held:
        leaves = _is_about(duty, edit) and (leaving is None or duty.member in leaving)
        left += _outside(duty, edit.span) if leaves else [duty]
    if edit.member is None:
        return left
    return _joined(left, duty_of(problem, edit.date, edit.duty, edit.is_desk, edit.member, edit.span))


def _outside(duty: Duty, span: Span) -> Iterator[Duty]:
    """What is left of a duty without the span."""
    for start, end in (
        (duty.span.start, min(duty.span.end, span.start)),
        (max(duty.span.start, span.end), duty.span.end),
    ):
        if start < end:
            yield replace(duty, span=Span(start, end))


def _joined(duties: Iterable[Duty], new: Duty) -> list[Duty]:
    """The duties with one more, as one with those of the same holder that it adjoins."""
    others: list[Duty] = []
    for duty in duties:
        alike = replace(duty, span=new.span, pinned=new.pinned) == new
        if alike and (new.span.start == duty.span.end or new.span.end == duty.span.start):
            new = replace(new, span=Span(min(duty.span.start, new.span.start), max(duty.span.end, new.span.end)))
        else:
            others.append(duty)
    return [*others, new]


# -- what comes of them


def _violations(problem: Problem, facts: Facts, rules: Sequence[Rule]) -> Iterator[Violation]:
    for rule in hard(rules):
        yield from rule.check(problem, facts)


def _bounded(claimed: Sequence[StageResult], found: Sequence[StageResult], valid: bool) -> tuple[StageResult, ...]:
    """The stages with the bounds that still hold: each was proven for what the stages before it came to."""
    claims = {stage.id: stage for stage in claimed}
    holds = valid
    stages = []
    for stage in found:
        claim = claims.get(stage.id)
        holds = holds and claim is not None and claim.bound <= stage.value
        stages.append(replace(stage, bound=claim.bound if holds and claim is not None else 0))
        holds = holds and claim is not None and claim.value == stage.value
    return tuple(stages)


# -- what cannot be edited


def _faults(problem: Problem, edit: Edit) -> Iterator[Fault]:
    team = problem.team
    members: list[str | None]
    if isinstance(edit, Swap):
        members, days = [edit.first, edit.second], edit.dates
    else:
        members, days = [edit.member], (edit.date,)
    if isinstance(edit, GiveDuty):
        members.append(edit.instead)
        yield from unknown_in(team, **{"desk" if edit.is_desk else "account": edit.duty})
        if edit.span.start >= edit.span.end:
            yield fault("end-before-start", N_("The end must be after the start."))
    if isinstance(edit, Assign):
        yield from unknown_in(team, shift=edit.shift)
    yield from unknown_in(team, member=[member for member in members if member is not None])
    for day in days:
        if day not in problem.horizon:
            yield fault("outside-weeks", N_("{date} is not in the weeks of this roster."), date=day)
