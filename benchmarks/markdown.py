"""Tables and paragraphs as Markdown has them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

_WIDTH = 120


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table that ends with a line end; nothing without rows."""
    found = list(rows)
    if not found:
        return ""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in found]
    return "\n".join(lines) + "\n"


def paragraph(text: str) -> str:
    """Lines of the width that the documents have; the text may be broken anywhere."""
    return _filled(" ".join(text.split()), "")


def bullet(text: str) -> str:
    """The same, as one of a list."""
    return _filled("* " + " ".join(text.split()), "  ")


def _filled(text: str, indent: str) -> str:
    lines = textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) + "\n"
