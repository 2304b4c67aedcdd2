"""Installs the parsers of others, in a directory that is nobody else's, and runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "parsers"
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
        program = place / "read"
        if not program.exists():
            place.mkdir(parents=True, exist_ok=True)
            run(["apt-get", "download", "libical-dev", "libical3"], PATIENCE, cwd=place)
            for package in sorted(place.glob("*.deb")):
                run(["dpkg", "-x", package, place])
            (library,) = {path.parent for path in place.glob("usr/lib/*/libical.so")}
            where = [f"-I{place / 'usr/include'}", f"-L{library}", f"-Wl,-rpath,{library}"]
            allowed = ["-Wl,--allow-shlib-undefined", "-lical"]
            run(["gcc", "-O1", "-include", "string.h", HERE / "libical.c", "-o", program, *where, *allowed])
        return program

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

    PARSERS = ("icaljs", "nodeical", "vobject", "libical")

    def read(self, parser: str, file: Path) -> Any:
        """What a parser finds in a file."""
        return getattr(self, f"read_with_{parser}")(file)


def place_of_choice() -> Path | None:
    """A directory to keep installations in from run to run."""
    chosen = os.environ.get("SECRETARIAT_CAMPAIGN")
    return Path(chosen).resolve() if chosen else None
