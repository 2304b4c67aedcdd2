"""The teams that come with the program."""

from __future__ import annotations

from pathlib import Path

import secretariat_tui

_PACKAGE = Path(secretariat_tui.__file__).parent


def sample_directory() -> Path:
    """Where they are: inside the installed package, or beside it in a checkout."""
    shipped = _PACKAGE / "data"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "data"


def samples() -> dict[str, Path]:
    """Their team files by name, in the order of the names."""
    return {path.stem: path for path in sorted(sample_directory().glob("*.toml"))}
