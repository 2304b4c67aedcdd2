"""By which branch of the law each weekly rest is had (Arbeidstijdenwet 5:5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Branch(StrEnum):
    """How a window has its weekly rest."""

    WEEK = "36 h in 7 x 24 h"
    FORTNIGHT = "72 h in 14 x 24 h"


@dataclass(frozen=True, slots=True)
class Window:
    """The time from the start of a shift on a date. `branch` is None where the weekly rest is missing."""

    member: str
    date: date
    branch: Branch | None
