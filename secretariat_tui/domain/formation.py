"""How many hours a team has too many or too few, and whose dayparts might move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.capacity import Cell, Effect, Values
from secretariat_tui.domain.roster import Roster, StageResult


@dataclass(frozen=True, order=True, slots=True)
class DaypartOf:
    """A daypart of a member on a date. `minutes` are contract minutes."""

    member: str
    date: date
    part: Daypart
    minutes: int


@dataclass(frozen=True)
class Surplus:
    """Dayparts without which stages 1 to 3 stay as good, together. No more than `most` minutes could go."""

    dayparts: tuple[DaypartOf, ...]
    most: int
    effect: Effect

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.dayparts)

    @property
    def proven(self) -> bool:
        return self.minutes == self.most


@dataclass(frozen=True)
class Deficit:
    """Dayparts that members would work beyond their patterns for the least shortage, and then the least loss.

    `stages` are `shortage`, `fragile` and `added`, the minutes, each with its bound. With `fragile` above 0 no hours
    bring the continuity to 100 %: `lost` are the duties (id, whether it is a desk) that lack agreements, qualifications
    or room.
    """

    dayparts: tuple[DaypartOf, ...]
    stages: tuple[StageResult, ...]
    lost: tuple[tuple[str, bool], ...]

    @property
    def minutes(self) -> int:
        return sum(part.minutes for part in self.dayparts)

    @property
    def proven(self) -> bool:
        return all(stage.proven for stage in self.stages)

    @property
    def enough(self) -> bool:
        """Whether nothing is short, and nothing is lost whoever falls out."""
        return all(stage.value == 0 for stage in self.stages[:2])


@dataclass(frozen=True)
class Formation:
    """`deficit` is None where a limit came before any was found."""

    before: Values
    surplus: Surplus
    deficit: Deficit | None
    stopped_by: str | None


@dataclass(frozen=True, order=True, slots=True)
class Move:
    """A free daypart of a member that would move, in the weeks that are odd or those that are even: she would work on
    `to` instead of on `away`."""

    member: str
    odd: bool
    away: tuple[Cell, ...]
    to: tuple[Cell, ...]


@dataclass(frozen=True)
class Proposal:
    """Moves of at most `most` members. `stages` are the first three and `spread`, of `roster`, with the moves made.

    Proven: no moves of as many members lead to better stages, and none of fewer dayparts to these.
    """

    most: int
    moves: tuple[Move, ...]
    stages: tuple[StageResult, ...]
    roster: Roster
    proven: bool

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(stage.value for stage in self.stages)

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(move.member for move in self.moves))


@dataclass(frozen=True)
class Proposals:
    """`before` has no moves. Each proposal moves more members than the one before it, and is better.

    Proven: no moves of at most as many members as were asked for are better than the last.
    """

    before: Proposal
    proposals: tuple[Proposal, ...]
    stopped_by: str | None
    proven: bool = False
