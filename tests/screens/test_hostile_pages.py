"""Names that would harm a terminal, on the screens with tables and texts of their own."""

from __future__ import annotations

import pytest

from secretariat_tui.app import Preferences, SecretariatApp
from tests.screens.opened import workspace
from tests.screens.snapshot import text_of
from tests.screens.test_shell import HOSTILE, Tampered, harmful

KEYS = {
    "history": ["down", "enter", "tab", "down"],
    "handbook": ["down", "e", "escape"],
    "team": [*["right_square_bracket"] * 7, "x", "escape", "c", "escape"],
    "report": ["right", "m", "s", "escape"],
}


@pytest.mark.parametrize("screen", KEYS)
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
async def test_a_name_is_only_ever_a_name(monkeypatch, tmp_path, screen, name):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    found = workspace()
    tampered = Tampered(found.office, found.team.id, found.planner)
    tampered.name = name
    running = SecretariatApp(tampered, Preferences(start=screen))
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        for key in KEYS[screen]:
            await pilot.press(key)
            await pilot.pause()
            assert not any(harmful(sign) for line in text_of(running).splitlines() for sign in line)
        assert running.is_running
