"""The cells of a CSV as the values of a team file, as people and spreadsheets write them.

What cannot be read stays the text that it is: the readers of the team file say what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import did_you_mean, fault_at, nearest, shown
from secretariat_tui.exchange import team_values as read
from secretariat_tui.exchange.team_schema import Entries, Key

EMPTY: Final = "[]"
"""The cell of an empty list; in any other column, of no value. An empty cell says nothing."""

_LITERAL: Final = re.compile(r"'+\[\]")
"""A text that is `EMPTY` itself, behind the apostrophe with which spreadsheets mark a text."""

_DUTCH_DATE: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})", re.ASCII)
"""What a spreadsheet makes of a date where people write the day first."""
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::00)?", re.ASCII)
_WHOLE: Final = re.compile(r"[+-]?\d{1,99}", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?\d{1,99}(?:[.,]\d{1,99})?", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s,;]+")
_YES: Final = frozenset({"true", "yes", "ja", "x", "1", "waar"})
_NO: Final = frozenset({"false", "no", "nee", "0", "onwaar"})


def iso_date(text: str) -> str:
    """A date as the team file has it, if it is one with the day first."""
    found = _DUTCH_DATE.fullmatch(text)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    return f"{found[1]:0>2}:{found[2]}" if found else text


def _flag(text: str) -> bool | str:
    word = text.lower()
    return word in _YES if word in _YES | _NO else text


def _whole(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) else text


def _number(text: str) -> Decimal | str:
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else text


def _literal(text: str) -> str:
    return text[1:] if _LITERAL.fullmatch(text) else text


def text_cell(text: str) -> str:
    """The cell of a text: one that would say that there is none is marked as a text."""
    return f"'{text}" if text == EMPTY or _LITERAL.fullmatch(text) else text


def _words(text: str) -> list[str]:
    return [] if text == EMPTY else [word for word in _BETWEEN.split(text) if word] or [text]


def _dates(text: str) -> list[str]:
    return [iso_date(word) for word in _words(text)]


def _held(text: str) -> list[str | dict[str, str]]:
    """Qualifications; one that ends has its last day behind a colon."""
    pairs = (word.partition(":") for word in _words(text))
    return [{"id": id, "until": iso_date(until)} if sign else id for id, sign, until in pairs]


@dataclass(frozen=True, slots=True)
class _Form:
    """How the cells of a kind of key are written; `hint` says it to who wrote another."""

    value: Callable[[str], Any]
    hint: str = ""
    is_list: bool = False


_LIST: Final = _Form(_words, is_list=True)
_FORMS: Final[Mapping[object, _Form]] = MappingProxyType(
    {
        read.flag: _Form(_flag, N_("Write yes or no; ja, nee, true, false, x, 1 and 0 do as well.")),
        read.integer: _Form(_whole, N_("Write it in digits, as in 7.")),
        read.hours: _Form(_number, N_("Write it in digits, as in 36 or 7,5.")),
        read.day: _Form(iso_date),
        read.minute: _Form(_clock),
        read.dates: _Form(_dates, is_list=True),
        **dict.fromkeys((read.texts, read.weekdays, read.dayparts, read.places), _LIST),
    }
)
_HELD: Final = _Form(_held, is_list=True)
_WORD: Final = _Form(_literal)


def _form(key: Key) -> _Form:
    return _HELD if isinstance(key.read, Entries) else _FORMS.get(key.read, _WORD)


def cell_value(key: Key, text: str) -> Any:
    """The value of a cell that is not empty; None for one that says that there is none."""
    form = _form(key)
    if text == EMPTY and not form.is_list:
        return None
    return form.value(text)


def hint_of(key: Key) -> str:
    """How a cell of this key is written, where its own reader would tell of TOML; "" elsewhere."""
    return _form(key).hint


def unknown_column(column: str, table: str, known: list[str]) -> Fault:
    """The fault of a column that is no key of a table."""
    guess = did_you_mean(nearest(column, known, 0.6), N_("Known here are: {words}."))
    template = N_("{value} is not a key of {table}.")
    told = {"value": shown(column), "table": table, "words": ", ".join(known)}
    return fault_at(column[:100], "unknown-key", template, **told, **guess)
