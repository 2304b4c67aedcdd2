"""Where a stored text names a member, as a value of JSON: an account, a desk or a shift may have her id too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_OF_OTHERS: Final = frozenset(
    {
        *("account", "cluster", "desk", "duties", "duty", "id", "knows", "location", "place", "qualification"),
        *("requires", "role", "rule", "shift", "shifts", "stage", "team", "unit"),
    }
)
"""Last words of keys under which stand ids and words that are not of members."""


def said_in(value: Mapping[str, Any], under: str) -> Iterator[tuple[str, str, Any]]:
    """What an object that stands under a key says: each name, the key that tells what is meant by it, and the value."""
    for name, item in value.items():
        if name == "words":  # a fact that is a list
            yield name, under, item
        else:
            yield name, "member" if name == "id" and "grade" in value else name, item


def is_of_members(key: str) -> bool:
    """Whether what stands under a key may be the id of a member."""
    return key.rpartition("_")[2] not in _OF_OTHERS


def is_named(member: str, value: Any, key: str) -> bool:
    """Whether a value that stands under a key is a member's id, or has it in a list."""
    if isinstance(value, list):
        pairs = value if key == "facts" else ((key, item) for item in value)
        return any(is_named(member, item, name) for name, item in pairs)
    if isinstance(value, dict):
        return "words" in value and is_named(member, value["words"], key)
    return bool(value == member) and is_of_members(key)
