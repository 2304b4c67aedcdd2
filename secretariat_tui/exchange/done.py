"""What a command did in the database, as JSON: `secretariat/done/1`."""

from __future__ import annotations

from collections.abc import Mapping

from secretariat_tui.exchange.documents import Document


def done_document(team: str | None, act: str | None = None, weeks: Mapping[str, int | None] | None = None) -> Document:
    """The team, the act that was taken back or done again, and the version of each week that counts now."""
    return {"schema": "secretariat/done/1", "team": team, "act": act, "weeks": dict(weeks or {})}
