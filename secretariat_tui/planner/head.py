"""What is known of a horizon before its stages are solved, and what solving them comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.roster import Roster, StageResult


@dataclass(frozen=True)
class Head:
    """A roster to begin from, with what is known of the stages that it reaches.

    `least` are proven values; `floors` are those of each date, where the dates alone come to them: then every best
    roster has each date at its floor, which says far more to the solver than their sum.
    """

    roster: Roster
    least: Mapping[str, int]
    floors: Mapping[str, Mapping[date, int]]


@dataclass(frozen=True)
class Found:
    """The stages that were solved, and the values of the choices."""

    results: tuple[StageResult, ...]
    choices: Sequence[int]
    stopped_by: str | None
