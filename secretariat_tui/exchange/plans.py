"""What came of planning many teams, as JSON: `secretariat/plans/1`."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.exchange.documents import Document, Say, error_document, plain, reason_document


def plans_document(found: Iterable[TeamOutcome], say: Say = plain) -> Document:
    """The outcome of each team, in the order that is given."""
    return {
        "schema": "secretariat/plans/1",
        "teams": [
            {
                "team": outcome.team,
                "exit": outcome.exit_code,
                "versions": {str(week): number for week, number in outcome.versions.items()},
                "shortage": outcome.shortage,
                "errors": error_document(outcome.faults, say)["errors"],
                "conflict": [reason_document(reason, say) for reason in outcome.conflict],
            }
            for outcome in found
        ],
    }
