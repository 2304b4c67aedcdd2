"""The app opened on a small team and its plan. `python -m tests.screens.opened` opens it in the terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.team import Team
from secretariat_tui.services.memory import MemoryWorkspace
from secretariat_tui.services.questions import Question, Step
from tests import build
from tests.plans import plan_of, small_team


@dataclass
class ReadyPlanner:
    """Answers what it was given, at once. `asked` is what it was asked."""

    answers: dict[type, Any] = field(default_factory=dict)
    asked: list[Question[Any]] = field(default_factory=list)
    closed: bool = False

    async def ask(
        self,
        question: Question[Any],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> Any:
        del tell, stop  # it is never long under way
        self.asked.append(question)
        answer = self.answers[type(question)]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def warm(self) -> None:
        pass

    async def close(self) -> None:
        self.closed = True


def workspace(team: Team | None = None, plan: Plan | None = None, planner: ReadyPlanner | None = None) -> Any:
    """A workspace on Monday morning of week 49, that week planned."""
    team = team or small_team()
    found = MemoryWorkspace(
        team,
        planner or ReadyPlanner(),
        lambda: datetime(2026, 11, 30, 7, 40),  # noqa: DTZ001  (the clock on the wall)
        lambda team, first, weeks, history, today: build.problem(
            team, weeks, first, history=tuple(history), today=today
        ),
    )
    found.keep(plan or plan_of(build.problem(team)))
    return found


def app(start: str = "week", language: str = "en", ascii: bool = False, **more: Any) -> SecretariatApp:
    return SecretariatApp(workspace(**more), Preferences(language, ascii, start=start))


if __name__ == "__main__":
    running = app(*sys.argv[1:])
    running.run()
    sys.exit(running.return_code or 0)
