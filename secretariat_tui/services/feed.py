"""The published calendars of a store, as the feed serves them.

What a calendar says follows from what was published, from the names in the team and from its handbook, never from the
clock: an hour without any of these changing is an hour of the same bytes.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.errors import Unusable, fault
from secretariat_tui.domain.feed import Subject, SubjectKind, subjects_in
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.repository import Reading, Store, Writing
from secretariat_tui.domain.team import Team

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
    """How a team stands after so many acts. `version` is another one whenever a calendar of it can be another."""

    acts: int
    version: str
    publications: tuple[Publication, ...]
    subjects: frozenset[Subject]
    at: datetime


class StoredFeed:
    """Calendars of every team in a store. Safe to be asked in several threads at once.

    Of a few teams it keeps how they stand and what was published, which all their calendars share: a request that
    finds nothing new costs two queries by key.
    """

    def __init__(self, store: Store, pose: Pose, translate: Callable[[str], Translate]) -> None:
        self._store = store
        self._pose = pose
        self._translate = translate
        self._standing: OrderedDict[str, _Standing] = OrderedDict()
        self._published: OrderedDict[str, tuple[str, PublishedCalendars]] = OrderedDict()

    def look_up(self, token_hash: bytes) -> tuple[Subject, str] | None:
        """The calendar that a token opens, and a digest of all that it is made of.

        What was made for somebody who has left the team opens nothing.
        """
        with self._store.read() as view:
            token = view.token(token_hash)
            if token is None:
                return None
            standing = self._stands(view, token.team)
        subject = Subject(token.team, SubjectKind(token.kind), token.owner)
        return (subject, standing.version) if subject in standing.subjects else None

    def calendar(self, subject: Subject) -> tuple[bytes, datetime]:
        """The calendar as it stands, and the moment after which nothing in it changed."""
        with self._store.read() as view:
            standing = self._stands(view, subject.team)
            published = self._calendars(view, subject.team, standing)
        return published.bytes_of(calendar_of(published, subject)), standing.at

    def _stands(self, view: Reading, team: str) -> _Standing:
        acts = view.entry(team).acts
        known = self._standing.get(team)
        if known is None or known.acts != acts:
            known = _standing(view, team, () if known is None else known.publications)
            _keep(self._standing, team, known)
        return known

    def _calendars(self, view: Reading, team: str, standing: _Standing) -> PublishedCalendars:
        kept = self._published.get(team)
        if kept is not None and kept[0] == standing.version:
            return kept[1]
        described = view.team(team)
        made = published_calendars(view, described, self._pose, self._translate(described.language))
        _keep(self._published, team, (standing.version, made))
        return made


def published_calendars(view: Reading, team: Team, pose: Pose, translate: Translate) -> PublishedCalendars:
    """The calendars of the weeks in force, from 8 weeks before the last publication on."""
    from secretariat_tui.ical.ledger import GOES_ON_FOR
    from secretariat_tui.ical.published import PublishedCalendars

    publications = view.publications(team.id)
    ledger = ledger_of(view, team, publications, pose, translate)
    handbook = {account: page.text for account, page in view.pages(team.id).items()}
    weeks: list[Week] = []
    if publications:
        since = Week.of(ledger.stamps[ledger.number].date() - GOES_ON_FOR)
        weeks = [state.week for state in view.weeks(team.id, since) if state.published is not None]
    if not weeks:
        return PublishedCalendars(team, ledger, (), handbook=handbook, translate=translate)
    rosters = view.rosters(team.id, weeks[0], weeks[-1], "published")
    problems = _problems(team, weeks, pose)
    posed = [(problems(roster.weeks[0]), roster) for roster in rosters]
    return PublishedCalendars(team, ledger, posed, handbook=handbook, translate=translate)


def ledger_of(
    view: Reading, team: Team, publications: Iterable[Publication], pose: Pose, translate: Translate
) -> Ledger:
    """What calendars were told up to the last publication: the ledger that is kept, and what was published after it.

    Raises Unusable for a ledger that cannot be read: one made anew could tell of lower revisions than it told before.
    """
    from secretariat_tui.ical.compose import Composer
    from secretariat_tui.ical.ledger import Ledger
    from secretariat_tui.ical.revisions import advance

    kept = view.ledger(team.id)
    try:
        ledger = Ledger(team.id) if kept is None else Ledger.from_json(json.loads(kept[1]))
    except ValueError as error:
        damaged = fault("damaged", N_("What calendars were told of team {id} is damaged."), id=team.id)
        raise Unusable([damaged]) from error
    due = [publication for publication in publications if publication.number > ledger.number]
    problems = _problems(team, [publication.week for publication in due], pose)
    for publication in due:
        composer = None
        if publication.version is not None:
            roster = view.plan(team.id, publication.week, publication.version).roster
            composer = Composer(problems(publication.week), roster, translate=translate)
        ledger = advance(ledger, publication, composer)
    return ledger


def catch_up(work: Writing, team: str, pose: Pose, translate: Callable[[str], Translate]) -> None:
    """Keeps what calendars were told by every publication before this act.

    To be called first in an act that publishes or withdraws. Without it nothing is wrong, but all that was ever
    published is worked through anew whenever calendars are made.
    """
    publications = work.publications(team)
    kept = work.ledger(team)
    if publications and (kept is None or kept[0] < publications[-1].number):
        described = work.team(team)
        ledger = ledger_of(work, described, publications, pose, translate(described.language))
        work.put_ledger(ledger.number, json.dumps(ledger.to_json(), separators=(",", ":")))


def calendar_of(published: PublishedCalendars, subject: Subject) -> Calendar:
    """One of the calendars; raises KeyError for who is not in the team."""
    if subject.kind is SubjectKind.MEMBER:
        return published.of_member(published.team.member[subject.owner])
    if subject.kind is SubjectKind.ACCOUNT:
        return published.of_account(published.team.account[subject.owner])
    return published.of_team()


def _standing(view: Reading, team: str, known: tuple[Publication, ...]) -> _Standing:
    entry = view.entry(team)
    publications = known + view.publications(team, known[-1].number if known else 0)
    pages = sorted((account, page.number) for account, page in view.pages(team).items())
    last = publications[-1].number if publications else 0
    said = json.dumps([team, last, entry.revision, pages])
    version = blake2b(said.encode(), digest_size=12).hexdigest()
    acts = view.acts(team, entry.acts - 1)
    moments = [*(act.at for act in acts), *(publication.at for publication in publications[-1:])]
    return _Standing(
        entry.acts, version, publications, frozenset(subjects_in(view.team(team))), max(moments, default=_NEVER)
    )


def _problems(team: Team, weeks: Iterable[Week], pose: Pose) -> Callable[[Week], Problem]:
    """The problem of each of these weeks; the public holidays of all of them are looked up once."""
    known = sorted(set(weeks))
    if not known:
        return lambda week: pose(team, week, 1)
    count = (known[-1].monday - known[0].monday).days // 7 + 1
    whole = pose(team, known[0], count)
    return lambda week: replace(whole, horizon=Horizon(week))


def _keep(kept: OrderedDict[str, T], team: str, value: T) -> None:
    """Keeps it, and forgets the team that was kept longest ago when there are too many."""
    kept[team] = value
    kept.move_to_end(team)
    while len(kept) > _TEAMS:
        kept.popitem(last=False)
