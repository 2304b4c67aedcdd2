"""Names of those who are called alike: told with their ids, and cut so that these stay."""

from __future__ import annotations

import pytest

from secretariat_tui.presenters.grid import shortened_name


@pytest.mark.parametrize(
    ("name", "width", "shown"),
    [
        ("Anna de Vries (anna-2)", 22, "Anna de Vries (anna-2)"),
        ("Anna de Vries (anna-2)", 20, "Anna de Vr… (anna-2)"),
        ("Anna de Vries (anna-2)", 13, "Ann… (anna-2)"),
        ("Anna de Vries (anna-2)", 12, "anna-2"),
        ("Anna de Vries (anna-2)", 4, "ann…"),
        ("Anna de Vries", 10, "Anna de V…"),
        ("Receptie (2e etage)", 10, "Receptie …"),
    ],
)
def test_what_tells_a_name_from_another_is_cut_last(name: str, width: int, shown: str) -> None:
    assert shortened_name(name, width, "…") == shown
