"""Conditional requests and content codings, as RFC 9110 has them (sections 8.8, 12.5.3 and 13)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

_ENTITY_TAG: Final = re.compile(r'[\s,]*(W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*(?=,|$)')
_QUALITY: Final = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


def http_date(moment: datetime) -> str:
    """A moment as HTTP writes it, to the second."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def is_as_wanted(if_match: str | None, if_unmodified_since: str | None, tags: Iterable[str], at: datetime) -> bool:
    """Whether it is still what who asks wants it to be: it has one of the `tags` and last changed `at`.

    `If-Match` wins, and by it a weak tag is none: only bytes that are the same are wanted. A date that cannot be read
    is passed over.
    """
    if if_match is not None:
        return _names_one(if_match, frozenset(tags), weak=False)
    seen = None if if_unmodified_since is None else _moment(if_unmodified_since)
    return seen is None or at.replace(microsecond=0) <= seen


def is_unchanged(if_none_match: str | None, if_modified_since: str | None, tags: Iterable[str], at: datetime) -> bool:
    """Whether who asks has it already: it has one of the `tags` (opaque, without quotes) and last changed `at`.

    `If-None-Match` wins: where it is there, `If-Modified-Since` is not looked at, not even when it cannot be read.
    """
    if if_none_match is not None:
        return _names_one(if_none_match, frozenset(tags), weak=True)
    if if_modified_since is not None:
        seen = _moment(if_modified_since)
        return seen is not None and at.replace(microsecond=0) <= seen
    return False


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether gzip is welcome: named, or by `*`, and not with a quality of 0."""
    if accept_encoding is None:
        return False
    qualities: dict[str, float] = {}
    for item in accept_encoding.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        found = [_QUALITY.fullmatch(text) for text in parameters]
        if name and all(found):
            qualities[name.lower()] = float(found[0][1]) if found and found[0] is not None else 1.0
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def _names_one(header: str, tags: frozenset[str], *, weak: bool) -> bool:
    """In a `weak` comparison `W/` does not count, since a proxy that compresses anew makes a strong tag a weak one."""
    if header.strip() == "*":
        return True
    place = 0
    while (found := _ENTITY_TAG.match(header, place)) is not None:
        if found[2] in tags and (weak or not found[1]):
            return True
        place = found.end()
    return False


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
