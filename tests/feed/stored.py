"""A database with the small team, whose weeks can be published."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.feed import Subject
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repository import Writing
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.words import untranslated
from secretariat_tui.services.feed import StoredFeed, ledger_of
from secretariat_tui.services.feed_tokens import give, hash_of
from secretariat_tui.store.database import Database
from tests import build
from tests.databases import empty_database
from tests.plans import plan_of, small_team

FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)


def pose(team: Team, first: Week, weeks: int) -> Problem:
    return build.problem(team, weeks, first)


def database(path: Path, team: Team | None = None) -> Database:
    """A new database, with a team."""
    store = Database(empty_database(path))
    with store.write("so", ActKind.IMPORT_TEAM, "lead", FRIDAY) as act:
        act.put_team(team or small_team())
    return store


def feed_of(store: Database) -> StoredFeed:
    return StoredFeed(store, pose, lambda _: untranslated)


def owner(feed: StoredFeed, token: str | None) -> Subject | None:
    """Whose calendar a token opens."""
    found = feed.look_up(hash_of(token or ""))
    return None if found is None else found[0]


def version(store: Database, feed: StoredFeed, subject: Subject) -> str:
    """The version of a calendar, looked up by a token of its own."""
    (given,) = give(store, subject.team, [subject], "lead", FRIDAY, renew=True)
    found = feed.look_up(hash_of(given.token or ""))
    assert found is not None
    return found[1]


def publish(store: Database, week: Week, at: datetime, without: str | None = None) -> None:
    """Plans and publishes the small plan of a week, perhaps without the shifts of somebody."""
    with store.read() as view:
        team = view.team("so")
    plan = plan_of(pose(team, week, 1))
    days = (week.monday - plan.roster.assignments[0].date).days
    roster = moved(plan.roster, week, days)
    if without is not None:
        kept = tuple(item for item in roster.assignments if item.member != without)
        held = tuple(duty for duty in roster.duties if duty.member != without)
        roster = replace(roster, assignments=kept, duties=held)
    with store.write("so", ActKind.PLAN, "lead", at) as act:
        number = act.add_version(replace(plan, roster=roster, shortages=(), contingency=()))
    with store.write("so", ActKind.PUBLISH, "lead", at) as act:
        act.publish(week, number)


def keep_ledger(act: Writing) -> None:
    """Keeps what calendars were told before this act, as publishing does."""
    ledger = ledger_of(act, act.team("so"), act.publications("so"), pose, untranslated)
    act.put_ledger(ledger.number, json.dumps(ledger.to_json()))


def moved(roster: Roster, week: Week, days: int) -> Roster:
    from datetime import timedelta

    by = timedelta(days=days)
    return replace(
        roster,
        weeks=(week,),
        assignments=tuple(replace(item, date=item.date + by) for item in roster.assignments),
        duties=tuple(replace(duty, date=duty.date + by) for duty in roster.duties),
    )
