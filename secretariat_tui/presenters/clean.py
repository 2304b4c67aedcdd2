"""Text from files made harmless for a terminal and a page: whatever a name contains, it is text."""

from __future__ import annotations

import re
from typing import Final

_SPACES: Final = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""C0 and C1 controls, marks that turn the direction of the text around them, and halves of characters."""


def clean(text: str) -> str:
    """One line without control characters; each is shown as a replacement character, so that nothing is hidden."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))
