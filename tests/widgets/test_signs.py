"""The line that says what signs mean."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from secretariat_tui.widgets.signs import flowed

MEANT = ("a one", "b two", "c three")


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (21, ["a one  b two  c three"]),
        (20, ["a one  b two", "c three"]),
        (12, ["a one  b two", "c three"]),
        (11, ["a one", "b two", "c three"]),
        (0, ["a one", "b two", "c three"]),
    ],
)
def test_a_sign_is_never_parted_from_its_meaning(width: int, lines: list[str]) -> None:
    assert flowed(MEANT, width) == lines


def test_wide_characters_count_for_what_they_take() -> None:
    assert flowed(("漢 a", "b"), 7) == ["漢 a  b"]
    assert flowed(("漢 a", "b"), 6) == ["漢 a", "b"]
    assert cell_len("漢 a  b") == 7


def test_of_nothing_there_are_no_lines() -> None:
    assert flowed((), 80) == []
