"""The marks of the screens: one sign for each state, so that colour is never the only one.

Each sign is one column wide; `ASCII` has the same for terminals and readers that know no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from secretariat_tui.domain.leave_light import Colour


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A sign for each state. `heat` goes from nothing lost to all that she holds, in quarters."""

    office: str
    remote: str
    backup: str
    incidental: str
    pin: str
    wish: str
    granted: str
    away: str
    free: str
    closed: str
    short: str
    proven: str
    unproven: str
    green: str
    amber: str
    red: str
    unknown: str
    today: str
    ellipsis: str
    rule: str
    heat: str
    primary: str
    knows: str
    low: str
    later: str

    def light(self, colour: Colour | None) -> str:
        """The sign of a traffic light; None is one not computed yet."""
        if colour is None:
            return self.unknown
        return {Colour.GREEN: self.green, Colour.AMBER: self.amber, Colour.RED: self.red}[colour]


UNICODE: Final = Glyphs(
    office="■",
    remote="⌂",
    backup="↷",
    incidental="⇝",
    pin="▾",
    wish="☆",
    granted="★",
    away="○",
    free="·",
    closed="░",
    short="!",
    proven="✓",
    unproven="~",
    green="●",
    amber="▲",
    red="✗",
    unknown="?",
    today="▸",
    ellipsis="…",
    rule="│",
    heat="·░▒▓█",
    primary="◆",
    knows="✓",
    low="<",
    later="~",
)

ASCII: Final = Glyphs(
    office="O",
    remote="H",
    backup="*",
    incidental="%",
    pin="=",
    wish="w",
    granted="W",
    away="x",
    free=".",
    closed="#",
    short="!",
    proven="v",
    unproven="~",
    green="+",
    amber="~",
    red="!",
    unknown="?",
    today=">",
    ellipsis=".",
    rule="|",
    heat=".-+x#",
    primary="P",
    knows="v",
    low="<",
    later="~",
)
