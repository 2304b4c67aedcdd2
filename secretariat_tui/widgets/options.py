"""Textual's list of options, made to bear every width: as it comes it fails where no column is left for its texts."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import OptionList

from secretariat_tui.domain.finding import N_


class Options(OptionList):
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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As ever, in one column at least."""
        return super().get_content_height(container, viewport, max(1, width))
