"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path


def typed_path(text: str) -> Path:
    """The path that a text says; `~` in front is a home, where there is such a user."""
    path = Path(text.strip().replace("\0", ""))
    try:
        return path.expanduser()
    except RuntimeError:  # a user who is not there
        return path
