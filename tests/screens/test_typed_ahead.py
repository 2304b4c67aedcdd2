"""A key that opens a question, typed twice at once, on every screen: the second one is for the question."""

from __future__ import annotations

from importlib import import_module
from inspect import unwrap
from typing import Any

import pytest
from textual.binding import Binding
from textual.events import Key

from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.screens.speaking import Dialog
from tests.screens.opened import app, until


def _acts() -> list[Any]:
    """Every key of a screen's own that sets an act off which may ask something: those that go on beside the screen."""
    found = []
    for entry in SCREENS:
        module, _, name = entry.place.partition(":")
        screen = getattr(import_module(module), name)
        for binding in screen.BINDINGS:
            act = getattr(screen, f"action_{binding.action}", None) if isinstance(binding, Binding) else None
            if act is not None and unwrap(act) is not act:
                found.append(pytest.param(entry.id, binding.key, id=f"{entry.id}-{binding.action}"))
    return found


def test_there_are_such_keys_on_most_screens():
    assert len({param.values[0] for param in _acts()}) >= 7


@pytest.mark.parametrize(("screen", "key"), _acts())
async def test_a_key_typed_twice_asks_one_question(screen, key):
    running = app(screen)
    async with running.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: getattr(running.screen, "ID", "") == screen)
        for _ in range(2):
            running.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(3):  # the keys go in, what they set off opens, and is there
            await pilot.pause()
        assert sum(isinstance(item, Dialog) for item in running.screen_stack) <= 1
