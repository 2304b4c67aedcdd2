"""Calendars that can be subscribed to, and the addresses they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secretariat_tui.domain.team import Team


class SubjectKind(StrEnum):
    """Whose calendar it is."""

    MEMBER = "member"
    ACCOUNT = "account"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Subject:
    """One calendar: of a member, an account or the whole team. `owner` is an id; for the team it is the team's."""

    team: str
    kind: SubjectKind
    owner: str


class TokenState(StrEnum):
    """What became of the address of a calendar."""

    NEW = "new"
    RENEWED = "renewed"
    KEPT = "kept"
    REVOKED = "revoked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a calendar. `token` is there only when it was made just now: it cannot be shown again.

    `fingerprint` is the beginning of the hash, which logs show; `since` is when the address was made.
    """

    subject: Subject
    state: TokenState
    token: str | None = None
    fingerprint: str | None = None
    since: datetime | None = None


def subjects_in(team: Team) -> tuple[Subject, ...]:
    """Every calendar of a team: its members', its accounts' and its own."""
    members = [Subject(team.id, SubjectKind.MEMBER, member.id) for member in team.members]
    accounts = [Subject(team.id, SubjectKind.ACCOUNT, account.id) for account in team.accounts]
    return (*members, *accounts, Subject(team.id, SubjectKind.TEAM, team.id))
