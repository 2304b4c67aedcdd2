"""What the feed asks of the rest of the program."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from secretariat_tui.domain.feed import Subject


class FeedSource(Protocol):
    """Where calendars come from. Every method may block, and is called in a thread of its own, several at a time."""

    def look_up(self, token_hash: bytes) -> tuple[Subject, str] | None:
        """The calendar that a token opens, and its version: a text that is another whenever its bytes can be others.

        None for a token that never was, or was revoked, or whose owner has left. That costs the same for all of these,
        so that nobody can tell one from another. It is asked once at each request.
        """
        ...

    def calendar(self, subject: Subject) -> tuple[bytes, datetime]:
        """The calendar as it stands, at least as new as the last version that was told, and when it last changed."""
        ...
