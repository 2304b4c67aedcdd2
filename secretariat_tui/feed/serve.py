"""Serves the feed with uvicorn, on this machine alone unless its user says otherwise."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn

from secretariat_tui.feed.app import make_app
from secretariat_tui.feed.connection import bounded
from secretariat_tui.feed.limits import FeedLimits
from secretariat_tui.feed.source import FeedSource
from secretariat_tui.listening import address_of

LOOPBACK: Final = "127.0.0.1"
_STOPPED: Final = 130


def serve(
    source: FeedSource,
    listening: socket.socket,
    proxies: Sequence[str] = (),
    limits: FeedLimits | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> int:
    """Answers until it is told to stop; what was asked before is answered still. Gives the exit code.

    0 after SIGTERM, as services are stopped, and 130 after Ctrl-C. `proxies` are the addresses of servers whose word
    is taken for who asks; those on this machine always are. `on_ready` gets the address once requests are answered.
    """
    chosen = limits or FeedLimits()
    config = uvicorn.Config(
        make_app(source, chosen),
        http=bounded(chosen),
        ws="none",
        loop="asyncio",
        lifespan="on",
        access_log=False,  # its lines have the addresses in them
        log_config=None,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=[LOOPBACK, "::1", *proxies],
        limit_concurrency=chosen.connections,
        backlog=chosen.backlog,
        timeout_keep_alive=chosen.idle_seconds,
        timeout_graceful_shutdown=chosen.stop_seconds,
        h11_max_incomplete_event_size=chosen.head_bytes,
    )
    server = _Server(config, on_ready)
    try:
        with _stopped_by_signals(server):
            server.run(sockets=[listening])
    finally:
        listening.close()
    return _STOPPED if server.told_by == signal.SIGINT else 0


class _Server(uvicorn.Server):
    """Remembers which signal stopped it, and says when it is ready."""

    told_by: int | None = None

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if sockets and self._on_ready is not None:
            self._on_ready(address_of(sockets[0]))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.told_by = self.told_by or sig
        super().handle_exit(sig, frame)


@contextmanager
def _stopped_by_signals(server: _Server) -> Iterator[None]:
    """Every request to end stops the server gently, a terminal that closes included.

    The server passes on what it got when it has stopped; then it comes here again, and does no harm.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, server.handle_exit) for number in known}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
