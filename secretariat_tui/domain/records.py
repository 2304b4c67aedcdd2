"""What is kept of a team besides its description: versions of weeks, acts, requests, and who did what when.

Moments are UTC. A record's `id` is a number of the store; everything else that names it is an id of the team file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence, Leave, Pin, Wish


class ActKind(StrEnum):
    """What somebody did."""

    IMPORT_TEAM = "import_team"
    EDIT_TEAM = "edit_team"
    EDIT_PAGE = "edit_page"
    PLAN = "plan"
    ASSIGN = "assign"
    SWAP = "swap"
    PIN = "pin"
    UNPIN = "unpin"
    REPAIR = "repair"
    RESTORE = "restore"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    REALISE = "realise"
    REQUEST_LEAVE = "request_leave"
    APPROVE_LEAVE = "approve_leave"
    REFUSE_LEAVE = "refuse_leave"
    WITHDRAW_LEAVE = "withdraw_leave"
    LEAVE_ROUND = "leave_round"
    IMPORT_CALENDAR = "import_calendar"
    ABSENT = "absent"
    BACK = "back"
    WISH = "wish"
    UNDO = "undo"
    REDO = "redo"
    ERASE = "erase"
    FORGET = "forget"
    TOKEN = "token"  # noqa: S105  (a word, no secret)


WORDLESS: Final = frozenset({ActKind.ABSENT, ActKind.BACK})
"""Acts that take no words of their own, since those could tell a reason of absence."""

FINAL: Final = frozenset({ActKind.ERASE, ActKind.FORGET, ActKind.TOKEN})
"""Acts that cannot be undone."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changed: a `subject` such as "leave:12" went from one state to another, None where it was not.

    States are numbers of versions and words of status, never content: what is erased later is not in here.
    """

    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a team, numbered from 1 without gaps. `undoes` is the act that an undo or redo took back.

    `digest` covers the act and the digest of the one before it, so that none can be changed or taken out unseen.
    """

    team: str
    number: int
    kind: ActKind
    who: str
    at: datetime
    why: str
    changes: tuple[Change, ...]
    undoes: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class TeamEntry:
    """A team in the store. `revision` rises with every change of its description; `acts` with every act."""

    id: str
    name: str
    revision: int
    acts: int


@dataclass(frozen=True, slots=True)
class Version:
    """A stored roster of a week, numbered from 1, never overwritten. `restores` is the version whose roster it is."""

    team: str
    week: Week
    number: int
    kind: ActKind
    who: str
    at: datetime
    why: str
    restores: int | None
    act: int


@dataclass(frozen=True, slots=True)
class WeekState:
    """The versions that count in a week: the newest (`draft`), the one in force, and what really happened.

    `revision` rises with every change of these: who edits says which one she saw.
    """

    team: str
    week: Week
    draft: int
    published: int | None
    realised: int | None
    revision: int

    @property
    def is_changed_since_publication(self) -> bool:
        return self.published is not None and self.draft != self.published


@dataclass(frozen=True, slots=True)
class Publication:
    """A week was published, or withdrawn (`version` None); numbered from 1 within the team."""

    team: str
    number: int
    week: Week
    version: int | None
    at: datetime
    who: str


class State(StrEnum):
    """Whether a record counts."""

    IN_FORCE = "in_force"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class LeaveRecord:
    """A request for leave, with its status. `substitute` is who was told, `declined` whether she said no."""

    id: int
    leave: Leave
    at: datetime
    substitute: str | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class AbsenceRecord:
    """An absence that counts."""

    id: int
    absence: Absence
    at: datetime


@dataclass(frozen=True, slots=True)
class WishRecord:
    """A wish that counts."""

    id: int
    wish: Wish


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A pin that counts."""

    id: int
    pin: Pin


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a handbook page, as Markdown."""

    account: str
    number: int
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedToken:
    """An address of a calendar. `kind` is "member", "account" or "team"; only the hash of the token is kept."""

    id: int
    team: str
    kind: str
    owner: str
    hash: bytes
    created: datetime
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class ImportedEvent:
    """An event that came in from a calendar file, and the record that it became ("leave:12"), if any."""

    source: str
    key: str
    sequence: int
    start: datetime
    end: datetime
    all_day: bool
    busy: str
    title: str
    became: str | None
