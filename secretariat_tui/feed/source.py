"""What the feed asks of the rest of the program."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from secretariat_tui.domain.feed import Subject


class FeedSource(Protocol):
    """Where calendars come from. Every method may block, and is called in a thread of its own, several at a time."""

    def token_owner(self, token_hash: bytes) -> Subject | None:
        """The calendar that a token opens; None for a token that never was, or was revoked, or whose owner has left.

        It costs the same for all of these, so that nobody can tell one from another.
        """
        ...

    def calendar_version(self, subject: Subject) -> str:
        """A text that is another one whenever the bytes of the calendar can be others. It is asked at each request."""
        ...

    def calendar(self, subject: Subject) -> tuple[bytes, datetime]:
        """The calendar as it stands, at least as new as the last version that was told, and when it last changed."""
        ...
