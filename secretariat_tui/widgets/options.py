"""Textual's list of options, made to bear every width: as it comes it fails where no column is left for its texts."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import OptionList


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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As ever, in one column at least."""
        return super().get_content_height(container, viewport, max(1, width))
