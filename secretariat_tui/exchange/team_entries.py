"""The domain object that a row of a team file makes. Invalid rows raise InvalidValue with all their faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from secretariat_tui.domain.account import Account, Agreement, Desk, Level, SupportWindow
from secretariat_tui.domain.calendar import MINUTES_OF_DAY, Span
from secretariat_tui.domain.errors import Fault, InvalidValue
from secretariat_tui.domain.events import AssignmentPin, DutyPin, Learning, Meeting, Pin
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import fault_at
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.shift import OFF, Shift

Values = Mapping[str, Any]
"""The values of a row, by key: those that were given and could be read, and the stand-ins of those that could not."""

MT_DEFAULTS: Final[Values] = {"min_grade": 6, "priority": 3}

WINDOW: Final = ("days", "from", "to", "on_site", "weeks", "since", "until")
"""The keys of a support window."""


def directly(kind: type[object], **renamed: str) -> Callable[[Values], object]:
    """Makes an object whose fields are the keys, but for those that have another name."""
    return lambda values: kind(**_fields(values, **renamed))


def _fields(values: Values, **renamed: str) -> dict[str, Any]:
    return {renamed.get(key, key): value for key, value in values.items()}


def _without(values: Values, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in keys}


def _span(values: Values, first: str = "from", last: str = "to") -> Span:
    return Span(values[first], values[last])


def shift(values: Values) -> Shift:
    """A shift from its start and end."""
    rest = _without(values, "start", "end")
    return Shift(span=_span(values, "start", "end"), **_fields(rest, **{"break": "break_minutes"}))


def member(values: Values) -> Member:
    """A member; without `works_odd` all weeks are the same."""
    works = values["works"]
    pattern = WorkPattern(works, values.get("works_odd", works))
    return Member(pattern=pattern, **_fields(_without(values, "works", "works_odd"), **{"from": "start"}))


def window(values: Values) -> SupportWindow:
    """A support window from its `from` and `to`."""
    return SupportWindow(span=_span(values), **_without(values, "from", "to"))


def account(values: Values) -> Account:
    """An account; the level MT has defaults of its own."""
    given = dict(values)
    if given.get("level") is Level.MT:
        given = {**MT_DEFAULTS, **given}
    if given.get("min_grade") == 0:  # an MT account that says: any grade
        given["min_grade"] = None
    return Account(**given)


def agreement(values: Values) -> Agreement:
    """A backup agreement."""
    given = _fields(values, **{"from": "start"})
    if any(given.get(key, 0) is None for key in ("start", "until")):  # a wrong date must not overlap another agreement
        given |= {"start": date.max, "until": date.max}
    return Agreement(**given)


def desk(values: Values) -> Desk:
    """A desk, whose window stands among its own keys."""
    faults: list[Fault] = []
    asked = SupportWindow(frozenset(), Span(0, MINUTES_OF_DAY))
    try:
        asked = window({key: values[key] for key in WINDOW if key in values})
    except InvalidValue as error:
        faults += error.faults
    try:
        desk = Desk(window=asked, **_without(values, *WINDOW))
    except InvalidValue as error:
        faults += error.faults
    if faults:
        raise InvalidValue(faults)
    return desk


def meeting(values: Values) -> Meeting:
    """A meeting; `who = ["*"]` is everybody."""
    given = _without(values, "from", "to")
    who = given.get("who")
    if who is not None and "*" in who:
        if len(who) > 1:
            found = fault_at("who", "contradiction", N_('"*" is everybody: nobody else can stand beside it.'))
            raise InvalidValue([found])
        given["who"] = None
    return Meeting(span=_span(values), **given)


def learning(values: Values) -> Learning:
    """Learning time from its `from` and `to`."""
    return Learning(span=_span(values), **_without(values, "from", "to"))


def pin(values: Values) -> Pin:
    """A pinned shift or day off, or a pinned duty."""
    given = set(values)
    kinds: list[str] = [key for key in ("shift", "account", "desk") if key in given]
    faults: list[Fault] = []
    if not kinds:
        template = N_("A pin needs a shift, or an account or desk.")
        faults.append(fault_at("shift", "missing-key", template, hint=N_('Write shift = "off" to pin a day off.')))
    for key in kinds[1:]:
        template = N_("A pin is of a shift, of an account or of a desk: make a pin of each.")
        faults.append(fault_at(key, "contradiction", template))
    of_shift = kinds[:1] == ["shift"]
    if kinds:
        for key in sorted(given & ({"from", "to"} if of_shift else {"place"})):
            template = N_("A pinned shift has no times of its own.") if of_shift else N_("A pinned duty has no place.")
            faults.append(fault_at(key, "not-allowed", template))
        for key in () if of_shift else sorted({"from", "to"} - given):
            faults.append(fault_at(key, "missing-key", N_('"{missing}" is missing here.'), missing=key))
    if faults:
        raise InvalidValue(faults)
    if of_shift:
        shift = None if values["shift"] == OFF else values["shift"]
        return AssignmentPin(values["member"], values["date"], shift, values.get("place"))
    return DutyPin(values["member"], values["date"], values[kinds[0]], kinds[0] == "desk", _span(values))
