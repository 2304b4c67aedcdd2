"""What the user set, frozen and passed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
