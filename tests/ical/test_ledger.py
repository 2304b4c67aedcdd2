"""The ledger of what was published: what it keeps, what it refuses, and that it counts every change."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.shift import Place
from secretariat_tui.ical.compose import Composer
from secretariat_tui.ical.ledger import Ledger
from secretariat_tui.ical.revisions import advance
from tests.build import WEEK, hold, problem, roster
from tests.ical.publishing import FIRST, HOLIDAY, LEAVE, Press, early, late, on_leave, short

SHIFT = "anna.2026-11-30.shift"
HERS = "bea.2026-11-30.shift"


def test_a_ledger_that_was_stored_goes_on_as_if_it_had_not_been():
    press = on_leave(Press(), HOLIDAY).publish(early(), duties=(hold("anna", "dir"),)).publish(late("bea"))
    stored = json.dumps(press.ledger.to_json(), sort_keys=True)
    assert Ledger.from_json(json.loads(stored)) == press.ledger
    again = replace(press, ledger=Ledger.from_json(json.loads(stored)), weeks=dict(press.weeks))
    assert again.publish(early()).files(LEAVE) == press.publish(early()).files(LEAVE)


def test_a_ledger_is_the_same_whatever_the_handbook_says():
    case, plan = problem(Press().team), roster([early("bea")], [hold("bea", "dir")])
    first = Publication("so", 1, WEEK, 1, FIRST, "lead")
    made = [advance(Ledger("so"), first, Composer(case, plan, handbook=pages)) for pages in ({}, {"dir": "Bel eerst."})]
    assert made[0] == made[1]


@pytest.mark.parametrize("document", [None, [], {}, {"format": 2}, {"format": 1, "team": "so"}])
def test_what_is_no_ledger_is_refused(document):
    with pytest.raises(ValueError, match="ledger"):
        Ledger.from_json(document)


def test_a_damaged_row_is_refused():
    document = Press().publish(early()).ledger.to_json()
    document["weeks"]["2026-W49"][SHIFT] = [1, 2]
    with pytest.raises(ValueError, match="ledger"):
        Ledger.from_json(document)


def test_nothing_of_a_member_stays_once_she_is_forgotten():
    press = on_leave(Press(), HOLIDAY).publish(early(), early("bea"), duties=(hold("bea", "dir"),)).withdraw()
    left = json.dumps(press.ledger.without("anna", "Anna").to_json())
    assert "anna" not in left.lower()
    assert HERS in left


def test_who_is_forgotten_is_in_no_title_however_her_name_was_spaced_and_others_keep_theirs():
    press = Press()
    press.renamed(anna="Anna  Bos", bea="Joanna Bos")
    press.publish(early("bea"), duties=(hold("bea", "dir"),))
    left = press.ledger.without("anna", "Anna  Bos").without("anna", "anna")
    assert {row.title for row in left.weeks[WEEK].values()} == {
        "Dag (office)",
        "Dir (standing in for …)",
        "Dir: Joanna Bos",
        "Joanna Bos: Dag (office)",
    }


STEPS = st.lists(st.sampled_from(["none", "early", "late", "bea", "remote", "withdraw"]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_sequences_count_the_changes_of_any_history(steps):
    """Against a count by hand: what Anna had at each publication, None where she had nothing."""
    remote = early(place=Place.REMOTE)
    rosters = {"none": (), "early": (early(),), "late": (late(),), "bea": (early("bea"),), "remote": (remote,)}
    press, had, count = Press(), None, None
    for step in steps:
        if step != "withdraw":
            press.publish(*rosters[step])
        elif press.weeks:
            press.withdraw()
        has = step if step in ("early", "late", "remote") else None
        if has != had:
            count = 0 if count is None else count + 1
        had = has
        found = [short(e) for e in press.events()]
        assert [(e[1], e[3]) for e in found] == (
            [] if count is None else [(count, "CONFIRMED" if has else "CANCELLED")]
        )
