"""The team file: the one handbook of how a secretariat is organised."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_rows import build_team
from secretariat_tui.exchange.team_writing import write_team
from secretariat_tui.exchange.toml_text import parse_document, read_document

__all__ = ["parse_team", "read_team", "write_team"]


def read_team(path: Path) -> Team:
    """The team of a file; raises BadInput with all faults of the file, in its order."""
    document = read_document(path)
    return build_team(document.values, document.lines, document.file)


def parse_team(data: bytes, file: str) -> Team:
    """The team of the content of a file; raises BadInput with all its faults. `file` is named in them."""
    document = parse_document(data, file)
    return build_team(document.values, document.lines, document.file)
