"""The processes that the measurement of the feed needs besides itself: the server, and a lead who publishes.

`python -m benchmarks.feed_processes serve URL|bare` and `... lead URL SECONDS EVERY ROUND` are begun by
`benchmarks.parts.feed`.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

from benchmarks.timing import StoppedClock
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.feed.limits import FeedLimits, Rate
from secretariat_tui.ical.words import untranslated
from secretariat_tui.listening import listen
from secretariat_tui.services.feed import StoredFeed
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


def main() -> int:
    """Serves, or publishes."""
    role, what, *rest = sys.argv[1:]
    if role == "serve":
        return serve(what)
    publish_on(Database(url_of(what)), float(rest[0]), float(rest[1]), int(rest[2]))
    return 0


# -- the server


def serve(what: str) -> int:
    """The feed of a database, or a bare application, until it is told to stop."""
    from secretariat_tui.feed.serve import serve as run

    limits = FeedLimits(per_token=_GENEROUS, per_address=_GENEROUS, connections=2048, connection_seconds=3600)
    source = StoredFeed(Database(url_of(what)), pose, lambda _: untranslated)  # which the bare one never opens
    app = patch("secretariat_tui.feed.serve.make_app", lambda *_: _bare) if what == "bare" else nullcontext()
    with app:
        return run(source, listen("127.0.0.1", 0), (), limits, lambda address: print(address, flush=True))


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
            [sys.executable, "-m", "benchmarks.feed_processes", "serve", what], stdout=subprocess.PIPE, text=True
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


# -- the team and its lead


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
    Weeks(Office(store, StoppedClock(at), "lead")).publish(team.id, [week])


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
    print(json.dumps({"publications": len(spent), "seconds": statistics.median(spent)}))


if __name__ == "__main__":
    raise SystemExit(main())
