"""How to mend a fault from the screens: a key, where elsewhere a command is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_

_HINTS: Final = {
    "conflict": N_("Press Y for the history: it tells who changed what."),
    "no-roster": N_("Press W for the week, and plan it there with p."),
    "unknown-outcome": N_("Whether it was kept is not known: press Y for the history before you do it again."),
}
"""By the kind of the fault. What needs the command line anyway, such as a database that is damaged, is not here."""


def on_screen(fault: Fault) -> Fault:
    """The fault with the hint that helps on the screens, where it has one."""
    if fault.hint is None or fault.kind not in _HINTS:
        return fault
    return replace(fault, hint=replace(fault.hint, template=_HINTS[fault.kind]))
