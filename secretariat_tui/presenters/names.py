"""Names as they are told: those that several have, each with its id, so that it is seen who is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team

_KINDS: Final = {
    "members": N_("Somebody else is called {name} too: this one is told as {told}. {key} renames her."),
    "accounts": N_("Another account is called {name} too: this one is told as {told}. {key} renames it."),
    "desks": N_("Another desk is called {name} too: this one is told as {told}. {key} renames it."),
    "shifts": N_("Another shift is called {name} too: this one is told as {told}. {key} renames it."),
    "meetings": N_("Another meeting is called {name} too: this one is told as {told}. {key} renames it."),
}
"""By the table of the team."""


class Named(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


def told_apart(entries: Iterable[Named]) -> dict[str, str]:
    """The name of each by its id; of those that are called alike, whatever the capitals, with the id behind it."""
    names = {entry.id: clean(entry.name) for entry in entries}
    count = Counter(name.casefold() for name in names.values())
    return {id: name if count[name.casefold()] == 1 else f"{name} ({id})" for id, name in names.items()}


def with_former(now: Iterable[N], former: Iterable[N]) -> tuple[N, ...]:
    """Those of now, and after them those of before who are there no more."""
    there = {entry.id: entry for entry in now}
    return (*there.values(), *(entry for entry in former if entry.id not in there))


def newly_alike(before: Team, after: Team, language: Language, key: str) -> Iterator[str]:
    """Of what got a name that another has already: how it is told from that one. `key` is the one that renames."""
    for table, text in _KINDS.items():
        known = {entry.id: entry.name for entry in getattr(before, table)}
        told = told_apart(getattr(after, table))
        for entry in getattr(after, table):
            name = clean(entry.name)
            if known.get(entry.id) != entry.name and told[entry.id] != name:
                yield language.gettext(text, name=name, told=told[entry.id], key=key)
