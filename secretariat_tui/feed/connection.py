"""One connection to the feed, which ends in time whatever the other side does.

The server has a limit for idle connections alone: one that never finishes its request, or never reads its answer, would
hold a place for ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from secretariat_tui.feed.limits import FeedLimits


def bounded(limits: FeedLimits) -> type[H11Protocol]:
    """The protocol of a connection that keeps to these limits."""

    class Bounded(H11Protocol):
        """Has `head_seconds` for its first request to come in, and `connection_seconds` for all that it asks."""

        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self._timers: list[asyncio.TimerHandle] = []

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._timers = [
                self.loop.call_later(limits.head_seconds, self._end_unless_asked),
                self.loop.call_later(limits.connection_seconds, self._end),
            ]

        def connection_lost(self, exc: Exception | None) -> None:
            for timer in self._timers:
                timer.cancel()
            super().connection_lost(exc)

        def _end_unless_asked(self) -> None:
            if self.cycle is None:
                self._end()

        def _end(self) -> None:
            # Not `close`, which waits until what is written has been read.
            self.transport.abort()

    return Bounded
