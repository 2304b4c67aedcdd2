"""What came of planning one team of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import Reason


@dataclass(frozen=True)
class TeamOutcome:
    """What came of it: the versions that count, the shortage in minutes, or what went wrong."""

    team: str
    exit_code: int
    versions: Mapping[Week, int] = field(default_factory=dict)
    shortage: int = 0
    is_new: bool = True
    faults: tuple[Fault, ...] = ()
    conflict: tuple[Reason, ...] = ()
    seconds: float = 0.0
