"""The planner's input: a team in a planning horizon, with the facts that follow from both.

Everything here is arithmetic on the calendar: what is open, who may work when, which duties are asked for and in which
segments of the day. No choice is made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from secretariat_tui.domain.calendar import DAYPARTS, MINUTES_OF_DAY, Daypart, Horizon, Span, Week
from secretariat_tui.domain.demand import Demand, Slot, demands, segments
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.domain.shift import Shift
from secretariat_tui.domain.team import Team


class BlockKind(StrEnum):
    """What keeps a working member from holding a duty."""

    LEARNING = "learning"
    SECONDMENT = "secondment"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a date in which a member, though at work, can hold no duty."""

    kind: BlockKind
    span: Span
    name: str


@dataclass(frozen=True, eq=False)
class Problem:
    """A team, a horizon and what came before it.

    `public_holidays` gives the name of each public holiday around the horizon; `history` are earlier rosters, of which
    a later one wins for the same week and weeks inside the horizon are ignored; `today` prices changes by notice, where
    there is a `published` roster of the horizon that they are changes to.
    """

    team: Team
    horizon: Horizon
    public_holidays: Mapping[date, str] = field(default_factory=dict)
    history: tuple[Roster, ...] = ()
    today: date | None = None
    published: Roster | None = None

    # -- the calendar

    def is_open(self, day: date) -> bool:
        team = self.team
        closed = day in self.public_holidays or day in team.closed
        return day.weekday() in team.open_days and (day in team.open_anyway or not closed)

    def is_closed(self, day: date) -> bool:
        """A day that would have been open, but for a public holiday or a closing day."""
        return day.weekday() in self.team.open_days and not self.is_open(day)

    @cached_property
    def open_dates(self) -> tuple[date, ...]:
        return tuple(day for day in self.horizon.dates if self.is_open(day))

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return tuple(self.horizon)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.team.timezone)

    def instant(self, day: date, minute: int) -> datetime:
        """The UTC instant of a local time of the team; 1440 is the next midnight."""
        return _instant(self.zone, day, minute)

    def minutes(self, day: date, span: Span) -> int:
        """Real minutes between two local times of a date."""
        if not _clock_changes(self.zone, day):
            return span.end - span.start
        return int((self.instant(day, span.end) - self.instant(day, span.start)).total_seconds()) // 60

    def paid(self, day: date, shift: Shift) -> int:
        """Paid minutes of a shift on a date."""
        return self.minutes(day, shift.span) - shift.break_minutes

    def worked(self, assignment: Assignment) -> int:
        """Paid minutes of an assignment; without a break where its shift is of the past."""
        shift = self.team.shift.get(assignment.shift)
        return self.minutes(assignment.date, assignment.span) - (0 if shift is None else shift.break_minutes)

    # -- people

    def pattern(self, member: Member, day: date) -> frozenset[Daypart]:
        """The dayparts of her work pattern on a date of her employment, whether the team is open or not."""
        if not member.employed(day):
            return frozenset()
        cells = member.pattern.in_week(Week.of(day))
        return frozenset(part for part in DAYPARTS if (day.weekday(), part) in cells)

    def away(self, member: Member, day: date) -> frozenset[Daypart]:
        """The dayparts of approved leave or absence."""
        approved: list[Leave | Absence] = [leave for leave in self.team.leave if leave.status is LeaveStatus.APPROVED]
        return frozenset(
            part
            for part in DAYPARTS
            if any(event.takes(member.id, day, part) for event in approved + list(self.team.absences))
        )

    def is_away(self, member: str, day: date, span: Span) -> bool:
        """Whether she is away in a daypart of the span, by what is known now."""
        return not self.away(self.team.member[member], day).isdisjoint(self.team.touches(span))

    def workable(self, member: Member, day: date) -> frozenset[Daypart]:
        """The dayparts on which she may work: in her pattern, open, and not away."""
        return self.pattern(member, day) - self.away(member, day) if self.is_open(day) else frozenset()

    def target(self, member: Member, week: Week) -> int:
        """Target minutes of a member's week."""
        half_week = _pattern_minutes(member, member.pattern.odd), _pattern_minutes(member, member.pattern.even)
        cells = member.pattern.in_week(week)
        averages = sum(half_week) == 2 * member.contract_minutes
        base = _pattern_minutes(member, cells) if averages else member.contract_minutes
        if all(member.employed(day) for day in week.days):
            return base
        within = sum(len(self.pattern(member, day)) for day in week.days)
        return base * within // len(cells) if cells else 0

    def room(self, member: Member, week: Week) -> int:
        """The paid minutes that she may work in a week."""
        return self.target(member, week) + member.overtime_minutes - self.credit(member, week)

    def credit(self, member: Member, week: Week) -> int:
        """Minutes credited for pattern dayparts lost to closed days, leave or absence, at most the target."""
        key = (member.id, week)
        if key not in self._credit_cache:
            self._credit_cache[key] = self._credit(member, week)
        return self._credit_cache[key]

    @cached_property
    def _credit_cache(self) -> dict[tuple[str, Week], int]:
        return {}

    def _credit(self, member: Member, week: Week) -> int:
        lost = 0
        for day in week.days:
            if day.weekday() in self.team.open_days:
                parts = self.pattern(member, day)
                taken = parts if self.is_closed(day) else parts & self.away(member, day)
                lost += sum(member.daypart_minutes(part) for part in taken)
        return min(lost, self.target(member, week))

    def blocks(self, member: Member, day: date) -> tuple[Block, ...]:
        """Learning time, secondment, and meetings that may not be interrupted."""
        key = (member.id, day)
        if key not in self._block_cache:
            self._block_cache[key] = self._blocks(member, day)
        return self._block_cache[key]

    @cached_property
    def _block_cache(self) -> dict[tuple[str, date], tuple[Block, ...]]:
        return {}

    def _blocks(self, member: Member, day: date) -> tuple[Block, ...]:
        team = self.team
        found = [
            Block(BlockKind.LEARNING, item.span, item.name)
            for item in team.learning
            if item.member == member.id and item.date == day
        ]
        found += [
            Block(BlockKind.SECONDMENT, self.team.half(part), item.to_team)
            for item in team.secondments
            for part in DAYPARTS
            if item.takes(member.id, day, part)
        ]
        found += [
            Block(BlockKind.MEETING, item.span, item.name)
            for item in team.meetings
            if not item.interruptible and item.on(day) and item.names(member.id)
        ]
        return tuple(found)

    def block(self, member: Member, day: date, span: Span) -> Block | None:
        """The first block that shares a minute with the span."""
        return next((block for block in self.blocks(member, day) if block.span.overlaps(span)), None)

    # -- duties

    def demands(self, day: date) -> tuple[Demand, ...]:
        """What is asked for on a date: accounts, then desks, in the order of the team file."""
        if day not in self._demand_cache:
            self._demand_cache[day] = self._demands(day) if self.is_open(day) else ()
        return self._demand_cache[day]

    @cached_property
    def _demand_cache(self) -> dict[date, tuple[Demand, ...]]:
        return {}

    def _demands(self, day: date) -> tuple[Demand, ...]:
        return demands(self.team, day)

    def _segments(self, day: date, asked: tuple[Demand, ...]) -> list[Span]:
        return segments(self.team, day, asked)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Every demand in every segment of the horizon, by date, then by time, then in the order of `demands`."""
        slots: list[Slot] = []
        for day in self.open_dates:
            asked = self.demands(day)
            for segment in self._segments(day, asked):
                for demand in asked:
                    if demand.span.covers(segment):
                        slots.append(Slot(len(slots), demand, segment, self.minutes(day, segment)))
        return tuple(slots)

    @cached_property
    def slots_on(self) -> Mapping[date, tuple[Slot, ...]]:
        """The slots of each open date."""
        found: dict[date, list[Slot]] = {day: [] for day in self.open_dates}
        for slot in self.slots:
            found[slot.date].append(slot)
        return {day: tuple(slots) for day, slots in found.items()}

    # -- history

    @cached_property
    def past(self) -> tuple[Roster, ...]:
        """Earlier rosters cut into weeks, oldest first, one for each week before the horizon."""
        by_week: dict[Week, Roster] = {}
        for roster in self.history:
            for week in roster.weeks:
                if week.monday < self.horizon.start:
                    by_week[week] = roster.of_week(week)
        return tuple(by_week[week] for week in sorted(by_week))

    def past_assignments(self, weeks: int) -> tuple[Assignment, ...]:
        """The assignments of the last so many weeks before the horizon, by date."""
        since = self.horizon.start - timedelta(weeks=weeks)
        return tuple(a for roster in self.past for a in roster.assignments if a.date >= since)

    def past_duties(self, weeks: int) -> tuple[Duty, ...]:
        """The duties of the last so many weeks before the horizon, by date."""
        since = self.horizon.start - timedelta(weeks=weeks)
        return tuple(d for roster in self.past for d in roster.duties if d.date >= since)


def _instant(zone: ZoneInfo, day: date, minute: int) -> datetime:
    local = datetime.combine(day + timedelta(minute // MINUTES_OF_DAY), time(), zone)
    local = local.replace(hour=minute % MINUTES_OF_DAY // 60, minute=minute % 60)
    while _is_skipped(local - timedelta(minutes=1)) and _is_skipped(local):
        local -= timedelta(minutes=1)  # the whole hour that the clock skips is one moment
    return local.astimezone(UTC)


def _is_skipped(local: datetime) -> bool:
    """Whether the clock goes forward over this local time."""
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None)


@lru_cache(maxsize=4096)
def _clock_changes(zone: ZoneInfo, day: date) -> bool:
    return _instant(zone, day, MINUTES_OF_DAY) - _instant(zone, day, 0) != timedelta(days=1)


def _pattern_minutes(member: Member, cells: frozenset[tuple[int, Daypart]]) -> int:
    return sum(member.daypart_minutes(part) for _, part in cells)
