"""In a real terminal, under tmux: it opens, resizes, quits, and gives the terminal back as it was, even when killed."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from secretariat_tui.screens.lasting import LastingDriver, LastingFile
from tests.screens.opened import app
from tests.screens.terminal import PATIENCE, Terminal


def opened(terminal: Terminal) -> int:
    """Opens the app in the terminal, and gives its process."""
    terminal.type(f"{sys.executable} -m tests.screens.opened; echo 'it gave '$?", "Enter")
    terminal.wait_for("? Help")
    pane = int(terminal.tmux("display-message", "-p", "#{pane_pid}"))
    children = Path(f"/proc/{pane}/task/{pane}/children").read_text().split()
    return int(children[0])


def test_it_opens_resizes_and_quits_and_the_terminal_is_as_before(terminal):
    before = terminal.state("before")
    opened(terminal)
    for size in [(120, 40), (300, 60), (20, 5), (1, 1), (80, 24)]:
        terminal.resize(*size)
    terminal.wait_for("Telefoon   Anna!")
    terminal.type("C-q")
    terminal.wait_for("it gave 0")
    assert terminal.state("after") == before.replace("before", "after")


@pytest.mark.parametrize(
    ("number", "plans"),
    [
        (signal.SIGTERM, False),
        (signal.SIGTERM, True),
        (signal.SIGHUP, True),
        (signal.SIGINT, False),
        (signal.SIGINT, True),
    ],
    ids=lambda given: given.name if isinstance(given, signal.Signals) else "planning" if given else "idle",
)
def test_when_it_is_ended_from_outside_the_terminal_is_as_before(terminal, number, plans):
    before = terminal.state("before")
    process = opened(terminal)
    if plans:
        terminal.type("p")
        terminal.wait_for("^s Stop")
    os.kill(process, number)
    terminal.wait_for("it gave 130")
    assert terminal.state("after") == before.replace("before", "after")


class GoneTerminal(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(errno.EIO, "gone")

    def flush(self) -> None:
        raise OSError(errno.EIO, "gone")


def test_a_terminal_that_is_gone_holds_nobody_up():
    """Else who closes the window while a week is planned leaves a process behind."""
    writer = WriterThread(LastingFile(GoneTerminal()))
    writer.start()

    def draw() -> None:
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("a frame")
        writer.stop()

    drawing = Thread(target=draw, daemon=True)
    drawing.start()
    drawing.join(PATIENCE)
    assert not drawing.is_alive()
    assert app().driver_class is LastingDriver


def settled(terminal: Terminal) -> str:
    """The screen once nothing more is drawn on it."""
    shown = ""
    while shown != (shown := terminal.shown()):
        time.sleep(1)
    return shown


def test_it_is_put_aside_and_comes_back(terminal):
    process = opened(terminal)
    terminal.wait_for("Telefoon   Anna!")
    before = settled(terminal)
    os.kill(process, signal.SIGTSTP)
    terminal.wait_for("Stopped")
    terminal.type("fg", "Enter")
    end = time.monotonic() + PATIENCE
    while terminal.shown() != before:
        assert time.monotonic() < end, terminal.shown()
        time.sleep(0.05)
    terminal.type("p")
    terminal.wait_for("^s Stop")
    os.kill(process, signal.SIGTSTP)
    terminal.wait_for("Stopped")
    terminal.type("fg", "Enter")
    terminal.wait_for("^s Stop")
    terminal.type("C-q")


def test_the_mouse_and_the_keys_work_in_it(terminal):
    opened(terminal)
    terminal.type("Down")
    terminal.wait_for("Bea, Monday 30 November")
    terminal.type("?")
    terminal.wait_for("members by days")
    terminal.type("Escape")
    terminal.wait_for("members by days", gone=True)
    terminal.type("C-q")
