"""What is kept about a member as she reads it: every record in a line, in words, without what is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from secretariat_tui.codec import converter
from secretariat_tui.domain.calendar import DAYPARTS, Span, clock
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.history_view import ACTS
from secretariat_tui.presenters.reasons import Teller

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accepted": N_("accepted"),
        "account": N_("account"),
        "all_day": N_("all day"),
        "at": N_("at"),
        "balance": N_("hours owed"),
        "became": N_("became"),
        "busy": N_("shown as"),
        "capacity": N_("capacity"),
        "cluster": N_("cluster"),
        "created": N_("made"),
        "date": N_("date"),
        "day_hours": N_("hours of a full day"),
        "days": N_("days"),
        "declined": N_("declined"),
        "distance": N_("distance"),
        "duty": N_("duty"),
        "email": N_("e-mail"),
        "end": N_("last"),
        "entry": N_("entry"),
        "even": N_("even weeks"),
        "grade": N_("grade"),
        "hours": N_("hours a week"),
        "id": N_("id"),
        "interruptible": N_("may be interrupted"),
        "is_desk": N_("a desk"),
        "key": N_("sign"),
        "kind": N_("kind"),
        "knows": N_("knows"),
        "level": N_("level"),
        "load": N_("load"),
        "lost": N_("lost"),
        "member": N_("member"),
        "minutes": N_("time"),
        "name": N_("name"),
        "number": N_("number"),
        "odd": N_("odd weeks"),
        "office_days": N_("days in the office, at least"),
        "office_on": N_("always in the office on"),
        "overtime": N_("overtime"),
        "owner": N_("of"),
        "part": N_("part of the day"),
        "pattern": N_("works"),
        "people": N_("people"),
        "pinned": N_("pinned"),
        "place": N_("place"),
        "primary": N_("primary"),
        "priority": N_("priority"),
        "qualifications": N_("qualifications"),
        "rank": N_("rank"),
        "reason": N_("reason"),
        "remote_days": N_("days at home, at most"),
        "requires": N_("requires"),
        "review": N_("review"),
        "revoked": N_("withdrawn"),
        "role": N_("role"),
        "role_name": N_("user"),
        "roster": N_("roster"),
        "sequence": N_("version"),
        "shift": N_("shift"),
        "shifts": N_("shifts"),
        "source": N_("source"),
        "span": N_("when"),
        "stands": N_("still stands"),
        "start": N_("first"),
        "state": N_("state"),
        "status": N_("status"),
        "substitute": N_("substitute"),
        "support": N_("support"),
        "takes": N_("takes"),
        "times": N_("times"),
        "title": N_("title"),
        "undoes": N_("undoes"),
        "unit": N_("unit"),
        "until": N_("until"),
        "value": N_("value"),
        "version": N_("version"),
        "wants": N_("wants"),
        "week": N_("week"),
        "weeks": N_("weeks"),
        "weight": N_("weight"),
        "who": N_("who"),
        "why": N_("why"),
        "work": N_("work"),
    }
)
"""The keys of records, for people; of parts of stored texts those that may name somebody."""

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {kind.value: text for kind, text in ACTS.items()}
    | {
        "am": N_("the morning"),
        "pm": N_("the afternoon"),
        "office": N_("the office"),
        "remote": N_("home"),
        "primary": N_("own account"),
        "backup": N_("backup"),
        "incidental": N_("incidental cover"),
        "requested": N_("requested"),
        "approved": N_("approved"),
        "refused": N_("refused"),
        "withdrawn": N_("withdrawn"),
        "in_force": N_("in force"),
        "lifted": N_("lifted"),
        "account": N_("account"),
        "lead": N_("lead"),
        "member": N_("member"),
        "odd": N_("odd"),
        "even": N_("even"),
        "place": N_("place"),
        "shift": N_("shift"),
        "staff": N_("staff"),
        "off": N_("off"),
        "together": N_("together"),
        "busy": N_("busy"),
        "tentative": N_("tentative"),
        "away": N_("away"),
        "elsewhere": N_("elsewhere"),
        "custom": N_("custom"),
        "standard": N_("standard"),
    }
)
_OF_WORDS: Final = frozenset(
    {"busy", "kind", "level", "part", "place", "role", "state", "status", "value", "weeks", "work"}
)
_KINDS: Final = {"primary": "member", "substitute": "member", "who": "member", "knows": "account", "shifts": "shift"}
_TIMES: Final = {"start": N_("from"), "end": N_("to")}
_WEEKDAYS: Final = frozenset({"days", "even", "odd", "office_on"})
_WHOLE: Final = _TIMES | {"id": N_("number")}
"""What keys are called where their value is a whole number: a time and no date, the number of a record."""


def record_line(row: Mapping[str, Any], member: str, teller: Teller) -> str:
    """A record about this member, who is not named in it again."""
    found = dict(row)
    if isinstance(part := found.get("part"), dict):
        where = str(found.get("in", ""))
        found = ({"week": where} if re.fullmatch(r"\d{4}-W\d{2}", where) else {}) | part
    return clean("; ".join(_pieces(found, member, teller)))


def _pieces(row: Mapping[str, Any], member: str, teller: Teller) -> Iterator[str]:
    gettext = teller.language.gettext
    for key, value in row.items():
        if value in (None, "", [], {}) or (key in ("member", "owner") and value == member):
            continue
        if key == "is_desk":  # which the name of the duty tells
            continue
        label = _WHOLE[key] if key in _WHOLE and isinstance(value, int) else LABELS.get(key, key)
        told = _told(key, value, row, member, teller)
        yield told if key == "state" else f"{gettext(label)}: {told}"


def _told(key: str, value: Any, row: Mapping[str, Any], member: str, teller: Teller) -> str:
    language = teller.language
    match value:
        case bool():
            return language.gettext("yes") if value else language.gettext("no")
        case int():
            if key in _TIMES:
                return clock(value)
            return language.duration(value) if key == "minutes" else str(value)
        case {"template": str()}:
            return f"({teller.say(converter().structure(value, Reason))})"
        case dict():
            return f"({'; '.join(_pieces(value, member, teller))})"
        case [int(start), int(end)] if key == "span":
            return language.span(Span(start, end))
        case list() if key in _WEEKDAYS:
            return ", ".join(_days(value, teller))
        case list():
            return ", ".join(_told(key, item, row, member, teller) for item in value)
        case str() if key in _WEEKDAYS:
            pairs = [[int(text[0]), text[1:]] for text in value.split() if re.fullmatch("[0-6][ap]m", text)]
            return ", ".join(_days(pairs, teller))
    return _text(key, str(value), row, teller)


def _days(values: Sequence[Any], teller: Teller) -> list[str]:
    """Weekdays, and dayparts of weekdays."""
    gettext, parts = teller.language.gettext, [part.value for part in DAYPARTS]
    found: dict[int, list[str]] = {}
    for value in values:
        match value:
            case [day, part]:
                found.setdefault(day, []).append(part)
            case day:
                found[day] = parts
    return [
        teller.language.weekday(day) + ("" if len(held) == len(parts) else f" {gettext(WORDS[held[0]])}")
        for day, held in sorted(found.items())
    ]


def _text(key: str, text: str, row: Mapping[str, Any], teller: Teller) -> str:
    if key in _OF_WORDS and text in WORDS:
        return teller.language.gettext(WORDS[text])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return teller.language.date(date.fromisoformat(text))
    if re.match(r"\d{4}-\d{2}-\d{2}T", text):
        zone = ZoneInfo(teller.team.timezone) if teller.team is not None else None
        moment = datetime.fromisoformat(text).astimezone(zone)
        return f"{teller.language.date(moment.date())} {moment:%H:%M}"
    if key == "duty":
        return teller.duty(text, bool(row.get("is_desk")))
    if key == "value":  # of a wish
        return teller.name(text, "shift" if row.get("kind") == "shift" else "member")
    if key in ("account", "cluster", "member", "shift", *_KINDS):
        return teller.name(text, _KINDS.get(key, key))
    return text
