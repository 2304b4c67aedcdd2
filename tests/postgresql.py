"""A throwaway PostgreSQL server: of the machine's own binaries, in a temporary directory, reached by a socket only."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

from tests.packages import install

READY_WITHIN = 60.0
SOCKET_PATH_AT_MOST = 107
# A line on the pipe is a signal that ends the server, or nothing to start it. When the tests end, be it by a kill, the
# pipe closes: the shell stops the server and removes its directory.
WATCH = """
place=$0; "$@" &
while read -r signal; do if [ "$signal" ]; then kill -$signal $!; wait $!; else "$@" & fi; done
kill -INT $!; wait $!; rm -rf "$place"
"""


class NoServerError(Exception):
    """There is no PostgreSQL here, and it cannot be had: says why."""


@dataclass
class Server:
    """A server that runs. Everybody who can reach the socket is whoever she says she is."""

    directory: Path
    _orders: IO[bytes] | None = None
    _templates: set[str] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url_of(self, database: str = "postgres", user: str = "postgres") -> str:
        """Where a database is, as this user."""
        return f"postgresql://{quote(user)}@/{quote(database)}?host={quote(str(self.directory), safe='')}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Runs statements as the superuser, each on its own."""
        import psycopg

        with psycopg.connect(self.url_of(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self, signal: str = "INT") -> None:
        """Ends the server and all its sessions: INT in good order, QUIT as a crash."""
        self._order(signal)
        while (self.directory / "data" / "postmaster.pid").exists():
            time.sleep(0.02)

    def start(self) -> None:
        """Starts it again, and waits until it lets people in."""
        self._order("")
        _wait_until_ready(self.directory, self.directory / "log")

    def restart(self, signal: str = "INT") -> None:
        """Stops and starts it."""
        self.stop(signal)
        self.start()

    def _order(self, line: str) -> None:
        assert self._orders is not None
        self._orders.write(line.encode() + b"\n")
        self._orders.flush()

    def template(self, name: str, prepare: Callable[[str], object]) -> str:
        """The name of a database that `prepare` filled, given its URL, the first time that it was asked for."""
        if name not in self._templates:
            self.execute(f'create database "{name}"')
            prepare(self.url_of(name))
            self._templates.add(name)
        return name

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The name of a new database, a copy of the template, until the end of the block."""
        name = f"test_{next(self._numbers)}"
        self.execute(f'create database "{name}" template "{template}"')
        try:
            yield name
        finally:
            self.execute(f'drop database "{name}" with (force)')


@contextmanager
def server() -> Iterator[Server]:
    """A new server; it is stopped and removed in the end. Raises NoServerError where there can be none."""
    if os.name != "posix":
        raise NoServerError("The server of the tests listens on a socket in a directory, which this system lacks.")
    binaries = _binaries()
    owner = _owner()
    directory = Path(tempfile.mkdtemp(prefix="pg-", dir=_place(owner is not None)))
    try:
        if owner is not None:
            os.chown(directory, owner, -1)
        _initialise(binaries, directory, owner)
        with _running(binaries, directory, owner) as orders:
            yield Server(directory, orders)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _binaries() -> Path:
    """The directory of initdb and postgres, of the newest version there is; installed first if need be."""
    found = _find()
    if found is None:
        refusal = install("postgresql")
        found = _find()
        if found is None:
            raise NoServerError(f"PostgreSQL is not on this machine and could not be installed: {refusal}")
    return found


def _find() -> Path | None:
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _number(path.parent.name), reverse=True
    )
    if (config := shutil.which("pg_config")) is not None:
        answer = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip()))
    if (initdb := shutil.which("initdb")) is not None:
        candidates.append(Path(os.path.realpath(initdb)).parent)
    candidates += [Path("/usr/pgsql/bin"), Path("/usr/local/pgsql/bin"), Path("/opt/homebrew/bin")]
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _number(version: str) -> float:
    try:
        return float(version)
    except ValueError:
        return 0.0


def _owner() -> int | None:
    """As whom the server runs: it refuses root. None where we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise NoServerError("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")


def _place(for_another: bool) -> Path:
    """A directory for temporary files whose path leaves room for a socket, and in which the owner, who removes what is
    hers, may write."""
    for place in (Path(tempfile.gettempdir()).resolve(), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        short = len(os.fsencode(place)) + len("/pg-12345678/.s.PGSQL.5432") <= SOCKET_PATH_AT_MOST
        is_entered = all(part.stat().st_mode & 0o001 for part in (place, *place.parents))
        open_to_all = is_entered and place.stat().st_mode & 0o002
        if short and (open_to_all or not for_another):
            return place
    raise NoServerError("No directory for temporary files has a path that is short enough for a socket.")


def _as(owner: int | None) -> dict[str, object]:
    if owner is None:
        return {}
    import pwd

    return {"user": owner, "group": pwd.getpwuid(owner).pw_gid, "extra_groups": []}


def _environment(directory: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "HOME": str(directory), "LC_ALL": "C"}


def _initialise(binaries: Path, directory: Path, owner: int | None) -> None:
    command = [binaries / "initdb", "-D", directory / "data", "-A", "trust", "-U", "postgres", "--no-sync"]
    ran = subprocess.run(
        [*command, "-E", "UTF8", "--locale=C"],
        cwd="/",
        env=_environment(directory),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **_as(owner),
    )
    if ran.returncode:
        raise NoServerError(f"initdb failed: {ran.stderr.strip()}")


@contextmanager
def _running(binaries: Path, directory: Path, owner: int | None) -> Iterator[IO[bytes]]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": directory,
        "max_connections": 60,
        "fsync": "off",  # nobody cuts the power here, and the clients that are killed do not write
        "shared_buffers": "32MB",
    }
    options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
    log = directory / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", WATCH, directory, binaries / "postgres", "-D", directory / "data", *options],
            cwd="/",
            env=_environment(directory),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **_as(owner),
        )
    try:
        _wait_until_ready(directory, log)
        assert process.stdin is not None
        yield process.stdin
    finally:
        process.stdin.close()
        try:
            process.wait(READY_WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


def _wait_until_ready(directory: Path, log: Path) -> None:
    import psycopg

    until = time.monotonic() + READY_WITHIN
    url = Server(directory).url_of()
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > until:
                said = log.read_text("utf-8", "replace").strip()
                raise NoServerError(f"PostgreSQL did not start: {said or error}") from error
            time.sleep(0.05)
        else:
            return
