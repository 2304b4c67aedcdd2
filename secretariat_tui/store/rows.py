"""Rows of the tables as objects of the domain, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from secretariat_tui.domain.calendar import Daypart, Span, Week
from secretariat_tui.domain.capacity import Answered, Verdict
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    DutyPin,
    Leave,
    LeaveStatus,
    Pin,
    Wish,
    WishKind,
)
from secretariat_tui.domain.records import (
    AbsenceRecord,
    Act,
    ActKind,
    Change,
    FeedToken,
    ImportedEvent,
    LeaveRecord,
    PinRecord,
    Publication,
    Version,
    WeekState,
    WishRecord,
)
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.store.documents import days_text, digest_of

Row = dict[str, Any]


def assignment_row(team: str, roster: int, item: Assignment) -> Row:
    return {
        "team": team,
        "roster": roster,
        "date": item.date,
        "member": item.member,
        "shift": item.shift,
        "place": item.place.value,
        "start": item.span.start,
        "end": item.span.end,
        "pinned": item.pinned,
    }


def assignment_of(row: RowMapping) -> Assignment:
    span = Span(row["start"], row["end"])
    return Assignment(row["date"], row["member"], row["shift"], Place(row["place"]), span, row["pinned"])


def duty_row(team: str, roster: int, item: Duty) -> Row:
    return {
        "team": team,
        "roster": roster,
        "date": item.date,
        "duty": item.duty,
        "is_desk": item.is_desk,
        "member": item.member,
        "start": item.span.start,
        "end": item.span.end,
        "role": None if item.role is None else item.role.value,
        "rank": item.rank,
        "distance": item.distance,
        "pinned": item.pinned,
    }


def duty_of(row: RowMapping) -> Duty:
    role = None if row["role"] is None else HolderRole(row["role"])
    span = Span(row["start"], row["end"])
    return Duty(
        row["date"],
        row["duty"],
        row["is_desk"],
        span,
        row["member"],
        role,
        row["rank"],
        row["distance"],
        row["pinned"],
    )


def leave_of(row: RowMapping) -> LeaveRecord:
    leave = Leave(row["member"], row["start"], row["end"], _part(row), LeaveStatus(row["status"]))
    return LeaveRecord(row["id"], leave, row["at"], row["substitute"], row["declined"])


def absence_of(row: RowMapping) -> AbsenceRecord:
    return AbsenceRecord(row["id"], Absence(row["member"], row["start"], row["end"], _part(row)), row["at"])


def away_row(team: str, item: Leave | Absence) -> Row:
    """What a leave and an absence have in common."""
    part = None if item.part is None else item.part.value
    return {"team": team, "member": item.member, "start": item.start, "end": item.end, "part": part}


def wish_row(team: str, item: Wish) -> Row:
    return {
        "team": team,
        "member": item.member,
        "kind": item.kind.value,
        "days": days_text((day, part.value) for day, part in item.days),
        "value": item.value,
        "weight": item.weight,
    }


def wish_of(row: RowMapping) -> WishRecord:
    days = frozenset((int(text[0]), Daypart(text[1:])) for text in row["days"].split())
    return WishRecord(row["id"], Wish(row["member"], WishKind(row["kind"]), days, row["value"], row["weight"]))


def support_row(team: str, item: Answered) -> Row:
    size = {"dayparts": item.dayparts, "people": item.people}
    return {"team": team, "date": item.date, "verdict": item.verdict.value, **size}


def support_of(row: RowMapping) -> Answered:
    return Answered(row["date"], row["dayparts"], row["people"], Verdict(row["verdict"]))


def pin_row(team: str, item: Pin) -> Row:
    row: Row = dict.fromkeys(("shift", "place", "duty", "is_desk", "start", "end"))
    row |= {"team": team, "member": item.member, "date": item.date}
    if isinstance(item, DutyPin):
        return row | {"duty": item.duty, "is_desk": item.is_desk, "start": item.span.start, "end": item.span.end}
    return row | {"shift": item.shift, "place": None if item.place is None else item.place.value}


def pin_of(row: RowMapping) -> PinRecord:
    pin: Pin
    if row["duty"] is not None:
        span = Span(row["start"], row["end"])
        pin = DutyPin(row["member"], row["date"], row["duty"], row["is_desk"], span)
    else:
        place = None if row["place"] is None else Place(row["place"])
        pin = AssignmentPin(row["member"], row["date"], row["shift"], place)
    return PinRecord(row["id"], pin)


def version_of(row: RowMapping) -> Version:
    return Version(
        row["team"],
        Week.parse(row["week"]),
        row["number"],
        ActKind(row["kind"]),
        row["who"],
        row["at"],
        row["why"],
        row["restores"],
        row["act"],
    )


def week_state_of(row: RowMapping) -> WeekState:
    week = Week.parse(row["week"])
    return WeekState(row["team"], week, row["draft"], row["published"], row["realised"], row["revision"])


def publication_of(row: RowMapping | Mapping[str, Any]) -> Publication:
    week = Week.parse(row["week"])
    return Publication(row["team"], row["number"], week, row["version"], row["at"], row["who"])


def act_of(row: RowMapping, changes: Iterable[RowMapping]) -> Act:
    found = tuple(Change(change["subject"], change["before"], change["after"]) for change in changes)
    return Act(
        row["team"],
        row["number"],
        ActKind(row["kind"]),
        row["who"],
        row["at"],
        row["why"],
        found,
        row["undoes"],
        row["digest"],
    )


def token_of(row: RowMapping) -> FeedToken:
    return FeedToken(
        row["id"], row["team"], row["kind"], row["owner"], bytes(row["hash"]), row["created"], row["revoked"]
    )


def imported_of(row: RowMapping) -> ImportedEvent:
    return ImportedEvent(
        row["source"],
        row["key"],
        row["sequence"],
        row["start"],
        row["end"],
        row["all_day"],
        row["busy"],
        row["title"],
        row["became"],
    )


def imported_row(team: str, kind: str, owner: str, event: ImportedEvent) -> Row:
    return {
        "team": team,
        "kind": kind,
        "owner": owner,
        "source": event.source,
        "key": event.key,
        "sequence": event.sequence,
        "start": event.start,
        "end": event.end,
        "all_day": event.all_day,
        "busy": event.busy,
        "title": event.title,
        "became": event.became,
    }


_MUTABLE = frozenset({"id", "status", "state", "declined", "digest"})
"""What changes in a record, or is given by the database, and so is no part of its digest."""


def sealed(row: Mapping[str, Any]) -> Row:
    """A record with the digest of what never changes in it."""
    told = [f"{name}={_plain(value)}" for name, value in sorted(row.items()) if name not in _MUTABLE]
    return {**row, "digest": digest_of(*told)}


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def grouped(rows: Sequence[RowMapping], key: str) -> dict[Any, list[RowMapping]]:
    """The rows by the value of a column, in their order."""
    found: dict[Any, list[RowMapping]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _part(row: RowMapping) -> Daypart | None:
    return None if row["part"] is None else Daypart(row["part"])
