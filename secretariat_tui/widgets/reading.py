"""What is read and scrolled: with arrows, and the letters that stand for them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from secretariat_tui.domain.finding import N_


class Reading(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Something longer than there may be room for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", N_("Up"), show=False),
        Binding("down,j", "scroll_down", N_("Down"), show=False),
        Binding("home", "scroll_home", N_("To the first"), show=False),
        Binding("end", "scroll_end", N_("To the last"), show=False),
        Binding("pageup", "page_up", N_("A page up"), show=False),
        Binding("pagedown", "page_down", N_("A page down"), show=False),
    ]
