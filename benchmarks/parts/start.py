"""The start of the program: how soon a command has answered, and how soon the screens are drawn."""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.instances import Size, team
from benchmarks.markdown import paragraph, table
from benchmarks.parts import Figures
from benchmarks.parts.store import LAST, fill
from benchmarks.record import ROOT
from benchmarks.timing import spread, told

_PROGRAM = (sys.executable, "-m", "secretariat_tui")
_QUICK, _WHOLE = 2, 15
_NOT_COUNTED = 1
_TEAM = Size(15, 15)
_TO_SOLVE = "medium-8"
_SHORTAGE = 4
_SIZE = (40, 120)
"""Lines and columns of the terminal."""
_KEYS = b"Somebody is ill"
"""What stands on the last line of the first screen."""
_PATIENCE = 60.0

_TEXT = """Each in a new process of Python, {times} times, after one that is not counted and brings its files into
memory. Commands are run until they end, on a database with a week of a team of 15 (`solve`: on a team file of eight,
which it plans); the screens, in a terminal of 120 by 40, until the first one is drawn down to its last line."""


def measure(quick: bool) -> Figures:
    """Some commands, and the screens."""
    times = _QUICK if quick else _WHOLE
    with tempfile.TemporaryDirectory() as directory:
        database = Path(directory) / "start.db"
        fill(database, team(_TEAM), 1)
        at = f"{LAST.monday.isoformat()}T10:00"
        commands = {
            "secretariat --help": ["--help"],
            "secretariat --version": ["--version"],
            "secretariat who": ["who", "--db", str(database), "--at", at],
            "secretariat show": ["show", "--db", str(database), "--week", str(LAST)],
            "secretariat solve": ["solve", str(ROOT / "tests" / "cases" / f"{_TO_SOLVE}.toml"), "--week", "2026-W49"],
        }
        with _home(directory):
            rows = [_measured(name, times, partial(run_command, of)) for name, of in commands.items()]
            rows.append(_measured("the screens", times, partial(_drawn, ["--lang", "en", "--db", str(database)])))
    return {"times": times, "rows": rows}


def _measured(name: str, times: int, once: Callable[[], float]) -> Figures:
    for _ in range(_NOT_COUNTED):
        once()
    seconds, work = [], []
    for _ in range(times):
        before = _used()
        seconds.append(once())
        work.append(_used() - before)
    return {"what": name, "seconds": spread(seconds), "processor": spread(work)}


def _used() -> float:
    """Seconds of the processor that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _home(directory: str) -> Iterator[None]:
    """Nothing of who measures is read: neither settings nor a database."""
    before = dict(os.environ)
    os.environ.update(HOME=directory, XDG_CONFIG_HOME=directory, XDG_DATA_HOME=directory, XDG_CACHE_HOME=directory)
    os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_command(arguments: Sequence[str]) -> float:
    """Seconds until a command has ended."""
    began = time.perf_counter()
    done = subprocess.run([*_PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True)
    taken = time.perf_counter() - began
    if done.returncode not in (0, _SHORTAGE):
        raise RuntimeError(f"{arguments[0]} ended with {done.returncode}: {done.stderr.decode()}")
    return taken


def _drawn(arguments: Sequence[str]) -> float:
    """Seconds until the first screen is drawn, down to its keys."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
    began = time.perf_counter()
    program = subprocess.Popen([*_PROGRAM, *arguments], stdin=its, stdout=its, stderr=its, start_new_session=True)
    try:
        seen = b""
        while _KEYS not in seen:
            left = began + _PATIENCE - time.perf_counter()
            if not select.select([ours], [], [], max(0.0, left))[0]:
                raise RuntimeError(f"nothing was drawn: {seen[-2000:]!r}")
            seen += os.read(ours, 65536)
        taken = time.perf_counter() - began
        program.terminate()
        _drained(program, ours)
    finally:
        program.kill()
        program.wait()
        os.close(its)
        os.close(ours)
    return taken


def _drained(program: subprocess.Popen[bytes], ours: int) -> None:
    """Waits for its end, and reads what it still draws: it could not end with a full pipe."""
    until = time.perf_counter() + _PATIENCE
    while program.poll() is None and time.perf_counter() < until:
        if select.select([ours], [], [], 0.01)[0]:
            os.read(ours, 65536)


def section(figures: Figures) -> str:
    """A row for each start."""
    rows = [(row["what"], *told(row["seconds"], "ms"), told(row["processor"], "ms")[0]) for row in figures["rows"]]
    head = ["start of", "median", "95 % within", "at most", "processor"]
    return "\n".join(["## Start\n", paragraph(_TEXT.format(times=figures["times"])), table(head, rows)])
