"""A real terminal for tests, which tmux makes and reads."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import Final

from tests.packages import program

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 120.0
"""Seconds to wait for what must come: no measure of how quick it is."""


class Terminal:
    """A terminal of its own with a shell in it."""

    def __init__(self, socket: Path, size: tuple[int, int] = (80, 24)) -> None:
        self._socket = str(socket)
        environment = {**os.environ, "PS1": "$ ", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        environment.pop("TMUX", None)
        width, height = map(str, size)
        command = [
            program("tmux"),
            "-S",
            self._socket,
            "-f",
            os.devnull,
            "new-session",
            "-d",
            "-x",
            width,
            "-y",
            height,
            "sh",
        ]
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

    def end(self) -> None:
        subprocess.run(["tmux", "-S", self._socket, "kill-server"], check=False, capture_output=True)
