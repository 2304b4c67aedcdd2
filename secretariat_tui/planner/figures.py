"""What a week of a roster comes to: minutes that can be added up over weeks, never counted for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import reduce
from itertools import pairwise
from typing import Any, TypeVar

from secretariat_tui.domain.account import Work
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span, Week
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.learning import takes_place
from secretariat_tui.planner.notice import Notice, changes
from secretariat_tui.planner.rules.spread import Spread, people_at_work
from secretariat_tui.planner.takeover import absorb

T = TypeVar("T", bound="Cover | Figures")

DutyKey = tuple[str, bool]
"""The id of an account or desk, and whether it is a desk."""


def share(part: int, whole: int) -> float | None:
    """A share with four decimals, rounded down so that it never says all where something is lacking."""
    return part * 10_000 // whole / 10_000 if whole else None


@dataclass(frozen=True, slots=True)
class Cover:
    """Minutes of duties, times people: asked for, covered (no more than asked), held, held by stand-ins by agreement,
    held incidentally, and lost when each of the holders falls out in turn."""

    asked: int = 0
    covered: int = 0
    held: int = 0
    stand_in: int = 0
    incidental: int = 0
    lost: int = 0

    def __add__(self, other: Cover) -> Cover:
        return _sum(self, other)

    @property
    def coverage(self) -> float | None:
        return share(self.covered, self.asked)

    @property
    def continuity(self) -> float | None:
        return share(self.held - self.lost, self.held)


@dataclass(frozen=True, slots=True)
class Figures:
    """What some weeks of rosters come to. Everything but `duties`, `people` and `changes` is of the whole team.

    `people` counts who works in each daypart of the week, and `open_times` how often it was open. `made` are paid and
    credited minutes, `free` are worked minutes without a duty, learning time, meeting or secondment, breaks left out.
    `changes` are dayparts changed after publication, by notice; None where that is not known.
    """

    weeks: tuple[Week, ...] = ()
    duties: Mapping[DutyKey, Cover] = field(default_factory=dict)
    people: Mapping[tuple[int, Daypart], int] = field(default_factory=Counter)
    open_times: Mapping[tuple[int, Daypart], int] = field(default_factory=Counter)
    changes: Mapping[Notice | None, int] = field(default_factory=Counter)
    spread: int = 0
    target: int = 0
    made: int = 0
    free: int = 0
    seconded: int = 0
    learning_planned: int = 0
    learning_held: int = 0
    standard: int = 0
    custom: int = 0
    leave_granted: int = 0
    leave_refused: int = 0
    leave_open: int = 0

    def __add__(self, other: Figures) -> Figures:
        return _sum(self, other)

    @property
    def accounts(self) -> Cover:
        """All accounts together."""
        return _total(cover for (_, is_desk), cover in self.duties.items() if not is_desk)

    @property
    def desks(self) -> Cover:
        """All desks together."""
        return _total(cover for (_, is_desk), cover in self.duties.items() if is_desk)

    @property
    def cover(self) -> Cover:
        """All accounts and desks together."""
        return self.accounts + self.desks

    @property
    def quietest(self) -> tuple[int, Daypart] | None:
        """The daypart of the week (weekday 0 to 6) with the fewest people when it is open; the first of equals."""
        cells = [cell for cell, times in sorted(self.open_times.items()) if times]
        return min(cells, key=lambda cell: self.people.get(cell, 0) / self.open_times[cell], default=None)

    @property
    def fewest(self) -> float | None:
        """How many people work in the quietest daypart on average, with two decimals, rounded down."""
        cell = self.quietest
        return None if cell is None else self.people.get(cell, 0) * 100 // self.open_times[cell] / 100


def figures_of(problem: Problem, versions: Sequence[Roster]) -> Figures:
    """The figures of one week, of which the last version counts."""
    team, roster = problem.team, versions[-1]
    facts = Facts(problem, roster)
    (week,) = problem.weeks
    duties = _duties(problem, facts)
    work: Counter[Work] = Counter()
    for account in team.accounts:
        if (account.id, False) in duties:
            work[account.work] += duties[account.id, False].held
    cells = [(day, part) for day in problem.open_dates for part in DAYPARTS]
    learning = [item for item in team.learning if item.date in problem.horizon]
    leave = Counter(item.status for item in team.leave if item.start in problem.horizon)
    return Figures(
        (week,),
        duties,
        Counter({(day.weekday(), part): people_at_work(facts, day, part, None) for day, part in cells}),
        Counter((day.weekday(), part) for day, part in cells),
        Counter(_changes(problem, versions)),
        sum(violation.cost for violation in Spread().check(problem, facts)),
        sum(problem.target(member, week) for member in team.members),
        sum(problem.credit(member, week) for member in team.members) + _paid(problem, roster),
        sum(_free(facts, member, day) for member in team.members for day in problem.open_dates),
        sum(_seconded(facts, member, day) for member in team.members for day in problem.open_dates),
        sum(problem.minutes(item.date, item.span) for item in learning),
        sum(problem.minutes(item.date, item.span) for item in learning if takes_place(problem, roster, item)),
        work[Work.STANDARD],
        work[Work.CUSTOM],
        leave[LeaveStatus.APPROVED],
        leave[LeaveStatus.REFUSED],
        leave[LeaveStatus.REQUESTED],
    )


def _duties(problem: Problem, facts: Facts) -> dict[DutyKey, Cover]:
    team = problem.team
    found: dict[DutyKey, Cover] = defaultdict(Cover)
    for piece in facts.all_pieces():
        demand, minutes = piece.demand, piece.minutes
        roles = Counter(
            team.standing(demand.duty, holder, demand.date)[0] for holder in piece.holders if not demand.is_desk
        )
        people = len(piece.holders)
        found[demand.duty, demand.is_desk] += Cover(
            demand.people * minutes,
            min(people, demand.people) * minutes,
            people * minutes,
            roles[HolderRole.BACKUP] * minutes,
            roles[HolderRole.INCIDENTAL] * minutes,
        )
    for day in problem.open_dates:
        for member in team.members:
            if facts.assignments(member, day):
                for part in absorb(problem, facts, day, member).handed:
                    if part.taker is None:
                        demand = part.piece.demand
                        found[demand.duty, demand.is_desk] += Cover(lost=part.piece.minutes)
    return dict(found)


def _changes(problem: Problem, versions: Sequence[Roster]) -> dict[Notice | None, int]:
    """Files do not tell when a version was made, so no notice is known."""
    first = next((n for n, version in enumerate(versions) if version.state == "published"), len(versions))
    count = sum(len(list(changes(problem, before, after))) for before, after in pairwise(versions[first:]))
    return {None: count} if count else {}


def _paid(problem: Problem, roster: Roster) -> int:
    shifts = problem.team.shift
    return sum(
        problem.minutes(item.date, item.span) - (shifts[item.shift].break_minutes if item.shift in shifts else 0)
        for item in roster.assignments
    )


def _free(facts: Facts, member: Member, day: date) -> int:
    """Minutes at work in which nothing is asked of her; her break is taken out of them, since it is not located."""
    problem = facts.problem
    taken = [duty.span for duty in facts.duties(day) if duty.member == member.id]
    taken += [block.span for block in problem.blocks(member, day)]
    minutes = 0
    for item in facts.assignments(member, day):
        shift = problem.team.shift.get(item.shift)
        free = sum(problem.minutes(day, gap) for gap in _gaps(item.span, taken))
        minutes += max(0, free - (shift.break_minutes if shift is not None else 0))
    return minutes


def _gaps(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span."""
    reached = span.start
    for other in sorted(taken):
        if reached < min(other.start, span.end):
            yield Span(reached, min(other.start, span.end))
        reached = max(reached, other.end)
    if reached < span.end:
        yield Span(reached, span.end)


def _seconded(facts: Facts, member: Member, day: date) -> int:
    """Half of a full day for each daypart in which she works elsewhere."""
    lent = {block.span for block in facts.problem.blocks(member, day) if block.kind is BlockKind.SECONDMENT}
    return sum(
        member.daypart_minutes(part)
        for part in DAYPARTS
        if facts.problem.half(part) in lent
        and any(part in facts.problem.touches(item.span) for item in facts.assignments(member, day))
    )


def _total(covers: Iterable[Cover]) -> Cover:
    return reduce(Cover.__add__, covers, Cover())


def _sum(one: T, other: T) -> T:
    """Field by field; of mappings key by key."""
    added: dict[str, Any] = {}
    for item in fields(one):
        left, right = getattr(one, item.name), getattr(other, item.name)
        if isinstance(left, Mapping):
            keys = dict.fromkeys((*left, *right))
            added[item.name] = {
                key: left[key] + right[key] if key in left and key in right else left.get(key, right.get(key))
                for key in keys
            }
        else:
            added[item.name] = left + right
    return replace(one, **added)
