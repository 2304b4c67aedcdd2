"""Measures the export of calendars: `python -m benchmarks.export`.

Writes 1,000 events next to the icalendar package alone, which builds and writes the same properties; and takes a team
of 25 through a year of weekly publications, each with four corrections, up to the calendars of everybody. All times are
of the processor, since others may use the machine too.
"""

from __future__ import annotations

import json
import random
import statistics
import time
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import icalendar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import Composer
from secretariat_tui.ical.entry import Busy, Calendar, Entry, Revision
from secretariat_tui.ical.ledger import Ledger
from secretariat_tui.ical.published import PublishedCalendars
from secretariat_tui.ical.revisions import advance
from secretariat_tui.ical.write import PRODID, write_calendar
from tests import build

EVENTS = 1000
MEMBERS = 25
WEEKS = 52
CORRECTIONS = 4
FIRST = Week(2026, 2)
STAMP = datetime(2026, 1, 1, 9, tzinfo=UTC)
DUTIES = "09:00-12:00 Directeur\n13:00-17:00 Wethouder (vervanging van Bea)"
TEXT = f"Waar: kantoor\n\n{DUTIES}\n\nHandboek: Wethouder\nBel eerst."


def main() -> None:
    """Prints what was measured."""
    ours, theirs = seconds(lambda: write(thousand())), seconds(lambda: by_the_package(thousand()))
    print(f"{EVENTS:,} events: {ours:.3f} s; by the package alone {theirs:.3f} s, {theirs / ours:.0f} times as long")
    year()


def seconds(task: Callable[[], object], times: int = 5) -> float:
    """The median of how long a task takes."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        task()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


def thousand() -> Calendar:
    """A calendar of a thousand shifts with texts as they are found."""
    entries = []
    for number in range(EVENTS):
        start = datetime(2026, 1, 5, 7, 30, tzinfo=UTC) + timedelta(days=number)
        end, day = start + timedelta(hours=8, minutes=30), start.date()
        categories = ("Dagdienst", "kantoor", "Vervanging")
        entries.append(
            Entry("so", "anna", day, "shift", start, end, "Dag (kantoor)", Busy.FREE, TEXT, "Stadhuis, 3e", categories)
        )
    return Calendar("so-anna.ics", "Rooster van Anna", tuple(entries))


def write(calendar: Calendar) -> bytes:
    """The file, as the program writes it."""
    return write_calendar(calendar, STAMP, {entry.uid: Revision(1, STAMP) for entry in calendar.entries})


def by_the_package(calendar: Calendar) -> bytes:
    """A file with the same properties, built and written by the icalendar package."""
    file = icalendar.Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODID), ("METHOD", "PUBLISH"), ("NAME", calendar.name)):
        file.add(name, value)
    for entry in calendar.entries:
        event = icalendar.Event()
        values: tuple[tuple[str, object], ...] = (
            ("SUMMARY", entry.summary),
            ("DTSTART", entry.start),
            ("DTEND", entry.end),
            ("DTSTAMP", STAMP),
            ("UID", entry.uid),
            ("SEQUENCE", 1),
            ("DESCRIPTION", entry.description),
            ("LAST-MODIFIED", STAMP),
            ("LOCATION", entry.location),
            ("STATUS", "CONFIRMED"),
            ("TRANSP", "TRANSPARENT"),
            ("X-MICROSOFT-CDO-BUSYSTATUS", entry.busy.value),
        )
        for name, given in values:
            event.add(name, given)
        event.add("CATEGORIES", list(entry.categories))
        file.add_component(event)
    written: bytes = file.to_ical()
    return written


def year() -> None:
    """A year of a team, published and exported."""
    rng = random.Random(1)
    all_days = "mon tue wed thu fri"
    members = [build.member(f"m{number}", all_days) for number in range(MEMBERS)]
    accounts = [build.account(f"a{number}", f"m{number}", all_days) for number in range(MEMBERS)]
    shifts = (build.shift("dag"), build.shift("laat", "10:00-18:30"))
    team = build.team(members, accounts, shifts=shifts)
    ledger, weeks, spent = Ledger(team.id), list[tuple[Problem, Roster]](), list[float]()
    for week in (FIRST.plus(number) for number in range(WEEKS)):
        cells: dict[tuple[str, date], int] = {(m.id, day): rng.randrange(2) for day in week.days[:5] for m in members}
        for _ in range(CORRECTIONS + 1):
            items = tuple(build.work(member, day, shifts[shift]) for (member, day), shift in cells.items())
            duties = tuple(build.hold(f"m{n}", f"a{n}", day=day) for n in range(MEMBERS) for day in week.days[:5])
            posed = build.problem(team, 1, week), Roster(team.id, (week,), items, duties)
            number = ledger.number + 1
            moment = STAMP + timedelta(hours=number)
            began = time.process_time()
            ledger = advance(ledger, Publication(team.id, number, week, number, moment, "lead"), Composer(*posed))
            spent.append(time.process_time() - began)
            for cell in rng.sample(sorted(cells), 3):
                cells[cell] = 1 - cells[cell]
        weeks.append(posed)
    stored = json.dumps(ledger.to_json(), separators=(",", ":")).encode()
    print(
        f"{len(spent)} publications of {MEMBERS} members: {1e3 * statistics.median(spent):.1f} ms each to keep up with"
    )
    print(f"what is kept of them: {len(stored) / 1e6:.2f} MB, {len(zlib.compress(stored)) / 1e6:.2f} MB compressed")
    back = seconds(lambda: Ledger.from_json(json.loads(stored)))
    print(f"read back in {back:.3f} s")

    def export() -> dict[str, bytes]:
        made = PublishedCalendars(team, ledger, weeks)
        return made.write(made.all())

    events = sum(file.count(b"BEGIN:VEVENT") for file in export().values())
    print(f"the calendars of everybody, {events:,} events: {seconds(export):.2f} s")
    one = seconds(lambda: PublishedCalendars(team, ledger, weeks).of_member(team.members[3]))
    print(f"the calendar of one member: {one:.3f} s")


if __name__ == "__main__":
    main()
