"""Agreements are changed as another team, and what that does to a roster is told without planning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from secretariat_tui.domain.errors import InvalidValue
from secretariat_tui.services.agreements import (
    agreed,
    agreement_of,
    agreements_about,
    backup,
    effect,
    knowing,
    nothing,
    own,
)
from tests import build
from tests.build import MON, account, hold, member, problem, roster, team, work

DAY = date(2026, 11, 30)


def office():
    return team(
        [member("anna"), member("bea"), member("carla", knows=("dir",)), member("dora", grade=5)],
        [account("dir", "anna", min_grade=6), account("hr", "bea")],
        agreements=[build.backup("dir", "bea"), build.backup("hr", "anna"), build.backup("dir", "carla")],
    )


def order(found, id: str) -> list[str]:
    return [item.member for item in agreements_about(found, id)]


def test_a_new_backup_comes_in_the_place_that_is_asked():
    assert order(backup(office(), "hr", "carla", 1, DAY), "hr") == ["carla", "anna"]
    assert order(backup(office(), "hr", "carla", 2, DAY), "hr") == ["anna", "carla"]


def test_a_backup_who_moves_keeps_her_dates_and_the_others_their_order():
    dated = agreed(office(), agreements_about(office(), "dir")[1], review=date(2027, 1, 1))
    moved = backup(dated, "dir", "carla", 1, DAY)
    assert order(moved, "dir") == ["carla", "bea"]
    assert agreements_about(moved, "dir")[0].review == date(2027, 1, 1)
    assert order(moved, "hr") == ["anna"]


def test_who_becomes_the_primary_is_no_backup_and_who_was_it_knows_the_account():
    changed = own(office(), "dir", "bea")
    assert changed.account["dir"].primary == "bea"
    assert order(changed, "dir") == ["carla"]
    assert changed.member["anna"].knows == ("dir",)
    assert own(office(), "dir", "anna") == office()


def test_a_primary_who_becomes_a_backup_leaves_the_account_without_one():
    changed = backup(office(), "dir", "anna", 1, DAY)
    assert changed.account["dir"].primary is None
    assert order(changed, "dir") == ["anna", "bea", "carla"]


def test_knowing_and_nothing_end_what_she_had():
    assert order(knowing(office(), "dir", "bea"), "dir") == ["carla"]
    assert knowing(office(), "dir", "bea").member["bea"].knows == ("dir",)
    gone = nothing(office(), "dir", "carla")
    assert order(gone, "dir") == ["bea"]
    assert gone.member["carla"].knows == ()
    assert nothing(office(), "hr", "dora") == office()


def test_what_a_team_may_not_have_is_refused():
    with pytest.raises(InvalidValue):
        own(office(), "dir", "dora")
    with pytest.raises(InvalidValue):
        backup(office(), "dir", "dora", 1, DAY)


def test_of_agreements_in_turn_that_of_the_date_is_found():
    first = build.backup("hr", "carla", until=date(2026, 11, 15))
    later = build.backup("hr", "carla", start=date(2027, 1, 1))
    found = replace(office(), agreements=(first, later))
    assert agreement_of(found, "hr", "carla", date(2026, 11, 1)) == first
    assert agreement_of(found, "hr", "carla", DAY) == later
    assert agreement_of(found, "hr", "anna", DAY) is None
    assert order(backup(found, "hr", "carla", 1, DAY), "hr") == ["carla", "carla"]


def week():
    everybody = [work(who.id, MON) for who in office().members]
    return roster(everybody, [hold("anna", "dir"), hold("bea", "hr")])


def test_the_effect_says_what_becomes_of_continuity_and_of_each_loss():
    asked = problem(office())
    found = effect(asked, week(), partial(nothing, account="hr", member="anna"))
    assert (found.before, found.after) == (1.0, 0.5)
    ((before, after),) = found.losses
    assert (after.member, before.lost, after.lost) == ("bea", 0, 180)
    assert [(change.id, change.change) for change in found.stages] == [("fragile", 180)]
    assert found.broken == ()


def test_the_effect_says_which_rule_the_roster_breaks_then():
    found = effect(problem(office()), week(), partial(nothing, account="hr", member="bea"))
    assert found.broken
    assert {dict(reason.facts)["member"] for reason in found.broken} == {"bea"}
