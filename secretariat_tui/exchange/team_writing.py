"""A team as a team file: the tables and keys in the order of its description, without what is the default."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from secretariat_tui.domain.account import Account, Agreement, Desk, HandbookPage, Level, NoSupport, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, WEEKDAYS, Daypart, Parity, Span, clock
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    Learning,
    Leave,
    LeaveStatus,
    Meeting,
    Pin,
    Secondment,
    Wish,
)
from secretariat_tui.domain.member import Held, Member, Role
from secretariat_tui.domain.own_calendar import CalendarStyle
from secretariat_tui.domain.shift import OFF, PLACES, Shift
from secretariat_tui.domain.team import Cluster, QualityWeights, Team
from secretariat_tui.exchange.team_entries import MT_DEFAULTS

Row = dict[str, Any]
"""A table: its keys and values, in order. None is left out."""


def write_team(team: Team) -> str:
    """The team file of a team. Reading it gives an equal team, and writing that the same text."""
    return _written((name, row) for name, rows in team_rows(team).items() for row in rows)


def team_rows(team: Team) -> dict[str, list[Row]]:
    """The rows of each table, in the order in which they are written: one of [team], and of [calendar] if it is not the
    default."""
    tables: dict[str, Iterable[Row]] = {
        "team": [_team(team)],
        "calendar": [] if team.calendar == CalendarStyle() else [_calendar(team.calendar)],
        "cluster": map(_cluster, team.clusters),
        "shift": map(_shift, team.shifts),
        "member": map(_member, team.members),
        "account": map(_account, team.accounts),
        "backup": map(_agreement, team.agreements),
        "desk": map(_desk, team.desks),
        "meeting": map(_meeting, team.meetings),
        "no_support": map(_stretch, team.no_support),
        "leave": map(_leave, team.leave),
        "absence": map(_stretch, team.absences),
        "learning": map(_learning, team.learning),
        "secondment": map(_secondment, team.secondments),
        "wish": map(_wish, team.wishes),
        "pin": map(_pin, team.pins),
        "handbook": map(_page, team.handbook),
    }
    return {name: list(rows) for name, rows in tables.items()}


def _written(rows: Iterable[tuple[str, Row]]) -> str:
    """Rows with the names of their tables, as text."""
    blocks = ["\n".join([_heading(name), *_lines(row)]) for name, row in rows]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _heading(table: str) -> str:
    return f"[{table}]" if table in ("team", "calendar") else f"[[{table}]]"


def write_rows(leave: Iterable[Leave], no_support: Iterable[NoSupport]) -> str:
    """Leave and dayparts without support as a team file has them, to be added to one; "" where there are none."""
    tables = [("leave", _leave(entry)) for entry in leave]
    tables += [("no_support", _stretch(entry)) for entry in no_support]
    return _written(tables)


# -- rows


def _given(value: object, default: object) -> Any:
    """The value, or None where it is the default."""
    return None if value == default else value


def _team(team: Team) -> Row:
    weights = {term.name: _given(getattr(team.weights, term.name), term.default) for term in fields(QualityWeights)}
    return {
        "id": team.id,
        "name": team.name,
        "timezone": team.timezone,
        "country": team.country,
        "region": _given(team.region, ""),
        "closed": sorted(team.closed) or None,
        "open_anyway": sorted(team.open_anyway) or None,
        "open_days": _weekdays(team.open_days),
        "noon": clock(team.noon),
        "language": team.language,
        "emergency_capacity": _given(team.emergency_capacity, 1),
        "short_rest": _given(team.short_rest, False),
        "other_unit_cover": _given(team.other_unit_cover, True),
        "other_unit_quota": _given(team.other_unit_quota, 2),
        "weights": _given({key: value for key, value in weights.items() if value is not None}, {}),
    }


def _calendar(style: CalendarStyle) -> Row:
    return {item.name: _given(getattr(style, item.name), item.default) for item in fields(CalendarStyle)}


def _cluster(cluster: Cluster) -> Row:
    return {
        "id": cluster.id,
        "name": cluster.name,
        "location": _given(cluster.location, ""),
        "never_alone": _given(cluster.never_alone, False),
    }


def _shift(shift: Shift) -> Row:
    return {
        "id": shift.id,
        "name": shift.name,
        "start": clock(shift.span.start),
        "end": clock(shift.span.end),
        "break": _given(shift.break_minutes, 0),
        "places": _given(shift.places, PLACES),
    }


def _member(member: Member) -> Row:
    pattern = member.pattern
    return {
        "id": member.id,
        "name": member.name,
        "email": member.email,
        "grade": member.grade,
        "hours": member.hours,
        "day_hours": _given(member.day_hours, 8),
        "cluster": member.cluster,
        "unit": member.unit,
        "works": _dayparts(pattern.even),
        "works_odd": None if pattern.odd == pattern.even else _dayparts(pattern.odd),
        "shifts": member.shifts,
        "remote_days": _given(member.remote_days, 5),
        "office_days": _given(member.office_days, 0),
        "office_on": _weekdays(member.office_on) or None,
        "capacity": _given(member.capacity, 3),
        "overtime": _given(member.overtime, 0),
        "balance": _given(member.balance, 0),
        "from": member.start,
        "until": member.until,
        "knows": _given(member.knows, ()),
        "qualifications": [_held(held) for held in member.qualifications] or None,
        "role": _given(member.role, Role.MEMBER),
    }


def _held(held: Held) -> str | Row:
    return held.id if held.until is None else {"id": held.id, "until": held.until}


def _account(account: Account) -> Row:
    of_mt = account.level is Level.MT
    # An MT account asks for a grade unless it says otherwise: 0 is any grade.
    grade = _given(account.min_grade or 0, MT_DEFAULTS["min_grade"]) if of_mt else account.min_grade
    return {
        "id": account.id,
        "name": account.name,
        "level": _given(account.level, Level.STAFF),
        "unit": account.unit,
        "cluster": account.cluster,
        "primary": account.primary,
        "min_grade": grade,
        "requires": _given(account.requires, ()),
        "load": _given(account.load, 1),
        "priority": _given(account.priority, MT_DEFAULTS["priority"] if of_mt else 1),
        "work": _given(account.work, type(account.work).STANDARD),
        "support": [_window(window) for window in account.support] or None,
    }


def _window(window: SupportWindow) -> Row:
    return {
        "days": _weekdays(window.days),
        "from": clock(window.span.start),
        "to": clock(window.span.end),
        "on_site": _given(window.on_site, False),
        "weeks": _given(window.weeks, Parity.ALL),
        "since": window.since,
        "until": window.until,
    }


def _agreement(entry: Agreement) -> Row:
    return {
        "account": entry.account,
        "member": entry.member,
        "from": entry.start,
        "until": entry.until,
        "accepted": _given(entry.accepted, True),
        "review": entry.review,
    }


def _desk(desk: Desk) -> Row:
    return {
        "id": desk.id,
        "name": desk.name,
        "people": _given(desk.people, 1),
        **_window(desk.window),
        "requires": _given(desk.requires, ()),
        "load": _given(desk.load, 0),
        "priority": _given(desk.priority, 1),
    }


def _meeting(meeting: Meeting) -> Row:
    return {
        "id": meeting.id,
        "name": meeting.name,
        "days": _weekdays(meeting.days),
        "weeks": _given(meeting.weeks, Parity.ALL),
        **_times(meeting.span),
        "who": ["*"] if meeting.who is None else meeting.who,
        "interruptible": _given(meeting.interruptible, False),
        "place": meeting.place,
    }


def _stretch(entry: NoSupport | Leave | Absence) -> Row:
    """From a date to a date, for an account or a member."""
    key, id = ("account", entry.account) if isinstance(entry, NoSupport) else ("member", entry.member)
    return {key: id, "from": entry.start, "to": entry.end, "part": entry.part}


def _leave(leave: Leave) -> Row:
    return {**_stretch(leave), "status": _given(leave.status, LeaveStatus.APPROVED)}


def _learning(entry: Learning) -> Row:
    return {"member": entry.member, "name": entry.name, "date": entry.date, **_times(entry.span)}


def _secondment(entry: Secondment) -> Row:
    return {
        "member": entry.member,
        "to_team": entry.to_team,
        "from": entry.start,
        "to": entry.end,
        "days": _weekdays(entry.days),
        "part": entry.part,
    }


def _wish(wish: Wish) -> Row:
    return {
        "member": wish.member,
        "kind": wish.kind,
        "days": _dayparts(wish.days),
        "value": _given(wish.value, ""),
        "weight": wish.weight,
    }


def _pin(pin: Pin) -> Row:
    row: Row = {"member": pin.member, "date": pin.date}
    if isinstance(pin, AssignmentPin):
        return {**row, "shift": OFF if pin.shift is None else pin.shift, "place": pin.place}
    return {**row, "desk" if pin.is_desk else "account": pin.duty, **_times(pin.span)}


def _page(page: HandbookPage) -> Row:
    return {"account": page.account, "file": page.file, "review": page.review}


def _times(span: Span) -> Row:
    return {"from": clock(span.start), "to": clock(span.end)}


def _weekdays(days: Iterable[int]) -> list[str]:
    return [WEEKDAYS[day] for day in sorted(days)]


def _dayparts(cells: frozenset[tuple[int, Daypart]]) -> list[str]:
    words = []
    for day, name in enumerate(WEEKDAYS):
        parts = [part for part in DAYPARTS if (day, part) in cells]
        words += [name] if len(parts) == len(DAYPARTS) else [f"{name}-{part.value}" for part in parts]
    return words


# -- TOML


def _lines(row: Row) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in row.items() if value is not None)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return decimal_text(value)
        case StrEnum():
            return _quoted(value.value)
        case str():
            return _quoted(value)
        case date():
            return _quoted(value.isoformat())
        case dict():
            return "{ " + ", ".join(_lines(value)) + " }"
        case _:
            return "[" + ", ".join(_value(item) for item in value) + "]"


def decimal_text(value: Decimal) -> str:
    """A number as people write it: no exponent, and no zeros at its end."""
    text = format(value, "f") if value else "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


_ESCAPES: Final = {ord('"'): '\\"', ord("\\"): "\\\\"}


def _quoted(text: str) -> str:
    """A text has no control characters: two escapes are enough."""
    return '"' + text.translate(_ESCAPES) + '"'
