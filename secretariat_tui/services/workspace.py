"""What the screens work on: one team, its weeks, and the acts on them, each of which can be undone.

A workspace holds no unsaved work: what an act changed is kept when it returns. Every edit of a team, from a pin to an
agreement, is another `Team`, which checks itself. Acts raise Refused where somebody else changed the same meanwhile,
BadInput for what cannot be, and Unusable where nothing can be kept; then nothing was changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Act, ActKind, WeekState
from secretariat_tui.domain.team import Team
from secretariat_tui.services.questions import Question, Step

A = TypeVar("A")


@dataclass(frozen=True)
class Sheet:
    """Some weeks as they stand: what is asked, the newest plan of it (None where a week has none), and for each week
    which of its versions count (None where it has none).

    `problem.published` is the roster in force, where the weeks have one.
    """

    problem: Problem
    plan: Plan | None
    states: tuple[WeekState | None, ...]

    @property
    def is_published(self) -> bool:
        """Whether what is shown is what is in force."""
        return all(state is not None and state.draft == state.published for state in self.states)


class Planner(Protocol):
    """Who answers questions that take long, beside the screens."""

    async def ask(
        self,
        question: Question[A],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> A:
        """The answer. `tell` is called with each step on the way; a set `stop` ends the work soon, with the best answer
        so far. Raises Impossible, or Unusable where the planner was lost. Cancelled, it leaves nothing running."""
        ...

    async def warm(self) -> None:
        """Makes ready for a question that is likely to come."""
        ...

    async def close(self) -> None:
        """Ends what still runs."""
        ...


class Workspace(Protocol):
    """One team, as one user works on it."""

    @property
    def team(self) -> Team:
        """The team as it stands, with leave, absence, wishes and pins that count."""
        ...

    @property
    def planner(self) -> Planner: ...

    @property
    def may_write(self) -> bool:
        """Whether acts are possible; else there is only to look at."""
        ...

    def now(self) -> datetime:
        """The time on the clock on the wall of the team, without a zone."""
        ...

    def sheet(self, first: Week, weeks: int = 1) -> Sheet:
        """Some weeks, one after the other. Cheap enough to be asked again after every act."""
        ...

    def change_team(self, team: Team, kind: ActKind, why: str = "") -> None:
        """Keeps the team in the place of the one that `team` was: people, agreements, leave, absence, wishes, pins."""
        ...

    def keep(self, plan: Plan, kind: ActKind = ActKind.PLAN, why: str = "", seen: Sheet | None = None) -> None:
        """Keeps a plan as the newest version of each of its weeks. `seen` is what it was made on: raises Refused where
        one of the weeks has another version since."""
        ...

    def publish(self, first: Week, weeks: int = 1) -> None:
        """Puts the newest version of each week in force."""
        ...

    def undo(self) -> ActKind | None:
        """Takes back the last act of the user that is not undone. What it was; None where there is none."""
        ...

    def redo(self) -> ActKind | None:
        """Does again what was undone last. What it was; None where there is none."""
        ...

    def acts(self) -> tuple[Act, ...]:
        """All acts on the team, oldest first."""
        ...

    def news(self) -> tuple[Act, ...]:
        """What others did since this was asked last; after it the workspace shows it too."""
        ...
