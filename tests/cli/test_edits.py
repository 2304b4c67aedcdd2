"""Edits by hand, as they are told."""

from __future__ import annotations

from tests.cli.conftest import Program


def test_a_pin_that_the_planner_will_not_keep_is_told_with_why(made: Program) -> None:
    """It was promised to be kept, on a day on which nobody works."""
    kept = made("pin", "anna", "2026-12-01", "dag", "--lang", "en")
    assert (kept.code, kept.out, kept.err) == (0, "Pinned: the planner keeps it.\n", "")
    vain = made("pin", "anna", "2026-12-05", "dag", "--lang", "en")
    assert (vain.code, vain.out) == (0, "Pinned.\n")
    assert vain.err == "Warning: Anna is pinned on Saturday 5 December, but the secretariat is closed then.\n"


def test_an_edit_in_january_of_the_last_week_of_december_is_told_of_that_week(made: Program) -> None:
    assert made("plan", "--week", "2026-W53").code in (0, 4)
    answer = made("assign", "anna", "2027-01-01", "dag", "--lang", "en")
    assert answer.code == 6
    assert "The secretariat is closed on Friday 1 January 2027." in answer.err
