"""`secretariat serve`: opened and used in a real browser, and closed to whoever has not the address."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import WSCloseCode
from aiohttp.test_utils import TestServer
from sqlalchemy import make_url

from secretariat_tui.browser.door import new_token
from secretariat_tui.browser.serve import Screens, Words
from secretariat_tui.cli import main
from secretariat_tui.domain.errors import UsageError
from secretariat_tui.store.database import Database
from tests.browser.chromium import PATIENCE, Page, chromium
from tests.schemas import validate
from tests.screens.opened import workspace

ROOT = Path(__file__).parents[2]


def database() -> str:
    """The address of a database with a small team, and a week planned."""
    store = workspace(published=True).office.store
    assert isinstance(store, Database)
    return store.url.render_as_string(hide_password=False)


@contextmanager
def served(url: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, and the address that it told."""
    environment = {**os.environ, "SECRETARIAT_DB": url, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "secretariat_tui", "serve", "--port", "0", "--lang", "en", "--json", *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert running.stdout is not None
        told = json.loads("".join(iter(running.stdout.readline, "}\n")) + "}")
        validate(told, "serve")
        yield running, told["address"]
    finally:
        running.kill()
        running.communicate()


def end(running: subprocess.Popen[str], number: int) -> tuple[int, str, str]:
    """Its exit code, and what it said after its first line."""
    running.send_signal(number)
    out, err = running.communicate(timeout=PATIENCE)
    return running.returncode, out, err


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as found:
        yield found


# -- the door


@pytest.fixture(scope="module")
def door() -> Iterator[str]:
    """The address of a server that goes on, whatever is asked of it."""
    with served(database()) as (_, address):
        yield address


async def test_who_has_the_address_is_let_in_and_nobody_else(session, door):
    parts = urlsplit(door)
    root, token = f"{parts.scheme}://{parts.netloc}", parts.path.strip("/")
    assert len(token) >= 40
    for wrong in ("", "static/js/textual.js", "ws", token[:-1], f"{token}x/", f"{new_token()}/", f"x/{token}/"):
        for method in ("GET", "HEAD", "POST"):
            async with session.request(method, f"{root}/{wrong}", allow_redirects=False) as answer:
                assert (answer.status, await answer.read()) == (403, b""), wrong
    async with session.get(door) as answer:
        assert (answer.status, answer.headers["Referrer-Policy"]) == (200, "no-referrer")
        assert "http" not in (await answer.text()).partition("<body>")[0].replace("/^http/", "")
    async with session.get(f"{root}/{token}") as answer:
        assert str(answer.url) == door


async def test_a_page_of_another_origin_does_not_get_a_program(session, door):
    for origin in ("http://evil.example", "null", "http://127.0.0.1", "https://[", None):
        headers = {} if origin is None else {"Origin": origin}
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{door}ws", headers=headers)
        assert refused.value.status == 403


async def test_behind_the_office_s_web_server_its_origin_is_let_in(session):
    """It is passed on here as it comes; only the port is asked of the system."""
    with served(database(), "--url", "https://roster.example.org/team") as (running, address):
        told, _, token = address.rstrip("/").rpartition("/")
        assert told == "https://roster.example.org/team"
        ws = f"http://127.0.0.1:{port(running.pid)}/{token}/ws"
        async with session.ws_connect(ws, headers={"Origin": "https://roster.example.org"}) as socket:
            assert await socket.receive_bytes(timeout=PATIENCE)


def port(process: int) -> int:
    """Where a process listens."""
    sockets = {os.readlink(item) for item in Path(f"/proc/{process}/fd").iterdir() if item.is_symlink()}
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return next(
        int(line[1].split(":")[1], 16) for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets
    )


async def test_what_no_page_would_say_ends_only_the_program_that_it_is_said_to(session, door):
    own = {"Origin": door.partition("/" + urlsplit(door).path[1:])[0]}
    async with session.ws_connect(f"{door}ws", headers=own) as socket:
        await socket.send_str("no json")
        async for _ in socket:
            pass
        assert socket.close_code == WSCloseCode.UNSUPPORTED_DATA
    async with session.get(door) as answer:
        assert answer.status == 200


async def test_whatever_no_page_would_say_ends_the_program_that_it_is_said_to(session):
    """Here a program that does nothing until it is told to end: a real one takes seconds to begin."""
    waiting = "import sys; print('__GANGLION__', flush=True); sys.stdin.buffer.read(1)"
    screens = Screens(shlex.join([sys.executable, "-c", waiting]), "token", Words("en", "", ""))
    async with TestServer(await screens.make_app()) as server:
        own = {"Origin": f"http://{server.host}:{server.port}"}
        for said in ("no json", "{}", "[]", '["stdin"]', '["resize", null]'):
            async with session.ws_connect(server.make_url("/token/ws"), headers=own) as socket:
                await socket.send_str(said)
                async for _ in socket:
                    pass
                assert socket.close_code == WSCloseCode.UNSUPPORTED_DATA, said


def test_only_this_machine_is_served_unless_it_is_said(capsys):
    assert main(["serve", "--host", "0.0.0.0", "--db", database()]) == UsageError.exit_code  # noqa: S104
    assert "--public" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["roster.example.org", "ftp://roster.example.org", "https://a/?b", "https://a/#b"])
def test_an_address_that_cannot_be_one_is_refused(capsys, url):
    assert main(["serve", "--url", url, "--db", database()]) == UsageError.exit_code
    assert capsys.readouterr().out == ""


# -- the end


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130), (signal.SIGHUP, 0)])
async def test_it_ends_in_good_order_with_the_programs_that_it_began(session, number, code):
    with served(database()) as (running, address):
        own = {"Origin": address.partition("/" + urlsplit(address).path[1:])[0]}
        async with session.ws_connect(f"{address}ws", headers=own) as socket:
            await socket.receive_bytes(timeout=PATIENCE)
            begun = children(running.pid)
            assert len(begun) == 1
            assert end(running, number) == (code, "", "")
        assert not [process for process in begun if Path(f"/proc/{process}").exists()]


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


# -- the browser


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    async with chromium(tmp_path / "profile") as found:
        yield found


async def test_the_screens_are_used_in_a_browser_with_keys_and_mouse(page):
    with served(database()) as (running, address):
        await page.open(address)
        await page.until_shown("T Today")
        drawn = await page.picture()
        await page.press("W")
        await page.until_shown("Coverage")
        assert await page.picture() != drawn
        await page.press("ArrowDown")
        await page.until_shown("Bea, ")
        await page.press("?")
        await page.until_shown("members by days")
        await page.press("Escape")
        await page.until_shown("members by days", gone=True)
        await page.click(column=3, row=0)  # in the bar: Today
        await page.until_shown("Coverage", gone=True)
        assert page.errors == []
        assert end(running, signal.SIGTERM)[0] == 0
        await page.until("document.body.classList.contains('-closed')")


async def test_what_is_done_in_the_browser_stands_in_the_database(page):
    url = database()
    with served(url) as (_, address):
        await page.open(address)
        await page.until_shown("T Today")
        await page.press("a")
        await page.until_shown("Who is away?")
        await page.press(*"bea", "Enter")
        await page.until_shown("Who is away?", gone=True)
        with Database(make_url(url)).read() as view:
            assert "bea" in {record.absence.member for record in view.absences("so")}


async def test_the_page_says_when_the_program_has_ended_and_opens_it_again(page):
    with served(database()) as (_, address):
        await page.open(address)
        await page.until_shown("T Today")
        await page.evaluate("window.caughtTerminal.input('\\x11')")  # Ctrl+Q
        await page.until("getComputedStyle(document.getElementById('ended')).display !== 'none'")
        await page.evaluate("document.getElementById('again').click()")
        await page.until_shown("T Today")
