"""The unguessable addresses of calendars: made, renewed, revoked and listed.

A token is shown once, when it is made, and only its hash is kept: who reads the database finds no address in it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from secretariat_tui.domain.feed import Address, Subject, SubjectKind, TokenState, subjects_in
from secretariat_tui.domain.records import ActKind, FeedToken
from secretariat_tui.domain.repository import Reading, Store

TOKEN_BYTES: Final = 32
FINGERPRINT: Final = 8
"""Characters of a hash that logs and lists may show: enough to tell tokens apart, too few to be one."""


def new_token() -> str:
    """A token of 256 random bits, as base64url without padding: 43 letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """What is kept of a token. It is random throughout, so that one round of a plain hash cannot be undone."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def fingerprint(hash: bytes) -> str:  # noqa: A002
    """How logs and lists name a token."""
    return hash.hex()[:FINGERPRINT]


def give(
    store: Store, team: str, subjects: Sequence[Subject], who: str, at: datetime, renew: bool = False
) -> tuple[Address, ...]:
    """Makes an address for each calendar that has none; with `renew` also for those that have, whose old one ends.

    All of it in one act, so that nobody is left between an old address and a new one.
    """
    given = []
    with store.write(team, ActKind.TOKEN, who, at) as act:
        live = _live(act, team)
        for subject in subjects:
            old = live.get(subject, [])
            if old and not renew:
                given.append(_address(subject, TokenState.KEPT, old[-1]))
                continue
            for one in old:
                act.revoke_token(one.id)
            token = new_token()
            act.add_token(subject.kind, subject.owner, hash_of(token))
            state = TokenState.RENEWED if old else TokenState.NEW
            given.append(Address(subject, state, token, fingerprint(hash_of(token)), at))
    return tuple(given)


def revoke(store: Store, team: str, subjects: Sequence[Subject], who: str, at: datetime) -> tuple[Address, ...]:
    """Ends the addresses of these calendars, at once."""
    given = []
    with store.write(team, ActKind.TOKEN, who, at) as act:
        live = _live(act, team)
        for subject in subjects:
            old = live.get(subject, [])
            for one in old:
                act.revoke_token(one.id)
            given.append(_address(subject, TokenState.REVOKED, old[-1]) if old else Address(subject, TokenState.NONE))
    return tuple(given)


def listing(store: Store, team: str, subjects: Sequence[Subject]) -> tuple[Address, ...]:
    """Which of these calendars have an address, and since when."""
    with store.read() as view:
        live = _live(view, team)
    return tuple(
        _address(subject, TokenState.KEPT, live[subject][-1]) if subject in live else Address(subject, TokenState.NONE)
        for subject in subjects
    )


def stray(store: Store, team: str) -> tuple[Address, ...]:
    """Addresses in force of who is no longer in the team; they lead nowhere, and can be revoked."""
    with store.read() as view:
        known = set(subjects_in(view.team(team)))
        live = _live(view, team)
    return tuple(
        _address(subject, TokenState.KEPT, found[-1]) for subject, found in live.items() if subject not in known
    )


def _live(view: Reading, team: str) -> dict[Subject, list[FeedToken]]:
    """The tokens in force of each calendar, oldest first."""
    found: dict[Subject, list[FeedToken]] = {}
    for token in sorted(view.tokens(team), key=lambda token: token.id):
        if token.revoked is None:
            found.setdefault(Subject(team, SubjectKind(token.kind), token.owner), []).append(token)
    return found


def _address(subject: Subject, state: TokenState, token: FeedToken) -> Address:
    return Address(subject, state, None, fingerprint(token.hash), token.created)
