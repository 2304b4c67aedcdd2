"""The feed of a real database: what is published is seen, and nothing else changes a byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import BadInput, Unusable
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.feed import Subject, SubjectKind, TokenState, subjects_in
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.records import ActKind
from secretariat_tui.ical.ledger import Ledger
from secretariat_tui.ical.words import untranslated
from secretariat_tui.services.feed import StoredFeed, ledger_of
from secretariat_tui.services.feed_tokens import give, hash_of, listing, new_token, revoke, stray
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import WEEK
from tests.feed.memory import ANNA, DIRECTOR, TEAM
from tests.feed.stored import FRIDAY, database, feed_of, keep_ledger, owner, pose, publish, version
from tests.plans import small_team

BEA = Subject("so", SubjectKind.MEMBER, "bea")
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that is copied for every test, since making one takes a while."""
    path = tmp_path_factory.mktemp("fresh") / "team.db"
    database(path).close()
    return path


@pytest.fixture
def store(fresh: Path, tmp_path: Path) -> Iterator[Database]:
    found = Database(url_of(f"sqlite:///{shutil.copy(fresh, tmp_path / 'team.db')}"))
    yield found
    found.close()


def events(content: bytes) -> list[tuple[str, str, int]]:
    """Title, status and sequence of each event, by start."""
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return [(str(e["SUMMARY"]), str(e["STATUS"]), int(e["SEQUENCE"])) for e in found]


# -- calendars


def test_before_anything_is_published_a_calendar_is_empty_and_whole(store: Database) -> None:
    for subject in (ANNA, DIRECTOR, TEAM):
        content, _ = feed_of(store).calendar(subject)
        assert content.startswith(b"BEGIN:VCALENDAR\r\n")
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert b"VEVENT" not in content


def test_what_is_published_is_in_the_calendars_of_whom_it_is_about(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    feed = feed_of(store)
    (title, status, sequence), *others = events(feed.calendar(ANNA)[0])
    assert ("remote" in title, status, sequence, others) == (True, "CONFIRMED", 0, [])
    assert [title for title, _, _ in events(feed.calendar(DIRECTOR)[0])] == ["Dir: Bea"]
    assert len(events(feed.calendar(TEAM)[0])) == 2
    assert feed.calendar(ANNA)[1] == FRIDAY


def test_a_shift_that_went_away_is_cancelled_with_a_higher_sequence(store: Database) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    before = version(store, feed, ANNA)
    publish(store, WEEK, FRIDAY + HOUR, without="anna")
    assert version(store, feed, ANNA) != before
    (title, status, sequence), *others = events(feed.calendar(ANNA)[0])
    assert (title.startswith("Cancelled: "), status, sequence, others) == (True, "CANCELLED", 1, [])
    assert feed.calendar(ANNA)[1] == FRIDAY + HOUR


def test_drafts_requests_and_tokens_change_neither_version_nor_bytes(store: Database) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    before = version(store, feed, ANNA), feed.calendar(ANNA)[0]
    with store.read() as view:
        plan = view.plan("so", WEEK, 1)
    with store.write("so", ActKind.PLAN, "lead", FRIDAY + HOUR) as act:
        act.add_version(replace(plan, roster=replace(plan.roster, assignments=plan.roster.assignments[:1])))
    give(store, "so", [ANNA], "lead", FRIDAY + HOUR)
    assert (version(store, feed, ANNA), feed.calendar(ANNA)[0]) == before
    assert (version(store, feed_of(store), ANNA), feed_of(store).calendar(ANNA)[0]) == before


def test_a_name_or_a_page_that_changes_changes_the_version(store: Database) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    seen = [version(store, feed, ANNA)]
    team = small_team()
    with store.write("so", ActKind.EDIT_TEAM, "lead", FRIDAY + HOUR) as act:
        act.put_team(replace(team, members=(replace(team.members[0], name="Annabel"), *team.members[1:])))
    seen.append(version(store, feed, ANNA))
    assert b"Annabel" in feed.calendar(ANNA)[0]
    with store.write("so", ActKind.EDIT_PAGE, "lead", FRIDAY + 2 * HOUR) as act:
        act.put_page("dir", "Ring twice.")
    seen.append(version(store, feed, ANNA))
    assert len(set(seen)) == 3
    assert "Ring twice." in feed.calendar(BEA)[0].decode()


def test_who_left_the_team_keeps_her_name_in_its_calendars(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    anna, bea, carla = small_team().members
    for members in ((anna, replace(bea, name="Béatrice"), carla), (anna, carla)):
        with store.write("so", ActKind.IMPORT_TEAM, "lead", FRIDAY + HOUR) as act:
            act.put_team(replace(small_team(), members=members, agreements=()))
    for feed in (feed_of(store), feed_of(store)):
        titles = [title for subject in (TEAM, DIRECTOR) for title, *_ in events(feed.calendar(subject)[0])]
        assert {"Béatrice: Dag (office)", "Dir: Béatrice"} <= set(titles)
        assert not [title for title in titles if "bea" in title]


def test_a_restart_gives_the_same_bytes(store: Database) -> None:
    feed = feed_of(store)
    for number in range(4):
        publish(store, WEEK.plus(number % 2), FRIDAY + number * HOUR, without="anna" if number == 2 else None)
        feed.calendar(ANNA)
    subjects = sorted(subjects_in(small_team()), key=str)
    assert [feed.calendar(one)[0] for one in subjects] == [feed_of(store).calendar(one)[0] for one in subjects]
    assert [version(store, feed, one) for one in subjects] == [version(store, feed_of(store), one) for one in subjects]


def test_a_publication_changes_the_calendars_of_whom_it_is_about_and_no_others(store: Database) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    publish(store, WEEK.plus(1), FRIDAY)
    before = {one: (version(store, feed, one), feed.calendar(one)) for one in subjects_in(small_team())}
    publish(store, WEEK, FRIDAY + HOUR, without="anna")
    after = {one: (version(store, feed, one), feed.calendar(one)) for one in before}
    changed = {one for one in before if before[one][0] != after[one][0]}
    assert changed == {one for one in before if before[one][1][0] != after[one][1][0]} == {ANNA, TEAM}
    assert {after[one][1][1] for one in changed} == {FRIDAY + HOUR}
    assert all(after[one][1][1] == before[one][1][1] < FRIDAY + HOUR for one in set(before) - changed)


def test_a_database_that_is_put_back_is_read_anew(store: Database, tmp_path: Path) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    store.close()
    saved = (tmp_path / "team.db").read_bytes()
    seen = feed.calendar(ANNA)
    publish(store, WEEK, FRIDAY + HOUR, without="anna")
    assert feed.calendar(ANNA) != seen
    store.close()
    (tmp_path / "team.db").write_bytes(saved)
    assert feed.calendar(ANNA) == seen


def test_weeks_long_past_leave_the_calendar_with_a_later_publication_and_not_by_the_clock(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    publish(store, WEEK.plus(9), FRIDAY + HOUR)
    assert len(events(feed_of(store).calendar(ANNA)[0])) == 2
    publish(store, WEEK.plus(10), FRIDAY + timedelta(weeks=10))
    assert len(events(feed_of(store).calendar(ANNA)[0])) == 2


def test_what_published_calendars_share_is_read_once(store: Database, monkeypatch) -> None:
    publish(store, WEEK, FRIDAY)
    asked = []

    def counted(*arguments):
        asked.append(arguments)
        return pose(*arguments)

    feed = StoredFeed(store, counted, lambda _: str)
    for subject in subjects_in(small_team()):
        feed.calendar(subject)
    assert len(asked) == 2  # the ledger, and the weeks in force


def test_a_draft_is_no_reason_to_look_at_the_team_or_its_calendars_again(store: Database, monkeypatch) -> None:
    publish(store, WEEK, FRIDAY)
    asked = []
    feed = StoredFeed(store, pose, lambda code: asked.append(code) or untranslated)  # type: ignore[func-returns-value]
    version(store, feed, ANNA)
    version(store, feed, ANNA)  # whose token is an act as well
    assert asked == ["nl"]


def test_a_ledger_that_is_damaged_is_told_and_not_made_anew(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    with store.write("so", ActKind.PUBLISH, "lead", FRIDAY) as act:
        act.put_ledger(1, '{"format": 7}')
        act.put_page("dir", "so that there is an act")
    with pytest.raises(Unusable):
        feed_of(store).calendar(ANNA)


def test_what_calendars_were_told_is_kept_by_the_next_publication_and_gives_the_same_bytes(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    publish(store, WEEK, FRIDAY + HOUR, without="anna")
    before = [feed_of(store).calendar(one)[0] for one in (ANNA, DIRECTOR, TEAM)]
    with store.write("so", ActKind.EDIT_PAGE, "lead", FRIDAY + HOUR) as act:
        keep_ledger(act)
        act.put_page("other", "so that there is an act")
    with store.read() as view:
        kept = view.ledger("so")
        plans = []
        ledger = ledger_of(Counting(view, plans), view.team("so"), view.publications("so"), pose, untranslated)
    assert kept is not None
    assert (kept[0], ledger.number, plans) == (2, 2, [])
    assert [feed_of(store).calendar(one)[0] for one in (ANNA, DIRECTOR, TEAM)] == before


class Counting:
    """A view that notes which plans are read."""

    def __init__(self, view, plans: list) -> None:
        self.ledger = view.ledger
        self.plan = lambda *asked: plans.append(asked)


def test_what_is_erased_is_in_no_calendar_any_more(store: Database) -> None:
    feed = feed_of(store)
    publish(store, WEEK, FRIDAY)
    publish(store, WEEK, FRIDAY + HOUR, without="anna")
    with store.write("so", ActKind.EDIT_PAGE, "lead", FRIDAY + HOUR) as act:
        keep_ledger(act)
        act.put_page("other", "so that there is an act")
    assert [status for _, status, _ in events(feed.calendar(ANNA)[0])] == ["CANCELLED"]
    seen = version(store, feed, TEAM)
    with store.write("so", ActKind.ERASE, "lead", FRIDAY + HOUR) as act:
        kept = act.ledger("so")
        assert kept is not None
        ledger = Ledger.from_json(json.loads(kept[1])).without("anna", "Anna")
        act.put_ledger(kept[0], json.dumps(ledger.to_json()))
        act.set_absence_weeks(5)
    assert version(store, feed, TEAM) != seen
    assert events(feed.calendar(ANNA)[0]) == []
    assert all(status == "CONFIRMED" for _, status, _ in events(feed.calendar(TEAM)[0]))


# -- tokens


def test_a_token_is_256_random_bits_and_only_its_hash_is_kept(store: Database, tmp_path: Path) -> None:
    (made,) = give(store, "so", [ANNA], "lead", FRIDAY)
    assert made.token is not None
    assert (made.state, len(made.token), made.since) == (TokenState.NEW, 43, FRIDAY)
    assert len({new_token() for _ in range(1000)}) == 1000
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert made.token.encode() not in kept
    assert hash_of(made.token) in kept
    assert owner(feed_of(store), made.token) == ANNA


def test_the_hash_is_sha_256_of_the_text() -> None:
    assert hash_of("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(hash_of("\udcff")) == 32


def test_giving_twice_keeps_the_first_and_never_shows_it_again(store: Database) -> None:
    give(store, "so", [ANNA], "lead", FRIDAY)
    anna, bea = give(store, "so", [ANNA, BEA], "lead", FRIDAY + HOUR)
    assert (anna.state, anna.token, anna.since) == (TokenState.KEPT, None, FRIDAY)
    assert (bea.state, bea.since) == (TokenState.NEW, FRIDAY + HOUR)


def test_renewing_ends_the_old_one_at_once(store: Database) -> None:
    feed = feed_of(store)
    (old,) = give(store, "so", [ANNA], "lead", FRIDAY)
    (new,) = give(store, "so", [ANNA], "lead", FRIDAY + HOUR, renew=True)
    assert new.state is TokenState.RENEWED
    assert old.token is not None
    assert new.token is not None
    assert owner(feed, old.token) is None
    assert owner(feed, new.token) == ANNA


def test_revoking_ends_it_and_says_who_had_none(store: Database) -> None:
    (made,) = give(store, "so", [ANNA], "lead", FRIDAY)
    anna, bea = revoke(store, "so", [ANNA, BEA], "lead", FRIDAY + HOUR)
    assert (anna.state, bea.state) == (TokenState.REVOKED, TokenState.NONE)
    assert made.token is not None
    assert owner(feed_of(store), made.token) is None
    assert [one.state for one in listing(store, "so", [ANNA])] == [TokenState.NONE]


def test_who_left_the_team_opens_nothing_and_is_listed_for_revoking(store: Database) -> None:
    made, _ = give(store, "so", [ANNA, Subject("so", SubjectKind.MEMBER, "carla")], "lead", FRIDAY)
    (carla,) = give(store, "so", [Subject("so", SubjectKind.MEMBER, "carla")], "lead", FRIDAY, renew=True)
    feed = feed_of(store)
    assert carla.token is not None
    assert owner(feed, carla.token) is not None
    team = small_team()
    with store.write("so", ActKind.EDIT_TEAM, "lead", FRIDAY + HOUR) as act:
        act.put_team(replace(team, members=team.members[:2], absences=()))
    assert owner(feed, carla.token) is None
    assert owner(feed, made.token) == ANNA
    assert [one.subject.owner for one in stray(store, "so")] == ["carla"]


def test_a_team_that_is_not_there_is_said(store: Database) -> None:
    with pytest.raises(BadInput):
        give(store, "xx", [Subject("xx", SubjectKind.TEAM, "xx")], "lead", FRIDAY)


def test_what_a_member_wants_in_her_calendar_is_served_from_then_on(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    feed = feed_of(store)
    known, (before, then) = version(store, feed, ANNA), feed.calendar(ANNA)
    assert b"BEGIN:VALARM" not in before
    later = FRIDAY + timedelta(hours=1)
    with store.write("so", ActKind.WISH, "anna", later) as act:
        act.choose_calendar("anna", CalendarChoice(alarm=15))
    after, now = feed.calendar(ANNA)
    assert after.count(b"TRIGGER:-PT15M") == before.count(b"UID:so.anna.")
    assert version(store, feed, ANNA) != known
    assert (then < now, now) == (True, later)
    assert feed_of(store).calendar(ANNA)[0] == after


def test_half_a_day_of_leave_waits_for_a_publication_also_where_the_feed_was_started_anew(store: Database) -> None:
    with store.write("so", ActKind.WISH, "anna", FRIDAY) as act:
        act.choose_calendar("anna", CalendarChoice(leave=True))
    publish(store, WEEK, FRIDAY)
    with store.write("so", ActKind.EDIT_PAGE, "lead", FRIDAY) as act:
        keep_ledger(act)
        act.put_page("other", "so that there is an act")
    feed = feed_of(store)
    known, told = version(store, feed, ANNA), feed.calendar(ANNA)[0]
    assert b".leave-pm@" in told
    with store.write("so", ActKind.REQUEST_LEAVE, "lead", FRIDAY + HOUR) as act:
        act.request_leave(Leave("anna", WEEK.days[1], WEEK.days[1], Daypart.AM))
    assert (version(store, feed, ANNA), version(store, feed_of(store), ANNA)) == (known, known)
    assert feed.calendar(ANNA)[0] == feed_of(store).calendar(ANNA)[0] == told
    publish(store, WEEK, FRIDAY + 2 * HOUR)
    assert version(store, feed, ANNA) != known
    assert b".leave-am@" in feed.calendar(ANNA)[0]


def test_the_busy_states_are_those_of_the_team(store: Database) -> None:
    publish(store, WEEK, FRIDAY)
    with store.write("so", ActKind.EDIT_TEAM, "lead", FRIDAY) as act:
        act.put_team(replace(act.team("so"), calendar=CalendarStyle(Availability.AWAY, Availability.AWAY)))
    written, _ = feed_of(store).calendar(ANNA)
    assert b"X-MICROSOFT-CDO-BUSYSTATUS:OOF" in written
