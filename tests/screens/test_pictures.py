"""The pictures in the guide show the screens as they are. `scripts/draw` makes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariat_tui.screens.registry import SCREENS
from tests.screens.pictures import PICTURES, draw, texts

GUIDES = Path(__file__).parents[2] / "docs" / "guide"


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_the_picture_shows_the_screen_as_it_is(entry):
    kept = texts((PICTURES / f"{entry.id}.svg").read_text("utf-8"))
    assert texts(await draw(entry.id)) == kept, f"python -m tests.screens.pictures {entry.id}"


@pytest.mark.parametrize("guide", ["screens.md", "screens.nl.md"])
def test_the_guide_has_every_screen_with_its_key_and_its_picture(guide):
    text = (GUIDES / guide).read_text("utf-8")
    for entry in SCREENS:
        assert f"(`{entry.key}`)" in text
        assert f"](../images/screens/{entry.id}.svg)" in text


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
def test_a_picture_asks_nothing_of_another_machine(entry):
    picture = (PICTURES / f"{entry.id}.svg").read_text("utf-8")
    assert "font-face" not in picture
    assert "url(http" not in picture
