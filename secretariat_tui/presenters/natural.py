"""The order of names as people expect it."""

from __future__ import annotations

import re

Natural = tuple[str | int, ...]


def natural(name: str) -> Natural:
    """A key by which "Manager 3" comes before "Manager 20", and capitals make no difference."""
    # Texts and numbers take turns, from a text that may be empty: keys never hold one against the other.
    return tuple(int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", name.casefold())))
