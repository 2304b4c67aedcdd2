"""Frozen objects of the domain as plain JSON values, and back.

The same object gives the same values. Objects check themselves when they are made again, so that values that were
tampered with are refused, and never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any, get_args, get_origin

from cattrs import Converter

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.finding import Fact


@cache
def converter() -> Converter:
    """The converter of the product. What is as it is by default is left out."""
    found = Converter(forbid_extra_keys=True, detailed_validation=False, omit_if_default=True)
    found.register_unstructure_hook(date, lambda value: value.isoformat())
    found.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    found.register_unstructure_hook(datetime, lambda value: value.isoformat())
    found.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    found.register_unstructure_hook(Decimal, str)
    found.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    found.register_unstructure_hook(Week, str)
    found.register_structure_hook(Week, lambda value, _: Week.parse(value))
    found.register_unstructure_hook(Span, lambda value: [value.start, value.end])
    found.register_structure_hook(Span, lambda value, _: Span(*value))
    # Sets have no order: sorted, the same set is the same text whatever the hash seed.
    found.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", kind) is frozenset,
        lambda value: sorted((found.unstructure(item) for item in value), key=json.dumps),
    )
    found.register_unstructure_hook(Fraction, str)
    found.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    found.register_unstructure_hook_factory(_is_keyed, partial(_pairs_of, found))
    found.register_structure_hook_factory(_is_keyed, partial(_mapping_of, found))
    found.register_structure_hook_func(lambda kind: kind == Fact, lambda value, _: _fact(value))
    found.register_unstructure_hook_func(lambda kind: kind == Fact, _fact_value)
    return found


def _is_keyed(kind: Any) -> bool:
    """Whether a mapping has keys that JSON has not: it is told as pairs."""
    return get_origin(kind) is Mapping and get_args(kind)[0] not in (str, date, Week)


def _pairs_of(found: Converter, kind: Any) -> Callable[[Any], Any]:
    keys, values = get_args(kind)
    return lambda value: [
        [found.unstructure(key, unstructure_as=keys), found.unstructure(item, unstructure_as=values)]
        for key, item in value.items()
    ]


def _mapping_of(found: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    keys, values = get_args(kind)
    return lambda value, _: {found.structure(key, keys): found.structure(item, values) for key, item in value}


def _fact_value(value: Fact) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"span": [value.start, value.end]}
    if isinstance(value, tuple):
        return {"words": list(value)}
    return value


def _fact(value: Any) -> Fact:
    match value:
        case {"date": day}:
            return date.fromisoformat(day)
        case {"span": [start, end]}:
            return Span(start, end)
        case {"words": words}:
            return tuple(words)
        case str() | int():
            return value
    raise ValueError(value)
