"""Several leads at once: no update is lost, history is linear, and the audit has every act."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from secretariat_tui.domain.errors import Refused
from secretariat_tui.domain.records import ActKind
from tests.conftest import Times
from tests.faults.checker import faults
from tests.faults.databases import Database, Fresh
from tests.faults.killing import finish, start
from tests.faults.leads import ACTS, START, TEAM, WEEKS, Lead, assign, insist, number_of, plan_numbered
from tests.faults.ledger import Ledger
from tests.plans import small_team

WEEK = WEEKS[0]


def test_edits_of_one_week_are_all_kept(fresh: Fresh, times: Times):
    for leads in times((3,), (2, 4, 6)):
        database, ledger = fresh()
        edits = times(24, 500) // leads
        children = [start(partial(_edits, database, ledger, name, edits)) for name in range(leads)]
        assert [finish(child) for child in children] == [0] * leads
        with database.store() as store:
            assert faults(store, ledger.entries()) == []
            with store.read() as view:
                state = view.week(TEAM, WEEK)
                assert state is not None
                assert len(view.versions(TEAM, WEEK)) == 1 + leads * edits
                assert number_of(view, WEEK, state.draft) == 1 + leads * edits
        assert database.check() == []


def test_the_harness_sees_an_update_that_is_lost(fresh: Fresh):
    """A planted fault: two leads look, and both edit without saying what they saw."""
    database, ledger = fresh()
    with database.store() as store:
        for name in ("one", "other"):
            lead = Lead(store, ledger, name, random.Random(1))
            with lead.act(ActKind.ASSIGN) as (writing, facts):
                facts[str(WEEK)] = writing.add_version(plan_numbered(WEEK, 2))
        assert any("an update is lost" in found for found in faults(store, ledger.entries()))


def test_the_second_of_two_who_edit_a_week_is_refused_and_the_first_keeps_her_edit(fresh: Fresh):
    database, ledger = fresh()
    with database.store() as store, store.read() as view:
        state = view.week(TEAM, WEEK)
    assert state is not None
    with database.store() as store:
        first, second = (Lead(store, ledger, name, random.Random(1)) for name in ("first", "second"))
        with first.act(ActKind.ASSIGN) as (writing, _):
            writing.add_version(plan_numbered(WEEK, 2), state.revision)
        with pytest.raises(Refused), second.act(ActKind.ASSIGN) as (writing, _):
            writing.add_version(plan_numbered(WEEK, 2), state.revision)
        assert faults(store, ledger.entries()) == []


def test_leads_of_different_weeks_never_meet(fresh: Fresh, times: Times):
    """Nobody is refused because of an edit of another week."""
    database, ledger = fresh()
    children = [start(partial(_edits, database, ledger, week, times(10, 100), (week,), 1)) for week in WEEKS]
    assert [finish(child) for child in children] == [0] * len(WEEKS)
    with database.store() as store:
        assert faults(store, ledger.entries()) == []


def test_two_who_bring_the_same_new_team_bring_it_once(fresh: Fresh):
    database, _ = fresh()
    reader, writer = os.pipe()

    def bring(name: str, seconds: float) -> None:
        with database.store() as store, store.write("new", ActKind.IMPORT_TEAM, name, START) as work:
            work.put_team(replace(small_team(), id="new"))
            os.write(writer, b".")
            time.sleep(seconds)

    child = start(lambda: bring("first", 0.5))
    os.read(reader, 1)
    with suppress(Refused):  # or she finds it there, and changes nothing
        bring("second", 0)
    os.close(reader)
    os.close(writer)
    assert finish(child) == 0
    with database.store() as store, store.read() as view:
        assert [act.who for act in view.acts("new")] == ["first"]
    assert database.check() == []


def test_ten_processes_with_random_acts(fresh: Fresh, rng: random.Random, times: Times):
    """Some of them are killed on the way, and others come in their place."""
    database, ledger = fresh()
    until, least = time.monotonic() + times(1, 90), times(2, 20)
    children = {start(partial(_anything, database, ledger, name, least, until)) for name in range(10)}
    name = 10
    for _ in range(times(2, 60)):
        time.sleep(rng.uniform(0.2, 0.6))
        victim = rng.choice(sorted(children))
        os.kill(victim, signal.SIGKILL)
        finish(victim)
        children.remove(victim)
        children.add(start(partial(_anything, database, ledger, name, least, until)))
        name += 1
    assert [finish(child) for child in children] == [0] * len(children)
    entries = ledger.entries()
    assert sum(entry.is_acknowledged for entry in entries.values()) >= 10 * least
    assert database.check() == []
    with database.store() as store:
        assert faults(store, entries) == []


def _edits(
    database: Database, ledger: Ledger, name: object, edits: int, weeks: tuple = (WEEK,), tries: int = 100_000
) -> None:
    with database.store() as store:
        lead = Lead(store, ledger, f"lead {name}", random.Random(str(name)), weeks)
        for _ in range(edits):
            insist(assign, lead, tries)


def _anything(database: Database, ledger: Ledger, name: int, least: int, until: float) -> None:
    """Random acts until that moment, and until so many of them were done."""
    rng = random.Random(name)
    done = 0
    with database.store() as store:
        lead = Lead(store, ledger, f"lead {name}", rng)
        while done < least or time.monotonic() < until:
            with suppress(Refused):
                ACTS[rng.choice(sorted(ACTS))](lead)
                done += 1
