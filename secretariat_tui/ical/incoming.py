"""A foreign calendar file as the events that it has in a window: what an import works with.

The bytes, the window and the team's zone decide the answer; no clock is read, and nothing is kept between two files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from secretariat_tui.domain.errors import Fault, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.incoming import Availability, Cancelled, Incoming, IncomingEvent, event_key
from secretariat_tui.domain.invariants import shown
from secretariat_tui.ical.drafts import Clocks, Draft, Moment, Unreadable, original_of, read_draft, series_name
from secretariat_tui.ical.lines import at_line
from secretariat_tui.ical.reading import Component, Salvage, read_components, walk
from secretariat_tui.ical.recurrence import last_moment, occurrences
from secretariat_tui.ical.repeats import Allowance, BadRepeat, Exhausted
from secretariat_tui.ical.values import BadValue, parse_stamp
from secretariat_tui.ical.zones import UTC_ZONE, NamedZone, OwnZones, Zone, Zones

_MOST_PROBLEMS: Final = 100
"""That are told one by one; nobody reads more."""

_PROGRESS_EVERY: Final = 100
_FIRST: Final = tuple(reversed(Availability))
"""In which order series are counted out: what keeps somebody from work comes before the file's allowance ends."""

_TOO_MANY: Final = (
    N_("One series was left out: a file may have {most} occurrences."),
    N_("{count} series were left out: a file may have {most} occurrences."),
    N_("Ask for a shorter period, or export one."),
)
_TOO_MUCH: Final = (
    N_("One series was left out: to count out all that the file repeats is too much work."),
    N_("{count} series were left out: to count out all that the file repeats is too much work."),
    N_("Export a shorter period, or take out series that began long ago."),
)
"""What is said of one and of more series, and what to do."""

Progress = Callable[[int, int], None]


def read_incoming(
    data: bytes,
    zone: str,
    since: date,
    until: date,
    *,
    file: str = "",
    titles: bool = False,
    progress: Progress | None = None,
) -> Incoming:
    """What a calendar file has from `since` up to and including `until`, dates of the IANA `zone` of the team.

    All-day events are the team's days; times without a zone are the calendar's own, else the team's. `progress` is told
    how many of how many events have been read. Raises BadInput for a file that is no calendar, too large, or has too
    many events; everything else that is wrong with it is in the answer.
    """
    reader = _Import(read_components(data, file), NamedZone(ZoneInfo(zone)), file, titles)
    midnight = NamedZone(ZoneInfo(zone)).instant
    window = midnight(datetime.combine(since, time())), midnight(datetime.combine(until + timedelta(days=1), time()))
    return reader.read(window, progress or (lambda done, all: None))  # noqa: A006, ARG005


class _Import:
    """One file on its way in."""

    def __init__(self, salvage: Salvage, home: Zone, file: str, titles: bool) -> None:
        self.salvage = salvage
        self.home = home
        self.file = file
        self.titles = titles
        self.problems = list(salvage.problems)
        self.lost = {series_name(uid) for uid in salvage.lost}
        self.whole = salvage.whole
        self.unknown: dict[str, list[Moment]] = {}
        self.own_zones = OwnZones()
        self.first: datetime | None = None
        self.last: datetime | None = None

    def read(self, window: tuple[datetime, datetime], progress: Progress) -> Incoming:
        for calendar in self.salvage.calendars:
            self._reach_of_outlook(calendar)
        drafts = self._newest(self._drafts(progress))
        for calendar, part in self.salvage.cut:
            self._leave_open(part, self._clocks(calendar))
        events: dict[str, IncomingEvent] = {}
        for event in self._events(drafts, *window):
            known = events.setdefault(event.key, event)
            if known.sequence < event.sequence:
                events[event.key] = event
        ordered = sorted(events.values(), key=lambda event: (event.start, event.end, event.key))
        since = max(window[0], self.first or window[1])
        until = min(window[1], self.last or window[0])
        return Incoming(
            tuple(ordered),
            since,
            max(since, until),
            tuple(sorted(self._cancelled(drafts), key=lambda item: item.key)),
            frozenset(self.lost),
            self.whole,
            self._told(),
        )

    # -- from components to drafts

    def _drafts(self, progress: Progress) -> Iterator[Draft]:
        everything = list(walk(self.salvage.calendars, "VEVENT"))
        clocks: dict[int, Clocks] = {}
        for done, (calendar, event) in enumerate(everything):
            if done % _PROGRESS_EVERY == 0:
                progress(done, len(everything))
            known = clocks.get(id(calendar))
            if known is None:
                known = clocks[id(calendar)] = self._clocks(calendar)
            draft = self._draft(event, known, calendar.text("METHOD").upper())
            if draft is not None:
                yield draft
        progress(len(everything), len(everything))
        for calendar in self.salvage.calendars:
            if id(calendar) in clocks:
                found = clocks[id(calendar)].zones.problems
                self.problems += [at_line(problem, self.file, line) for problem, line in found]

    def _clocks(self, calendar: Component) -> Clocks:
        zones = Zones((part for part in calendar.parts if part.name == "VTIMEZONE"), self.own_zones)
        name = calendar.text("X-WR-TIMEZONE")
        return Clocks(zones, self.home, zones.find(name) if name else self.home, name)

    def _draft(self, event: Component, clocks: Clocks, method: str) -> Draft | None:
        if method in ("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"):
            self._lose(event, fault("answer", N_("This is an answer to an invitation, not an event; it was left out.")))
            return None
        try:
            return read_draft(event, clocks, method, self.titles)
        except Unreadable as error:
            found = fault(error.kind, error.template, zone=shown(error.zone))
            if error.kind == "unknown-zone":
                hint = N_("Choose a zone such as Europe/Amsterdam for the event, and export the calendar again.")
                found = fault(error.kind, error.template, hint=hint, zone=shown(error.zone))
            self._lose(event, found)
        except BadRepeat as error:
            self._lose(event, fault("bad-repeat", error.template))
        except (BadValue, OverflowError):
            self._lose(event, fault("bad-date", N_("This event was left out: a date or time of it cannot be read.")))
        self._leave_open(event, clocks)
        return None

    def _leave_open(self, event: Component, clocks: Clocks) -> None:
        """Of an occurrence that something lost stood in for, nobody knows whether and when it takes place."""
        original = original_of(event, clocks)
        if original is not None:
            self.unknown.setdefault(series_name(event.text("UID")), []).append(original)

    def _lose(self, event: Component, found: Fault) -> None:
        uid = event.text("UID")
        self.whole = self.whole and bool(uid)
        self.lost.add(series_name(uid))
        self.problems.append(at_line(found, self.file, event.line))

    def _newest(self, drafts: Iterator[Draft]) -> list[Draft]:
        """Of what is in the file more than once, the newest. Events that share a name by mistake are kept apart."""
        groups: dict[tuple[str, str], list[Draft]] = {}
        for draft in drafts:
            moment = "" if draft.original is None else f"{draft.original.wall}{draft.original.is_date}"
            groups.setdefault((draft.series, moment), []).append(draft)
        kept = []
        for (series, moment), group in groups.items():
            newest = max((draft.sequence, draft.written) for draft in group)
            distinct = {
                (draft.start, draft.end): draft
                for draft in reversed(group)
                if (draft.sequence, draft.written) == newest
            }
            for count, draft in enumerate(reversed(distinct.values())):
                own = draft if not count or moment else replace(draft, series=f"{series}#{draft.start:%Y%m%dT%H%M%S}")
                kept.append(own)
        return kept

    # -- from drafts to events

    def _events(self, drafts: list[Draft], since: datetime, until: datetime) -> Iterator[IncomingEvent]:
        masters = {draft.series: draft for draft in drafts if draft.original is None}
        changes: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.original is not None:
                changes.setdefault(draft.series, []).append(draft)
                yield from self._standing_in(draft, masters.get(draft.series), since, until)
        left = Allowance()
        beyond: Counter[bool] = Counter()
        for draft in sorted(masters.values(), key=lambda draft: (_FIRST.index(draft.busy), draft.line)):
            if draft.cancelled:
                continue
            if not draft.repeats:
                yield from self._event(draft, draft.start, draft.end, "", since, until)
                continue
            try:
                yield from self._series(draft, changes.get(draft.series, []), since, until, left)
            except Exhausted as error:
                beyond[error.occurrences] += 1
                self.lost.add(draft.series)
            except (BadRepeat, OverflowError) as error:
                template = error.template if isinstance(error, BadRepeat) else N_("This event was left out.")
                self.lost.add(draft.series)
                self.problems.append(at_line(fault("bad-repeat", template), self.file, draft.line))
        for too_many, count in sorted(beyond.items()):
            one, more, hint = _TOO_MANY if too_many else _TOO_MUCH
            template, most = one if count == 1 else more, Allowance().occurrences
            told = fault("too-many-repeats", template, hint=hint, count=count, most=most)
            self.problems.append(at_line(told, self.file, None))

    def _series(
        self, series: Draft, changes: list[Draft], since: datetime, until: datetime, left: Allowance
    ) -> Iterator[IncomingEvent]:
        later = [draft for draft in changes if draft.and_later]
        without = [draft.original for draft in changes if draft.original and not draft.and_later]
        without += self.unknown.get(series.series, ())
        if any(rule.count is None and rule.until is None for rule in series.rules):
            self._reach(series.zone.instant(series.start), until)
        for found in list(occurrences(series, later, without, since, until, left)):
            moment = _occurrence(series, found.original)
            draft = replace(found.draft, zone=series.zone, all_day=series.all_day)
            yield from self._event(draft, found.start, found.end, moment, since, until)

    def _standing_in(
        self, draft: Draft, series: Draft | None, since: datetime, until: datetime
    ) -> Iterator[IncomingEvent]:
        """An event that stands in for one occurrence, unless the series is newer and has no such occurrence."""
        changes_more = draft.and_later and series is not None
        if not (draft.cancelled or changes_more or (series is not None and _is_overtaken(draft, series))):
            moment = _original(draft, series)
            yield from self._event(draft, draft.start, draft.end, moment, since, until)

    def _event(
        self, draft: Draft, start: datetime, end: datetime, occurrence: str, since: datetime, until: datetime
    ) -> Iterator[IncomingEvent]:
        first, last = draft.zone.instant(start), draft.zone.instant(end - draft.counted) + draft.counted
        self._reach(first, last)
        if first < until and (last > since or first == last == since):
            key = event_key(draft.series, occurrence)
            yield IncomingEvent(key, draft.sequence, first, max(first, last), draft.all_day, draft.busy, draft.title)

    def _reach(self, first: datetime, last: datetime) -> None:
        """The file goes at least as far as this."""
        self.first = first if self.first is None else min(self.first, first)
        self.last = last if self.last is None else max(self.last, last)

    def _reach_of_outlook(self, calendar: Component) -> None:
        """Outlook writes what period it was asked for, in UTC."""
        try:
            first, last = (parse_stamp(calendar.text(name)).wall for name in ("X-CALSTART", "X-CALEND"))
        except BadValue:
            return
        if first <= last:
            self._reach(UTC_ZONE.instant(first), UTC_ZONE.instant(last))

    def _cancelled(self, drafts: list[Draft]) -> Iterator[Cancelled]:
        masters = {draft.series: draft for draft in drafts if draft.original is None}
        for draft in drafts:
            if draft.cancelled and not draft.and_later:
                yield Cancelled(event_key(draft.series, _original(draft, masters.get(draft.series))), draft.sequence)

    def _told(self) -> tuple[Fault, ...]:
        ordered = sorted(self.problems, key=lambda found: found.line or 0)
        if len(ordered) <= _MOST_PROBLEMS:
            return tuple(ordered)
        count = len(ordered) - _MOST_PROBLEMS
        one, more = N_("One more problem is not told."), N_("{count} more problems are not told.")
        rest = fault("more", one if count == 1 else more, count=count)
        return (*ordered[:_MOST_PROBLEMS], at_line(rest, self.file, None))


def _is_overtaken(draft: Draft, series: Draft) -> bool:
    """Whether the series was cancelled, ended or freed of an occurrence after somebody changed that occurrence."""
    if series.cancelled:
        return series.sequence >= draft.sequence
    if draft.original is None or series.sequence <= draft.sequence:
        return False
    original = series.moment_of(draft.original)
    if any(original == series.moment_of(when) for when in series.without):
        return True
    end = last_moment(series)
    return end is not None and original > end


def _original(draft: Draft, series: Draft | None) -> str:
    """The original start of an occurrence that an event stands in for, "" of an event that is its own."""
    if draft.original is None:
        return ""
    if series is not None:
        return _occurrence(series, series.moment_of(draft.original))
    if draft.original.is_date:
        return f"{draft.original.wall:%Y%m%d}"
    return f"{draft.original.zone.instant(draft.original.wall):%Y%m%dT%H%M%SZ}"


def _occurrence(series: Draft, wall: datetime) -> str:
    return f"{wall:%Y%m%d}" if series.all_day else f"{series.zone.instant(wall):%Y%m%dT%H%M%SZ}"
