"""What every value must hold, as generators of faults, so that all faults of an object are told at once.

Keys are named as in the team file: that is where people meet them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import chain, islice
from typing import Final, TypedDict

from secretariat_tui.domain.calendar import MINUTES_OF_DAY, Span, clock
from secretariat_tui.domain.errors import Fault, InvalidValue, fault
from secretariat_tui.domain.finding import N_, Fact

LONGEST_TEXT: Final = 500
LONGEST_ID: Final = 64
"""Ids become file names, and are kept in columns of this width."""

MOST_FAULTS: Final = 1000
"""Nobody reads more, and a file full of nonsense must not fill the memory."""

DID_YOU_MEAN: Final = N_("Did you mean {nearest}?")

KNOWN_HERE: Final = N_("Known here are: {words}.")
EMPTY_TEXT: Final = N_("This text is empty.")

_MOST_DECIMALS: Final = 10
_MOST_TOLD: Final = 40
"""Ids that are told to somebody who named another; more she does not read."""

# Controls (C0, C1, DEL), line and paragraph separators, bidirectional controls, lone surrogates: they reach terminals
# and calendars raw, where they move the cursor, break lines or turn text round.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def ensure(*checks: Iterable[Fault]) -> None:
    """Raises InvalidValue with all faults of the checks, if there are any."""
    faults = tuple(islice(chain.from_iterable(checks), MOST_FAULTS + 1))
    if faults:
        raise InvalidValue(faults)


def fault_at(key: str, kind: str, template: str, *, hint: str = "", nearest: str | None = None, **facts: Fact) -> Fault:
    """A fault of one key."""
    return replace(fault(kind, template, hint=hint, nearest=nearest, **facts), key=key)


def shown(text: str) -> str:
    """A text from outside, short and safe enough to stand in a message."""
    safe = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text[:60])
    return safe + "..." if len(text) > 60 else safe


def nearest(value: str, known: Iterable[str], similarity: float = 0.8) -> str | None:
    """The known word that was probably meant, if any is that similar (0 to 1)."""
    if len(value) > LONGEST_ID:
        return None
    return next(iter(get_close_matches(_bare(value), sorted(known), 1, similarity)), None)


def _bare(text: str) -> str:
    """The text in lower case, its letters without accents."""
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


class Guess(TypedDict):
    """The part of a fault that helps to mend it."""

    hint: str
    nearest: str | None


def did_you_mean(word: str | None, otherwise: str = "") -> Guess:
    """What a fault says to offer the nearest known word, if there is one."""
    return {"hint": otherwise if word is None else DID_YOU_MEAN, "nearest": word}


class Known(Guess):
    """The same of an id that is not there, with `words` for the hint: the ids that are."""

    words: str


def among(word: str | None, known: Collection[str], otherwise: str = "") -> Known:
    """What a fault says of an id that is not among the known ones: the nearest, else all where they are few.

    `otherwise` is the hint where there is none at all.
    """
    words = ", ".join(sorted(known)) if word is None and len(known) <= _MOST_TOLD else ""
    return {**did_you_mean(word, KNOWN_HERE if words else "" if known else otherwise), "words": words}


def identifier(key: str, value: str | None) -> Iterator[Fault]:
    """Ids are lower-case letters, digits and hyphens; None is no id and no fault."""
    if value is None or (len(value) <= LONGEST_ID and re.fullmatch(r"[a-z0-9-]+", value)):
        return
    if not value.strip():
        yield fault_at(key, "bad-id", EMPTY_TEXT)
        return
    if len(value) > LONGEST_ID:
        template = N_("This id has {length} characters; at most {most} are allowed.")
        hint = N_("Make it shorter, and in the same way wherever it is named.")
        yield fault_at(key, "too-long", template, hint=hint, length=len(value), most=LONGEST_ID)
        return
    slug = re.sub(r"[^a-z0-9]+", "-", _bare(value)).strip("-")
    yield fault_at(
        key,
        "bad-id",
        N_("An id has only lower-case letters, digits and hyphens: {value} has others."),
        hint=N_("Write {slug}, for instance.") if slug else "",
        value=shown(value),
        slug=slug,
    )


def file_name(id: str, suffix: str) -> str:
    """An id as the name of a file. Windows keeps some names, such as "con", for devices."""
    device = re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", id)
    return f"{id}{'_' if device else ''}{suffix}"


def qualifications(required: Collection[str]) -> Iterator[Fault]:
    """What an account or a desk requires: ids without a table of their own, each once."""
    for id in required:
        yield from identifier("requires", id)
    yield from each_once("requires", required)


def each_once(key: str, values: Collection[str]) -> Iterator[Fault]:
    """No word stands in a list twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield fault_at(key, "duplicate", N_("{value} stands here twice."), value=shown(value))
        seen.add(value)


def text(key: str, value: str | None, *, may_be_empty: bool = False) -> Iterator[Fault]:
    """A line of text that is safe to show anywhere; None is no text and no fault."""
    if value is None:
        return
    if len(value) > LONGEST_TEXT:
        template = N_("This text has {length} characters; at most {most} are allowed.")
        yield fault_at(key, "too-long", template, length=len(value), most=LONGEST_TEXT)
    if (unsafe := _UNSAFE.search(value)) is not None:
        yield fault_at(
            key,
            "control-character",
            N_("This text has the control character {code}."),
            hint=N_("Type the text anew, on one line."),
            code=f"U+{ord(unsafe[0]):04X}",
        )
    elif not may_be_empty and not value.strip():
        yield fault_at(key, "empty", EMPTY_TEXT)


def within(key: str, value: int | None, low: int, high: int) -> Iterator[Fault]:
    """An integer in a range, both ends included; None is no number and no fault."""
    if value is not None and not low <= value <= high:
        yield fault_at(key, "out-of-range", N_("This must be from {low} to {high}."), low=low, high=high)


def hours_within(key: str, value: Decimal, low: Decimal, high: Decimal) -> Iterator[Fault]:
    """Hours in a range, both ends included."""
    if not value.is_finite() or not low <= value <= high:
        yield fault_at(key, "out-of-range", N_("This must be from {low} to {high}."), low=str(low), high=str(high))
    elif -int(value.as_tuple().exponent) > _MOST_DECIMALS:
        yield fault_at(key, "out-of-range", N_("This has more than {most} decimals."), most=_MOST_DECIMALS)


def in_order(key: str, start: date | None, end: date | None) -> Iterator[Fault]:
    """Two dates of which the second, the one of `key`, is not before the first."""
    if start is not None and end is not None and end < start:
        yield fault_at(
            key, "dates-reversed", N_("The last date, {end}, is before the first, {start}."), start=start, end=end
        )


def span_of_day(first: str, last: str, span: Span) -> Iterator[Fault]:
    """A span within one date that ends after it begins; `first` and `last` are the keys of its ends."""
    for key, minute in ((first, span.start), (last, span.end)):
        if not 0 <= minute <= MINUTES_OF_DAY:
            yield fault_at(key, "bad-time", N_("This is not a time of the day."))
            return
    if span.end <= span.start:
        yield fault_at(
            last,
            "times-reversed",
            N_("The end, {end}, is not after the beginning, {start}."),
            start=clock(span.start),
            end=clock(span.end),
        )


def not_empty(key: str, values: Collection[object]) -> Iterator[Fault]:
    """A list with something in it."""
    if not values:
        yield fault_at(key, "empty", N_("This list is empty."))
