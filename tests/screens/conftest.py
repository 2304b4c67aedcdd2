"""What tests of the screens may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import Terminal


@pytest.fixture(autouse=True)
def _quick_pilot(quick_pilot: None) -> None:
    pass


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal of 80 by 24 with a shell in it."""
    found = Terminal(tmp_path / "tmux")
    yield found
    found.end()


@pytest.fixture
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A place of its own for drafts, and no editor but that which a test names."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
