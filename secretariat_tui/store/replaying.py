"""The audit done over again: where every pointer and status must stand after all acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, select

from secretariat_tui.domain.records import Act, ActKind, State
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables

_COUNTS: Final = frozenset({"absences", "calendar", "member"})
"""Subjects that tell what was done, and not how something stands."""
_AT_FIRST: Final = {"decline": "0", "gave_way": "0", "absence_weeks": "13"}


def differing(connection: Connection, team: str, acts: Sequence[Act]) -> Iterator[str]:
    """Every subject that does not stand where the acts left it, or that an act found elsewhere than the one before."""
    after: dict[str, str | None] = {}
    for act in acts:
        for change in act.changes:
            if _kind(change.subject) in _COUNTS:
                continue
            if after.get(change.subject, change.before) != change.before:
                yield change.subject
            after[change.subject] = change.after
    kept = dict(_kept(connection, team))
    erased = any(act.kind is ActKind.ERASE for act in acts)
    for subject in sorted({*after, *kept}):
        gone = subject not in kept and _kind(subject) == "absence" and erased
        at_first = _AT_FIRST.get(_kind(subject))
        if not gone and after.get(subject, at_first) != kept.get(subject, at_first):
            yield subject
    published = [change.after for act in acts for change in act.changes if _kind(change.subject) == "published"]
    if published != _publications(connection, team):
        yield "published"


def _kind(subject: str) -> str:
    return subject.partition(":")[0]


def _kept(connection: Connection, team: str) -> Iterator[tuple[str, str | None]]:
    """How everything stands."""
    for row in connection.execute(select(tables.team).where(tables.team.c.id == team)).mappings():
        yield "team", str(row["document"])
        yield "absence_weeks", str(row["absence_weeks"])
    for row in connection.execute(select(tables.week).where(tables.week.c.team == team)).mappings():
        for pointer in ("draft", "published", "realised"):
            if row[pointer] is not None:
                yield f"{pointer}:{row['week']}", str(row[pointer])
    for table in requests.SEALED:
        column = table.c.status if table is requests.leave else table.c.state
        for number, state in connection.execute(select(table.c.id, column).where(table.c.team == team)):
            yield f"{table.name}:{number}", state
    yield from _kept_besides(connection, team)


def _kept_besides(connection: Connection, team: str) -> Iterator[tuple[str, str | None]]:
    leave, head, token = requests.leave, requests.page_head, requests.feed_token
    for number, declined in connection.execute(select(leave.c.id, leave.c.declined).where(leave.c.team == team)):
        yield f"decline:{number}", str(int(declined))
    for row in connection.execute(select(requests.gave_way).where(requests.gave_way.c.team == team)).mappings():
        yield f"gave_way:{row['member']}", str(row["times"])
    choice = requests.calendar_choice
    for row in connection.execute(select(choice).where(choice.c.team == team)).mappings():
        yield f"calendar_choice:{row['member']}", row["wants"]
    for row in connection.execute(select(head).where(head.c.team == team)).mappings():
        yield f"page:{row['account']}", str(row["number"])
    for number, revoked in connection.execute(select(token.c.id, token.c.revoked).where(token.c.team == team)):
        yield f"token:{number}", (State.IN_FORCE if revoked is None else State.LIFTED).value


def _publications(connection: Connection, team: str) -> list[str | None]:
    publication = tables.publication
    query = select(publication.c.version).where(publication.c.team == team).order_by(publication.c.number)
    return [None if number is None else str(number) for number in connection.execute(query).scalars()]
