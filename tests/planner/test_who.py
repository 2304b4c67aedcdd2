"""Who is in and who has what at a moment, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Learning, Meeting, Secondment
from secretariat_tui.domain.plan import Contingency, Plan, Take
from secretariat_tui.domain.presence import AccountNow, DeskNow, Holding, Person, Presence, Stretch, Upcoming
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.who import stretches, who
from tests.build import (
    MON,
    TUE,
    WED,
    account,
    backup,
    days,
    desk,
    hold,
    member,
    problem,
    roster,
    shift,
    span,
    team,
    work,
)

TEAM = team(
    [member("anna", "mon tue"), member("bea", "mon tue")],
    [account("dir", "anna", "mon tue", "09:00-16:00")],
    agreements=[backup("dir", "bea")],
    desks=[desk(people=2)],
)
PLAN = Plan(
    roster(
        [work("anna"), work("bea", what=shift("laat", "10:00-18:00"), place=Place.REMOTE), work("anna", TUE)],
        [
            hold("anna", "dir", "09:00-16:00"),
            hold("anna", "dir", "09:00-16:00", TUE),
            hold("anna", "telefoon", "09:00-17:00", is_desk=True),
            hold("bea", "telefoon", "10:00-17:00", is_desk=True),
        ],
    ),
    contingency=(Contingency(MON, "anna", (Take("dir", False, span("10:00-16:00"), "bea"),), ()),),
)


def at(text: str, day: date = MON, case: Team = TEAM) -> Presence:
    return who(problem(case), PLAN, datetime.combine(day, time.fromisoformat(text)))


def away(member: str, part: Daypart | None = None) -> Team:
    return replace(TEAM, absences=(Absence(member, MON, MON, part),))


ANNA = Person("anna", Place.OFFICE, 17 * 60, True)
BEA = Person("bea", Place.REMOTE, 18 * 60, True)
TOMORROW = Upcoming(TUE, 9 * 60, "anna")


@pytest.mark.parametrize(
    ("time", "people"),
    [
        ("08:29", ()), ("08:30", (ANNA,)), ("09:59", (ANNA,)), ("10:00", (ANNA, BEA)), ("16:59", (ANNA, BEA)),
        ("17:00", (BEA,)), ("18:00", ()),
    ],
)  # fmt: skip
def test_who_is_in_from_the_first_minute_of_a_shift_up_to_its_end(time: str, people: tuple[Person, ...]) -> None:
    assert at(time).people == people


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("08:59", AccountNow("dir", False, None, Upcoming(MON, 9 * 60, "anna"))),
        ("09:00", AccountNow("dir", True, Holding("anna", HolderRole.PRIMARY, 16 * 60), TOMORROW)),
        ("16:00", AccountNow("dir", False, None, TOMORROW)),
    ],
)
def test_an_account_is_with_its_holder_and_then_with_the_next(time: str, expected: AccountNow) -> None:
    assert at(time).accounts == (expected,)


def test_after_the_last_duty_of_the_roster_nobody_is_next() -> None:
    assert at("12:00", WED).accounts == (AccountNow("dir", False, None, None),)


def test_what_the_absent_would_have_is_with_whom_the_contingency_plan_names() -> None:
    now = at("11:00", case=away("anna"))
    assert now.people == (BEA,)
    assert now.accounts == (AccountNow("dir", True, Holding("bea", HolderRole.BACKUP, 16 * 60), TOMORROW),)
    assert now.desks == (DeskNow("telefoon", 2, ("bea",)),)
    assert now.falls_short


def test_before_the_stand_in_begins_an_account_is_with_nobody() -> None:
    (director,) = at("09:30", case=away("anna")).accounts
    assert director == AccountNow("dir", True, None, Upcoming(MON, 10 * 60, "bea"))
    assert at("09:30", case=away("anna")).falls_short


def test_a_stand_in_who_is_away_herself_has_nothing() -> None:
    both = replace(TEAM, absences=(Absence("anna", MON, MON), Absence("bea", MON, MON)))
    assert at("11:00", case=both).accounts[0].holder is None
    assert at("11:00", case=both).people == ()


def test_who_is_away_in_the_afternoon_is_in_until_noon() -> None:
    """Noon is half past twelve; from then on Bea has the director."""
    morning = at("11:00", case=away("anna", Daypart.PM))
    assert morning.people[0] == replace(ANNA, until=12 * 60 + 30)
    assert morning.accounts[0] == AccountNow(
        "dir", True, Holding("anna", HolderRole.PRIMARY, 12 * 60 + 30), Upcoming(MON, 12 * 60 + 30, "bea")
    )
    afternoon = at("12:30", case=away("anna", Daypart.PM))
    assert afternoon.people == (BEA,)
    assert afternoon.accounts[0].holder == Holding("bea", HolderRole.BACKUP, 16 * 60)


def test_who_is_away_in_the_morning_has_her_account_again_at_noon() -> None:
    before = at("09:30", case=away("anna", Daypart.AM)).accounts[0]
    assert before == AccountNow("dir", True, None, Upcoming(MON, 10 * 60, "bea"))
    noon = 12 * 60 + 30
    morning = at("11:00", case=away("anna", Daypart.AM)).accounts[0]
    assert morning == AccountNow("dir", True, Holding("bea", HolderRole.BACKUP, noon), Upcoming(MON, noon, "anna"))
    afternoon = at("12:30", case=away("anna", Daypart.AM)).accounts[0]
    assert afternoon == AccountNow("dir", True, Holding("anna", HolderRole.PRIMARY, 16 * 60), TOMORROW)


def test_in_learning_time_or_a_meeting_she_is_in_but_not_available() -> None:
    busy: dict[str, Any] = {
        "learning": (Learning("bea", "Excel", MON, span("13:00-14:00")),),
        "meetings": (
            Meeting("mt", "MT", days("mon"), span("14:00-15:00"), who=("bea",)),
            Meeting("koffie", "Koffie", days("mon"), span("15:00-15:30"), interruptible=True),
        ),
    }
    case = replace(TEAM, **busy)
    assert [at(time, case=case).people[1].available for time in ("12:59", "13:00", "14:30", "15:00")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_who_works_for_another_team_is_not_in() -> None:
    lent = replace(TEAM, secondments=(Secondment("bea", "Elders", MON, MON, days("mon"), Daypart.PM),))
    assert at("11:00", case=lent).people == (ANNA, replace(BEA, until=12 * 60 + 30))
    assert at("13:00", case=lent).people == (ANNA,)


def test_a_desk_asks_for_people_only_in_its_window() -> None:
    assert at("09:30").desks == (DeskNow("telefoon", 2, ("anna",)),)
    assert at("17:00").desks == (DeskNow("telefoon", 0, ()),)
    assert [at(time).falls_short for time in ("08:00", "09:30", "10:00")] == [False, True, False]


@pytest.mark.parametrize(
    ("case", "director", "telephone"),
    [
        (TEAM, [("09:00-16:00", 1, "anna")], [("09:00-10:00", 2, "anna"), ("10:00-17:00", 2, "anna bea")]),
        (
            away("anna"),
            [("09:00-10:00", 1, ""), ("10:00-16:00", 1, "bea")],
            [("09:00-10:00", 2, ""), ("10:00-17:00", 2, "bea")],
        ),
        (
            away("anna", Daypart.PM),
            [("09:00-12:30", 1, "anna"), ("12:30-16:00", 1, "bea")],
            [("09:00-10:00", 2, "anna"), ("10:00-12:30", 2, "anna bea"), ("12:30-17:00", 2, "bea")],
        ),
    ],
    ids=["as planned", "away", "away in the afternoon"],
)
def test_a_day_is_told_from_moment_to_moment(
    case: Team, director: list[tuple[str, int, str]], telephone: list[tuple[str, int, str]]
) -> None:
    found = stretches(problem(case), PLAN, MON)
    assert list(found) == [("dir", False), ("telefoon", True)]
    for told, expected in zip(found.values(), (director, telephone), strict=True):
        assert told == tuple(Stretch(span(when), people, tuple(who.split())) for when, people, who in expected)
    assert [item.is_short for item in found["telefoon", True]][:1] == [True]


def test_a_day_on_which_nothing_is_asked_for_has_nothing_to_tell() -> None:
    assert stretches(problem(TEAM), PLAN, WED) == {}
