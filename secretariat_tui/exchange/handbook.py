"""The handbook as JSON: `secretariat/handbook/1` and `secretariat/handbook-check/1`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secretariat_tui.domain.finding import Finding
from secretariat_tui.domain.records import Page
from secretariat_tui.exchange.documents import Document, Say, findings


def page_document(team: str, page: Page, review: date | None) -> Document:
    """A page, and when it must be looked at again."""
    return {
        "schema": "secretariat/handbook/1",
        "team": team,
        "account": page.account,
        "number": page.number,
        "text": page.text,
        "who": page.who,
        "at": page.at.isoformat(),
        "review": None if review is None else review.isoformat(),
    }


def handbook_check_document(team: str, found: Iterable[Finding], say: Say) -> Document:
    """What is wrong with the pages."""
    return {"schema": "secretariat/handbook-check/1", "team": team, "findings": findings(found, say)}
