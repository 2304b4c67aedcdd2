"""A real Chromium without a window, driven by its DevTools protocol: opens pages, presses keys, reads the terminal."""

from __future__ import annotations

import asyncio
import base64
import itertools
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp

from tests.packages import program

PATIENCE: Final = 120.0
"""Seconds to wait for what must come: no measure of how quick it is."""

_FLAGS: Final = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    *("--remote-debugging-port=0", "--remote-allow-origins=*", "--window-size=1280,800", "about:blank"),
)
# The page keeps its terminal to itself: whatever is first called `terminal` and has a buffer is it.
_CATCH_TERMINAL: Final = """
Object.defineProperty(Object.prototype, "terminal", {
  configurable: true,
  set(value) {
    Object.defineProperty(this, "terminal", {value, writable: true, configurable: true, enumerable: true});
    if (value && value.buffer) window.caughtTerminal = value;
  },
});
"""
_READ_TERMINAL: Final = """
(() => {
  const terminal = window.caughtTerminal;
  if (!terminal) return "";
  const buffer = terminal.buffer.active;
  return Array.from({length: terminal.rows}, (_, n) => buffer.getLine(buffer.viewportY + n))
    .map((line) => line ? line.translateToString(true) : "").join("\\n");
})()
"""
_NAMED: Final = {"Enter": (13, "\r"), "Escape": (27, ""), "ArrowDown": (40, ""), "ArrowUp": (38, "")}


class Page:
    """One page, and what went wrong in it by its own console."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.errors: list[str] = []

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers to a command of the protocol."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        async with asyncio.timeout(PATIENCE):
            while True:
                told = await self._socket.receive_json()
                if told.get("method") == "Log.entryAdded" and told["params"]["entry"]["level"] == "error":
                    self.errors.append(told["params"]["entry"]["text"])
                if told.get("id") == number:
                    assert "error" not in told, told
                    answer: dict[str, Any] = told["result"]
                    return answer

    async def open(self, address: str) -> None:
        await self.call("Page.navigate", url=address)

    async def evaluate(self, code: str) -> Any:
        """What a line of JavaScript gives in the page."""
        answer = await self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Presses keys as a person does, wherever the page has the focus."""
        for key in keys:
            code, text = _NAMED[key] if key in _NAMED else (ord(key.upper()), key)
            what: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code}
            await self.call("Input.dispatchKeyEvent", type="keyDown", **what, **({"text": text} if text else {}))
            await self.call("Input.dispatchKeyEvent", type="keyUp", **what)

    async def click(self, column: int, row: int) -> None:
        """Clicks on a cell of the terminal."""
        box = "const box = document.querySelector('.xterm-screen').getBoundingClientRect()"
        cell = "[box.left + box.width / terminal.cols * COLUMN, box.top + box.height / terminal.rows * ROW]"
        cell = cell.replace("COLUMN", str(column + 0.5)).replace("ROW", str(row + 0.5))
        x, y = await self.evaluate(f"(() => {{ const terminal = window.caughtTerminal; {box}; return {cell}; }})()")
        for what in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=what, x=x, y=y, button="left", clickCount=1)

    async def shown(self) -> str:
        """The lines of the terminal in the page."""
        return str(await self.evaluate(_READ_TERMINAL))

    async def picture(self) -> bytes:
        """The page as it is drawn, as a PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    async def until_shown(self, text: str, gone: bool = False) -> str:
        """The terminal once it has, or has no more, a text."""
        end = time.monotonic() + PATIENCE
        while (text in (shown := await self.shown())) is gone:
            assert time.monotonic() < end, shown
            await asyncio.sleep(0.05)
        return shown

    async def until(self, code: str) -> None:
        """Waits until a line of JavaScript gives something true in the page."""
        end = time.monotonic() + PATIENCE
        while not await self.evaluate(code):
            assert time.monotonic() < end, code
            await asyncio.sleep(0.05)


@asynccontextmanager
async def chromium(directory: Path) -> AsyncIterator[Page]:
    """A browser that knows nothing of before, with one empty page; it is ended with the block."""
    command = [program("chromium"), *_FLAGS[:-1], f"--user-data-dir={directory}", _FLAGS[-1]]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        async with aiohttp.ClientSession() as session:
            port = await _port(directory / "DevToolsActivePort", running)
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = [target for target in await answer.json() if target["type"] == "page"]
            async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                for domain in ("Page", "Runtime", "Log"):
                    await page.call(f"{domain}.enable")
                await page.call("Page.addScriptToEvaluateOnNewDocument", source=_CATCH_TERMINAL)
                yield page
    finally:
        running.terminate()
        running.wait(PATIENCE)


async def _port(file: Path, running: subprocess.Popen[bytes]) -> int:
    """The port that the browser chose, which it writes down once it listens."""
    end = time.monotonic() + PATIENCE
    while not (file.exists() and (lines := file.read_text().splitlines())):
        assert running.poll() is None, "Chromium ended at once"
        assert time.monotonic() < end, "Chromium does not begin"
        await asyncio.sleep(0.05)
    return int(lines[0])
