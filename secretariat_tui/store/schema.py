"""What the tables share: names of constraints, types, and the sentences that columns must keep.

Weeks are texts ("2026-W49"), which sort as weeks do; times of day are minutes since midnight; moments are UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import DateTime, Dialect, ForeignKeyConstraint, MetaData, String, TypeDecorator

from secretariat_tui.domain.invariants import LONGEST_ID

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = String(LONGEST_ID)
WeekText = String(8)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=UTC)


def one_of(column: str, words: Iterable[str]) -> str:
    """That a column has one of some words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


WEEK: Final = "week LIKE '____-W__'"
PART: Final = "part IS NULL OR part IN ('am', 'pm')"
MINUTES: Final = '"start" >= 0 AND "start" < "end" AND "end" <= 1440'


def member_key(column: str = "member") -> ForeignKeyConstraint:
    """A member of the same team; when she is forgotten, the word in her place comes everywhere at once."""
    return ForeignKeyConstraint(("team", column), ("member.team", "member.id"), onupdate="CASCADE")


def act_key() -> ForeignKeyConstraint:
    """The act that made it, which is kept last."""
    return ForeignKeyConstraint(("team", "act"), ("act.team", "act.number"), deferrable=True, initially="DEFERRED")
