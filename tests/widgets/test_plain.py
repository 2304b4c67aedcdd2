"""What is drawn where a terminal shows ASCII only."""

from __future__ import annotations

import pytest

from secretariat_tui.widgets.plain import plain


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [("Mehmet Yıldız", "Mehmet Yildiz"), ("Søren Łukasz", "Soren Lukasz"), ("Financiën", "Financien")],
)
def test_a_name_stays_readable_without_its_accents(drawn, shown):
    assert plain(drawn) == shown


def test_a_bar_of_progress_is_a_line():
    assert plain("━━╸╺━") == "-----"


def test_a_sign_that_has_no_likeness_keeps_its_columns():
    assert plain("猫a") == "??a"
