"""One day of a team as it stands in the morning: who is in, who has what, what is fragile, and what waits.

What is in force counts; where a week was never published, its draft does. Nothing is solved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.clock import local_time
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.plan import Contingency, Plan, Shortage
from secretariat_tui.domain.presence import Stretch
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.records import AbsenceRecord, LeaveRecord
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.who import stretches
from secretariat_tui.services.absences import LONG, lasting, of_members
from secretariat_tui.services.left import Left, counted_on, gone_since, without
from secretariat_tui.services.office import Office
from secretariat_tui.services.sheets import Sheet, is_newer, sheet_in

_LOOK_AHEAD: Final = 14
"""Days in which the next open one is sought."""


class Basis(StrEnum):
    """What the day is told of."""

    NOTHING = "nothing"
    DRAFT = "draft"
    PUBLISHED = "published"
    NEWER_DRAFT = "newer_draft"
    """Published, while there is a newer draft."""


class State(StrEnum):
    """Where somebody is at a moment of a day."""

    IN = "in"
    BUSY = "busy"
    """At work, but not to be reached: learning, or in a meeting."""
    ELSEWHERE = "elsewhere"
    LATER = "later"
    GONE = "gone"
    OFF = "off"
    """Not at work, on a day of her pattern: she could be asked."""
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Somebody on the day. `span` is what she works of it; None, with no place, where she works nothing."""

    member: str
    state: State
    place: Place | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DutyToday:
    """An account or desk that is asked for on the day, and who has it from moment to moment."""

    id: str
    is_desk: bool
    stretches: tuple[Stretch, ...]

    def at(self, minute: int) -> Stretch | None:
        """What is so at a moment; None where it is neither asked for nor with anybody."""
        return next((item for item in self.stretches if item.span.start <= minute < item.span.end), None)

    def within(self, span: Span) -> tuple[Stretch, ...]:
        """What is so during a span."""
        return tuple(item for item in self.stretches if item.span.overlaps(span))


@dataclass(frozen=True)
class Morning:
    """A day: today, or where the team is closed the next on which it opens.

    `hurt` are contingency plans of the day that leave something to nobody, `short` what falls short on it. `unmended`
    are absences of today or later of people who still have work in the roster, `left` those who still have work in it
    from that day on when they are in the team no more.
    """

    at: datetime
    day: date
    basis: Basis
    sheet: Sheet
    people: tuple[Whereabouts, ...] = ()
    duties: tuple[DutyToday, ...] = ()
    hurt: tuple[Contingency, ...] = ()
    short: tuple[Shortage, ...] = ()
    unmended: tuple[AbsenceRecord, ...] = ()
    left: tuple[Left, ...] = ()
    away: tuple[AbsenceRecord, ...] = ()
    long: tuple[AbsenceRecord, ...] = ()
    waiting: tuple[LeaveRecord, ...] = ()
    drafts: tuple[Week, ...] = ()

    @property
    def is_today(self) -> bool:
        return self.day == self.at.date()


def morning(office: Office, team: str) -> Morning:
    """The day as it stands at this moment."""
    with office.store.read() as view:
        whole = view.team(team)
        at = local_time(office.clock, whole.timezone)
        today = at.date()
        first = sheet_in(office, view, whole, Week.of(today), 1, "published")
        day = _open_day(first.asked, today)
        seen = first if day in first.asked.horizon else sheet_in(office, view, whole, Week.of(day), 1, "published")
        basis = Basis.PUBLISHED
        if seen.plan is None:
            seen = sheet_in(office, view, whole, Week.of(day), 1, "draft")
            basis = Basis.NOTHING if seen.plan is None else Basis.DRAFT
        elif any(state is not None and is_newer(view, state) for state in seen.states):
            basis = Basis.NEWER_DRAFT
        marked = of_members(view.absences(team), whole)
        absences = tuple(record for record in marked if record.absence.end >= today)
        states = view.weeks(team, Week.of(today))
        requests = view.leave(team, (LeaveStatus.REQUESTED,))
        waiting = tuple(record for record in requests if record.leave.member in whole.member)
        drafts = tuple(state.week for state in states if state.published is None or is_newer(view, state))
    left = counted_on(seen.rosters, whole, day)
    seen = without(seen, left)
    known = Morning(
        at, day, basis, seen, left=left,
        away=absences, long=_long(absences, marked, whole, today), waiting=waiting, drafts=drafts,
    )  # fmt: skip
    return known if seen.plan is None else _told(known, seen.asked, seen.plan, whole)


def _open_day(problem: Problem, today: date) -> date:
    """Today, or the next day on which the team opens as far as that is known."""
    days = (today + timedelta(n) for n in range(_LOOK_AHEAD))
    return next((day for day in days if problem.is_open(day)), today)


def _long(
    absences: Sequence[AbsenceRecord], marked: Sequence[AbsenceRecord], team: Team, today: date
) -> tuple[AbsenceRecord, ...]:
    """Those that have lasted for four weeks, of members with whom is still reckoned within the next four."""
    known: dict[str, date] = {}
    for record in absences:
        known[record.absence.member] = max(record.absence.end, known.get(record.absence.member, today))
    return lasting([r for r in absences if known[r.absence.member] < today + LONG], marked, team, today)


def _told(known: Morning, problem: Problem, plan: Plan, team: Team) -> Morning:
    """`team` is the team as it stands; the problem may have one of before."""
    day = known.day
    moment = known.at if known.is_today else datetime.combine(day, datetime.min.time())
    away = {record.absence.member for record in known.away if record.absence.start <= day <= record.absence.end}
    unmended = tuple(record for record in known.away if _has_work(problem, plan, record, known.at.date()))
    away -= {record.absence.member for record in unmended}  # what hangs on her is lost until that is mended
    return replace(
        known,
        people=tuple(item for item in _people(problem, plan, moment) if day < gone_since(team, item.member)),
        duties=tuple(_duties(problem, plan, day)),
        hurt=tuple(item for item in plan.contingency if item.date == day and item.lost and item.member not in away),
        short=tuple(item for item in plan.shortages if item.date == day),
        unmended=unmended,
    )


def _has_work(problem: Problem, plan: Plan, record: AbsenceRecord, today: date) -> bool:
    absence = record.absence
    return any(
        item.member == absence.member
        and item.date >= today
        and any(absence.takes(item.member, item.date, part) for part in problem.team.touches(item.span))
        for item in plan.roster.assignments
    )


def _people(problem: Problem, plan: Plan, at: datetime) -> Iterator[Whereabouts]:
    """Who works, in the order of the team, then who could and is rostered off, then who is away although she would
    have worked."""
    day, minute = at.date(), at.hour * 60 + at.minute
    off: list[Whereabouts] = []
    gone: list[Whereabouts] = []
    for member in problem.team.members:
        away = problem.away(member, day)
        work = next((a for a in plan.roster.assignments if (a.member, a.date) == (member.id, day)), None)
        span = None if work is None else _without(work.span, [problem.team.half(part) for part in away])
        if work is not None and span is not None:
            yield Whereabouts(member.id, _state(problem, work, span, minute), work.place, span)
        elif away & problem.pattern(member, day):
            gone.append(Whereabouts(member.id, State.AWAY))
        elif problem.pattern(member, day):
            off.append(Whereabouts(member.id, State.OFF))
    yield from (*off, *gone)


def _without(span: Span, away: Sequence[Span]) -> Span | None:
    """What is left of a shift; the dayparts are at its ends."""
    start, end = span.start, span.end
    for half in away:
        if half.start <= start < half.end:
            start = min(half.end, end)
        elif half.overlaps(Span(start, end)):
            end = max(half.start, start)
    return Span(start, end) if start < end else None


def _state(problem: Problem, work: Assignment, span: Span, minute: int) -> State:
    if minute < span.start:
        return State.LATER
    if minute >= span.end:
        return State.GONE
    blocks = problem.blocks(problem.team.member[work.member], work.date)
    kinds = {block.kind for block in blocks if block.span.start <= minute < block.span.end}
    if BlockKind.SECONDMENT in kinds:
        return State.ELSEWHERE
    return State.BUSY if kinds else State.IN


def _duties(problem: Problem, plan: Plan, day: date) -> Iterator[DutyToday]:
    """In the order of the team."""
    found = stretches(problem, plan, day)
    keys = [(account.id, False) for account in problem.team.accounts]
    keys += [(desk.id, True) for desk in problem.team.desks]
    return (DutyToday(*key, found[key]) for key in keys if key in found)
