"""The calendars of the weeks that a team published, each entry in its revision, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Final

from secretariat_tui.domain.account import Account
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.entry import UNVERSIONED, Calendar, Entry, Method, Revision, in_order, is_leave
from secretariat_tui.ical.ledger import Ledger, last_day
from secretariat_tui.ical.objects import is_told_by, key_of_uid
from secretariat_tui.ical.words import Translate, untranslated
from secretariat_tui.ical.write import write_calendar

_ANY_WEEK: Final = Week(2026, 1)
_LONGEST_NAME: Final = 255
"""Characters of a file's name, on most disks; of which a calendar's own, whatever its ids, leaves twenty."""


@dataclass(frozen=True)
class PublishedCalendars:
    """Makes calendars of the rosters in force, one for each week, and of what went away.

    `ledger` was advanced by every publication; `weeks` are the weeks to show, each with its problem. `options` holds
    for the team; `own` are those of members who chose for themselves. `former` is a team with the names of all that the
    rosters name.

    Leave is told as the ledger has it: what is granted or withdrawn since waits for a publication, as the roster does.
    """

    team: Team
    ledger: Ledger
    weeks: Sequence[tuple[Problem, Roster]]
    options: CalendarOptions = field(default_factory=CalendarOptions)
    own: Mapping[str, CalendarOptions] = field(default_factory=dict)
    handbook: Mapping[str, str] = field(default_factory=dict)
    translate: Translate = untranslated
    former: Team | None = None

    def choosing(self, choose: Callable[[CalendarChoice], CalendarChoice]) -> PublishedCalendars:
        """The same calendars for members who want something else in them."""

        def chosen(options: CalendarOptions) -> CalendarOptions:
            return replace(options, choice=choose(options.choice))

        own = {member: chosen(options) for member, options in self.own.items()}
        return replace(self, options=chosen(self.options), own=own)

    def of_member(self, member: Member) -> Calendar:
        """Her calendar, with what she chose to have in it."""
        chosen = self.own.get(member.id, self.options)
        entries = self._standing(lambda composer: composer.of_member(member), chosen)
        if chosen.choice.leave:
            entries += [replace(entry, busy=chosen.style.leave) for entry in self._leave_of.get(member.id, ())]
        gone = [entry for entry in self._gone_of_members.get(member.id, ()) if chosen.includes(entry.kind)]
        # Learning time that comes back, say, is gone until the week is published again: a name stands in a file once.
        names = {entry.uid for entry in gone}
        entries = [entry for entry in entries if entry.uid not in names] if names else entries
        return replace(self._head.of_member(member), entries=in_order([*entries, *gone]))

    def of_account(self, account: Account) -> Calendar:
        """Who has the account."""
        return self._of_kind(lambda composer: composer.of_account(account), f"account-{account.id}")

    def of_team(self) -> Calendar:
        """Who works when and where."""
        return self._of_kind(lambda composer: composer.of_team(), "team-shift")

    def all(self) -> Iterator[Calendar]:
        """Every calendar of the team, in the order of the team, also those with nothing in them."""
        yield from (self.of_member(member) for member in self.team.members)
        yield from (self.of_account(account) for account in self.team.accounts)
        yield self.of_team()

    def changes(self, calendar: Calendar, number: int) -> tuple[Calendar, ...]:
        """What changed after a publication: one calendar of what is new or other, and one for each entry that went.

        Programs take a `CANCEL` one entry at a time. What came and went since is in none of them.
        """
        kept: list[Entry] = []
        cancelled: list[Calendar] = []
        stem = calendar.file.removesuffix(".ics")
        for entry in calendar.entries:
            row = self.ledger.row(entry)
            if row is None or row.changed <= number:
                continue
            if row.stands:
                kept.append(entry)
            elif row.first <= number:
                head = f"{stem}.cancelled-{entry.day.isoformat()}-"
                file = f"{head}{_which(entry, _LONGEST_NAME - len(head) - len('.ics'))}.ics"
                cancelled.append(replace(calendar, file=file, entries=(entry,), method=Method.CANCEL))
        news = replace(calendar, file=f"{stem}.since-{number}.ics", entries=tuple(kept))
        return (*([news] if kept else []), *cancelled)

    def write(self, calendars: Iterable[Calendar]) -> dict[str, bytes]:
        """File name to bytes of each calendar that has an entry."""
        return {calendar.file: self.bytes_of(calendar) for calendar in calendars if calendar.entries}

    def bytes_of(self, calendar: Calendar) -> bytes:
        """The file of one calendar, also when it has nothing in it, as a feed must answer."""
        return write_calendar(calendar, UNVERSIONED, self.revisions(calendar))

    def revisions(self, calendar: Calendar) -> dict[str, Revision]:
        """The revision of each entry by its UID."""
        known = ((entry.uid, self.ledger.revision(entry)) for entry in calendar.entries)
        return {uid: revision for uid, revision in known if revision is not None}

    @cached_property
    def told_weeks(self) -> frozenset[Week]:
        """The weeks of which these calendars tell all there is: what is elsewhere and not in them, is gone."""
        withdrawn = {week for week, rows in self.ledger.weeks.items() if not any(row.stands for row in rows.values())}
        return frozenset(self._shown_weeks | withdrawn)

    def tells(self, uid: str) -> bool:
        """Whether these calendars tell all there is of an entry: where it is elsewhere and not in them, it is gone.

        Leave in whole days belongs to no week: it is told when it went away, whenever that was, and as long as it is
        not long past.
        """
        key = key_of_uid(uid, self.team.id)
        row = None if key is None else self.ledger.leave.get(key)
        if key is not None and row is not None:
            return not row.stands or last_day(self.ledger.entry(key, row)) >= self._since
        return is_told_by(uid, self.team.id, self.told_weeks)

    # -- parts

    @cached_property
    def _since(self) -> date:
        """The first day that is told."""
        return min(self._shown_weeks, default=_ANY_WEEK).monday

    @cached_property
    def _shown_weeks(self) -> frozenset[Week]:
        return frozenset(week for problem, _ in self.weeks for week in problem.weeks)

    @cached_property
    def _leave_of(self) -> Mapping[str, list[Entry]]:
        """The leave of each member that stands and is not past."""
        found: dict[str, list[Entry]] = {}
        for entry in self.ledger.on_leave(sorted(self._shown_weeks)):
            if last_day(entry) >= self._since:
                found.setdefault(entry.member, []).append(entry)
        return found

    def _composers(self, options: CalendarOptions) -> tuple[Composer, ...]:
        """One for each week. They are kept, since many members choose the same."""
        if options not in self._made:
            self._made[options] = tuple(
                Composer(problem, roster, options, self.handbook, self.translate, self.former)
                for problem, roster in self.weeks
            )
        return self._made[options]

    @cached_property
    def _made(self) -> dict[CalendarOptions, tuple[Composer, ...]]:
        return {}

    @cached_property
    def _head(self) -> Composer:
        """Says how calendars are called, also where no week stands."""
        problem = Problem(self.team, Horizon(_ANY_WEEK))
        return Composer(problem, Roster(self.team.id, (), (), ()), self.options, self.handbook, self.translate)

    @cached_property
    def _gone(self) -> Mapping[str, list[Entry]]:
        """What went away and is still told, by kind."""
        found: dict[str, list[Entry]] = {}
        for entry in self.ledger.gone():
            found.setdefault(entry.kind, []).append(entry)
        return found

    @cached_property
    def _gone_of_members(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entries in self._gone.values():
            for entry in entries:
                found.setdefault(entry.member, []).append(entry)
        return found

    def _standing(self, make: Callable[[Composer], Calendar], options: CalendarOptions) -> list[Entry]:
        """The entries of all weeks. Leave is the ledger's to tell, unless nothing was ever published."""
        made = (make(composer).entries for composer in self._composers(options))
        is_told = self.ledger.number == 0
        return [entry for entries in made for entry in entries if is_told or not is_leave(entry.kind)]

    def _of_kind(self, make: Callable[[Composer], Calendar], kind: str) -> Calendar:
        entries = [*self._standing(make, self.options), *self._gone.get(kind, ())]
        return replace(make(self._head), entries=in_order(entries))


def _which(entry: Entry, room: int) -> str:
    """What tells an entry in the name of a file, besides its date."""
    name = f"{entry.member}-{entry.kind}" + ("" if entry.nth == 1 else f".{entry.nth}")
    return name if len(name) <= room else blake2b(entry.uid.encode(), digest_size=8).hexdigest()
