"""The rules of the yardstick, brought as another package would bring them: by entry points of an installed one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from secretariat_tui.planner.registry import OWN_RULES, RULES, installed_rules
from secretariat_tui.planner.rule import Rule

_CLASSES = {
    "benchmarks.yardstick.rules": ("DayOff", "MostOfAKind", "Minutes", "Succession", "Weekends", "Requests", "Covered"),
    "benchmarks.yardstick.stretches": ("Stretches",),
}


@contextmanager
def _installed() -> Iterator[None]:
    """What an installer leaves of a package: its metadata, beside all others."""
    with TemporaryDirectory() as place:
        metadata = Path(place) / "yardstick-1.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: yardstick\nVersion: 1\n", encoding="utf-8")
        points = [f"{name} = {module}:{name}" for module, names in _CLASSES.items() for name in names]
        text = "\n".join([f"[{OWN_RULES}]", *points, ""])
        (metadata / "entry_points.txt").write_text(text, encoding="utf-8")
        sys.path.insert(0, place)
        try:
            yield
        finally:
            sys.path.remove(place)


def rules() -> tuple[Rule, ...]:
    """One shift a date, which is part of what a roster is, and the rules that the package of the yardstick brings."""
    with _installed():
        brought = [rule for rule in installed_rules() if type(rule).__module__ in _CLASSES]
    return (*(rule for rule in RULES if rule.id == "one_shift"), *brought)
