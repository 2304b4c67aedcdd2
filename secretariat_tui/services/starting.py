"""A first team from a few words: enough to plan with, and a beginning to go on from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from secretariat_tui.domain.account import Account, Agreement, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import unknown
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.shift import Shift
from secretariat_tui.domain.team import Team

_OFFICE_DAYS = range(5)
GRADE = 8
"""Of who is new, until something else is said."""
_DAY = Span(8 * 60 + 30, 17 * 60)
_BREAK = 30
HOME_DAYS = 2
"""Days at home a week, unless something else is said: the team file would have 5, and then nobody need come in."""
MOST_HOME_DAYS = 5


@dataclass(frozen=True, slots=True)
class FirstMember:
    """Somebody by name, and the weekdays (0 to 6) on which she works."""

    name: str
    days: frozenset[int] = frozenset(_OFFICE_DAYS)


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """Who is supported, by whom, and who takes over, the first one first; all by the names of members."""

    name: str
    primary: str | None = None
    backups: tuple[str, ...] = ()


def first_team(
    name: str,
    members: Sequence[FirstMember],
    accounts: Sequence[FirstAccount] = (),
    *,
    language: str = "nl",
    shift: str = "Dag",
    home_days: int = HOME_DAYS,
) -> Team:
    """A team with one shift of a working day, everybody in her days, and every account asked for in office hours.

    Who is named as a backup has agreed. Nobody is at home on more than `home_days` a week, and unless that is all of
    the week, everybody comes in on one of her days at least. Raises BadInput for names that are not there.
    """
    ids = _ids([member.name for member in members])
    account_ids = _ids([account.name for account in accounts])
    people = tuple(_member(ids[member.name], member, home_days) for member in members)
    supported = tuple(
        Account(
            account_ids[item.name],
            item.name,
            primary=None if item.primary is None else _known(item.primary, ids),
            support=(SupportWindow(frozenset(_OFFICE_DAYS), _DAY),),
        )
        for item in accounts
    )
    agreements = tuple(
        Agreement(account_ids[item.name], _known(backup, ids)) for item in accounts for backup in item.backups
    )
    working = Shift(_id(shift) or "dag", shift, _DAY, _BREAK)
    return Team(
        _id(name) or "team",
        name,
        people,
        (working,),
        language=language,
        accounts=supported,
        agreements=agreements,
    )


def id_of(name: str, taken: Collection[str]) -> str:
    """An id for a name that nobody has yet."""
    words = _id(name).split("-")
    return next((w for w in (words[0], _id(name)) if w and w not in taken), _numbered(words[0], taken))


def _member(id: str, member: FirstMember, home_days: int) -> Member:
    cells: frozenset[tuple[int, Daypart]] = frozenset((day, part) for day in member.days for part in DAYPARTS)
    most = home_days if home_days >= MOST_HOME_DAYS else min(home_days, max(0, len(member.days) - 1))
    return Member(id, member.name, GRADE, Decimal(8 * len(member.days)), WorkPattern(cells, cells), remote_days=most)


def _ids(names: Sequence[str]) -> dict[str, str]:
    """An id for each name: its first word where nobody else has that, else all of it, else with a number."""
    found: dict[str, str] = {}
    for name in names:
        if name in found:
            raise BadInput([fault("duplicate", N_("{name} is there twice."), name=name)])
        found[name] = id_of(name, found.values())
    return found


def _numbered(word: str, taken: Collection[str]) -> str:
    number = 2
    while f"{word or 'x'}-{number}" in taken:
        number += 1
    return f"{word or 'x'}-{number}"


def _id(name: str) -> str:
    """The name in lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _known(name: str, ids: dict[str, str]) -> str:
    if name not in ids:
        raise BadInput([unknown("member", name, ids)])
    return ids[name]
