"""Dates, moments, durations and texts as they stand in a calendar file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from secretariat_tui.ical.text import one_line

_TIME: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?", re.ASCII | re.IGNORECASE)
_DURATION: Final = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?",
    re.ASCII | re.IGNORECASE,
)
_LONGEST_TITLE: Final = 200


class BadValue(ValueError):  # noqa: N818  (the file's mistake, not the program's)
    """A value that is not what its property asks for."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, or a moment by some clock: UTC, or that of the zone of its property. `wall` has no tzinfo."""

    wall: datetime
    is_date: bool
    is_utc: bool


def parse_stamp(text: str) -> Stamp:
    """A DATE or DATE-TIME value; raises BadValue for another, and for years that no clock can reckon with."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise BadValue(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if not 2 <= year <= 9998:
        raise BadValue(text)
    try:
        wall = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001  (60 is a leap second)
    except ValueError:
        raise BadValue(text) from None
    return Stamp(wall, match[4] is None, match[7] is not None)


def parse_moment(text: str) -> datetime:
    """The time by the clock of a DATE or DATE-TIME value, whatever its zone."""
    return parse_stamp(text).wall


def parse_duration(text: str) -> tuple[timedelta, timedelta]:
    """The days of a DURATION value, such as P1DT2H, and its hours; raises BadValue for another.

    They are apart since days go by the clock and hours are counted (RFC 5545, 3.3.6): it shows when the clock changes.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        raise BadValue(text)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    by_clock, counted = timedelta(weeks=weeks, days=days), timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return (-by_clock, -counted) if match[1] == "-" else (by_clock, counted)


def parse_title(text: str) -> str:
    """A TEXT value on one line, without what could move a cursor or turn text round."""
    return one_line(re.sub(r"\\(.)", lambda match: " " if match[1] in "nN" else match[1], text))[:_LONGEST_TITLE]


def parse_number(text: str) -> int:
    """A number from 0, as in SEQUENCE; 0 for anything else, since nobody may lose an event by it."""
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0
