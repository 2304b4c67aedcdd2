"""The clock that is passed in, and what it shows where a team works."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


def local_time(clock: Clock, timezone: str) -> datetime:
    """The present moment in the time zone of a team, as its clock on the wall shows it: without a zone."""
    from zoneinfo import ZoneInfo

    return clock.now().astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def today(clock: Clock, timezone: str) -> date:
    """The date that it is for a team in its time zone."""
    return local_time(clock, timezone).date()
