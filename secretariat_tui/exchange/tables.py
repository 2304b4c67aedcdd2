"""CSV for spreadsheets: RFC 4180, comma, UTF-8, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from secretariat_tui.domain.calendar import clock
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.roster import Assignment, Duty
from secretariat_tui.domain.team import Team

_FORMULA: Final = re.compile("'*[=+\\-@\t\r]")

ROSTER_COLUMNS: Final = (
    "date", "kind", "member", "name", "shift", "place", "account", "desk", "duty_name",
    "start", "end", "role", "people",
)  # fmt: skip
"""`kind` is assignment, duty or shortage; the other columns are the keys of the JSON, with names beside the ids."""


def roster_csv(plan: Plan, team: Team) -> bytes:
    """The assignments, duties and shortages of a plan, a row each, sorted by date, kind and id."""
    roster = plan.roster
    rows = [_assignment(item, team) for item in roster.assignments]
    rows += [_duty("duty", item, team) | _holder(item, team) for item in roster.duties]
    rows += [_duty("shortage", item, team) | {"people": str(item.people)} for item in plan.shortages]
    rows.sort(key=lambda row: [row.get(key, "") for key in ("date", "kind", "account", "desk", "start", "member")])
    return to_csv(ROSTER_COLUMNS, ([row.get(column, "") for column in ROSTER_COLUMNS] for row in rows))


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table with a heading."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _assignment(item: Assignment, team: Team) -> dict[str, str]:
    return {
        "date": item.date.isoformat(),
        "kind": "assignment",
        "member": item.member,
        "name": team.member[item.member].name,
        "shift": item.shift,
        "place": item.place.value,
        "start": clock(item.span.start),
        "end": clock(item.span.end),
    }


def _duty(kind: str, item: Duty | Shortage, team: Team) -> dict[str, str]:
    return {
        "date": item.date.isoformat(),
        "kind": kind,
        "desk" if item.is_desk else "account": item.duty,
        "duty_name": (team.desk if item.is_desk else team.account)[item.duty].name,
        "start": clock(item.span.start),
        "end": clock(item.span.end),
    }


def _holder(item: Duty, team: Team) -> dict[str, str]:
    return {"member": item.member, "name": team.member[item.member].name, "role": item.role.value if item.role else ""}
