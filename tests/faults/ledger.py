"""What the leads of a test were told: a file beside the database that survives every kill."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One attempt at an act. It was acknowledged, refused, or never heard of again (both False).

    `who` and `at` are those of the act, and together its name; `facts` are what the lead was told that came of it.
    """

    who: str
    at: str
    kind: str
    is_acknowledged: bool = False
    is_refused: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str]:
        return (self.who, self.at)


class Ledger:
    """Lines are written with one call each, so that they never mix and are there when the process is killed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def begin(self, who: str, at: str, kind: str) -> None:
        self._write({"who": who, "at": at, "kind": kind})

    def acknowledge(self, who: str, at: str, kind: str, facts: Mapping[str, Any]) -> None:
        self._write({"who": who, "at": at, "kind": kind, "is_acknowledged": True, "facts": facts})

    def refuse(self, who: str, at: str, kind: str) -> None:
        self._write({"who": who, "at": at, "kind": kind, "is_refused": True})

    def entries(self) -> dict[tuple[str, str], Entry]:
        """What is known of each attempt, in the order in which they began."""
        found: dict[tuple[str, str], Entry] = {}
        if self._path.exists():
            for line in self._path.read_text("utf-8").splitlines():
                entry = Entry(**json.loads(line))
                found[entry.name] = entry
        return found

    def _write(self, line: Mapping[str, Any]) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, json.dumps(line).encode() + b"\n")
        finally:
            os.close(handle)
