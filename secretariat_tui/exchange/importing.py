"""What a calendar would bring, as a JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import Short
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.incoming import Availability, Incoming, IncomingEvent
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import Document, Say, error_document, plain, stretch_document, times


def import_document(
    team: Team,
    incoming: Incoming,
    rows: Sequence[Leave | NoSupport],
    new: Sequence[Leave | NoSupport],
    short: Sequence[Short],
    period: Document,
    say: Say = plain,
) -> Document:
    """What a calendar comes to, as `secretariat/import/1`.

    `period` has whose calendar it is ("member" or "account") and "from" and "to". Of events only those are told by
    which somebody may be away; a title stands there only if it was asked for.
    """
    counts = Counter(event.busy for event in incoming.events)
    return {
        "schema": "secretariat/import/1",
        "team": team.id,
        **period,
        "new": [row_document(row) for row in new],
        "found": [row_document(row) for row in rows],
        "short": [{"date": item.date.isoformat(), **times(item.span)} for item in short],
        "read": {busy.value: counts[busy] for busy in Availability},
        "events": [
            _event(event, ZoneInfo(team.timezone))
            for event in incoming.events
            if event.busy in (Availability.AWAY, Availability.TENTATIVE)
        ],
        "whole": incoming.whole and not incoming.lost,
        "problems": error_document(incoming.problems, say)["errors"],
    }


def row_document(row: Leave | NoSupport) -> Document:
    """What is taken, from when to when."""
    return stretch_document(row) | ({"status": row.status.value} if isinstance(row, Leave) else {})


def _event(event: IncomingEvent, zone: ZoneInfo) -> Document:
    """Times are those of the team's clock, with their distance to UTC."""
    start, end = event.start.astimezone(zone), event.end.astimezone(zone)
    document: Document = {"start": start.isoformat(timespec="minutes"), "end": end.isoformat(timespec="minutes")}
    document |= {"all_day": event.all_day, "busy": event.busy.value}
    return document | ({"title": event.title} if event.title else {})
