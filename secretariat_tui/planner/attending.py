"""Who is at work during all of a span of a date and holds nothing then, as a count and as a demand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import Linear, total
from secretariat_tui.planner.facts import Facts


class Attending:
    """One for each of these members who is not at work, or holds a duty, at some moment of a span of a date."""

    id: ClassVar[str] = "attending"
    severity: ClassVar[Severity] = Severity.SOFT

    def __init__(self, members: tuple[Member, ...], place: Place | None, day: date, span: Span) -> None:
        self._members = members
        self._place = place
        self._day = day
        self._span = span

    def encode(self, problem: Problem, model: Encoder) -> None:
        slots = [slot for slot in problem.slots_on.get(self._day, ()) if slot.span.overlaps(self._span)]
        for member in self._members:
            there = model.boolean("attends")
            model.define(there - self._at_work(model, member) <= 0)
            for slot in slots:
                model.define(there + model.variables.holds(slot, member) <= 1)
            model.penalise(1 - there, 1, self._reason(member))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:  # noqa: ARG002
        present = self.present(facts.roster)
        yield from (Violation(self._reason(member)) for member in self._members if member.id not in present)

    def present(self, roster: Roster) -> tuple[str, ...]:
        """Who of them is at work at the place during all of the span and holds nothing, in the order of the team."""
        there = {
            a.member
            for a in roster.assignments
            if a.date == self._day and a.span.covers(self._span) and self._place in (None, a.place)
        }
        busy = {d.member for d in roster.duties if d.date == self._day and d.span.overlaps(self._span)}
        return tuple(member.id for member in self._members if member.id in there - busy)

    def kept_by(self, roster: Roster) -> bool:
        """Whether all of them are present."""
        return len(self.present(roster)) == len(self._members)

    def _at_work(self, model: Encoder, member: Member) -> Linear:
        """1 if she is at work at the place during all of the span."""
        return total(
            choice.var
            for choice in model.variables.choices(member, self._day)
            if choice.shift.span.covers(self._span) and self._place in (None, choice.place)
        )

    def _reason(self, member: Member) -> Reason:
        template = N_("{member} is not free on {date} from {span}.")
        return because(self.id, template, member=member.id, date=self._day, span=self._span)


class There(Attending):
    """All of these members are at work during all of the span; that they hold nothing then is what a meeting asks."""

    id: ClassVar[str] = "there"
    severity: ClassVar[Severity] = Severity.HARD

    def encode(self, problem: Problem, model: Encoder) -> None:  # noqa: ARG002
        for member in self._members:
            model.require(self._at_work(model, member) >= 1, self._reason(member))
