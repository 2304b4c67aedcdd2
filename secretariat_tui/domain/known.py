"""Ids that a user gave, looked up: what is not there is told in one sentence everywhere, with the nearest that is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from secretariat_tui.domain.errors import BadInput, Fault, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import LONGEST_ID, among, nearest
from secretariat_tui.domain.team import Team

_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "member": N_("The team has no member {id}."),
        "account": N_("The team has no account {id}."),
        "desk": N_("The team has no desk {id}."),
        "shift": N_("The team has no shift {id}."),
    }
)


def unknown(kind: str, id: str, known: Collection[str]) -> Fault:
    """The team has no "member", "account", "desk" or "shift" with that id; `known` are the ids that it has."""
    guess = among(nearest(id[:LONGEST_ID], known), known)
    return fault("unknown-id", _TEXTS[kind], id=id[:LONGEST_ID], of=kind, **guess)


def unknown_in(team: Team, **asked: str | Collection[str] | None) -> Iterator[Fault]:
    """What the team does not have of `member`, `account`, `desk` and `shift`: an id of each, several, or None."""
    for kind, ids in asked.items():
        known: Mapping[str, object] = getattr(team, kind)
        for id in [ids] if isinstance(ids, str) else ids or ():
            if id not in known:
                yield unknown(kind, id, known.keys())


def ensure_known(team: Team, **asked: str | Collection[str] | None) -> None:
    """Raises BadInput with all that `unknown_in` finds."""
    faults = list(unknown_in(team, **asked))
    if faults:
        raise BadInput(faults)
