"""What is known of a horizon before its stages are solved, and what solving them comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.roster import Roster, StageResult


@dataclass(frozen=True)
class Head:
    """A roster to begin from, with what is known of the stages that it reaches.

    `least` are proven values; `by_date` are those of each date, where the dates together come to them. Where they come
    to them `alone` too, every best roster has each date at its floor, which says far more to the solver than their sum.
    """

    roster: Roster
    least: Mapping[str, int]
    by_date: Mapping[str, Mapping[date, int]]
    alone: bool = False

    @property
    def floors(self) -> Mapping[str, Mapping[date, int]]:
        """What each date has in every best roster, as far as that is known."""
        return self.by_date if self.alone else {}

    def of_week(self, week: Week) -> Head | None:
        """A week in which each date is to stay as good as it is here; None where nothing is known of the dates."""
        if not self.by_date:
            return None
        values = {
            id: {day: value for day, value in by_date.items() if day in week.days}
            for id, by_date in self.by_date.items()
        }
        least = {id: sum(by_date.values()) for id, by_date in values.items()}
        return Head(self.roster.of_week(week), least, values, alone=True)


@dataclass(frozen=True)
class Found:
    """The stages that were solved, and the values of the choices."""

    results: tuple[StageResult, ...]
    choices: Sequence[int]
    stopped_by: str | None
