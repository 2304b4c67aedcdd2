"""Measures the import of calendars: `python -m benchmarks.calendars [--events 10000]`.

A calendar of a year as Outlook writes it, one event in a hundred a weekly series, next to the icalendar package alone,
which parses the same bytes and counts nothing out. Then the files that ask most: of damaged rules and of far too many
occurrences. Seconds are those of one processor, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import icalendar

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


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    count = parser.parse_args().events
    print(f"load {os.getloadavg()[0]:.1f}")
    data = outlook(count)
    ours, theirs = seconds(lambda: take(data)), seconds(lambda: icalendar.Calendar.from_ical(data))
    found = take(data)
    print(
        f"{count:,} events, {len(data) / 1e6:.1f} MB, {len(found.events):,} occurrences: {ours:.2f} s; "
        f"parsed by the package alone {theirs:.2f} s; ratio {ours / theirs:.2f}"
    )
    team = build.team([build.member("anna")])
    kept = [
        ImportedEvent("agenda", e.key, e.sequence, e.start, e.end, e.all_day, e.busy, "", None) for e in found.events
    ]
    print(f"compared with what came in before: {seconds(lambda: reconcile(kept, found)):.2f} s")
    print(f"told as leave: {seconds(lambda: leave_of(found, team, 'anna')):.2f} s")
    for name, hostile in hostile_files():
        print(f"{name}: {seconds(lambda file=hostile: take(file), 1):.2f} s")
    print(
        f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, the package's share included"
    )


def take(data: bytes) -> Incoming:
    """What the calendar has in the year."""
    return read_incoming(data, ZONE, SINCE, UNTIL)


def seconds(task: Callable[[], object], times: int = 3) -> float:
    """The median of the processor time that a task takes."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        task()
        spent.append(time.process_time() - began)
    return statistics.median(spent)


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


def hostile_files() -> list[tuple[str, bytes]]:
    """Files that ask for as much as a file can."""
    ago = NINE.replace(year=1026)
    never = "RRULE:FREQ=DAILY;INTERVAL={};BYMONTH=2;BYMONTHDAY=30\n"
    ages = "RRULE:FREQ=DAILY;COUNT=4{:05d}\n"
    return [
        ("2,000 rules without a date", _file(_event(n, NINE, never.format(n + 1)) for n in range(2000))),
        ("2,000 daily rules since 1026", _file(_event(n, ago, ages.format(n)) for n in range(2000))),
        ("2,000 daily rules of a year", _file(_event(n, NINE, "RRULE:FREQ=DAILY\n") for n in range(2000))),
        ("10 MiB in one line", _file(["BEGIN:VEVENT\nUID:x\nSUMMARY:" + "x" * 10_000_000 + "\nEND:VEVENT\n"])),
    ]


def _event(number: int, start: datetime, rule: str) -> str:
    busy = "OOF" if number % 50 == 0 else "BUSY"
    return EVENT.format(number=number, start=start, end=start + timedelta(hours=1), rule=rule, busy=busy)


def _file(events: Iterable[str]) -> bytes:
    return (HEAD + "".join(events) + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


if __name__ == "__main__":
    main()
