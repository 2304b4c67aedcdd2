"""What the services need of a store, and nothing of how it is kept.

A store is read in a view that does not change while it is open, and written in one act at a time: the act and all its
changes are kept together, or not at all. Methods raise Refused where somebody else changed it meanwhile or where the
user may not, BadInput for what does not exist, and Unusable where the database cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus, Pin, Wish
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import (
    AbsenceRecord,
    Act,
    ActKind,
    FeedToken,
    ImportedEvent,
    LeaveRecord,
    Page,
    PinRecord,
    Publication,
    TeamEntry,
    Version,
    WeekState,
    WishRecord,
)
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team


class Reading(Protocol):
    """A view of the store."""

    def teams(self) -> tuple[TeamEntry, ...]:
        """The teams that the user may see, by id."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """How much is said of each of these teams, in characters: a measure of its size that needs none to be read."""
        ...

    def entry(self, team: str) -> TeamEntry:
        """The entry of a team; raises BadInput for one that is not there."""
        ...

    def team(self, team: str) -> Team:
        """The team as it stands, with leave, absence, wishes and pins that count."""
        ...

    def former_teams(self, team: str) -> Iterator[Team]:
        """The team as it was described before, the last description first, without leave and what else has dates."""
        ...

    def week(self, team: str, week: Week) -> WeekState | None:
        """What counts in a week; None where it has no version yet."""
        ...

    def weeks(self, team: str, since: Week | None = None, until: Week | None = None) -> tuple[WeekState, ...]:
        """The weeks that have a version, both ends included, oldest first."""
        ...

    def versions(self, team: str, week: Week) -> tuple[Version, ...]:
        """All versions of a week, oldest first."""
        ...

    def plan(self, team: str, week: Week, number: int) -> Plan:
        """A version, checked against its digest. Its roster says the number, and whether it is the one in force."""
        ...

    def history(self, team: str, before: Week, weeks: int = 53) -> tuple[Roster, ...]:
        """What happened in the weeks before, oldest first: realised where the lead marked it, else published."""
        ...

    def rosters(self, team: str, since: Week, until: Week, state: str) -> tuple[Roster, ...]:
        """The "draft", "published" or "realised" rosters of the weeks, both ends included, oldest first."""
        ...

    def opening(self, team: str, at: Week, weeks: int) -> tuple[Week, Mapping[str, int]] | None:
        """The week from which balances are counted on for a week: the first of the `weeks` before it of which they were
        kept, else the last before those. With it each member's minutes at its start, on top of the balance in the
        team's description; None where none were ever kept."""
        ...

    def publications(self, team: str, after: int = 0) -> tuple[Publication, ...]:
        """Publications with a number above `after`, oldest first."""
        ...

    def acts(self, team: str, after: int = 0) -> tuple[Act, ...]:
        """Acts with a number above `after`, oldest first."""
        ...

    def leave(self, team: str, statuses: Iterable[LeaveStatus] | None = None) -> tuple[LeaveRecord, ...]:
        """Requests for leave, by start and id."""
        ...

    def absences(self, team: str) -> tuple[AbsenceRecord, ...]:
        """Absences that count, by start and id."""
        ...

    def wishes(self, team: str) -> tuple[WishRecord, ...]:
        """Wishes that count."""
        ...

    def pins(self, team: str) -> tuple[PinRecord, ...]:
        """Pins that count, by date."""
        ...

    def support(self, team: str) -> tuple[Answered, ...]:
        """Requests for acute support that count, by date."""
        ...

    def gave_way(self, team: str) -> Mapping[str, int]:
        """How often each member gave way in leave rounds since all her wishes were granted."""
        ...

    def pages(self, team: str) -> Mapping[str, Page]:
        """The newest page of each account that has one."""
        ...

    def imported(self, team: str, kind: str, owner: str) -> tuple[ImportedEvent, ...]:
        """What came in from calendars of a "member" or "account"."""
        ...

    def tokens(self, team: str) -> tuple[FeedToken, ...]:
        """Every address of a calendar, also the revoked."""
        ...

    def token(self, hash: bytes) -> FeedToken | None:  # noqa: A002
        """The address with that hash that is not revoked."""
        ...

    def calendar_choices(self, team: str) -> Mapping[str, CalendarChoice]:
        """What members want in their calendars, by member; who is not there has what everybody has."""
        ...

    def ledger(self, team: str) -> tuple[int, str] | None:
        """What was published of calendars up to a publication: its number and the ledger's text."""
        ...

    def kept_about(self, team: str, member: str) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """Everything that is kept about a member, by kind, in types that JSON has."""
        ...

    def absence_weeks(self, team: str) -> int:
        """Weeks after which absences are erased."""
        ...


class Writing(Reading, Protocol):
    """One act on one team: what is read and changed in it is of that team."""

    def put_team(self, team: Team, expected: int | None = None) -> None:
        """Keeps the team; `expected` is the revision that the change was made on.

        Its leave, absence, wishes and pins are taken in where they are not there yet; those that are there stay.
        """
        ...

    def add_version(self, plan: Plan, expected: int | None = None) -> int:
        """Keeps a plan of one week as its newest version; `expected` is the revision of the week that was seen (0 for
        a week without a version). Gives its number."""
        ...

    def publish(self, week: Week, number: int | None, expected: int | None = None) -> None:
        """Puts a version in force; None withdraws the week."""
        ...

    def realise(self, week: Week, number: int) -> None:
        """Marks a version as what really happened."""
        ...

    def put_openings(self, since: Week, minutes: Mapping[Week, Mapping[str, int]]) -> None:
        """Keeps the balances at the start of weeks, in the place of all that were kept from a week on."""
        ...

    def restore(self, week: Week, number: int, expected: int | None = None) -> int:
        """Brings a former version back as the newest. Gives its number."""
        ...

    def request_leave(self, leave: Leave, substitute: str | None = None) -> int: ...

    def set_leave(self, id: int, status: LeaveStatus, expected: LeaveStatus | None = None) -> None: ...

    def decline(self, id: int, declined: bool) -> None:
        """The substitute of a leave says whether she declines."""
        ...

    def set_gave_way(self, times: Mapping[str, int], expected: Mapping[str, int] | None = None) -> None: ...

    def add_absence(self, absence: Absence) -> int: ...

    def lift_absence(self, id: int) -> None: ...

    def add_wish(self, wish: Wish) -> int: ...

    def lift_wish(self, id: int) -> None: ...

    def add_pin(self, pin: Pin) -> int: ...

    def lift_pin(self, id: int) -> None: ...

    def add_support(self, answered: Answered) -> int: ...

    def put_page(self, account: str, text: str, expected: int | None = None) -> int: ...

    def put_imported(self, kind: str, owner: str, source: str, events: Sequence[ImportedEvent]) -> None:
        """What is known of a source from now on."""
        ...

    def add_token(self, kind: str, owner: str, hash: bytes) -> int: ...  # noqa: A002

    def revoke_token(self, id: int) -> None: ...

    def choose_calendar(self, member: str, choice: CalendarChoice, expected: CalendarChoice | None = None) -> None:
        """What a member wants in her calendar from now on; `expected` is what she wanted when it was seen."""
        ...

    def put_ledger(self, publication: int, body: str) -> None: ...

    def set_absence_weeks(self, weeks: int) -> None: ...

    def erase_absences(self, before: date) -> int:
        """Erases absences that ended before a date, and what stored plans say of them. Gives how many."""
        ...

    def forget(self, member: str) -> str:
        """Puts a word without a meaning in the place of a former member, everywhere but in the ledger of calendars.
        Gives the word."""
        ...

    def names_of(self, member: str) -> tuple[str, ...]:
        """What a member was ever called, and her addresses."""
        ...

    def revert(self, act: Act) -> None:
        """Takes back every change of an act; raises Refused where something changed since."""
        ...


class Store(Protocol):
    """A database with teams."""

    def read(self) -> AbstractContextManager[Reading]:
        """A view of it."""
        ...

    def write(
        self, team: str, kind: ActKind, who: str, at: datetime, why: str = "", undoes: int | None = None
    ) -> AbstractContextManager[Writing]:
        """One act on a team. What is kept when the block ends is all of it; nothing where the block raises, and no act
        where it changed nothing."""
        ...

    def close(self) -> None:
        """Lets go of what it holds of the database. It can be used again."""
        ...
