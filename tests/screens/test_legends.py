"""What `?` says of the signs of a screen."""

from __future__ import annotations

import pytest

from tests.screens.opened import app

SIGNS = {
    "today": "■⌂○↷⇝!·",
    "week": "■⌂↷⇝▾★☆○?·-!",
    "leave": "●▲✗·○?~!",
    "continuity": "·░▒▓█✓?",
    "backups": "◆✓?!~<",
    "handbook": "✓!?",
}


@pytest.mark.parametrize("screen", SIGNS)
async def test_each_sign_of_the_tables_of_a_screen_has_its_meaning_in_the_help(screen, own_state):
    running = app(screen)
    async with running.run_test(size=(120, 40)):
        meanings = dict(text.split(" ", 1) for text in running.screen.legend())
        assert set(SIGNS[screen]) <= set(meanings)
        assert all(meanings[sign].strip() for sign in SIGNS[screen])
