"""Addresses of calendars, and where the feed answers, as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat_tui.domain.feed import Address
from secretariat_tui.exchange.documents import Document


def tokens_document(team: str, addresses: Iterable[Address], base: str) -> Document:
    """The addresses of calendars, as `secretariat/feed-tokens/1`; `url` is null unless it was made just now."""
    return {
        "schema": "secretariat/feed-tokens/1",
        "team": team,
        "calendars": [
            {
                "kind": address.subject.kind.value,
                "owner": address.subject.owner,
                "state": address.state.value,
                "url": None if address.token is None else url_of(base, address.token),
                "fingerprint": address.fingerprint,
                "since": None if address.since is None else address.since.isoformat(timespec="seconds"),
            }
            for address in addresses
        ],
    }


def serving_document(address: str) -> Document:
    """Where the feed answers, as `secretariat/feed/1`."""
    return {"schema": "secretariat/feed/1", "address": address}


def url_of(base: str, token: str) -> str:
    """The address of the calendar that a token opens."""
    return f"{base}/calendar/{token}.ics"
