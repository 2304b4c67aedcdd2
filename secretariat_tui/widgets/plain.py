"""The last word on what reaches a terminal that shows ASCII only: everything else is drawn with its nearest sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_DRAWN = str.maketrans(
    {
        **dict.fromkeys("─━═╸╺╴╶▁▂▃▄▔╌┄", "-"),
        **dict.fromkeys("│┃║▌▐▏▕▎╎┆┊▊▍▋▉", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛╔╗╚╝╭╮╰╯┣┫┳┻╋", "+"),
        **dict.fromkeys("█▅▆▇■▀", "#"),
        **dict.fromkeys("…·•", "."),
        **dict.fromkeys("→▶▸▷►", ">"),
        **dict.fromkeys("←◀◂", "<"),
        **dict.fromkeys("↑▲▴", "^"),
        **dict.fromkeys("↓▼▾", "v"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("‘’", "'"),
        "–": "-",
        "—": "-",
        "✓": "v",
        "✗": "x",
        "●": "*",
        "○": "o",
        **dict(zip("ıøØłŁđĐßæÆœŒðþ", "ioOlLdDsaAoOdt", strict=True)),
    }
)


class AsciiOnly(LineFilter):
    """Replaces what is not ASCII, each sign by as many columns as it took."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(plain(text), style, control) for text, style, control in segments]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in ASCII, as wide as it was: letters without their accents, and "?" where there is none."""
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    width = cell_len(sign)
    drawn = sign.translate(_DRAWN)
    if not drawn.isascii():
        drawn = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return (drawn[:width] if drawn else "?" * width).ljust(width, " ")
