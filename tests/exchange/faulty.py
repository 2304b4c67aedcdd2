"""A small team file to put faults in, and what is said of them."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.errors import BadInput, Fault
from secretariat_tui.exchange.team_file import parse_team

TEAM = '[team]\nid = "so"\nname = "Klein"\n'
SHIFT = '[[shift]]\nid = "dag"\nname = "Dag"\nstart = "09:00"\nend = "17:00"\n'
ANNA = '[[member]]\nid = "anna"\nname = "Anna"\ngrade = 7\nhours = 8\nworks = ["mon"]\n'
DIR = '[[account]]\nid = "dir"\nname = "Directeur"\n'
SMALL = TEAM + SHIFT + ANNA
LAST = SMALL.count("\n")
"""The line of the last line of the small team."""


def faults(content: str | bytes) -> tuple[Fault, ...]:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(BadInput) as caught:
        parse_team(data, "team.toml")
    assert caught.value.exit_code == 3
    assert all(fault.file == "team.toml" for fault in caught.value.faults)
    return caught.value.faults


def said(content: str | bytes) -> list[tuple[int | None, str | None, str | None, str]]:
    return [(fault.line, fault.table, fault.key, fault.kind) for fault in faults(content)]
