"""`secretariat feed token` and `secretariat feed serve`, on a real database."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from secretariat_tui.services.feed_tokens import hash_of
from tests.build import WEEK
from tests.cli.conftest import Answer
from tests.clocks import StoppedClock
from tests.feed.stored import FRIDAY, database, feed_of, owner, publish
from tests.schemas import validate

ROOT = Path(__file__).parents[2]
TOKEN = r"[A-Za-z0-9_-]{43}"  # noqa: S105
SHOWN_ONCE = [
    "",
    "Each of these addresses is shown now and never again.",
    "Who has an address can read that calendar: give it to nobody but whom it is for.",
]


NOW = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past eleven in the evening in London, and tomorrow in Amsterdam."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("commands") / "team.db"
    store = database(found)
    publish(store, WEEK, FRIDAY)
    store.close()
    return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch, path: Path, tmp_path: Path) -> Callable[..., Answer]:
    """The program, in English, on a copy of the database."""
    copy = tmp_path / "team.db"
    copy.write_bytes(path.read_bytes())
    monkeypatch.setenv("SECRETARIAT_DB", str(copy))
    monkeypatch.delenv("SECRETARIAT_TEAM", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LANGUAGE", "en")

    def run(*arguments: str) -> Answer:
        code = main(["feed", *arguments, "--lang", "en"], Services(clock=StoppedClock(NOW)))
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run


# -- tokens


def test_an_address_is_shown_once_and_opens_the_calendar(run, tmp_path: Path) -> None:
    answer = run("token", "--member", "anna", "--base", "https://roster.example.org/")
    first, *rest = answer.out.splitlines()
    found = re.fullmatch(rf"Anna: https://roster\.example\.org/calendar/({TOKEN})\.ics", first)
    assert found is not None
    assert (answer.code, rest) == (0, SHOWN_ONCE)
    opened = owner(feed_of(database_at(tmp_path / "team.db")), found[1])
    assert opened is not None
    assert opened.owner == "anna"
    again = run("token", "--member", "anna")
    mark = hash_of(found[1]).hex()[:8]
    assert (again.code, again.out) == (0, f"Anna: an address since Saturday 28 November ({mark})\n")


def database_at(path: Path):
    from secretariat_tui.store.database import Database
    from secretariat_tui.store.engine import url_of

    return Database(url_of(f"sqlite:///{path}"))


def test_everybody_gets_one_and_a_second_run_changes_nothing(run) -> None:
    answer = run("token", "--all", "--json")
    validate(answer.document, "feed-tokens")
    calendars = answer.document["calendars"]
    assert [(one["kind"], one["owner"], one["state"]) for one in calendars] == [
        ("member", "anna", "new"), ("member", "bea", "new"), ("member", "carla", "new"), ("account", "dir", "new"),
        ("team", "so", "new"),
    ]  # fmt: skip
    assert len({one["url"] for one in calendars}) == 5
    again = run("token", "--all", "--json").document["calendars"]
    assert {(one["state"], one["url"]) for one in again} == {("kept", None)}
    assert [one["fingerprint"] for one in again] == [one["fingerprint"] for one in calendars]


def test_it_is_renewed_revoked_and_listed(run) -> None:
    assert run("token", "--account", "dir", "--revoke").out == "Dir: no address\n"
    first = run("token", "--account", "dir").out
    second = run("token", "--account", "dir", "--renew").out
    assert re.match(rf"Dir: http://127\.0\.0\.1:8460/calendar/{TOKEN}\.ics\n", second)
    assert second != first
    assert run("token", "--account", "dir", "--revoke").out == "Dir: the address no longer works\n"
    assert run("token", "--list").out.splitlines() == [
        "Anna: no address", "Bea: no address", "Carla: no address", "Dir: no address", "Secretariaat: no address",
    ]  # fmt: skip
    run("token", "--team-calendar")
    listed = run("token", "--list", "--json").document
    validate(listed, "feed-tokens")
    assert [one["state"] for one in listed["calendars"]] == ["none", "none", "none", "none", "kept"]
    assert all(one["url"] is None for one in listed["calendars"])


def test_who_is_not_there_is_named_and_nothing_is_done(run) -> None:
    answer = run("token", "--member", "anna", "--member", "zoe", "--account", "xx")
    assert answer.code == 3
    assert "The team has no member zoe." in answer.err
    assert "The team has no account xx." in answer.err
    assert run("token", "--list").out.startswith("Anna: no address")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--renew",),
        ("--member", "anna", "--base", "roster.example.org"),
        ("--member", "anna", "--base", "ftp://x"),
        ("--member", "anna", "--base", "https://x/?a=b"),
        ("--member", "anna", "--base", "https://x/\nevil"),
        ("--member", "anna", "--base", "https://[x"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(run, arguments) -> None:
    assert run("token", *arguments).code == 2


def test_a_database_that_is_not_there_is_told(run, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRETARIAT_DB", str(tmp_path / "none.db"))
    assert run("token", "--all").code == 7
    assert run("serve", "--port", "0").code == 7


# -- serving


def test_without_its_libraries_the_feed_says_how_to_install_them(run, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    answer = run("serve")
    assert answer.code == 7
    assert "uvicorn" in answer.err
    assert "pip install 'secretariat-tui[feed]'" in answer.err
    assert run("token", "--list").code == 0


def test_other_machines_are_let_in_only_when_that_is_said(run) -> None:
    answer = run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104
    assert answer.code == 2
    assert "--public" in answer.err


def test_a_calendar_is_served_until_a_signal_stops_it(run, tmp_path: Path) -> None:
    url = run("token", "--member", "anna", "--json", "--base", "http://x").document["calendars"][0]["url"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "SECRETARIAT_LANG": "en"}
    process = subprocess.Popen(
        [sys.executable, "-m", "secretariat_tui", "feed", "serve", "--port", "0", "--log", "--json"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        while lines[-1] not in ("}\n", ""):
            lines.append(process.stdout.readline())
        ready = json.loads("".join(lines))
        validate(ready, "feed")
        address = ready["address"] + url.removeprefix("http://x")
        answer = httpx.get(address)
        assert answer.status_code == 200
        assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert b"BEGIN:VEVENT" in answer.content
        assert httpx.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
        assert httpx.get(address.replace("/calendar/", "/calendar/x")).status_code == 404
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    said = out + err
    assert [line.split()[-3] for line in err.splitlines()] == ["200", "304", "404"]
    assert url.rpartition("/")[2].removesuffix(".ics") not in said
    assert "127.0.0.1" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_it_serves_though_there_is_no_room_to_say_where(run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with Path("/dev/full").open("w") as full:
        process = subprocess.Popen(
            [sys.executable, "-m", "secretariat_tui", "feed", "serve", "--port", str(port)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    try:
        health = None
        while health is None and process.poll() is None:
            with suppress(httpx.ConnectError):
                health = httpx.get(f"http://127.0.0.1:{port}/health").status_code
        assert health == 204
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, err) == (0, "")


@pytest.mark.parametrize("proxy", ["proxy.example.org", "*", "10.0.0.300", "10.0.0.1/8", ""])
def test_a_proxy_that_nobody_can_come_from_is_wrong_usage(run, proxy: str) -> None:
    answer = run("serve", "--port", "0", "--proxy", proxy)
    assert (answer.code, answer.out) == (2, "")
    assert f'"{proxy}" is not the address of a server: write it as 10.0.0.2, or as 10.0.0.0/24.' in answer.err
