"""The feed under load.

A real server on loopback, with a database of one large team, in a process of its own. Everybody polls with conditional
requests on a connection of her own, while the lead publishes another version of a week every few seconds from a process
of her own. Then as many requests as can be, next to a bare application that says 304 to everything on the same server;
and what a wrong, a revoked and an absent token take.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.feed_processes import BEGAN, WEEKS, Server, database
from benchmarks.markdown import paragraph, table
from benchmarks.parts import Figures
from benchmarks.timing import spread, told
from secretariat_tui.domain.feed import Subject, SubjectKind
from secretariat_tui.domain.team import Team
from secretariat_tui.services.feed_tokens import give, new_token, revoke
from secretariat_tui.store.database import Database


@dataclass(frozen=True, slots=True)
class _Extent:
    """How many poll, for how many seconds, with how many between publications; how often each token is asked."""

    members: int
    seconds: float
    every: float
    tokens: int


_QUICK = _Extent(20, 2.0, 1.0, 100)
_WHOLE = _Extent(200, 20.0, 5.0, 2000)
_ROUNDS = 3


def measure(quick: bool) -> Figures:
    """All of it."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder) / "team.db", _QUICK if quick else _WHOLE))


async def _measured(path: Path, extent: _Extent) -> Figures:
    store, team = database(path, extent.members)
    addresses = give(store, team.id, [Subject(team.id, SubjectKind.MEMBER, m.id) for m in team.members], "lead", BEGAN)
    found: Figures = {"members": extent.members, "weeks": WEEKS, "every": extent.every}
    server = Server.start(f"sqlite:///{path}")
    try:
        clients = [Client(server, f"/calendar/{one.token}.ics") for one in addresses]
        began = time.perf_counter()
        for client in clients:
            await client.ask()
        found["first"] = {"seconds": time.perf_counter() - began, "bytes": sum(c.sent for c in clients) / len(clients)}
        found["memory"] = [server.megabytes()]
        found["polling"] = []
        for number in range(_ROUNDS):
            found["polling"].append(await _polling(server, path, clients, extent, number))
            found["memory"].append(server.megabytes())
        found["hammering"] = await _hammering(server, clients[:16], extent.seconds / 2)
        found["tokens"] = await _silent(server, store, team, extent.tokens)
        for client in clients:
            client.close()
    finally:
        found["exit"] = server.stop()
    bare = Server.start("bare")
    try:
        found["bare"] = await _hammering(bare, [Client(bare, "/", '"x"') for _ in range(16)], extent.seconds / 2)
    finally:
        bare.stop()
    return found


# -- who asks


@dataclass
class Client:
    """One calendar program, with a connection of its own; it remembers the last tag."""

    server: Server
    path: str
    tag: str = ""
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def ask(self) -> int:
        if self._writer is None or self._reader is None or self._reader.at_eof():
            self._reader, self._writer = await asyncio.open_connection(self.server.host, self.server.port)
        condition = f"If-None-Match: {self.tag}\r\n" if self.tag else ""
        began = time.perf_counter()
        self._writer.write(f"GET {self.path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n{condition}\r\n".encode())
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head[9:12])
        headers = dict(line.split(": ", 1) for line in head.lower().split("\r\n")[1:] if ": " in line)
        if status != 304 and (length := int(headers.get("content-length", "0"))):
            self.sent += len(await self._reader.readexactly(length))
        self.seconds.append(time.perf_counter() - began)
        self.statuses[status] += 1
        if status == 200:
            self.tag = headers["etag"]
        return status

    async def poll(self, every: float, until: float, first: float) -> None:
        """Asks every so often, from a moment of her own on."""
        due = time.perf_counter() + first
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await self.ask()
            due += every

    async def hammer(self, until: float) -> None:
        """Asks as often as she can."""
        while time.perf_counter() < until:
            await self.ask()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def _polling(server: Server, path: Path, clients: list[Client], extent: _Extent, number: int) -> Figures:
    """Everybody asks once a second while the lead publishes."""
    for client in clients:
        client.seconds.clear()
        client.statuses.clear()
    given = ["lead", f"sqlite:///{path}", str(extent.seconds), str(extent.every), str(number)]
    lead = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.feed_processes", *given], stdout=subprocess.PIPE, text=True
    )
    assert lead.stdout is not None
    lead.stdout.readline()  # she is about to begin
    busy, began = server.seconds(), time.perf_counter()
    waits = random.Random(number)
    await asyncio.gather(*(client.poll(1.0, began + extent.seconds, waits.random()) for client in clients))
    took = time.perf_counter() - began
    found = _told(clients, took, server.seconds() - busy)
    return found | {"lead": json.loads((await asyncio.to_thread(lead.communicate))[0])}


async def _hammering(server: Server, clients: list[Client], seconds: float) -> Figures:
    """Nothing changes, and everybody asks again at once."""
    for client in clients:
        await client.ask()
        client.seconds.clear()
        client.statuses.clear()
    busy, began = server.seconds(), time.perf_counter()
    await asyncio.gather(*(client.hammer(began + seconds) for client in clients))
    took = time.perf_counter() - began
    return _told(clients, took, server.seconds() - busy) | {"memory": server.megabytes(), "connections": len(clients)}


async def _silent(server: Server, store: Database, team: Team, times: int) -> Figures:
    """What each kind of token that opens nothing takes, in turns, so that what else happens hits all of them alike."""
    subject = Subject(team.id, SubjectKind.TEAM, team.id)
    (made,) = give(store, team.id, [subject], "lead", BEGAN)
    revoke(store, team.id, [subject], "lead", BEGAN)
    clients = {
        "wrong": Client(server, f"/calendar/{new_token()}.ics"),
        "revoked": Client(server, f"/calendar/{made.token}.ics"),
        "absent": Client(server, "/calendar/.ics"),
    }
    turns = list(clients.values()) * times
    random.Random(1).shuffle(turns)
    for client in turns:
        await client.ask()
    for client in clients.values():
        assert set(client.statuses) == {404}
        client.close()
    return {name: spread(client.seconds) for name, client in clients.items()}


def _told(clients: list[Client], took: float, busy: float) -> Figures:
    seconds = [one for client in clients for one in client.seconds]
    statuses = sum((client.statuses for client in clients), Counter[int]())
    return {
        "rate": len(seconds) / took,
        "seconds": spread(seconds),
        "statuses": {str(status): count for status, count in sorted(statuses.items())},
        "busy": busy / took,
        "each": busy / len(seconds),
    }


# -- what the page says

_TEXT = """A real server on loopback with SQLite, in a process of its own: one team of {members} with {weeks} weeks
published. Everybody polls once a second on a connection of her own while the lead publishes another version every
{every:g} s, in rounds; then 16 ask as often as they can, beside a bare application that says 304 to everything."""


def section(figures: Figures) -> str:
    """A row for each load, and one for each token that opens nothing."""
    loads = [(f"polling, round {number}", row) for number, row in enumerate(figures["polling"], 1)]
    loads += [("as many as can be", figures["hammering"]), ("the bare application", figures["bare"])]
    head = ["load", "requests a second", "median", "95 % within", "at most", "of a core", "each", "answers"]
    memory = ", ".join(f"{found:.0f} MB" for found in figures["memory"])
    lead = max(row["lead"]["seconds"] for row in figures["polling"])
    first = figures["first"]
    return "\n".join(
        [
            "## The calendar feed\n",
            paragraph(_TEXT.format(**figures)),
            table(head, [_load(*load) for load in loads]),
            paragraph(
                f"""First calendars of all, none in the cache: {first["seconds"]:.2f} s, {first["bytes"]:.0f} bytes
                each compressed. Memory before and after each round: {memory}. A publication took the lead
                {lead:.2f} s. What a token that opens nothing takes:"""
            ),
            table(
                ["token", "asked", "median", "95 % within", "at most"],
                [(name, found["count"], *told(found, "ms")) for name, found in figures["tokens"].items()],
            ),
        ]
    )


def _load(name: str, row: Figures) -> tuple[object, ...]:
    answers = ", ".join(f"{count:,} × {status}" for status, count in row["statuses"].items())
    return (
        *(name, f"{row['rate']:.0f}", *told(row["seconds"], "ms")),
        *(f"{row['busy']:.0%}", f"{1000 * row['each']:.2f} ms", answers),
    )
