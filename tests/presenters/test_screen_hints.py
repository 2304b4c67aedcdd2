"""On the screens a fault names a key where on the command line it names a command."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.errors import Fault, fault
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.presenters.screen_hints import on_screen
from secretariat_tui.store.faults import changed_meanwhile, damaged, unknown_outcome

ENGLISH = Teller(language("en"))

CONFLICT = fault("conflict", "Changed.", hint="See what changed with: secretariat diff --week {week}", week="2026-W49")


def hint(found: Fault) -> str:
    return tell_fault(found, ENGLISH)[-1]


def test_on_the_command_line_it_stays_a_command() -> None:
    assert hint(CONFLICT) == "See what changed with: secretariat diff --week 2026-W49"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (CONFLICT, "Press Y for the history: it tells who changed what."),
        (changed_meanwhile().faults[0], "Press Y for the history: it tells who changed what."),
        (
            unknown_outcome().faults[0],
            "Whether it was kept is not known: press Y for the history before you do it again.",
        ),
    ],
)
def test_on_the_screens_it_is_a_key(found: Fault, expected: str) -> None:
    assert hint(on_screen(found)) == expected


def test_what_is_mended_outside_the_screens_keeps_its_command() -> None:
    found = damaged("team").faults[0]
    assert on_screen(found) == found


def test_a_fault_without_a_hint_gets_none() -> None:
    assert tell_fault(on_screen(fault("conflict", "Changed.")), ENGLISH) == ("Changed.",)
