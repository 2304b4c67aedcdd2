"""The history of a team as JSON: `secretariat/history/1`."""

from __future__ import annotations

from collections.abc import Sequence

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.records import Act, Version, WeekState
from secretariat_tui.exchange.documents import Document


def acts_document(team: str, acts: Sequence[Act]) -> Document:
    """What was done, in the order that is given."""
    return {
        "schema": "secretariat/history/1",
        "team": team,
        "acts": [
            {
                "number": act.number,
                "act": act.kind.value,
                "who": act.who,
                "at": act.at.isoformat(),
                "why": act.why,
                "undoes": act.undoes,
                "changes": [
                    {"subject": change.subject, "before": change.before, "after": change.after}
                    for change in act.changes
                ],
            }
            for act in acts
        ],
    }


def versions_document(team: str, week: Week, state: WeekState | None, versions: Sequence[Version]) -> Document:
    """The versions of a week, oldest first, and which of them count."""
    return {
        "schema": "secretariat/history/1",
        "team": team,
        "week": str(week),
        "newest": None if state is None else state.draft,
        "published": None if state is None else state.published,
        "realised": None if state is None else state.realised,
        "versions": [
            {
                "number": item.number,
                "act": item.kind.value,
                "who": item.who,
                "at": item.at.isoformat(),
                "why": item.why,
                "restores": item.restores,
            }
            for item in versions
        ],
    }
