"""Who is in and who has what at a moment, by a roster and by what has become known since.

Who is away by now is not in; what she would have is with whom the contingency plan of the roster names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from secretariat_tui.domain.calendar import DAYPARTS, MINUTES_OF_DAY, Span
from secretariat_tui.domain.plan import Plan, Take
from secretariat_tui.domain.presence import AccountNow, DeskNow, Holding, Person, Presence, Stretch, Upcoming
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Assignment, Duty


def who(problem: Problem, plan: Plan, at: datetime) -> Presence:
    """The people, accounts and desks of the team at a local time of it, within the horizon."""
    looking = _Looking(problem, plan, at.date(), at.hour * 60 + at.minute)
    team = problem.team
    return Presence(
        at,
        tuple(person for member in team.members if (person := looking.person(member.id)) is not None),
        tuple(looking.account(account.id) for account in team.accounts),
        tuple(looking.desk(desk.id) for desk in team.desks),
    )


def stretches(problem: Problem, plan: Plan, day: date) -> dict[tuple[str, bool], tuple[Stretch, ...]]:
    """Who has each account and desk that is asked for on a date, by id and whether it is a desk, from moment to moment.

    What is left out between two stretches is neither asked for nor with anybody.
    """
    demands = problem.demands(day)
    duties = [duty for duty in plan.roster.duties if duty.date == day]
    spans = [demand.span for demand in demands] + [duty.span for duty in duties]
    spans += [take.span for item in plan.contingency if item.date == day for take in item.takes]
    cuts = sorted(
        {edge for span in spans for edge in (span.start, span.end)} | ({problem.team.noon} if spans else set())
    )
    found: dict[tuple[str, bool], list[Stretch]] = {(demand.duty, demand.is_desk): [] for demand in demands}
    for start, end in pairwise(cuts):
        looking = _Looking(problem, plan, day, start)
        for key, told in found.items():
            held = looking.holding([duty for duty in duties if (duty.duty, duty.is_desk) == key])
            stretch = Stretch(Span(start, end), looking.asked.get(key, 0), held)
            before = told[-1] if told else None
            if before is not None and before.span.end == start and _same(before, stretch):
                told[-1] = Stretch(Span(before.span.start, end), stretch.people, held)
            elif stretch.people or held:
                told.append(stretch)
    return {key: tuple(told) for key, told in found.items()}


def _same(one: Stretch, other: Stretch) -> bool:
    return (one.people, one.members) == (other.people, other.members)


class _Looking:
    """One moment of a roster."""

    def __init__(self, problem: Problem, plan: Plan, day: date, minute: int) -> None:
        self.problem = problem
        self.plan = plan
        self.day = day
        self.minute = minute
        self.asked = {
            (demand.duty, demand.is_desk): demand.people
            for demand in problem.demands(day)
            if _holds(demand.span, minute)
        }

    def person(self, member: str) -> Person | None:
        """Somebody who is at work; None also for who works elsewhere."""
        shift = next((a for a in self.plan.roster.assignments if self._is_hers_now(a, member)), None)
        if shift is None or self._is_away(member, self.day, self.minute):
            return None
        now = Span(self.minute, self.minute + 1)
        blocks = self.problem.blocks(self.problem.team.member[member], self.day)
        busy = {block.kind for block in blocks if block.span.overlaps(now)}
        if BlockKind.SECONDMENT in busy:
            return None
        until = self._until(member, self.day, self.minute, shift.span.end)
        return Person(member, shift.place, until, not busy)

    def _is_hers_now(self, item: Assignment, member: str) -> bool:
        return item.member == member and item.date == self.day and _holds(item.span, self.minute)

    def _until(self, member: str, day: date, minute: int, end: int) -> int:
        """The end, or before it the beginning of a daypart in which she is away or works elsewhere."""
        team = self.problem.team
        gone = self.problem.away(team.member[member], day) | {
            part for part in DAYPARTS if any(item.takes(member, day, part) for item in team.secondments)
        }
        starts = [self.problem.team.half(part).start for part in gone]
        return min([end, *(start for start in starts if start > minute)])

    def account(self, account: str) -> AccountNow:
        team = self.problem.team
        duties = [duty for duty in self.plan.roster.duties if not duty.is_desk and duty.duty == account]
        now = next((duty for duty in duties if duty.date == self.day and _holds(duty.span, self.minute)), None)
        found = None if now is None else self._holder(now, self.day, self.minute)
        holding = None
        if found is not None:
            member, until = found
            holding = Holding(member, team.standing(account, member, self.day)[0], until)
        return AccountNow(account, (account, False) in self.asked, holding, self._next(duties))

    def _next(self, duties: list[Duty]) -> Upcoming | None:
        """Who gets the account next, and when."""
        starts = [(duty.date, start, duty) for duty in duties for start in self._starts(duty)]
        for day, start, duty in sorted(starts, key=lambda item: item[:2]):
            found = self._holder(duty, day, start) if (day, start) > (self.day, self.minute) else None
            if found is not None:
                return Upcoming(day, start, found[0])
        return None

    def _starts(self, duty: Duty) -> Iterator[int]:
        """When somebody begins to have a duty: at its start, where a stand-in comes in her holder's place, and where
        the holder is back."""
        yield duty.span.start
        noon = self.problem.team.noon
        if self._is_away(duty.member, duty.date, noon) != self._is_away(duty.member, duty.date, noon - 1):
            yield from [noon] if _holds(duty.span, noon) else []
        for take in self._takes(duty):
            if _holds(duty.span, take.span.start) and self._is_away(duty.member, duty.date, take.span.start):
                yield take.span.start

    def _takes(self, duty: Duty) -> Iterator[Take]:
        """Who takes over the duty by the contingency plan of its holder, all or some of it."""
        for plan in self.plan.contingency:
            if (plan.date, plan.member) == (duty.date, duty.member):
                yield from (t for t in plan.takes if (t.duty, t.is_desk) == (duty.duty, duty.is_desk))

    def desk(self, desk: str) -> DeskNow:
        found = [
            self._holder(duty, self.day, self.minute)
            for duty in self.plan.roster.duties
            if duty.is_desk and duty.duty == desk and duty.date == self.day and _holds(duty.span, self.minute)
        ]
        members = dict.fromkeys(holder[0] for holder in found if holder is not None)
        return DeskNow(
            desk, self.asked.get((desk, True), 0), tuple(m.id for m in self.problem.team.members if m.id in members)
        )

    def holding(self, duties: list[Duty]) -> tuple[str, ...]:
        """Who has one of some duties at the moment, in the order of the team."""
        found = [self._holder(duty, self.day, self.minute) for duty in duties if _holds(duty.span, self.minute)]
        members = {holder[0] for holder in found if holder is not None}
        return tuple(member.id for member in self.problem.team.members if member.id in members)

    def _holder(self, duty: Duty, day: date, minute: int) -> tuple[str, int] | None:
        """Who has a duty at a moment of its span, and until when; None is nobody."""
        if not self._is_away(duty.member, day, minute):
            return duty.member, self._until(duty.member, day, minute, duty.span.end)
        for take in self._takes(duty):
            if _holds(take.span, minute) and not self._is_away(take.member, day, minute):
                end = min(take.span.end, self._back(duty.member, day, minute))
                return take.member, self._until(take.member, day, minute, end)
        return None

    def _back(self, member: str, day: date, minute: int) -> int:
        """When somebody who is away at that minute is so no more, on the same date."""
        noon = self.problem.team.noon
        return noon if minute < noon and not self._is_away(member, day, noon) else MINUTES_OF_DAY

    def _is_away(self, member: str, day: date, minute: int) -> bool:
        away = self.problem.away(self.problem.team.member[member], day)
        return any(_holds(self.problem.team.half(part), minute) for part in away)


def _holds(span: Span, minute: int) -> bool:
    return span.start <= minute < span.end
