"""Textual's list of options, made to bear every width: as it comes it fails where no column is left for its texts."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import OptionList

from secretariat_tui.domain.finding import N_

KEYS: Final[list[BindingType]] = [
    Binding("up,k", "cursor_up", N_("Up"), show=False),
    Binding("down,j", "cursor_down", N_("Down"), show=False),
    Binding("home", "first", N_("To the first"), show=False),
    Binding("end", "last", N_("To the last"), show=False),
    Binding("pageup", "page_up", N_("A page up"), show=False),
    Binding("pagedown", "page_down", N_("A page down"), show=False),
    Binding("enter", "select", N_("Open"), show=False),
]
"""The keys of a list that is gone through: arrows, and the letters that stand for them."""


class NarrowOptions(OptionList):
    """A list of options in any width."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As ever, with one column at least for the texts within their padding."""
        padding = self.get_component_styles("option-list--option").padding.width
        return super().get_content_height(container, viewport, max(1 + padding, width))


class Options(NarrowOptions):
    """A plain list of options, without a border."""

    DEFAULT_CSS = """
    Options {
        border: none;
        padding: 0 1;
        &:focus { border: none; }
        & > .option-list--option { padding: 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "cursor_up", N_("Up"), show=False),
        Binding("j", "cursor_down", N_("Down"), show=False),
    ]
