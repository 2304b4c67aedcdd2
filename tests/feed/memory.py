"""A source of calendars in memory, which counts what it is asked."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from secretariat_tui.domain.feed import Subject, SubjectKind
from secretariat_tui.services.feed_tokens import hash_of

ANNA = Subject("so", SubjectKind.MEMBER, "anna")
DIRECTOR = Subject("so", SubjectKind.ACCOUNT, "dir")
TEAM = Subject("so", SubjectKind.TEAM, "so")

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI"  # noqa: S105
REVOKED = "cmV2b2tlZHJldm9rZWRyZXZva2VkcmV2b2tlZHJldm8"
WRONG = "d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9uZ3dyb25nd3I"

CHANGED = datetime(2026, 11, 20, 15, 30, 12, 345678, tzinfo=UTC)


def content(text: str, lines: int = 50) -> bytes:
    """Something like a calendar, large enough to be worth compressing."""
    return ("BEGIN:VCALENDAR\r\n" + f"X-TEXT:{text}\r\n" * lines + "END:VCALENDAR\r\n").encode()


@dataclass
class Memory:
    """Tokens by hash, and for each calendar its version, bytes and moment. `delay` is how long it takes to make one."""

    tokens: dict[bytes, Subject] = field(default_factory=lambda: {hash_of(TOKEN): ANNA})
    calendars: dict[Subject, tuple[str, bytes, datetime]] = field(
        default_factory=lambda: {ANNA: ("1", content("anna"), CHANGED)}
    )
    delay: float = 0.0
    asked: Counter[str] = field(default_factory=Counter)
    threads: set[str] = field(default_factory=set)

    def look_up(self, token_hash: bytes) -> tuple[Subject, str] | None:
        self.asked["look_up"] += 1
        self.threads.add(threading.current_thread().name)
        subject = self.tokens.get(token_hash)
        return None if subject is None else (subject, self.calendars[subject][0])

    def calendar(self, subject: Subject) -> tuple[bytes, datetime]:
        self.asked["calendar"] += 1
        self.threads.add(threading.current_thread().name)
        time.sleep(self.delay)
        _, found, changed = self.calendars[subject]
        return found, changed

    def publish(self, subject: Subject, version: str, text: str, at: datetime = CHANGED) -> None:
        self.calendars[subject] = (version, content(text), at)
