"""The same thing told otherwise: with other names, or on other dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from secretariat_tui.domain.calendar import Week


def rewritten(thing: Any, leaf: Callable[[Any], Any]) -> Any:
    """A copy of a domain object in which every week, date, word and number went through `leaf`."""
    if isinstance(thing, Week) or thing is None:
        return leaf(thing)
    if is_dataclass(thing):
        return replace(thing, **{f.name: rewritten(getattr(thing, f.name), leaf) for f in fields(thing)})
    if isinstance(thing, Mapping):
        return {rewritten(key, leaf): rewritten(value, leaf) for key, value in thing.items()}
    if isinstance(thing, tuple | frozenset):
        return type(thing)(rewritten(part, leaf) for part in thing)
    return leaf(thing)


def renamed(thing: Any, names: Mapping[str, str]) -> Any:
    """With other ids. Ids of different kinds must differ, or the wrong ones change too."""
    return rewritten(thing, lambda leaf: names.get(leaf, leaf) if type(leaf) is str else leaf)


def moved(thing: Any, weeks: int) -> Any:
    """The same so many weeks later, with all that is dated."""

    def later(leaf: Any) -> Any:
        if isinstance(leaf, Week):
            return leaf.plus(weeks)
        return leaf + timedelta(weeks=weeks) if isinstance(leaf, date) else leaf

    return rewritten(thing, later)
