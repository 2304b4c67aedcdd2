"""The keys of a table of cells: arrows, and the letters that stand for them."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from secretariat_tui.domain.finding import N_

KEYS: Final[list[BindingType]] = [
    Binding("up,k", "move(-1, 0)", N_("Up"), show=False),
    Binding("down,j", "move(1, 0)", N_("Down"), show=False),
    Binding("left,h", "move(0, -1)", N_("Left"), show=False),
    Binding("right,l", "move(0, 1)", N_("Right"), show=False),
    Binding("home", "move_to('first')", N_("To the first column"), show=False),
    Binding("end", "move_to('last')", N_("To the last column"), show=False),
    Binding("ctrl+home", "move_to('top')", N_("To the first row"), show=False),
    Binding("ctrl+end", "move_to('bottom')", N_("To the last row"), show=False),
    Binding("pageup", "page(-1)", N_("A page up"), show=False),
    Binding("pagedown", "page(1)", N_("A page down"), show=False),
    Binding("enter", "choose", N_("Open the cell"), show=False),
]
