"""The published calendars of a store, as the feed serves them.

What a calendar says follows from what was published, from the names in the team and from its handbook, never from the
clock: an hour without any of these changing is an hour of the same bytes.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.feed import Subject, SubjectKind, subjects_in
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind, Publication
from secretariat_tui.domain.repository import Reading, Store, Writing
from secretariat_tui.domain.team import Team
from secretariat_tui.services.former import team_with

if TYPE_CHECKING:
    from secretariat_tui.ical.entry import Calendar
    from secretariat_tui.ical.ledger import Ledger
    from secretariat_tui.ical.published import PublishedCalendars
    from secretariat_tui.ical.words import Translate

T = TypeVar("T")

Pose = Callable[[Team, Week, int], Problem]
"""The problem of some weeks of a team, with its public holidays."""

_TEAMS: Final = 8
_NEVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a team of this revision stands after so many acts, of which `era` was the last that erased something.

    `general` is another text whenever what all its calendars share can be another: names, pages, what members want in
    theirs, how far back they go; it last changed `at`. `changed` has the last publication that changed each calendar,
    0 where none did.
    """

    acts: int
    revision: int
    era: int
    general: str
    at: datetime
    publications: tuple[Publication, ...]
    ledger: Ledger
    changed: Mapping[Subject, int]

    def version(self, subject: Subject) -> str:
        return f"{self.general}.{self.changed[subject]}"

    def modified(self, subject: Subject) -> datetime:
        """The moment after which nothing in a calendar changed."""
        return max(self.at, self.ledger.stamps.get(self.changed[subject], self.at))


class StoredFeed:
    """Calendars of every team in a store. Safe to be asked in several threads at once.

    Of a few teams it keeps how they stand and what was published, which all their calendars share: a request that
    finds nothing new costs two queries by key, and a publication makes only those calendars anew that it changed.
    """

    def __init__(self, store: Store, pose: Pose, translate: Callable[[str], Translate]) -> None:
        self._store = store
        self._pose = pose
        self._translate = translate
        self._lock = threading.Lock()
        self._standing: OrderedDict[str, _Standing] = OrderedDict()
        self._published: OrderedDict[str, tuple[tuple[str, int], PublishedCalendars]] = OrderedDict()

    def look_up(self, token_hash: bytes) -> tuple[Subject, str] | None:
        """The calendar that a token opens, and its version.

        What was made for somebody who has left the team opens nothing.
        """
        with self._store.read() as view:
            token = view.token(token_hash)
            if token is None:
                return None
            acts = view.entry(token.team).acts
        standing = self._standing.get(token.team)
        if standing is None or standing.acts != acts:
            with self._lock, self._store.read() as view:
                standing = self._stands(view, token.team)
        subject = Subject(token.team, SubjectKind(token.kind), token.owner)
        return (subject, standing.version(subject)) if subject in standing.changed else None

    def calendar(self, subject: Subject) -> tuple[bytes, datetime]:
        """The calendar as it stands, and when it last changed; raises KeyError for who is not in the team."""
        with self._lock, self._store.read() as view:
            standing = self._stands(view, subject.team)
            published = self._calendars(view, subject.team, standing)
        return published.bytes_of(calendar_of(published, subject)), standing.modified(subject)

    def _stands(self, view: Reading, team: str) -> _Standing:
        """To be asked under the lock, so that a view is never older than what is known."""
        acts = view.entry(team).acts
        known = self._standing.get(team)
        if known is None or known.acts != acts:
            # Fewer acts than before: the database was put back. What is known then is of another history.
            known = _standing(view, team, known if known and known.acts < acts else None, self._pose, self._translate)
            _keep(self._standing, team, known)
        return known

    def _calendars(self, view: Reading, team: str, standing: _Standing) -> PublishedCalendars:
        key = (standing.general, standing.ledger.number)
        kept = self._published.get(team)
        if kept is not None and kept[0] == key:
            return kept[1]
        described = view.team(team)
        translate = self._translate(described.language)
        made = published_calendars(view, described, self._pose, translate, standing.ledger)
        _keep(self._published, team, (key, made))
        return made


def published_calendars(
    view: Reading, team: Team, pose: Pose, translate: Translate, ledger: Ledger | None = None
) -> PublishedCalendars:
    """The calendars of the weeks in force, from 8 weeks before the last publication on.

    `ledger` is that of this view, where it is known already.
    """
    from secretariat_tui.ical.compose import CalendarOptions
    from secretariat_tui.ical.published import PublishedCalendars

    if ledger is None:
        ledger = ledger_of(view, team, view.publications(team.id), pose, translate)
    handbook = {account: page.text for account, page in view.pages(team.id).items()}
    since = _since(ledger)
    weeks: list[Week] = []
    if since is not None:
        weeks = [state.week for state in view.weeks(team.id, Week.of(since)) if state.published is not None]
    rosters = view.rosters(team.id, weeks[0], weeks[-1], "published") if weeks else ()
    problems = _problems(team, weeks, pose)
    posed = [(problems(roster.weeks[0]), roster) for roster in rosters]
    style, choices = team.calendar, view.calendar_choices(team.id)
    own = {member: CalendarOptions(style, choice) for member, choice in choices.items()}
    former = team_with(view, team, rosters)
    return PublishedCalendars(team, ledger, posed, CalendarOptions(style), own, handbook, translate, former)


def ledger_of(
    view: Reading,
    team: Team,
    publications: Iterable[Publication],
    pose: Pose,
    translate: Translate,
    known: Ledger | None = None,
) -> Ledger:
    """What calendars were told up to the last publication: the ledger that is known or kept, and what came after it."""
    from secretariat_tui.ical.compose import CalendarOptions, Composer
    from secretariat_tui.ical.ledger import Ledger
    from secretariat_tui.ical.revisions import advance

    ledger = known or kept_ledger(view, team.id) or Ledger(team.id)
    due = [publication for publication in publications if publication.number > ledger.number]
    problems = _problems(team, [publication.week for publication in due], pose)
    options, former = CalendarOptions(team.calendar), team
    for publication in due:
        composer = None
        if publication.version is not None:
            roster = view.plan(team.id, publication.week, publication.version).roster
            former = team_with(view, former, [roster])  # whoever was found is not sought again
            composer = Composer(problems(publication.week), roster, options, translate=translate, former=former)
        ledger = advance(ledger, publication, composer)
    return ledger


def kept_ledger(view: Reading, team: str) -> Ledger | None:
    """What calendars were told, as far as it was kept; None where nothing was published.

    Raises Unusable for a ledger that cannot be read: one made anew could tell of lower revisions than it told before.
    """
    from secretariat_tui.ical.ledger import Ledger

    kept = view.ledger(team)
    if kept is None:
        return None
    try:
        return Ledger.from_json(json.loads(kept[1]))
    except ValueError as error:
        damaged = fault("damaged", N_("What calendars were told of team {id} is damaged."), id=team)
        raise Unusable([damaged]) from error


def keep_ledger(work: Writing, ledger: Ledger) -> None:
    """Keeps what calendars were told from now on."""
    work.put_ledger(ledger.number, json.dumps(ledger.to_json(), ensure_ascii=False, separators=(",", ":")))


def calendar_of(published: PublishedCalendars, subject: Subject) -> Calendar:
    """One of the calendars; raises KeyError for who is not in the team."""
    if subject.kind is SubjectKind.MEMBER:
        return published.of_member(published.team.member[subject.owner])
    if subject.kind is SubjectKind.ACCOUNT:
        return published.of_account(published.team.account[subject.owner])
    return published.of_team()


def _standing(
    view: Reading, team: str, known: _Standing | None, pose: Pose, translate: Callable[[str], Translate]
) -> _Standing:
    """How a team stands, from how it stood after an earlier act."""
    entry = view.entry(team)
    acts = view.acts(team, known.acts if known else entry.acts - 1)
    erased = [act.number for act in acts if act.kind in (ActKind.FORGET, ActKind.ERASE)]
    era = erased[-1] if erased else known.era if known else 0
    if erased:
        known = None  # what was known has her in it who is to be forgotten
    before = known.publications if known else ()
    new = view.publications(team, before[-1].number if before else 0)
    if known is None or new or known.revision != entry.revision:
        described = view.team(team)
        ledger = ledger_of(view, described, new, pose, translate(described.language), known.ledger if known else None)
        changed = _changed(described, ledger)
    else:  # a draft, a request, a page
        ledger, changed = known.ledger, known.changed
    pages = sorted((account, page.number) for account, page in view.pages(team).items())
    choices = [(member, str(choice)) for member, choice in view.calendar_choices(team).items()]
    shared = json.dumps([team, era, entry.revision, pages, choices, str(_since(ledger))])
    general = blake2b(shared.encode(), digest_size=12).hexdigest()
    at = acts[-1].at if acts else _NEVER
    if known is not None and known.general == general:
        at = known.at
    return _Standing(entry.acts, entry.revision, era, general, at, before + new, ledger, changed)


def _changed(team: Team, ledger: Ledger) -> Mapping[Subject, int]:
    """The last publication that changed each calendar: every entry is in its member's, an account's or the team's."""
    found = dict.fromkeys(subjects_in(team), 0)
    for rows in (*ledger.weeks.values(), ledger.leave):
        for key, row in rows.items():
            member, _, kind = key.split(".")[:3]
            if kind == "team-shift":
                subject = Subject(team.id, SubjectKind.TEAM, team.id)
            elif kind.startswith("account-"):
                subject = Subject(team.id, SubjectKind.ACCOUNT, kind.removeprefix("account-"))
            else:
                subject = Subject(team.id, SubjectKind.MEMBER, member)
            if row.changed > found.get(subject, row.changed):
                found[subject] = row.changed
    return found


def _since(ledger: Ledger) -> date | None:
    """How far calendars go back, by the last publication and not by the clock; None before the first."""
    from secretariat_tui.ical.ledger import GOES_ON_FOR

    last = ledger.stamps.get(ledger.number)
    return None if last is None else last.date() - GOES_ON_FOR


def _problems(team: Team, weeks: Iterable[Week], pose: Pose) -> Callable[[Week], Problem]:
    """The problem of each of these weeks; the public holidays of all of them are looked up once."""
    known = sorted(set(weeks))
    if not known:
        return lambda week: pose(team, week, 1)
    whole = pose(team, known[0], Horizon.between(known[0], known[-1]).weeks)
    return lambda week: replace(whole, horizon=Horizon(week))


def _keep(kept: OrderedDict[str, T], team: str, value: T) -> None:
    """Keeps it, and forgets the team that was kept longest ago when there are too many."""
    kept[team] = value
    kept.move_to_end(team)
    while len(kept) > _TEAMS:
        kept.popitem(last=False)
