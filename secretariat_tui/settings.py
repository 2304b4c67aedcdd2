"""What the user set, frozen and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Settings:
    """How the product talks to its user."""

    language: str
    json: bool
    colour: bool


def settings_from(environment: Mapping[str, str], language: str, json: bool) -> Settings:
    """Settings from the environment and the options. NO_COLOR counts when it is not empty, as its standard says."""
    colour = not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Settings(language, json, colour)


def local_time(clock: Clock, timezone: str) -> datetime:
    """The present moment in the time zone of a team, as its clock on the wall shows it: without a zone."""
    from zoneinfo import ZoneInfo

    return clock.now().astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def today(clock: Clock, timezone: str) -> date:
    """The date that it is for a team in its time zone."""
    return local_time(clock, timezone).date()
