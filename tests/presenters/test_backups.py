"""The headings of the matrix of backups: what tells accounts apart is what is read in a narrow column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.presenters.backups import backup_grid
from secretariat_tui.presenters.glyphs import UNICODE
from secretariat_tui.presenters.grid import shortened
from secretariat_tui.presenters.language import language
from tests.build import MON, account, member, team


def headings(*names: str) -> list[tuple[str, str, str]]:
    """Of each column, from the top down."""
    accounts = [replace(account(f"a{n}", "anna"), name=name) for n, name in enumerate(names)]
    grid = backup_grid(team([member("anna", "mon")], accounts), MON, language("en"), UNICODE)
    return [(column.group, column.heads[0], column.note) for column in grid.columns]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Director"], [("", "Director", "")]),
        (["Director", "Personnel and pay"], [("", "Director", ""), ("", "Personnel", "and pay")]),
        (["Head of Water", "Head of Land and Air"], [("Head of", "Water", ""), ("Head of", "Land", "and Air")]),
        (["Director-general Space", "Director Water"], [("Director", "general", "Space"), ("Director", "Water", "")]),
        (["Head", "Head of Water"], [("", "Head", ""), ("", "Head", "of Water")]),
        (["Head", "Head"], [("Head", "(a0)", ""), ("Head", "(a1)", "")]),
        (
            ["Head of Water", "Desk", "Head of Land"],
            [("", "Head", "of Water"), ("", "Desk", ""), ("", "Head", "of Land")],
        ),
        (["- -", "--"], [("", "-", "-"), ("", "--", "")]),
    ],
)
def test_what_names_of_neighbours_begin_with_stands_above_them(
    names: list[str], told: list[tuple[str, str, str]]
) -> None:
    assert headings(*names) == told


def test_two_directors_are_told_apart_in_the_narrowest_column() -> None:
    heads = [shortened(head, 5, "…") for _, head, _ in headings("Director-general Space", "Director Water and Land")]
    assert heads == ["gene…", "Water"]
