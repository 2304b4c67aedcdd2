"""Options that do not go together are wrong usage: nothing that somebody asked for is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program

DAY = ("--from", "2026-11-30")
TIMES = ("--from", "09:00", "--to", "12:00")
OF_ROSTER = ("--roster", "r.json", "--team-file", "t.toml")
OF_HISTORY = ("--history", "h.json")
ALL_TEAMS = ("plan", "--week", "next", "--all-teams")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--week", "next", *OF_HISTORY),
        ("show", "--week", "next", *OF_HISTORY),
        ("continuity", "--week", "next", *OF_HISTORY),
        ("leave", "check", "--member", "anna", *DAY, *OF_HISTORY),
        ("leave", "calendar", "--week", "next", *OF_HISTORY),
        ("leave", "round", "--week", "next", *OF_HISTORY),
        ("leave", "round", "--week", "next", "--memory", "m.json"),
        ("check", *OF_ROSTER, "--week", "next"),
        ("show", *OF_ROSTER, "--version", "2"),
        ("absent", "anna", *DAY, *OF_HISTORY),
        ("absent", "anna", *DAY, "--roster", "r.json"),
        ("absent", "anna", *DAY, "--publish"),
        ("absent", "anna", *DAY, "--out", "out.json"),
        ("absent", "anna", *DAY, *OF_ROSTER, "--apply", "1", "--publish"),
        ("assign", "anna", "2026-11-30", "dag", *TIMES),
        ("assign", "anna", "2026-11-30", "dag", "--to", "12:00"),
        ("assign", "anna", "2026-11-30", "off", "--place", "office"),
        ("assign", "anna", "2026-11-30", "--account", "dir", *TIMES, "--place", "office"),
        ("pin", "anna", "2026-11-30", "dag", "--from", "09:00"),
        ("pin", "anna", "2026-11-30", "--desk", "telefoon", *TIMES, "--place", "office"),
        ("swap", "anna", "anna", "2026-11-30", "--agreed"),
        (*ALL_TEAMS, "--team", "so"),
        (*ALL_TEAMS, "--as", "html"),
        (*ALL_TEAMS, "--out", "out.html"),
        (*ALL_TEAMS, "--timing"),
        ("demo", "--db", "demo.db"),
        ("init", "team.toml", "--name", "Bureau"),
        ("init", "team.toml", "--member", "Anna"),
        ("init", "team.toml", "--account", "Directeur: Anna"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together_change_nothing(made: Program, words: tuple[str, ...]) -> None:
    before = made("history").out, made("team", "export").out
    answer = made(*words)
    assert (answer.code, answer.out) == (2, "")
    assert (made("history").out, made("team", "export").out) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--out", "{place}/none/week.html"), 7),
        (("--out", "{place}/file/week.html"), 7),
        (("--out", "{place}"), 3),
        (("--export", "{place}/file"), 7),
        (("--export", "{place}/file/below"), 7),
    ],
)
def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_planned(
    made: Program, tmp_path: Path, words: tuple[str, str], code: int
) -> None:
    (tmp_path / "file").write_text("")
    option, place = words
    answer = made("plan", "--week", "next", "--publish", option, place.format(place=tmp_path), "--json")
    assert answer.code == code
    assert made("history", "--week", "next", "--lang", "en").out == "2026-W49 has no roster yet.\n"


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_year_in_which_nobody_is_rostered_is_no_date(made: Program, day: str) -> None:
    for words in (
        ("leave", "check", "--member", "anna", "--from", day),
        ("leave", "request", "anna", "--from", day),
        ("absent", "anna", "--from", day),
        ("assign", "anna", day, "dag"),
        ("who", "--at", f"{day}T09:00"),
    ):
        answer = made(*words, "--lang", "en")
        assert answer.code == 2, words
        assert day in answer.err
