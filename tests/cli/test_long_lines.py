"""Answers in sentences are cut between words on a terminal, and are whole everywhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program

NARROW = 44


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "member", "bea", "--week", "2026-W49", "--date", "2026-11-30"),
        ("explain", "account", "dir", "--week", "2026-W49", "--date", "2026-11-30"),
        ("absent", "anna", "--from", "2026-11-30"),
        ("leave", "check", "--member", "anna", "--from", "2026-12-01"),
        ("leave", "list"),
        ("check", "--week", "2026-W49"),
        ("handbook", "check"),
    ],
)
def test_no_line_is_longer_than_the_terminal(
    made: Program, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    made("plan", "--week", "2026-W49", "--publish")
    made("absent", "bea", "--from", "2026-11-30")
    whole = made(*arguments).out
    monkeypatch.setenv("COLUMNS", str(NARROW))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    cut = made(*arguments).out
    assert max(map(len, whole.splitlines())) > NARROW
    assert max(map(len, cut.splitlines())) <= NARROW


def test_risks_of_a_team_file_are_cut_too(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", str(NARROW))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    told = program("team", "check", tmp_path / "team.toml").out
    assert max(map(len, told.splitlines()[1:])) <= NARROW
