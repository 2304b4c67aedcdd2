"""The feed with a source in memory, asked through ASGI, with clocks that stand still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest

from secretariat_tui.feed.app import make_app
from secretariat_tui.feed.limits import FeedLimits
from tests.feed.memory import TOKEN, Memory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass
class Feed:
    """An application and its source; `seconds` is what the clock that requests are counted by shows."""

    source: Memory = field(default_factory=Memory)
    limits: FeedLimits = field(default_factory=FeedLimits)
    seconds: float = 0.0
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.app = make_app(self.source, self.limits, now=lambda: self.now, monotonic=lambda: self.seconds)

    @asynccontextmanager
    async def client(self, host: str = "198.51.100.7") -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(app=self.app, client=(host, 50000))
        async with httpx.AsyncClient(transport=transport, base_url="http://feed.test", headers={}) as client:
            client.headers.pop("accept-encoding")
            yield client

    async def ask(
        self, path: str = f"/calendar/{TOKEN}.ics", method: str = "GET", host: str = "198.51.100.7", **headers: str
    ) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client(host) as client:
            return await client.request(method, path, headers=named)


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def make_feed() -> Callable[..., Feed]:
    return Feed
