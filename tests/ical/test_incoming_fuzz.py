"""Files damaged at random: an answer or a clear refusal, never anything else, and never for long."""

import random
import unicodedata

import pytest

from secretariat_tui.domain.errors import BadInput
from tests.conftest import Times
from tests.ical.foreign import calendar, event, file, take, zone

NAMES = ("outlook.ics", "exchange.ics", "google.ics", "apple.ics", "nextcloud.ics")
WORDS = [
    *(b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VALARM", b"END:VTIMEZONE"),
    *(
        b"RRULE:FREQ=SECONDLY",
        b"RRULE:FREQ=DAILY;INTERVAL=0",
        b"RRULE:FREQ=YEARLY;BYDAY=53MO",
        b"FREQ=HOURLY;COUNT=9999",
    ),
    *(b"RRULE:FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR", b"RRULE:FREQ=YEARLY;BYWEEKNO=53", b"UNTIL=00010101"),
    *(b"DTSTART;VALUE=DATE:20261201", b"DTEND:00020101T000000Z", b"DTSTART:99981231T235959Z", b"DURATION:-P1D"),
    *(b"RDATE;VALUE=PERIOD:20261201T090000Z/PT1H", b"EXDATE:20261201", b"RECURRENCE-ID;RANGE=THISANDFUTURE:20261204"),
    *(
        b"TZOFFSETTO:+2359",
        b"TZOFFSETFROM:-9999",
        b"TZID:",
        b"X-WR-TIMEZONE:../..",
        b"METHOD:CANCEL",
        b"STATUS:CANCELLED",
    ),
    *(
        b"\r",
        b"\n",
        b"\r\n ",
        b"\t",
        b'"',
        b":",
        b";",
        b",",
        b"\\",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b" ",
        b"=",
    ),
    *(b"999999999999999999999", b"-1", b"0", b"T", b"Z", b"P", b"%s", b"{zone}", "٣".encode(), "Ⅷ".encode()),
]


def damaged(rng: random.Random, data: bytes) -> bytes:
    """The file with a few things cut, doubled, moved, overwritten or put in."""
    for _ in range(rng.randint(1, 6)):
        at, length = rng.randrange(len(data) + 1), rng.choice([1, 2, 5, 20, 100, 400])
        piece = data[at : at + length]
        match rng.randrange(7):
            case 0:
                data = data[:at] + data[at + length :]
            case 1:
                data = data[:at] + piece * rng.randint(2, 4) + data[at + length :]
            case 2:
                to = rng.randrange(len(data) + 1)
                data = data[:to] + piece + data[to:]
            case 3:
                data = data[:at] + rng.randbytes(length) + data[at + length :]
            case 4:
                data = data[:at] + rng.choice(WORDS) + data[at:]
            case 5:
                rows = data.split(b"\r\n")
                row = rng.randrange(len(rows))
                rows[row] = rng.choice(WORDS) if rng.random() < 0.5 else rows[rng.randrange(len(rows))]
                data = b"\r\n".join(rows)
            case _:
                data = data[:at] if rng.random() < 0.2 else data.replace(rng.choice(WORDS), rng.choice(WORDS), 3)
        data = data[:50_000]
    return data


def is_safe(text: str) -> bool:
    """Without controls, line breaks and what turns text round."""
    return not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or "\u202a" <= c <= "\u202e" for c in text)


def holds(data: bytes) -> None:
    try:
        found = take(data, titles=True)
    except BadInput:
        return
    assert found.since <= found.until
    assert len({item.key for item in found.events}) == len(found.events)
    for item in found.events:
        assert item.start <= item.end
        assert is_safe(item.title)
        assert item.key.isprintable()
        assert len(item.key) < 255
    for problem in found.problems:
        assert problem.file == "agenda.ics"
        facts = dict(problem.text.facts)
        assert is_safe(problem.text.template.format(**facts))


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_is_read_or_refused(name, times: Times):
    rng = random.Random(name)
    whole = file(name)
    for _ in range(times(480, 4800)):
        holds(damaged(rng, whole))


def test_noise_is_read_or_refused():
    rng = random.Random(7)
    for _ in range(200):
        holds(b"BEGIN:VCALENDAR\r\n" + rng.randbytes(rng.randrange(400)))
        holds(rng.randbytes(rng.randrange(200)))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_lost_any_line_is_read(name):
    rows = file(name).splitlines(keepends=True)
    for cut in range(1, len(rows)):
        holds(b"".join(rows[:cut] + rows[cut + 1 :]))


def test_long_lines_of_every_kind_end_soon():
    many = 200_000
    for text in ("X" * many, '"' * many, ";A=" * many, ";" * many, " " * many, ":" * many, '"a"' * many, "\\n" * many):
        for name in ("SUMMARY", "DTSTART", "UID", "RRULE", "TZID", "ATTENDEE", "DTSTART;TZID="):
            holds(calendar(event(name + text, name + ":" + text, name + ";" + text + ":x")))
        holds(calendar(zone("x" + text), event()))
