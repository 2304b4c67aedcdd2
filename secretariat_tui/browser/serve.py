"""Serves the screens with textual-serve: a program of its own for each browser that opens the address."""

from __future__ import annotations

import asyncio
import html
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Collection
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from json import JSONDecodeError
from string import Template
from typing import Any, Final

from aiohttp import WSCloseCode, web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from secretariat_tui.browser.door import door

_STOPPED: Final = 130
_PATIENCE_SECONDS: Final = 10.0
"""How long a program may take to end when it is told to."""
_GOODBYE_SECONDS: Final = 1.0
"""How long a browser may take to say that it has heard that it is over."""
_CELLS_AT_MOST: Final = 1000
_MESSAGE_BYTES: Final = 1 << 20
_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the page itself says, in the user's language."""

    language: str
    ended: str
    again: str


class Sitting(AppService):
    """The program of one browser. When it ends, the page is told, also when it never began."""

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def stop(self) -> None:
        """Tells it to end, and sees that it does."""
        process = self._process
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await super().stop()
                if process is not None:
                    await process.wait()
        except TimeoutError:
            if process is not None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


class Screens(Server):
    """The routes of textual-serve behind a door, with a page that asks nothing of any other machine."""

    def __init__(self, command: str, token: str, words: Words, origins: Collection[str] = ()) -> None:
        super().__init__(command, title="secretariat")
        self._token = token
        self._words = words
        self._origins = origins
        self._sittings: set[asyncio.Task[Any]] = set()

    async def make_app(self) -> web.Application:
        """The whole of it, as aiohttp serves it."""
        app = web.Application(middlewares=[door(self._token, self._origins)])
        app.router.add_get(f"/{self._token}", _to_the_folder)
        app.add_subapp(f"/{self._token}", await self._make_app())
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Says nothing: the address is told by whoever serves."""

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002
        """Ends the programs of all browsers."""
        for task in self._sittings:
            task.cancel()
        if self._sittings:
            await asyncio.wait(self._sittings, timeout=2 * _PATIENCE_SECONDS)

    async def handle_index(self, request: web.Request) -> web.Response:  # noqa: ARG002
        nonce = secrets.token_urlsafe(16)
        page = Template((files(__package__) / "page.html").read_text("utf-8")).substitute(
            nonce=nonce,
            title=html.escape(str(self.title)),
            language=html.escape(self._words.language),
            ended=html.escape(self._words.ended),
            again=html.escape(self._words.again),
        )
        return web.Response(
            text=page, content_type="text/html", headers={"Content-Security-Policy": _POLICY.format(nonce=nonce)}
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        websocket = web.WebSocketResponse(timeout=_GOODBYE_SECONDS, heartbeat=15, max_msg_size=_MESSAGE_BYTES)
        await websocket.prepare(request)
        sitting = Sitting(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=partial(_close, websocket),
            download_manager=self.download_manager,
        )
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (aiohttp runs handlers in tasks)
        self._sittings.add(task)
        try:
            await sitting.start(_cells(request.query.get("width"), 80), _cells(request.query.get("height"), 24))
            await self._process_messages(websocket, sitting)
        except (JSONDecodeError, AssertionError, LookupError, TypeError, AttributeError):
            await websocket.close(code=WSCloseCode.UNSUPPORTED_DATA)  # not what the page says
        finally:
            self._sittings.discard(task)
            await sitting.stop()
            await _close(websocket)
        return websocket


async def _to_the_folder(request: web.Request) -> web.Response:
    raise web.HTTPFound(f"{request.path[1:]}/")


async def _close(websocket: web.WebSocketResponse) -> None:
    with suppress(ConnectionError):
        await websocket.close()


def _cells(text: str | None, otherwise: int) -> int:
    return min(int(text), _CELLS_AT_MOST) if text and text.isdecimal() and len(text) < 9 else otherwise


def serve(screens: Screens, listening: socket.socket, on_ready: Callable[[], None]) -> int:
    """Answers until it is told to stop: 0 after SIGTERM, as services are stopped, and 130 after Ctrl-C."""
    return asyncio.run(_serve(screens, listening, on_ready))


async def _serve(screens: Screens, listening: socket.socket, on_ready: Callable[[], None]) -> int:
    loop = asyncio.get_running_loop()
    told: asyncio.Future[int] = loop.create_future()

    def tell(number: int) -> None:
        if not told.done():
            told.set_result(number)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(NotImplementedError):  # on Windows, where Ctrl-C interrupts as everywhere
            if number is not None:
                loop.add_signal_handler(number, tell, number)
    runner = web.AppRunner(await screens.make_app(), access_log=None, shutdown_timeout=_PATIENCE_SECONDS)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        on_ready()
        # What a program says when it cannot start is no answer of ours.
        with redirect_stdout(sys.stderr):
            number = await told
    finally:
        with redirect_stdout(sys.stderr):
            await runner.cleanup()
    return _STOPPED if number == signal.SIGINT else 0
