"""An edit that was made on a week which somebody else changed meanwhile: done on hers where both can stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat_tui.domain.edits import Assign, Edit, Edited, GiveDuty, Swap
from secretariat_tui.domain.errors import Refused
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.services.weeks import Weeks


def take(
    weeks: Weeks, team: str, seen: Sheet, edits: Sequence[Edit], edited: Edited, kind: ActKind, why: str = ""
) -> bool:
    """Keeps what came of edits of one week as it was seen. Whether somebody else changed the week since, and the edits
    were made on hers.

    Raises Refused where both changed the same days, or where with her change a rule would be broken: hers stands then.
    """
    try:
        weeks.take(team, seen, edited, kind, why)
    except Refused as refused:
        if seen.plan is None or all(item.kind != "conflict" for item in refused.faults):
            raise
        now = weeks.show(team, seen.asked.horizon.first, len(seen.asked.weeks))
        if now.plan is None or not _apart(seen.plan.roster, now.plan.roster, edits):
            raise
        weeks.take(team, now, weeks.try_edit(now, edits), kind, why)
        return True
    return False


def _apart(before: Roster, after: Roster, edits: Sequence[Edit]) -> bool:
    """Whether what changed is nothing that the edits change: other days, or other duties of a day."""
    days = {item.date for item in {*before.assignments} ^ {*after.assignments}}
    duties = {(item.date, item.duty, item.is_desk) for item in {*before.duties} ^ {*after.duties}}
    for edit in edits:
        if isinstance(edit, GiveDuty):
            if edit.date in days or (edit.date, edit.duty, edit.is_desk) in duties:
                return False
        elif _dates(edit) & (days | {day for day, _, _ in duties}):  # their duties are given out anew
            return False
    return True


def _dates(edit: Assign | Swap) -> set[date]:
    return set(edit.dates) if isinstance(edit, Swap) else {edit.date}
