"""Running commands inside the test, with a clock that stands still and a planner that answers at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.team import Team
from tests import build
from tests.clocks import StoppedClock

NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
"""Wednesday 25 November 2026, in week 48."""

_made: list[bytes] = []
"""The database of `made`, once there is one: to make it takes most of the time of a command."""


@dataclass
class Answer:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass
class Program:
    """The program with parts replaced. `posed` are the problems it was given to plan."""

    capture: pytest.CaptureFixture[str]
    team: Team
    answer: Callable[[Problem], Plan]
    posed: list[Problem] = field(default_factory=list)
    limits: list[Any] = field(default_factory=list)

    def __call__(self, *arguments: str | Path) -> Answer:
        services = Services(
            clock=StoppedClock(NOW),
            read_team=lambda _: self.team,
            pose=lambda team, first, weeks, history, today: build.problem(
                team, weeks, first, history=tuple(history), today=today
            ),
            plan=self._plan,
        )
        code = main([str(argument) for argument in arguments], services)
        out, err = self.capture.readouterr()
        return Answer(code, out, err)

    def _plan(self, problem: Problem, limits: Any, *_: Any) -> Plan:
        self.posed.append(problem)
        self.limits.append(limits)
        return self.answer(problem)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "SECRETARIAT_LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program, with the team and the plan of `tests.plans`."""
    from tests.plans import plan_of, small_team

    return Program(capsys, small_team(), plan_of)


@pytest.fixture
def made(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A database with the small team, which SECRETARIAT_DB names: a copy of what `init` made when first asked for."""
    file = tmp_path / "weeks.db"
    monkeypatch.setenv("SECRETARIAT_DB", str(file))
    monkeypatch.delenv("SECRETARIAT_TEAM", raising=False)
    if not _made:
        assert program("init", "team.toml").code == 0
        _made.append(file.read_bytes())
    file.write_bytes(_made[0])
    file.chmod(0o600)
    return program
