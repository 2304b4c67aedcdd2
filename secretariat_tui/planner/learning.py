"""Whether learning time takes place."""

from __future__ import annotations

from secretariat_tui.domain.events import Learning
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster


def takes_place(problem: Problem, roster: Roster, item: Learning) -> bool:
    """Whether she works through it by the roster, and is not away by what is known now."""
    return not problem.is_away(item.member, item.date, item.span) and any(
        a.member == item.member and a.date == item.date and a.span.covers(item.span) for a in roster.assignments
    )
