"""The import of calendars.

A calendar of a year as Outlook writes it, one event in a hundred a weekly series, next to the icalendar package alone,
which parses the same bytes and counts nothing out. Then the files that ask most: of damaged rules and of far too many
occurrences. Seconds are those of one processor, so that a busy machine does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import icalendar

from benchmarks.fit import Point, in_words
from benchmarks.markdown import paragraph, table
from benchmarks.measure import in_child, peak_megabytes
from benchmarks.parts import Figures, Pictures
from benchmarks.timing import processor
from secretariat_tui.domain.away import leave_of
from secretariat_tui.domain.incoming import Incoming, reconcile
from secretariat_tui.domain.records import ImportedEvent
from secretariat_tui.ical.incoming import read_incoming
from tests import build

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
ZONE = "Europe/Amsterdam"
NINE = datetime(2026, 1, 1, 9)  # noqa: DTZ001  (by the clock of the zone)
HEAD = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""
EVENT = """BEGIN:VEVENT
CLASS:PUBLIC
CREATED:20260101T080000Z
DESCRIPTION:Iets over dit overleg dat wat langer is dan een regel\\, en dus
  gevouwen wordt\\n\\nMet een tweede alinea.\\n
DTEND;TZID="W. Europe Standard Time":{end:%Y%m%dT%H%M%S}
DTSTAMP:20260101T080000Z
DTSTART;TZID="W. Europe Standard Time":{start:%Y%m%dT%H%M%S}
{rule}LAST-MODIFIED:20260101T080000Z
LOCATION:Kamer 4
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=nl:Overleg {number}
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E008{number:08d}
X-MICROSOFT-CDO-BUSYSTATUS:{busy}
X-MICROSOFT-CDO-IMPORTANCE:1
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
"""


_QUICK = ((100, 300, 1000), 100)
"""Events of the calendars, and rules of the files that ask most."""
_WHOLE = ((1000, 3000, 10_000), 2000)

_PICTURE = "reading-calendars.svg"

_TEXT = """Calendars of a year as Outlook writes them, one event in a hundred a weekly series; processor seconds. *The
package* is icalendar alone, which parses the same bytes and counts nothing out. *Compared* is with what came in before,
*leave* is to tell what of it is leave."""


def measure(quick: bool) -> Figures:
    """Calendars of several sizes, and the files that ask most."""
    counts, hostile = _QUICK if quick else _WHOLE
    rows = [in_child(_calendar, count) for count in counts]
    worst = [{"file": name, "seconds": processor(partial(take, file), 1)} for name, file in hostile_files(hostile)]
    return {"rows": rows, "hostile": worst}


def _calendar(count: int) -> dict[str, Any]:
    data = outlook(count)
    found = take(data)
    team = build.team([build.member("anna")])
    kept = [
        ImportedEvent("agenda", e.key, e.sequence, e.start, e.end, e.all_day, e.busy, "", None) for e in found.events
    ]
    return {
        "events": count,
        "megabytes": len(data) / 1e6,
        "occurrences": len(found.events),
        "read": processor(lambda: take(data), 3),
        "package": processor(lambda: icalendar.Calendar.from_ical(data), 3),
        "compared": processor(lambda: reconcile(kept, found), 3),
        "leave": processor(lambda: leave_of(found, team, "anna"), 3),
        "memory": peak_megabytes(),
    }


def section(figures: Figures) -> str:
    """A row for each size, and one for each file that asks most."""
    head = ["events", "file", "occurrences", "read", "the package", "ratio", "compared", "leave", "memory"]
    rows = [
        (
            *(f"{row['events']:,}", f"{row['megabytes']:.1f} MB", f"{row['occurrences']:,}"),
            *(f"{row['read']:.2f} s", f"{row['package']:.2f} s", f"{row['read'] / row['package']:.2f}"),
            *(f"{row['compared']:.3f} s", f"{row['leave']:.3f} s", f"{row['memory']:.0f} MB"),
        )
        for row in figures["rows"]
    ]
    worst = table(["file", "seconds"], [(row["file"], f"{row['seconds']:.2f} s") for row in figures["hostile"]])
    grows = in_words("The time to read a calendar", "events", _points(figures, "read"))
    drawn = f"![The time to read a calendar by its events](images/performance/{_PICTURE})\n"
    told = [paragraph(_TEXT), table(head, rows), drawn, paragraph(grows), "Files that ask most:\n", worst]
    return "\n".join(["## Reading calendars\n", *told])


def pictures(figures: Figures) -> Pictures:
    """Ours, and the package beside it."""
    from benchmarks.plots import Line, Panel, panels  # the page can be written without

    lines = [Line("read here", _points(figures, "read")), Line("the package alone", _points(figures, "package"))]
    return {_PICTURE: panels("processor seconds", [Panel("a calendar read", "events", lines)])}


def _points(figures: Figures, key: str) -> list[Point]:
    return [(float(row["events"]), float(row[key])) for row in figures["rows"]]


def take(data: bytes) -> Incoming:
    """What the calendar has in the year."""
    return read_incoming(data, ZONE, SINCE, UNTIL)


def outlook(count: int) -> bytes:
    """A calendar of so many events."""
    return _file(
        _event(
            number,
            NINE + timedelta(hours=7 * number % 8700),
            "RRULE:FREQ=WEEKLY;INTERVAL=1\n" if number % 100 == 0 else "",
        )
        for number in range(count)
    )


def hostile_files(many: int) -> list[tuple[str, bytes]]:
    """Files that ask for as much as a file can, with so many rules."""
    ago = NINE.replace(year=1026)
    never = "RRULE:FREQ=DAILY;INTERVAL={};BYMONTH=2;BYMONTHDAY=30\n"
    ages = "RRULE:FREQ=DAILY;COUNT=4{:05d}\n"
    return [
        (f"{many:,} rules without a date", _file(_event(n, NINE, never.format(n + 1)) for n in range(many))),
        (f"{many:,} daily rules since 1026", _file(_event(n, ago, ages.format(n)) for n in range(many))),
        (f"{many:,} daily rules of a year", _file(_event(n, NINE, "RRULE:FREQ=DAILY\n") for n in range(many))),
        (
            f"{5 * many / 1000:g} MB in one line",
            _file(["BEGIN:VEVENT\nUID:x\nSUMMARY:" + "x" * (5000 * many) + "\nEND:VEVENT\n"]),
        ),
    ]


def _event(number: int, start: datetime, rule: str) -> str:
    busy = "OOF" if number % 50 == 0 else "BUSY"
    return EVENT.format(number=number, start=start, end=start + timedelta(hours=1), rule=rule, busy=busy)


def _file(events: Iterable[str]) -> bytes:
    return (HEAD + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()
