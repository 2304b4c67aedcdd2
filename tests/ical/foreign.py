"""Calendar files of other programs: those in `incoming/`, and small ones that a test writes itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from secretariat_tui.domain.incoming import Incoming, IncomingEvent
from secretariat_tui.ical.incoming import read_incoming
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller

FILES = Path(__file__).parent / "incoming"
AMSTERDAM = "Europe/Amsterdam"


def utc(text: str) -> datetime:
    """ "2026-12-01 08:00" """
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def take(data: bytes, since: str = "2026-01-01", until: str = "2026-12-31", **more: object) -> Incoming:
    """What the file has in a year, in Amsterdam."""
    days = date.fromisoformat(since), date.fromisoformat(until)
    return read_incoming(data, str(more.pop("zone", AMSTERDAM)), *days, file="agenda.ics", **more)  # type: ignore[arg-type]


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def event(*lines: str, uid: str = "1", end: str = "DTEND:20261201T100000Z") -> str:
    """An event of 1 December, 10:00 to 11:00 in Amsterdam, unless the lines have a start of their own."""
    own = any(line.startswith("DTSTART") for line in lines)
    times = () if own else ("DTSTART:20261201T090000Z", end)
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", *times, *lines, "END:VEVENT"])


def calendar(*parts: str, line_end: str = "\r\n") -> bytes:
    """The parts in a calendar; they may have lines of the calendar itself, components, or anything else."""
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *parts, "END:VCALENDAR", ""])
    return text.replace("\n", line_end).encode()


def zone(tzid: str, winter: str = "+0100", summer: str = "+0200") -> str:
    """A zone whose clock changes as it does in Amsterdam."""
    return f"""BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def starts(incoming: Incoming) -> list[str]:
    """When the events start, in UTC."""
    return [f"{item.start:%Y-%m-%d %H:%M}" for item in incoming.events]


def kinds(incoming: Incoming) -> list[str]:
    return [problem.kind for problem in incoming.problems]


def sentences(incoming: Incoming) -> list[str]:
    """The problems, in English."""
    return [Teller(language("en")).say(problem.text) for problem in incoming.problems]


def only(incoming: Incoming) -> IncomingEvent:
    (found,) = incoming.events
    return found
