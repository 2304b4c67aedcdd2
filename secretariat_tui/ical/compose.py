"""From a roster to entries: what a member, an account and the team find in their calendars.

Privacy: entries of leave say that she is away and nothing else; absence makes no entry at all, in nobody's calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.entry import WHOLE_DAYS, Calendar, Entry, account_file, member_file, numbered, team_file
from secretariat_tui.ical.text import first_lines, one_line
from secretariat_tui.ical.words import Translate, Words, is_stand_in, untranslated


@dataclass(frozen=True, slots=True)
class CalendarOptions:
    """How the team's work shows in a calendar, and what whoever has it wants there.

    `handbook_lines` is how much of the handbook page of an account that is not her own goes into the text.
    """

    style: CalendarStyle = field(default_factory=CalendarStyle)
    choice: CalendarChoice = field(default_factory=CalendarChoice)
    handbook_lines: int = 5

    @property
    def alarm(self) -> timedelta | None:
        """How long before a shift to warn."""
        minutes = self.choice.alarm_in(self.style)
        return None if minutes is None else timedelta(minutes=minutes)

    def includes(self, kind: str) -> bool:
        """Whether a member's calendar has entries of a kind."""
        first = kind.partition("-")[0]
        wanted = {
            "shift": True,
            "stand": self.choice.stand_ins,
            "leave": self.choice.leave,
            "learning": self.choice.learning,
            "meeting": self.choice.meetings,
        }
        return wanted.get(first, False)

    def at(self, place: Place) -> Availability:
        """How a shift at a place shows."""
        return self.style.office if place is Place.OFFICE else self.style.remote


@dataclass(frozen=True)
class Composer:
    """Makes calendars of a roster. `handbook` is the text of the handbook page of each account that has one, `former` a
    team with the names of who and what is in the team no more."""

    problem: Problem
    roster: Roster
    options: CalendarOptions = field(default_factory=CalendarOptions)
    handbook: Mapping[str, str] = field(default_factory=dict)
    translate: Translate = untranslated
    former: Team | None = None

    # -- the calendars

    def of_member(self, member: Member) -> Calendar:
        """Her shifts and, as the options ask, her stand-in duties, leave, learning time and meetings."""
        _ = self.translate
        wanted = self.options.choice
        entries = [self._shift(item) for item in self.roster.assignments if item.member == member.id]
        if wanted.stand_ins:
            held = [duty for duty in self._duties if duty.member == member.id]
            entries += [self._stand_in(duty) for duty in held if self._is_stand_in(duty)]
        if wanted.leave:
            entries += self._leave(member)
        if wanted.learning:
            entries += self._learning(member)
        if wanted.meetings:
            entries += self._meetings(member)
        name = _("Roster of {member}").format(member=self._words.member(member.id))
        return self._calendar(member_file(self.problem.team.id, member.id), name, entries)

    def of_account(self, account: Account) -> Calendar:
        """Who has the account, when and where. The time stays free: it is not that of whoever reads it."""
        _ = self.translate
        entries = []
        for duty in self._duties:
            if duty.duty == account.id and not duty.is_desk:
                names = {"account": self._words.account(account.id), "member": self._words.member(duty.member)}
                summary = _("{account}: {member}").format(**names)
                entry = self._held(duty, f"account-{account.id}", summary, Availability.FREE)
                marks = (_("Stand-in"),) if self._is_stand_in(duty) else ()
                entries.append(replace(entry, categories=(*entry.categories, *marks)))
        name = _("Who has {account}").format(account=self._words.account(account.id))
        return self._calendar(account_file(self.problem.team.id, account.id), name, entries)

    def of_team(self) -> Calendar:
        """Who works when and where, and nothing else."""
        _ = self.translate
        entries = []
        for item in self.roster.assignments:
            member, shift = self._words.member(item.member), self._words.shift(item)
            place = self._words.place(item.place)
            summary = _("{member}: {shift} ({place})").format(member=member, shift=shift, place=place)
            entry = self._entry(item.member, item.date, "team-shift", item.span, summary, Availability.FREE)
            where = self._words.where(item.member, item.place)
            entries.append(replace(entry, location=where, categories=(place,)))
        return self._calendar(team_file(self.problem.team.id), one_line(self.problem.team.name), entries)

    def _calendar(self, file: str, name: str, entries: list[Entry]) -> Calendar:
        _ = self.translate
        return Calendar(file, name, numbered(entries), cancelled=_("Cancelled: {title}"))

    def _entry(self, member: str, day: date, kind: str, span: Span, summary: str, busy: Availability) -> Entry:
        start, end = self.problem.instant(day, span.start), self.problem.instant(day, span.end)
        return Entry(self.problem.team.id, member, day, kind, start, end, summary, busy)

    def _held(self, duty: Duty, kind: str, summary: str, busy: Availability) -> Entry:
        """The entry of a duty, at the place where she works then."""
        entry = self._entry(duty.member, duty.date, kind, duty.span, summary, busy)
        shift = self._works(duty.member, duty.date, duty.span)
        if shift is None:
            return entry
        where = self._words.where(duty.member, shift.place)
        return replace(entry, location=where, categories=(self._words.place(shift.place),))

    # -- the entries of a member

    def _shift(self, item: Assignment) -> Entry:
        _ = self.translate
        place = self._words.place(item.place)
        summary = _("{shift} ({place})").format(shift=self._words.shift(item), place=place)
        held = self._duties_on.get((item.member, item.date), ())
        duties = [duty for duty in held if duty.span.overlaps(item.span)]
        stands_in = any(self._is_stand_in(duty) for duty in duties)
        return replace(
            self._entry(item.member, item.date, "shift", item.span, summary, self.options.at(item.place)),
            description=self._description(item, duties),
            location=self._words.where(item.member, item.place),
            categories=(self._words.shift(item), place, *((_("Stand-in"),) if stands_in else ())),
            alarm=self.options.alarm,
        )

    def _stand_in(self, duty: Duty) -> Entry:
        _ = self.translate
        entry = self._held(duty, f"stand-in-{duty.duty}", self._words.holding(duty), self.options.style.stand_in)
        page = "\n".join(self._page(duty.duty))
        return replace(entry, description=page, categories=(*entry.categories, _("Stand-in")))

    def _leave(self, member: Member) -> Iterator[Entry]:
        """Whole days as they were granted, also where they reach outside the roster: every roster gives the same entry.

        Half days are hours, on each date of the roster that they take from her pattern.
        """
        _ = self.translate
        away, busy, team = _("Away"), self.options.style.leave, self.problem.team
        for leave in team.leave:
            if leave.member != member.id or leave.status is not LeaveStatus.APPROVED:
                continue
            if leave.part is not None:
                for day in self._half_days(member, leave, leave.part):
                    span = self._hours(member, leave.part)
                    yield self._entry(member.id, day, f"leave-{leave.part}", span, away, busy)
            elif any(leave.start <= day <= leave.end for day in self._dates):
                yield self.whole_days(leave)

    def whole_days(self, leave: Leave) -> Entry:
        """The entry of leave in whole days."""
        after = leave.end + timedelta(days=1)
        _ = self.translate
        away, team = _("Away"), self.problem.team.id
        busy = self.options.style.leave
        return Entry(team, leave.member, leave.start, WHOLE_DAYS, leave.start, after, away, busy)

    def _half_days(self, member: Member, leave: Leave, part: Daypart) -> list[date]:
        problem = self.problem
        days = [day for day in self._dates if leave.start <= day <= leave.end and problem.is_open(day)]
        return [day for day in days if part in problem.pattern(member, day)]

    def _hours(self, member: Member, part: Daypart) -> Span:
        """The daypart, within the earliest start and the latest end of the shifts that she may have."""
        half = self.problem.team.half(part)
        spans = [shift.span for shift in self.problem.team.shifts if member.allows(shift.id)]
        if not spans:
            return half
        return half.intersection(Span(min(s.start for s in spans), max(s.end for s in spans))) or half

    def _learning(self, member: Member) -> Iterator[Entry]:
        for item in self.problem.team.learning:
            if item.member == member.id and self._works(member.id, item.date, item.span):
                summary, busy = one_line(item.name), self.options.style.learning
                yield self._entry(member.id, item.date, "learning", item.span, summary, busy)

    def _meetings(self, member: Member) -> Iterator[Entry]:
        for item in self.problem.team.meetings:
            for day in self._dates:
                if item.on(day) and item.names(member.id) and self._works(member.id, day, item.span):
                    summary, busy = one_line(item.name), self.options.style.meeting
                    yield self._entry(member.id, day, f"meeting-{item.id}", item.span, summary, busy)

    # -- the text of a shift

    def _description(self, item: Assignment, duties: list[Duty]) -> str:
        _ = self.translate
        where = self._words.where(item.member, item.place)
        blocks = [[_("Where: {place}").format(place=where)]]
        if duties:
            blocks.append([f"{duty.span} {self._words.holding(duty)}" for duty in duties])
        blocks.append(list(self._secondments(item)))
        others = {duty.duty: None for duty in duties if self._is_stand_in(duty)}
        for account in others:
            page = self._page(account)
            if page:
                blocks.append([_("Handbook: {account}").format(account=self._words.account(account)), *page])
        return "\n\n".join("\n".join(block) for block in blocks if block)

    def _secondments(self, item: Assignment) -> Iterator[str]:
        _ = self.translate
        team = self.problem.team
        for lent in team.secondments:
            halves = [team.half(part) for part in DAYPARTS if lent.takes(item.member, item.date, part)]
            spans = [span for half in halves if (span := half.intersection(item.span)) is not None]
            if spans:
                span = Span(spans[0].start, spans[-1].end)
                yield _("{span} on secondment: {team}").format(span=span, team=one_line(lent.to_team))

    def _page(self, account: str) -> tuple[str, ...]:
        return first_lines(self.handbook.get(account, ""), self.options.handbook_lines)

    # -- facts

    @cached_property
    def _words(self) -> Words:
        return Words(self.problem.team, self.translate, self.former)

    @cached_property
    def _dates(self) -> tuple[date, ...]:
        return tuple(day for week in self.roster.weeks for day in week.days)

    @cached_property
    def _duties(self) -> tuple[Duty, ...]:
        """The duties by date and start; what one member has without a break is one duty."""
        found: list[Duty] = []
        for duty in sorted(self.roster.duties, key=lambda d: (d.date, d.is_desk, d.duty, d.member, d.span)):
            last = found[-1] if found else None
            if last is not None and _continues(last, duty):
                end = max(last.span.end, duty.span.end)
                found[-1] = replace(last, span=Span(last.span.start, end))
            else:
                found.append(duty)
        return tuple(sorted(found, key=lambda d: (d.date, d.span, d.is_desk, d.duty, d.member)))

    @cached_property
    def _assignments_on(self) -> Mapping[tuple[str, date], list[Assignment]]:
        found: dict[tuple[str, date], list[Assignment]] = {}
        for item in self.roster.assignments:
            found.setdefault((item.member, item.date), []).append(item)
        return found

    @cached_property
    def _duties_on(self) -> Mapping[tuple[str, date], list[Duty]]:
        found: dict[tuple[str, date], list[Duty]] = {}
        for duty in self._duties:
            found.setdefault((duty.member, duty.date), []).append(duty)
        return found

    def _works(self, member: str, day: date, span: Span) -> Assignment | None:
        """The assignment of hers that shares a minute with the span."""
        items = self._assignments_on.get((member, day), ())
        return next((item for item in items if item.span.overlaps(span)), None)

    def _is_stand_in(self, duty: Duty) -> bool:
        return is_stand_in(self.problem.team, duty)


def _continues(last: Duty, duty: Duty) -> bool:
    """Whether a duty goes on where the last one stops."""
    same = (last.date, last.duty, last.is_desk, last.member) == (duty.date, duty.duty, duty.is_desk, duty.member)
    return same and duty.span.start <= last.span.end
