"""A roster as facts that can be walked through, for the checks. It knows nothing of variables or of segments of slots:
each date is cut anew, at every boundary of the roster and of what is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.domain.shift import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A demand in a stretch of its date in which nothing changes, with those who hold it then."""

    demand: Demand
    span: Span
    minutes: int
    holders: tuple[str, ...]


class Facts:
    """The facts of a roster within its problem."""

    def __init__(self, problem: Problem, roster: Roster) -> None:
        self.problem = problem
        self.roster = roster
        self._assignments: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
        self._duties: dict[date, list[Duty]] = defaultdict(list)
        for assignment in roster.assignments:
            self._assignments[assignment.member, assignment.date].append(assignment)
        for duty in roster.duties:
            self._duties[duty.date].append(duty)
        self._pieces: dict[date, tuple[Piece, ...]] = {}

    def assignments(self, member: Member, day: date) -> list[Assignment]:
        """Her assignments on a date; a valid roster has at most one."""
        return self._assignments.get((member.id, day), [])

    def minutes(self, member: Member, days: Iterable[date]) -> int:
        """Paid minutes that she works on these dates."""
        return sum(self.problem.worked(item) for day in days for item in self.assignments(member, day))

    def duties(self, day: date) -> list[Duty]:
        """The duties held on a date."""
        return self._duties.get(day, [])

    def is_present(self, member: Member, day: date, span: Span, on_site: bool = False) -> bool:
        """Whether one of her shifts covers the span (in the office, if `on_site`)."""
        return any(
            a.span.covers(span) and (not on_site or a.place is Place.OFFICE) for a in self.assignments(member, day)
        )

    def fits(self, member: Member, demand: Demand, span: Span) -> bool:
        """Whether she is there and could hold the duty: present, at a fitting place, qualified and not blocked."""
        return (
            self.is_present(member, demand.date, span, demand.on_site)
            and member.qualified(demand.requires, demand.date)
            and self.problem.block(member, demand.date, span) is None
        )

    def pieces(self, day: date) -> tuple[Piece, ...]:
        """What is asked on a date, cut wherever anything begins or ends, with the holders."""
        if day not in self._pieces:
            self._pieces[day] = tuple(self._cut(day))
        return self._pieces[day]

    def all_pieces(self) -> Iterator[Piece]:
        """The pieces of all open dates of the horizon."""
        for day in self.problem.open_dates:
            yield from self.pieces(day)

    def _cut(self, day: date) -> Iterator[Piece]:
        problem = self.problem
        demands = problem.demands(day)
        spans = [demand.span for demand in demands]
        spans += [duty.span for duty in self.duties(day)]
        for member in problem.team.members:
            spans += [a.span for a in self.assignments(member, day)]
            spans += [block.span for block in problem.blocks(member, day)]
        cuts = sorted({edge for span in spans for edge in (span.start, span.end)})
        for start, end in pairwise(cuts):
            span = Span(start, end)
            minutes = problem.minutes(day, span)
            if not minutes:
                continue  # within the hour that the clock skips
            for demand in demands:
                if demand.span.covers(span):
                    holders = tuple(
                        duty.member
                        for duty in self.duties(day)
                        if duty.duty == demand.duty and duty.is_desk == demand.is_desk and duty.span.covers(span)
                    )
                    yield Piece(demand, span, minutes, holders)
