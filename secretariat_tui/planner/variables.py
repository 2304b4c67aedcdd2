"""The choices of the planner: every one exists before any rule speaks, also those that a rule will forbid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Daypart, Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.planner.expression import Linear, Var, total


@dataclass(frozen=True, slots=True)
class Choice:
    """One way for a member to work on a date. `var` is 1 if she does."""

    member: Member
    date: date
    shift: Shift
    place: Place
    var: Var


class Variables:
    """Who works what where (every member, open date, shift and place), and who holds which slot (every member)."""

    def __init__(self, problem: Problem, new: Callable[[str], Var]) -> None:
        self.problem = problem
        team = problem.team
        self._choices: dict[tuple[str, date], tuple[Choice, ...]] = {}
        for member in team.members:
            for day in problem.open_dates:
                self._choices[member.id, day] = tuple(
                    Choice(member, day, shift, place, new(f"{member.id} {day} {shift.id} {place}"))
                    for shift in team.shifts
                    for place in shift.places
                )
        self._holds: list[dict[str, Var]] = [
            {m.id: new(f"{m.id} holds {slot.duty} {slot.date} {slot.span}") for m in team.members}
            for slot in problem.slots
        ]
        self._present: dict[tuple[str, date, Span, bool], Linear] = {}

    def choices(self, member: Member, day: date) -> tuple[Choice, ...]:
        """Her ways to work on a date; none on a date that is not open."""
        return self._choices.get((member.id, day), ())

    def works(self, member: Member, day: date) -> Linear:
        """1 if she works on that date."""
        return total(choice.var for choice in self.choices(member, day))

    def works_in(self, member: Member, day: date, daypart: Daypart, place: Place | None = None) -> Linear:
        """1 if her shift touches the daypart (at the place, if given)."""
        half = self.problem.team.half(daypart)
        return total(
            choice.var
            for choice in self.choices(member, day)
            if choice.shift.span.overlaps(half) and place in (None, choice.place)
        )

    def present(self, member: Member, day: date, span: Span, on_site: bool = False) -> Linear:
        """1 if her shift covers the span (in the office, if `on_site`)."""
        key = (member.id, day, span, on_site)
        if key not in self._present:
            self._present[key] = total(
                choice.var
                for choice in self.choices(member, day)
                if choice.shift.span.covers(span) and (not on_site or choice.place is Place.OFFICE)
            )
        return self._present[key]

    def lessen(self, member: Member, day: date, span: Span, on_site: bool, by: Linear) -> None:
        """From now on `present` is less by this: 1 while she is there for something else."""
        self._present[member.id, day, span, on_site] = self.present(member, day, span, on_site) - by

    def holds(self, slot: Slot, member: Member) -> Var:
        """1 if she holds the duty in that segment."""
        return self._holds[slot.index][member.id]

    def held(self, slot: Slot) -> Linear:
        """How many members hold the duty in that segment."""
        return total(self._holds[slot.index].values())
