"""Installs the parsers of others, in a directory that is nobody else's, and runs them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.packages import install

HERE = Path(__file__).parent / "parsers"
SABRE = Path("/usr/share/php/Sabre/VObject/autoload.php")
PATIENCE = 600
"""Seconds that an installation may take."""


class MissingError(Exception):
    """A parser cannot be had here; says why."""


def run(command: Sequence[str | Path], seconds: float = 60, **more: Any) -> str:
    """What a command says; raises MissingError with the end of its complaint when it fails."""
    try:
        done = subprocess.run(
            command, capture_output=True, check=True, timeout=seconds, stdin=subprocess.DEVNULL, **more
        )
    except FileNotFoundError as error:
        raise MissingError(f"there is no {command[0]}") from error
    except subprocess.TimeoutExpired as error:
        raise MissingError(f"{Path(command[0]).name} took longer than {seconds} s") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()[-3:]
        raise MissingError(f"{Path(command[0]).name} ended with {error.returncode}: {' '.join(said)}") from error
    return done.stdout.decode()


@dataclass(frozen=True)
class Workshop:
    """Where the parsers are. Each part is installed when it is first asked for, once."""

    place: Path

    def node(self) -> Path:
        """The directory of the npm packages, with the scripts that use them."""
        place = self.place / "node"
        if not (place / "node_modules" / "node-ical").is_dir():
            place.mkdir(parents=True, exist_ok=True)
            (place / "package.json").write_text('{"name": "campaign", "private": true}')
            options = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-save")
            run(["npm", "install", *options, "ical.js@2", "node-ical"], PATIENCE, cwd=place)
        for script in HERE.glob("*.mjs"):
            shutil.copy(script, place)
        return place

    def python(self) -> Path:
        """The interpreter of the environment with khal, vobject and Radicale."""
        place = self.place / "venv"
        python = place / "bin" / "python"
        if not (place / "bin" / "radicale").exists():
            run([sys.executable, "-m", "venv", place], PATIENCE)
            run([python, "-m", "pip", "install", "-q", "khal", "vobject", "radicale"], PATIENCE)
        return python

    def libical(self) -> Path:
        """The program that reads with libical, compiled against Debian's package, which is not installed."""
        place = self.place / "libical"
        program, source = place / "read", HERE / "libical.c"
        if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
            place.mkdir(parents=True, exist_ok=True)
            run(["apt-get", "download", "libical-dev", "libical3"], PATIENCE, cwd=place)
            for package in sorted(place.glob("*.deb")):
                run(["dpkg", "-x", package, place])
            (library,) = {path.parent for path in place.glob("usr/lib/*/libical.so")}
            where = [f"-I{place / 'usr/include'}", f"-L{library}", f"-Wl,-rpath,{library}"]
            allowed = ["-Wl,--allow-shlib-undefined", "-lical"]
            run(["gcc", "-O1", "-include", "string.h", source, "-o", program, *where, *allowed])
        return program

    def sabre(self) -> Path:
        """The script that reads with sabre/vobject, as Debian has it."""
        for package, there in (("php-cli", shutil.which("php")), ("php-sabre-vobject", SABRE.is_file())):
            if not there and (refusal := install(package)):
                raise MissingError(refusal)
        return HERE / "with_sabre.php"

    # -- the parsers: a file to its name and events

    def read_with_icaljs(self, file: Path) -> Any:
        return json.loads(run(["node", self.node() / "icaljs.mjs", file]))

    def read_with_nodeical(self, file: Path) -> Any:
        return json.loads(run(["node", self.node() / "nodeical.mjs", file]))

    def read_with_vobject(self, file: Path) -> Any:
        return json.loads(run([self.python(), HERE / "with_vobject.py", file]))

    def read_with_libical(self, file: Path) -> Any:
        found = json.loads(run([self.libical(), file]))
        for event in found["events"]:
            event["categories"] = [item["text"] for item in event["categories"]]
        return found

    def read_with_sabre(self, file: Path) -> Any:
        return json.loads(run(["php", self.sabre(), file]))

    PARSERS = ("icaljs", "nodeical", "vobject", "libical", "sabre")

    def read(self, parser: str, file: Path) -> Any:
        """What a parser finds in a file."""
        return getattr(self, f"read_with_{parser}")(file)


@dataclass(frozen=True)
class Khal:
    """A khal with one calendar of its own, in a directory."""

    python: Path
    place: Path

    def prepare(self) -> None:
        (self.place / "roster").mkdir(parents=True)
        (self.place / "config").write_text(
            f"[calendars]\n[[roster]]\npath = {self.place / 'roster'}\n"
            "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
            "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {self.place / 'khal.db'}\n[default]\ndefault_calendar = roster\n"
        )

    def take_in(self, file: Path) -> None:
        """Imports a calendar file, as its user would."""
        self._run("import", "--batch", "-a", "roster", file)

    def day(self, day: str) -> list[tuple[str, str, str]]:
        """UID, start and end of each event that khal shows on a date."""
        shown = self._run("list", "--format", "{uid}|{start-long-full}|{end-long-full}", "--day-format", "", day, "1d")
        return sorted(tuple(line.split("|")) for line in shown.splitlines() if "|" in line)  # type: ignore[misc]

    def files(self) -> list[bytes]:
        """What khal keeps, an event a file."""
        return [file.read_bytes() for file in sorted((self.place / "roster").glob("*.ics"))]

    def _run(self, *command: str | Path) -> str:
        environment = {**os.environ, "HOME": str(self.place), "XDG_CACHE_HOME": str(self.place / "cache")}
        khal = self.python.parent / "khal"
        return run([khal, "-c", self.place / "config", *command], env=environment, cwd=self.place)


@dataclass(frozen=True)
class Radicale:
    """A Radicale that listens on this machine, with one user."""

    address: str
    place: Path

    USER = "office"
    PASSWORD = "open sesame"  # noqa: S105  (of a server that lives as long as a test)

    def collection(self, name: str) -> dict[str, bytes]:
        """The files that it keeps of a calendar, by name."""
        place = self.place / "collection-root" / self.USER / name
        return {file.name: file.read_bytes() for file in place.glob("*.ics")}


@contextmanager
def radicale(python: Path, place: Path) -> Iterator[Radicale]:
    """A server on a port that was free, until the end of the block."""
    place.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (place / "users").write_text(f"{Radicale.USER}:{Radicale.PASSWORD}\n")
    (place / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {place / 'users'}\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {place}\n[logging]\nlevel = warning\n"
    )
    with (place / "log").open("wb") as log:
        server = subprocess.Popen([python, "-m", "radicale", "--config", place / "config"], stdout=log, stderr=log)
        try:
            _wait_for(port, server, place / "log")
            yield Radicale(f"http://127.0.0.1:{port}/{Radicale.USER}/", place)
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise MissingError(f"Radicale does not listen: {log.read_text()[-300:]}")


def place_of_choice() -> Path | None:
    """A directory to keep installations in from run to run."""
    chosen = os.environ.get("SECRETARIAT_CAMPAIGN")
    return Path(chosen).resolve() if chosen else None
