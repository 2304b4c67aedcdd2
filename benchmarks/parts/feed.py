"""Measures the feed under load: `python -m benchmarks.feed [--members 200] [--seconds 20] [--every 5]`.

A real server on loopback, with a database of one large team, in a process of its own. Everybody polls with conditional
requests on a connection of her own, while the lead publishes another version of a week every few seconds from a process
of her own. Then as many requests as can be, next to a bare application that says 304 to everything on the same server;
and what a wrong, a revoked and an absent token take.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.feed import Subject, SubjectKind
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.feed.limits import FeedLimits, Rate
from secretariat_tui.ical.words import untranslated
from secretariat_tui.services.feed import StoredFeed
from secretariat_tui.services.feed_tokens import give, new_token, revoke
from secretariat_tui.services.office import Office
from secretariat_tui.services.planning import pose
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from tests import build

FIRST = Week(2026, 49)
WEEKS = 8
BEGAN = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
_GENEROUS = Rate(burst=10**6, per_minute=10**7)


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--every", type=float, default=5, help="seconds between publications")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--lead", help=argparse.SUPPRESS)
    parser.add_argument("--round", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        sys.exit(serve(given.serve))
    if given.lead:
        publish_on(Database(url_of(given.lead)), given.seconds, given.every, given.round)
        return
    print(f"{given.members} members, {WEEKS} weeks published; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "team.db", given.members, given.seconds, given.every))


# -- the server


def serve(what: str) -> int:
    """The feed of a database, or a bare application, until it is told to stop."""
    from secretariat_tui.feed import serve as feed

    if what == "bare":
        feed.make_app = lambda *_: _bare  # type: ignore[assignment]
    limits = FeedLimits(per_token=_GENEROUS, per_address=_GENEROUS, connections=2048, connection_seconds=3600)
    source = StoredFeed(Database(url_of(what)), pose, lambda _: untranslated)
    return feed.serve(source, feed.listen("127.0.0.1", 0), (), limits, lambda address: print(address, flush=True))


async def _bare(scope: dict, receive, send) -> None:  # type: ignore[no-untyped-def, type-arg]
    """The least that an application can do."""
    if scope["type"] == "lifespan":
        for name in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{name}.complete"})
        return
    await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", b'"x"')]})
    await send({"type": "http.response.body", "body": b""})


@dataclass
class Server:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    host: str
    port: int

    @classmethod
    def start(cls, what: str) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.feed", "--serve", what], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        parts = urlsplit(process.stdout.readline().strip())
        return cls(process, parts.hostname or "", parts.port or 0)

    def megabytes(self) -> float:
        """What it holds in memory now."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024

    def seconds(self) -> float:
        """Processor time that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(20)


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


async def measure(path: Path, members: int, seconds: float, every: float) -> None:
    """All of it."""
    store, team = database(path, members)
    addresses = give(store, team.id, [Subject(team.id, SubjectKind.MEMBER, m.id) for m in team.members], "lead", BEGAN)
    server = Server.start(f"sqlite:///{path}")
    try:
        clients = [Client(server, f"/calendar/{one.token}.ics") for one in addresses]
        began = time.perf_counter()
        for client in clients:
            await client.ask()
        spent = time.perf_counter() - began
        size = sum(client.sent for client in clients) / len(clients)
        print(f"first calendars, none in the cache: {spent:.2f} s, {size:.0f} bytes each compressed")
        await polling(server, path, clients, seconds, every)
        await hammering(server, clients[:16], min(seconds, 10.0), "as many as can be")
        await silent(server, store, team)
        for client in clients:
            client.close()
    finally:
        print(f"stopped with {server.stop()}")
    bare = Server.start("bare")
    try:
        await hammering(bare, [Client(bare, "/", '"x"') for _ in range(16)], min(seconds, 10.0), "bare application")
    finally:
        bare.stop()


async def polling(server: Server, path: Path, clients: list[Client], seconds: float, every: float) -> None:
    """Everybody asks once a second while the lead publishes; three rounds, to see what memory does."""
    memory = [server.megabytes()]
    for number in range(3):
        for client in clients:
            client.seconds.clear()
            client.statuses.clear()
        asked = ["--lead", f"sqlite:///{path}", "--round", str(number), "--seconds", str(seconds)]
        asked += ["--every", str(every)]
        lead = subprocess.Popen([sys.executable, "-m", "benchmarks.feed", *asked], stdout=subprocess.PIPE, text=True)
        assert lead.stdout is not None
        lead.stdout.readline()  # she is about to begin
        busy, began = server.seconds(), time.perf_counter()
        spread = random.Random(number)
        await asyncio.gather(*(client.poll(1.0, began + seconds, spread.random()) for client in clients))
        took = time.perf_counter() - began
        memory.append(server.megabytes())
        tell(f"polling, round {number + 1}", clients, took, server.seconds() - busy)
        print("  " + (await asyncio.to_thread(lead.communicate))[0].strip())
    print("memory, before and after each round: " + ", ".join(f"{found:.0f} MB" for found in memory))


async def hammering(server: Server, clients: list[Client], seconds: float, name: str) -> None:
    """Nothing changes, and everybody asks again at once."""
    for client in clients:
        await client.ask()
        client.seconds.clear()
        client.statuses.clear()
    busy, began = server.seconds(), time.perf_counter()
    await asyncio.gather(*(client.hammer(began + seconds) for client in clients))
    took = time.perf_counter() - began
    tell(f"{name}, {len(clients)} connections", clients, took, server.seconds() - busy)
    print(f"  memory {server.megabytes():.0f} MB")


async def silent(server: Server, store: Database, team: Team) -> None:
    """What each kind of token that opens nothing takes, in turns, so that what else happens hits all of them alike."""
    subject = Subject(team.id, SubjectKind.TEAM, team.id)
    (made,) = give(store, team.id, [subject], "lead", BEGAN)
    revoke(store, team.id, [subject], "lead", BEGAN)
    clients = {
        "wrong": Client(server, f"/calendar/{new_token()}.ics"),
        "revoked": Client(server, f"/calendar/{made.token}.ics"),
        "absent": Client(server, "/calendar/.ics"),
    }
    turns = list(clients.values()) * 2000
    random.Random(1).shuffle(turns)
    for client in turns:
        await client.ask()
    for name, client in clients.items():
        assert set(client.statuses) == {404}
        print(f"{name} token, {len(client.seconds)} asked: {spread_of(client.seconds)}")
        client.close()


def tell(name: str, clients: list[Client], took: float, busy: float) -> None:
    """One line of figures."""
    seconds = [one for client in clients for one in client.seconds]
    statuses = sum((client.statuses for client in clients), Counter[int]())
    each = 1e3 * busy / len(seconds)
    print(f"{name}: {len(seconds) / took:.0f} requests/s, {spread_of(seconds)}, {dict(statuses)}")
    print(f"  processor {100 * busy / took:.0f} % of a core, {each:.2f} ms a request")


def spread_of(seconds: list[float]) -> str:
    """How long it took them."""
    ordered = sorted(1e3 * one for one in seconds)
    at = {share: ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 1.0)}
    return f"p50 {at[0.5]:.2f} ms, p95 {at[0.95]:.2f} ms, at most {at[1.0]:.1f} ms"


# -- the team and its lead


@dataclass(frozen=True)
class _At:
    """A clock that stands still."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def database(path: Path, members: int) -> tuple[Database, Team]:
    """A database with a large team that works every day of some weeks, all published."""
    url = url_of(f"sqlite:///{path}")
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    store = Database(url)
    people = [build.member(f"m{number:03}", "mon tue wed thu fri") for number in range(members)]
    team = build.team(people, [build.account("dir", "m000", "mon tue wed thu fri", "08:30-17:00")])
    with store.write(team.id, ActKind.IMPORT_TEAM, "lead", BEGAN) as act:
        act.put_team(team)
    for number in range(WEEKS):
        publish(store, team, FIRST.plus(number), BEGAN + timedelta(minutes=number), -1)
    return store, team


def publish(store: Database, team: Team, week: Week, at: datetime, away: int) -> None:
    """Plans and publishes a week, in which one member (by number) does not work."""
    items = tuple(
        build.work(member.id, day)
        for day in week.days[:5]
        for number, member in enumerate(team.members)
        if number != away
    )
    plan = Plan(Roster(team.id, (week,), items, ()), (), (), 1.0, ())
    with store.write(team.id, ActKind.PLAN, "lead", at) as act:
        act.add_version(plan)
    Weeks(Office(store, _At(at), "lead")).publish(team.id, [week])


def publish_on(store: Database, seconds: float, every: float, number: int) -> None:
    """A lead who publishes another version of a week every few seconds."""
    with store.read() as view:
        team = view.team("so")
    print("begins", flush=True)
    spent: list[float] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        turn = len(spent) + 1
        at = BEGAN + timedelta(days=number + 1, seconds=turn)
        once = time.perf_counter()
        publish(store, team, FIRST.plus(turn % WEEKS), at, (31 * number + turn) % len(team.members))
        spent.append(time.perf_counter() - once)
        time.sleep(every)
    print(f"{len(spent)} publications, each {statistics.median(spent):.2f} s for the lead")


if __name__ == "__main__":
    main()
