"""What the looks of cells look like in a theme. Each has a sign or a word as well: colour is never the only one."""

from __future__ import annotations

from typing import Final

from secretariat_tui.presenters.view import Look

CLASSES: Final = {
    "cell-table--head",
    "cell-table--name",
    "cell-table--cursor",
    "cell-table--guide",
    *(f"cell-table--{look.value}" for look in Look),
}
"""The parts of a table that styles can name."""

STYLES: Final = """
CellTable {
    height: 1fr;
    background: $surface;
    color: $foreground;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-size-horizontal: 1;
    & > .cell-table--head { text-style: bold; background: $panel; }
    & > .cell-table--name { text-style: bold; }
    & > .cell-table--guide { text-style: bold; background: $panel; }
    & > .cell-table--cursor { text-style: reverse; }
    &:focus > .cell-table--cursor { text-style: bold reverse; }
    & > .cell-table--remote { color: $text-primary; }
    & > .cell-table--away { color: $text-secondary; text-style: italic; }
    & > .cell-table--free { color: $text-muted; }
    & > .cell-table--closed { color: $text-muted; background: $panel; }
    & > .cell-table--stand-in { color: $text-warning; }
    & > .cell-table--short { color: $text-error; text-style: bold; }
    & > .cell-table--green { color: $text-success; }
    & > .cell-table--amber { color: $text-warning; text-style: bold; }
    & > .cell-table--red { color: $text-error; text-style: bold; }
    & > .cell-table--unknown { color: $text-muted; }
    & > .cell-table--today { color: $text-accent; text-style: bold underline; background: $panel; }
    & > .cell-table--heat-0 { color: $text-muted; }
    & > .cell-table--heat-1 { color: $text-success; }
    & > .cell-table--heat-2 { color: $text-warning; }
    & > .cell-table--heat-3 { color: $text-error; }
    & > .cell-table--heat-4 { color: $text-error; text-style: bold; }
}
"""
