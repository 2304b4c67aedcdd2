"""In a real terminal, under tmux: it opens, resizes, quits, and gives the terminal back as it was, even when killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux here")


class Terminal:
    """A terminal of its own with a shell in it."""

    def __init__(self, socket: Path, size: tuple[int, int] = (80, 24)) -> None:
        self._socket = str(socket)
        environment = {**os.environ, "PS1": "$ ", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        environment.pop("TMUX", None)
        width, height = map(str, size)
        command = ["tmux", "-S", self._socket, "-f", os.devnull, "new-session", "-d", "-x", width, "-y", height, "sh"]
        subprocess.run(command, check=True, env=environment, cwd=ROOT)

    def tmux(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-S", self._socket, *arguments], check=True, capture_output=True, text=True
        ).stdout

    def type(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def shown(self) -> str:
        return self.tmux("capture-pane", "-p")

    def wait_for(self, text: str, gone: bool = False) -> str:
        """The screen once it has, or has no more, a text."""
        end = time.monotonic() + PATIENCE
        while (text in (shown := self.shown())) is gone:
            assert time.monotonic() < end, shown
            time.sleep(0.05)
        return shown

    def resize(self, width: int, height: int) -> None:
        self.tmux("resize-window", "-x", str(width), "-y", str(height))

    def state(self, name: str) -> str:
        """How the terminal is set, which modes it is in, and whether it shows the other screen."""
        self.type(f"clear; stty -a; echo {name}'-told'", "Enter")
        settings = self.wait_for(f"{name}-told")
        modes = "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{mouse_standard_flag} #{keypad_flag}"
        return settings[settings.index("speed") : settings.index(name)] + self.tmux("display-message", "-p", modes)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(tmp_path / "tmux")
    yield found
    subprocess.run(["tmux", "-S", str(tmp_path / "tmux"), "kill-server"], check=False, capture_output=True)


def opened(terminal: Terminal) -> int:
    """Opens the app in the terminal, and gives its process."""
    terminal.type(f"{sys.executable} -m tests.screens.opened; echo 'it gave '$?", "Enter")
    terminal.wait_for("All acts")
    pane = int(terminal.tmux("display-message", "-p", "#{pane_pid}"))
    children = Path(f"/proc/{pane}/task/{pane}/children").read_text().split()
    return int(children[0])


def test_it_opens_resizes_and_quits_and_the_terminal_is_as_before(terminal):
    before = terminal.state("before")
    opened(terminal)
    for size in [(120, 40), (20, 5), (1, 1), (80, 24)]:
        terminal.resize(*size)
    terminal.wait_for("Telefoon   Anna!")
    terminal.type("C-q")
    terminal.wait_for("it gave 0")
    assert terminal.state("after") == before.replace("before", "after")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_when_it_is_ended_from_outside_the_terminal_is_as_before(terminal, number):
    before = terminal.state("before")
    os.kill(opened(terminal), number)
    terminal.wait_for("it gave 130")
    assert terminal.state("after") == before.replace("before", "after")


def test_it_is_put_aside_and_comes_back(terminal):
    process = opened(terminal)
    terminal.wait_for("Telefoon   Anna!")
    before = terminal.shown()
    os.kill(process, signal.SIGTSTP)
    terminal.wait_for("Stopped")
    terminal.type("fg", "Enter")
    end = time.monotonic() + PATIENCE
    while terminal.shown() != before:
        assert time.monotonic() < end, terminal.shown()
        time.sleep(0.05)
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
