"""What tests of the screens may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal of 80 by 24 with a shell in it."""
    found = Terminal(tmp_path / "tmux")
    yield found
    found.end()
