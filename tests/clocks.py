"""Clocks that tests pass in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass
class StoppedClock:
    """Stands still until it is set."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment
