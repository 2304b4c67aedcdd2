"""Keys in turn: the next one goes in once what the one before it set off has been seen to.

Textual hands a key to whatever has the focus at that moment. A key only opens a question by messages, so keys that are
typed fast would reach what lies under the question: an Enter would open it twice, a letter would plan the week.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from textual.app import App
from textual.events import Key
from textual.message_pump import MessagePump

from secretariat_tui.screens.speaking import Dialog

AT_ONCE: Final = frozenset({"ctrl+q"})
"""Keys that wait for nothing, so that one can always leave."""

_ROUNDS: Final = 2
"""The way of a key from the focus up to the app, and the way of the message that its act sent."""


class KeysInTurn:
    """Lets keys into an app in turn; `take` has the app take one."""

    def __init__(self, app: App[Any], take: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._take = take
        self._waiting: deque[Key] = deque()
        self._is_under_way = False

    async def type(self, key: Key) -> None:
        """A key that was typed."""
        if key.key in AT_ONCE:
            await self._take(key)
        else:
            self._waiting.append(key)
            await self.go_on()

    async def go_on(self) -> None:
        """Lets the next key in, unless another is under way or the question in front is not ready."""
        if self._is_under_way or not self._waiting or not self._is_ready:
            return
        self._is_under_way = True
        focus = self._app.focused or self._app.screen
        way: list[MessagePump] = [*focus.ancestors_with_self]
        await self._take(self._waiting.popleft())
        await self._follow(way * _ROUNDS)

    @property
    def _is_ready(self) -> bool:
        screen = self._app.screen
        return not isinstance(screen, Dialog) or screen.is_ready

    async def _follow(self, way: list[MessagePump]) -> None:
        """Goes the way that messages go, behind them; past whatever is closed by then."""
        while way:
            if way.pop(0).call_later(self._follow, way):
                return
        self._is_under_way = False
        await self.go_on()
