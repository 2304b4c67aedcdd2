"""Where the screens cannot be drawn, that is said, and nothing waits for a key that cannot come."""

from __future__ import annotations

import io
import sys

import pytest

from secretariat_tui.cli.screens import check_terminal
from secretariat_tui.domain.errors import UsageError


class Drawn(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    def make(term: str = "xterm-256color", encoding: str = "utf-8") -> None:
        monkeypatch.setenv("TERM", term)
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, Drawn(encoding))

    return make


def refused(plain: bool = False) -> str:
    with pytest.raises(UsageError) as caught:
        check_terminal(plain)
    assert caught.value.exit_code == 2
    return caught.value.faults[0].kind


def test_without_a_terminal_the_demo_says_so_and_does_not_plan(program):
    answer = program("demo", "--tui")
    assert answer.code == 2
    assert "The screens need a terminal" in answer.err
    assert not program.posed or not program.limits


def test_a_terminal_that_can_draw_will_do(terminal):
    terminal()
    check_terminal(False)


def test_a_dumb_terminal_is_told(terminal):
    terminal(term="dumb")
    assert refused() == "no-terminal"


def test_a_terminal_without_utf_8_is_told_and_ascii_is_enough_for_it(terminal):
    terminal(encoding="latin-1")
    assert refused() == "not-utf-8"
    check_terminal(True)
