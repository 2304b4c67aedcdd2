"""The export of calendars.

Writes 1,000 events next to the icalendar package alone, which builds and writes the same properties; and takes a team
of 25 through a year of weekly publications, each with four corrections, up to the calendars of everybody. All times are
of the processor, since others may use the machine too.
"""

from __future__ import annotations

import json
import random
import time
import zlib
from datetime import UTC, date, datetime, timedelta

import icalendar

from benchmarks.markdown import paragraph, table
from benchmarks.parts import Figures
from benchmarks.timing import processor, spread
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import Composer
from secretariat_tui.ical.entry import OUTLOOK, Calendar, Entry, Revision
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


_TEXT = """Processor seconds. *The package* is icalendar alone, which builds and writes the same properties. A
publication is one of a team of {members} with as many accounts, {weeks} weeks, each published once and corrected
{corrections} times."""


def measure(quick: bool) -> Figures:
    """A large calendar, and a year (or two weeks) of a team."""
    calendar = thousand()
    one = {
        "events": EVENTS,
        "write": processor(lambda: write(calendar)),
        "package": processor(lambda: by_the_package(calendar)),
    }
    return {"calendar": one, "team": of_team(2 if quick else WEEKS)}


def section(figures: Figures) -> str:
    """A row for each figure."""
    one, team = figures["calendar"], figures["team"]
    ratio = one["package"] / one["write"]
    stored, packed = team["stored"] / 1e6, team["compressed"] / 1e6
    rows = [
        (
            f"a calendar of {one['events']:,} events",
            f"{one['write']:.3f} s; the package {one['package']:.3f} s, {ratio:.0f} times as long",
        ),
        (
            "to keep up with one publication",
            f"median {1e3 * team['publication']['median']:.1f} ms, at most {1e3 * team['publication']['most']:.1f} ms",
        ),
        (
            f"what is kept of {team['publication']['count']} publications",
            f"{stored:.2f} MB of JSON, {packed:.2f} MB compressed; read in {team['read']:.3f} s",
        ),
        (f"the calendars of everybody, {team['events']:,} events", f"{team['everybody']:.2f} s"),
        ("the calendar of one member", f"{team['member']:.3f} s"),
    ]
    text = _TEXT.format(members=MEMBERS, weeks=team["weeks"], corrections=CORRECTIONS)
    return "\n".join(["## Writing calendars\n", paragraph(text), table(["what", "came to"], rows)])


def thousand() -> Calendar:
    """A calendar of a thousand shifts with texts as they are found."""
    entries = []
    for number in range(EVENTS):
        start = datetime(2026, 1, 5, 7, 30, tzinfo=UTC) + timedelta(days=number)
        end, day = start + timedelta(hours=8, minutes=30), start.date()
        categories = ("Dagdienst", "kantoor", "Vervanging")
        entries.append(
            Entry(
                "so",
                "anna",
                day,
                "shift",
                start,
                end,
                "Dag (kantoor)",
                Availability.FREE,
                TEXT,
                "Stadhuis, 3e",
                categories,
            )
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
            ("X-MICROSOFT-CDO-BUSYSTATUS", OUTLOOK[entry.busy]),
        )
        for name, given in values:
            event.add(name, given)
        event.add("CATEGORIES", list(entry.categories))
        file.add_component(event)
    written: bytes = file.to_ical()
    return written


def of_team(count: int) -> Figures:
    """So many weeks of a team, published and exported."""
    rng = random.Random(1)
    all_days = "mon tue wed thu fri"
    members = [build.member(f"m{number}", all_days) for number in range(MEMBERS)]
    accounts = [build.account(f"a{number}", f"m{number}", all_days) for number in range(MEMBERS)]
    shifts = (build.shift("dag"), build.shift("laat", "10:00-18:30"))
    team = build.team(members, accounts, shifts=shifts)
    ledger, weeks, spent = Ledger(team.id), list[tuple[Problem, Roster]](), list[float]()
    for week in (FIRST.plus(number) for number in range(count)):
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

    def export() -> dict[str, bytes]:
        made = PublishedCalendars(team, ledger, weeks)
        return made.write(made.all())

    return {
        "weeks": count,
        "publication": spread(spent),
        "stored": len(stored),
        "compressed": len(zlib.compress(stored)),
        "read": processor(lambda: Ledger.from_json(json.loads(stored))),
        "events": sum(file.count(b"BEGIN:VEVENT") for file in export().values()),
        "everybody": processor(export),
        "member": processor(lambda: PublishedCalendars(team, ledger, weeks).of_member(team.members[3])),
    }
