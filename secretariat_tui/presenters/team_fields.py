"""What can be changed of a team in one line of text, or by one of some choices: what to ask, what it is now, and the
team that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from secretariat_tui.domain.account import Level, SupportWindow, Work
from secretariat_tui.domain.calendar import Parity, Span, clock, parse_clock
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.shift import PLACES, Place
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.language import LANGUAGES, Language, language

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Field:
    """A column that can be changed: what is asked, what stands there, and what a text means.

    With `kind`, it names things of the team of that kind, and `value` makes something of their ids. With `choices`, the
    text is the first of a pair, and the second is what is shown.
    """

    asks: str
    text: Callable[[Any, Language], str]
    value: Callable[[Any], Any]
    kind: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def _plain(value: object, _: Language) -> str:
    return "" if value is None else str(value)


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _bad("bad-number", N_("{value} is not a whole number."), text) from None


def _hours(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise _bad("bad-number", N_("{value} is not a number of hours."), text) from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _bad("bad-date", N_("{value} is not a date."), text) from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _named(text: str, team: Team, kind: str) -> tuple[str, ...]:
    """The ids that a list says, by ids or by names, of which the beginning is enough. Raises BadInput."""
    known: Mapping[str, Any] = getattr(team, kind)
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if all(word in known for piece in pieces for word in piece.split()):
        return tuple(dict.fromkeys(word for piece in pieces for word in piece.split()))
    return tuple(dict.fromkeys(_id_of(piece, known, kind) for piece in pieces))


def _id_of(text: str, known: Mapping[str, Any], kind: str) -> str:
    wanted = text.casefold()
    if wanted in known:
        return wanted
    alike = [id for id, item in known.items() if item.name.casefold().startswith(wanted)]
    exact = [id for id in alike if known[id].name.casefold() == wanted] or alike
    if len(exact) == 1:
        return exact[0]
    if exact:
        template = N_("{name} can be more than one. Write one of: {words}.")
        raise BadInput([fault("ambiguous", template, name=text[:_SHOWN], words=", ".join(exact))])
    raise BadInput([unknown(kind, text, known.keys())])


def _names(ids: tuple[str, ...] | None, team: Team, kind: str) -> str:
    """Names as they can be typed again; the id of one with a comma in its name."""
    known: Mapping[str, Any] = getattr(team, kind)
    told = [known[id].name if id in known and "," not in known[id].name else id for id in ids or ()]
    return ", ".join(told if len(set(told)) == len(told) else ids or ())


def _bad(kind: str, template: str, text: str) -> BadInput:
    return BadInput([fault(kind, template, value=text[:_SHOWN])])


def _held(text: str) -> tuple[Held, ...]:
    found = []
    for word in _words(text):
        id, _, until = word.partition(":")
        found.append(Held(id, _day(until)))
    return tuple(found)


# -- support windows: "mon-fri 08:30-17:00 office; wed 09:00-12:00 odd"

_DAYS: Final = {
    name: n
    for names in (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("ma", "di", "wo", "do", "vr", "za", "zo"))
    for n, name in enumerate(names)
}
_WORDS: Final = {"office": N_("office"), "odd": N_("odd"), "even": N_("even"), "from": N_("from"), "until": N_("until")}


def windows_text(windows: tuple[SupportWindow, ...], told: Language) -> str:
    """Support windows on one line, as they are asked for."""
    return "; ".join(_window_text(window, told) for window in windows)


def _window_text(window: SupportWindow, told: Language) -> str:
    words = [days_text(window.days, told), f"{clock(window.span.start)}-{clock(window.span.end)}"]
    words += [told.gettext(_WORDS["office"])] if window.on_site else []
    words += [told.gettext(_WORDS[window.weeks.value])] if window.weeks is not Parity.ALL else []
    for word, day in (("from", window.since), ("until", window.until)):
        words += [told.gettext(_WORDS[word]), day.isoformat()] if day is not None else []
    return " ".join(words)


def parse_windows(text: str) -> tuple[SupportWindow, ...]:
    """The windows that a line says, in either language. Raises BadInput."""
    return tuple(_window(part) for part in text.split(";") if part.strip())


def _window(text: str) -> SupportWindow:
    days: set[int] = set()
    span, given, words = None, {}, iter(text.lower().replace(",", " ").split())
    known = {language(code).gettext(word): key for code in LANGUAGES for key, word in _WORDS.items()} | {
        key: key for key in _WORDS
    }
    for word in words:
        first, _, last = word.partition("-")
        if first in _DAYS and (last or first) in _DAYS:
            days |= set(range(_DAYS[first], _DAYS[last or first] + 1))
        elif re.fullmatch(r"\d{1,2}:\d{2}-\d{1,2}:\d{2}", word, re.ASCII):
            span = Span(*(_minute(part) for part in (first, last)))
        elif known.get(word) in ("from", "until"):
            given[known[word]] = _day(next(words, ""))
        elif word in known:
            given[known[word]] = None
        else:
            raise _bad_window(word)
    if span is None or not days:
        raise _bad_window(text.strip())
    weeks = Parity.ODD if "odd" in given else Parity.EVEN if "even" in given else Parity.ALL
    return SupportWindow(frozenset(days), span, "office" in given, weeks, given.get("from"), given.get("until"))


def _bad_window(text: str) -> BadInput:
    return _bad("bad-window", N_("{value} is not understood: write mon-fri 09:00-17:00, for instance."), text)


def _minute(text: str) -> int:
    try:
        return parse_clock(text.zfill(5))
    except ValueError:
        raise _bad("bad-time", N_("{value} is not a time of day."), text) from None


def _span(text: str) -> Span:
    first, _, last = text.replace(" ", "").partition("-")
    return Span(_minute(first), _minute(last))


def _one_window(text: str) -> SupportWindow:
    found = parse_windows(text)
    if len(found) != 1:
        raise _bad_window(text)
    return found[0]


def days_text(days: frozenset[int], told: Language) -> str:
    """Weekdays on one line, as they are asked for."""
    numbers = sorted(days)
    names = [told.short_weekday(n).lower() for n in numbers]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{names[0]}-{names[-1]}"
    return " ".join(names)


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for word in _words(text.lower()):
        first, _, last = word.partition("-")
        if first not in _DAYS or (last or first) not in _DAYS:
            raise _bad("bad-day", N_("{value} is no day of the week: write mon-fri, or mon wed."), word)
        days |= set(range(_DAYS[first], _DAYS[last or first] + 1))
    if not days:
        raise _bad("bad-day", N_("Give one day of the week at least."), text)
    return frozenset(days)


# -- the fields

_NAME = Field(N_("Its name"), _plain, str)
_PRIORITY = Field(N_("Its priority: a shortage counts so many times"), _plain, _whole)
_LOAD = Field(N_("How much it takes to carry"), _plain, _whole)
_REQUIRES = Field(N_("The qualifications that it requires, by id"), lambda value, _: " ".join(value), _words)
_SPAN = Field(N_("From when until when: 08:30-17:00"), lambda s, _: f"{clock(s.start)}-{clock(s.end)}", _span)
_PLACES: Final = {"": PLACES, Place.OFFICE: (Place.OFFICE,), Place.REMOTE: (Place.REMOTE,)}
FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "members": {
        "name": Field(N_("Her name"), _plain, str),
        "grade": Field(N_("Her grade"), _plain, _whole),
        "hours": Field(N_("Her contract hours a week"), lambda value, told: told.number(value), _hours),
        "day_hours": Field(N_("Paid hours of a full day"), lambda value, told: told.number(value), _hours),
        "capacity": Field(N_("How much she can carry at one moment"), _plain, _whole),
        "remote_days": Field(N_("Days at home a week, at most"), _plain, _whole),
        "office_days": Field(N_("Days in the office a week, at least"), _plain, _whole),
        "shifts": Field(N_("Her shifts, by name; nothing for all"), _plain, lambda ids: ids or None, kind="shift"),
        "knows": Field(N_("The accounts that she knows, by name"), _plain, tuple, kind="account"),
        "qualifications": Field(
            N_("Her qualifications, by id; with a last day as first-aid:2027-06-30"),
            lambda value, _: " ".join(h.id + (f":{h.until}" if h.until else "") for h in value),
            _held,
        ),
        "start": Field(N_("Her first day, as 2026-12-01; nothing for none"), _plain, _day),
        "until": Field(N_("Her last day, as 2027-06-30; nothing for none"), _plain, _day),
    },
    "accounts": {
        "name": _NAME,
        "level": Field(
            N_("Its level"), _plain, Level, choices=((Level.MT.value, N_("MT")), (Level.STAFF.value, N_("staff")))
        ),
        "priority": _PRIORITY,
        "min_grade": Field(
            N_("The lowest grade; nothing for any"), _plain, lambda text: _whole(text) if text else None
        ),
        "load": _LOAD,
        "work": Field(
            N_("Standard work, or custom to the account?"),
            _plain,
            Work,
            choices=((Work.STANDARD.value, N_("standard")), (Work.CUSTOM.value, N_("custom"))),
        ),
        "support": Field(
            N_("When it is supported: mon-fri 09:00-17:00; wed 09:00-12:00 office"), windows_text, parse_windows
        ),
        "requires": _REQUIRES,
    },
    "desks": {
        "name": _NAME,
        "people": Field(N_("How many people it needs"), _plain, _whole),
        "window": Field(
            N_("When it is open: mon-fri 09:00-17:00, and office, odd, even, from or until a date"),
            _window_text,
            _one_window,
        ),
        "priority": _PRIORITY,
        "load": _LOAD,
        "requires": _REQUIRES,
    },
    "shifts": {
        "name": _NAME,
        "span": _SPAN,
        "break_minutes": Field(N_("Unpaid break, in minutes"), _plain, _whole),
        "places": Field(
            N_("Where can it be worked?"),
            lambda value, _: value[0] if len(value) == 1 else "",
            lambda text: _PLACES[text],
            choices=(
                ("", N_("the office or home")),
                (Place.OFFICE.value, N_("the office")),
                (Place.REMOTE.value, N_("home")),
            ),
        ),
    },
    "meetings": {
        "name": _NAME,
        "span": _SPAN,
        "days": Field(N_("On which days: mon-fri, or mon wed"), days_text, _days),
        "weeks": Field(
            N_("In which weeks?"),
            _plain,
            Parity,
            choices=(
                (Parity.ALL.value, N_("every week")),
                (Parity.ODD.value, N_("odd weeks")),
                (Parity.EVEN.value, N_("even weeks")),
            ),
        ),
        "who": Field(
            N_("Who is in it, by name; nothing for everybody"), _plain, lambda ids: ids or None, kind="member"
        ),
        "interruptible": Field(
            N_("Can whoever is in it be called out of it?"),
            lambda value, _: "yes" if value else "no",
            lambda text: text == "yes",
            choices=(("yes", N_("yes")), ("no", N_("no"))),
        ),
        "place": Field(
            N_("Where is it?"),
            _plain,
            lambda text: Place(text) if text else None,
            choices=(
                ("", N_("anywhere")),
                (Place.OFFICE.value, N_("the office")),
                (Place.REMOTE.value, N_("home")),
            ),
        ),
    },
    "rules": {"weight": Field(N_("Its weight, from 0 to 1000"), _plain, _whole)},
}
"""By table of the team and column. Columns are called after what they change."""


def field_text(team: Team, table: str, id: str, column: str, told: Language) -> str:
    """What stands in a field now, as it is asked for."""
    field, value = FIELDS[table][column], getattr(*_place(team, table, id, column))
    return _names(value, team, field.kind) if field.kind else field.text(value, told)


def changed(team: Team, table: str, id: str, column: str, text: str) -> Team:
    """The team with another value in a field. Raises BadInput, with words, for a text that cannot be."""
    field, typed = FIELDS[table][column], text.strip()
    value = field.value(_named(typed, team, field.kind) if field.kind else typed)
    item, attribute = _place(team, table, id, column)
    new = replace(item, **{attribute: value})
    if table == "rules":
        return replace(team, weights=new)
    items: Any = tuple(new if other is item else other for other in getattr(team, table))
    return replace(team, **{table: items})


def _place(team: Team, table: str, id: str, column: str) -> tuple[Any, str]:
    """The object that has a field, and the name of it there."""
    if table == "rules":
        return team.weights, id
    return next(item for item in getattr(team, table) if item.id == id), column
