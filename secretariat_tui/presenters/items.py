"""Items of a list in lines of text: a dash before each, further in than the line that they are under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

ITEM: Final = "  - "


def items(texts: Iterable[str]) -> Iterator[str]:
    """The texts as items."""
    return (ITEM + text for text in texts)
