from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, AssignmentPin, Learning, Leave, Meeting, Secondment
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.answer import shortages
from secretariat_tui.planner.explain import blockers
from secretariat_tui.planner.facts import Facts
from tests.build import (
    FRI,
    MON,
    THU,
    TUE,
    WED,
    WEEK,
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
from tests.planner.random_cases import random_case

DAY, MORNING, LATE = shift(), shift("ochtend", "08:30-12:30", 0), shift("laat", "13:00-22:00", 30)
SHIFTS = (DAY, MORNING, LATE)
AGREED = [backup("dir", "bea")]
SUNDAY_BEFORE = MON - timedelta(1)


def case(bea: Member, accounts: dict[str, Any] | None = None, **more: Any) -> Problem:
    """The director's account, asked for on Monday from two to four; Bea is the agreed backup unless told otherwise."""
    asked = account("dir", times="14:00-16:00", **(accounts or {}))
    more = {"agreements": AGREED, "shifts": SHIFTS} | more
    return problem(team([bea], [asked, *more.pop("also", [])], **more), history=more.pop("history", ()))


def why(some: Problem, held: Roster, times: str = "14:00-16:00", number: int = 0) -> str:
    """The rule that keeps Bea, the only member, from the first demand of Monday."""
    (blocker,) = blockers(some, Facts(some, held), some.demands(MON)[number], span(times))
    assert blocker.member == "bea"
    assert blocker.reason.fact("member") == "bea"
    return blocker.reason.rule


NOBODY = roster()
AT_WORK = roster([work("bea")])


@pytest.mark.parametrize(
    "bea",
    [
        member("bea", "tue"),
        member("bea", "mon-am"),
        member("bea", "mon-pm", start=TUE),
        member("bea", "mon", until=MON.replace(month=10)),
    ],
)
def test_a_day_off_a_half_day_and_employment_are_the_pattern(bea: Member):
    assert why(case(bea), NOBODY) == "pattern"


def test_a_half_day_that_no_shift_fits_is_the_pattern_too():
    assert why(case(member("bea", "mon-pm"), shifts=(DAY,)), NOBODY) == "pattern"


@pytest.mark.parametrize(
    "events",
    [
        {"leave": [Leave("bea", MON, MON)]},
        {"absences": [Absence("bea", MON, FRI, Daypart.PM)]},
    ],
)
def test_leave_and_absence_are_both_being_away(events: dict[str, Any]):
    assert why(case(member("bea"), **events), NOBODY) == "leave"


def test_leave_for_the_other_half_counts_where_only_a_whole_day_would_do():
    morning_off = case(member("bea"), shifts=(DAY,), leave=[Leave("bea", MON, MON, Daypart.AM)])
    assert why(morning_off, NOBODY) == "leave"


def test_a_shift_that_she_may_not_work_is_no_shift():
    assert why(case(member("bea", shifts=("ochtend",))), NOBODY) == "allowed_shift"


def test_remote_days_that_are_used_up_leave_no_shift_at_home():
    """One remote day a week, taken on Tuesday; the only shift is one for home."""
    home = shift("thuis", "13:00-17:00", 0, (Place.REMOTE,))
    bea = member("bea", "mon tue", remote_days=1)
    elsewhere = roster([work("bea", TUE, home, Place.REMOTE)])
    assert why(case(bea, shifts=(home,)), elsewhere) == "allowed_shift"
    assert why(case(bea, shifts=(home,)), NOBODY) == "present"


def test_a_week_that_is_full_is_a_matter_of_hours():
    """16 hours, worked on Thursday and Friday."""
    bea = member("bea", "mon thu fri", hours=16)
    full = roster([work("bea", THU), work("bea", FRI)])
    assert why(case(bea), full) == "hours_max"


def test_hours_that_are_left_are_not():
    bea = member("bea", "mon thu fri", hours=16)
    assert why(case(bea), roster([work("bea", FRI)])) == "present"


def test_a_short_night_is_a_matter_of_rest():
    """Until ten on Sunday evening, and only a shift from half past eight reaches two o'clock: 10.5 hours."""
    late = shift("laat", "13:00-22:00", 30)
    before = roster([work("bea", SUNDAY_BEFORE, late)], weeks=[WEEK.plus(-1)])
    bea = member("bea", "mon", shifts=("dag",))
    made = team([bea], [account("dir", times="14:00-16:00")], agreements=AGREED, shifts=(DAY, late))
    assert why(problem(made, history=(before,)), NOBODY) == "rest"
    rested = roster([work("bea", SUNDAY_BEFORE, DAY)], weeks=[WEEK.plus(-1)])
    assert why(problem(made, history=(rested,)), NOBODY) == "present"


def test_seven_days_on_end_twice_leave_no_weekly_rest():
    """Every day of the week before and from Tuesday on: with this Monday, the longest rest is 15.5 hours until the
    horizon ends, and 39.5 hours then; with it free, Sunday 17:00 to Tuesday 08:30 is 39.5 hours."""
    whole = "mon tue wed thu fri sat sun"
    bea = member("bea", whole, hours=56)
    made = team(
        [bea], [account("dir", times="14:00-16:00")], agreements=AGREED, shifts=SHIFTS, open_days=frozenset(range(7))
    )
    before = roster([work("bea", day) for day in WEEK.plus(-1).days], weeks=[WEEK.plus(-1)])
    since_tuesday = roster([work("bea", day) for day in WEEK.days[1:]])
    assert why(problem(made, history=(before,)), since_tuesday) == "rest"
    assert why(problem(made), since_tuesday) == "present"


def test_a_shift_without_the_break_it_needs_is_a_matter_of_working_time():
    """Eight paid hours need a break of half an hour."""
    unbroken = shift("dag", "09:00-17:00", 0)
    assert why(case(member("bea"), shifts=(unbroken,)), NOBODY) == "working_time"
    assert why(case(member("bea"), shifts=(shift("dag", "09:00-17:00", 30),)), NOBODY) == "present"


def test_office_days_that_she_owes_leave_no_shift_at_home():
    """One office day a week: a shift at home as her only one would leave her without."""
    home = shift("thuis", "13:00-17:00", 0, (Place.REMOTE,))
    bea = member("bea", "mon tue", office_days=1)
    assert why(case(bea, shifts=(home, DAY)), roster([work("bea", TUE)])) == "present"
    assert why(case(bea, shifts=(home,)), NOBODY) == "allowed_shift"
    assert why(case(member("bea", "mon tue"), shifts=(home,)), NOBODY) == "present"


def test_a_meeting_in_the_office_leaves_no_shift_at_home():
    home = shift("thuis", "13:00-17:00", 0, (Place.REMOTE,))
    meeting = Meeting("mt", "MT", days("mon"), span("16:30-17:00"), place=Place.OFFICE)
    assert why(case(member("bea"), shifts=(home,), meetings=[meeting]), NOBODY) == "allowed_shift"
    assert why(case(member("bea"), shifts=(home, DAY), meetings=[meeting]), NOBODY) == "present"


def test_learning_time_that_asks_for_another_shift():
    course = Learning("bea", "Cursus", MON, span("09:00-12:00"))
    afternoon = shift("middag", "13:00-17:00", 0)
    assert why(case(member("bea"), shifts=(MORNING, afternoon), learning=[course]), NOBODY) == "attend"
    assert why(case(member("bea"), learning=[course]), NOBODY) == "present"


def test_who_mans_the_desk_already_is_no_second_person_for_it():
    two = problem(team([member("bea")], desks=[desk(people=2)]))
    held = roster([work("bea")], [hold("bea", "telefoon", "09:00-17:00", is_desk=True)])
    assert why(two, held, "09:00-17:00") == "one_holder"


def test_without_an_agreement_she_has_to_know_the_account():
    assert why(case(member("bea"), agreements=[]), AT_WORK) == "eligible"
    assert why(case(member("bea"), agreements=[backup("dir", "bea", accepted=False)]), AT_WORK) == "eligible"
    assert why(case(member("bea", knows=("dir",)), agreements=[]), AT_WORK) == "shortage"


@pytest.mark.parametrize(
    "events",
    [
        {"learning": [Learning("bea", "Cursus", MON, span("15:00-17:00"))]},
        {"secondments": [Secondment("bea", "Elders", MON, MON, days("mon"), Daypart.PM)]},
        {"meetings": [Meeting("mt", "MT", days("mon"), span("14:30-15:00"))]},
    ],
)
def test_learning_secondment_and_meetings_take_the_time(events: dict[str, Any]):
    assert why(case(member("bea"), **events), AT_WORK) == "present"


def test_a_shift_that_ends_too_early_is_named():
    early = roster([work("bea", what=MORNING)])
    some = case(member("bea"))
    (blocker,) = blockers(some, Facts(some, early), some.demands(MON)[0], span("14:00-16:00"))
    assert (blocker.reason.rule, blocker.reason.fact("shift")) == ("present", "ochtend")


def test_a_pin_says_why_she_is_not_there():
    assert why(case(member("bea"), pins=[AssignmentPin("bea", MON, None)]), NOBODY) == "pinned"
    assert why(case(member("bea"), pins=[AssignmentPin("bea", MON, "dag")]), NOBODY) == "present"


def test_who_works_at_home_is_not_on_site():
    home = roster([work("bea", place=Place.REMOTE)])
    assert why(case(member("bea"), {"on_site": True}), home) == "on_site"
    assert why(case(member("bea"), {"on_site": True}), AT_WORK) == "shortage"


def test_a_missing_qualification_is_named():
    some = case(member("bea"), {"requires": ("mandaat",)})
    (blocker,) = blockers(some, Facts(some, AT_WORK), some.demands(MON)[0], span("14:00-16:00"))
    assert (blocker.reason.rule, blocker.reason.fact("qualification")) == ("qualified", "mandaat")


def test_hands_that_are_full_at_any_moment_of_the_span_are_full():
    other = account("mt", "bea", times="15:30-16:30")
    some = case(member("bea", capacity=1), also=[other])
    busy = roster([work("bea")], [hold("bea", "mt", "15:30-16:30")])
    assert why(some, busy) == "capacity"
    assert why(some, busy, "14:00-15:30") == "shortage"


def test_another_unit_is_limited_to_its_quota():
    bea = member("bea", "mon wed", unit="fin", knows=("dir",))
    wednesday = hold("bea", "dir", "14:00-16:00", WED, role=HolderRole.INCIDENTAL)
    planned = roster([work("bea"), work("bea", WED)], [wednesday])
    once = case(bea, {"when": "mon wed"}, agreements=[], other_unit_quota=1)
    assert why(once, planned) == "unit"
    assert why(once, AT_WORK) == "shortage"
    assert why(case(bea, {"when": "mon wed"}, agreements=[]), planned) == "shortage"
    assert why(case(bea, agreements=[], other_unit_cover=False), AT_WORK) == "unit"
    assert why(case(bea, other_unit_cover=False), AT_WORK) == "shortage"


def test_the_first_rule_in_the_order_of_the_handbook_is_given():
    """Bea is off, does not know the account and lacks the qualification: her day off comes first."""
    some = case(member("bea", "tue"), {"requires": ("mandaat",)}, agreements=[])
    assert why(some, NOBODY) == "pattern"
    assert why(case(member("bea"), {"requires": ("mandaat",)}, agreements=[]), NOBODY) == "eligible"


def test_every_member_is_explained_in_the_order_of_the_team():
    made = team([member("carla", "tue"), member("anna"), member("bea")], [account("dir", "anna")], agreements=AGREED)
    some = problem(made)
    found = blockers(some, Facts(some, NOBODY), some.demands(MON)[0], span("09:00-12:00"))
    assert [(b.member, b.reason.rule) for b in found] == [("carla", "pattern"), ("anna", "present"), ("bea", "present")]


@pytest.mark.parametrize("seed", range(60))
def test_who_is_at_work_and_has_a_duty_is_kept_from_it_only_by_having_it(seed: int):
    some, held = random_case(seed)
    facts = Facts(some, held)
    for piece in facts.all_pieces():
        found = {b.member: b.reason.rule for b in blockers(some, facts, piece.demand, piece.span)}
        assert list(found) == [m.id for m in some.team.members]
        for who in piece.holders:
            present = facts.is_present(some.team.member[who], piece.demand.date, piece.span)
            assert not present or found[who] == "one_holder"


def test_where_only_the_first_part_of_a_shortage_is_on_site_home_is_a_matter_of_place():
    there, anywhere = account("dir", times="09:00-12:00", on_site=True), account("dir", times="12:00-15:00")
    dir_ = replace(there, support=(*there.support, *anywhere.support))
    some = problem(team([member("bea", knows=("dir",))], [dir_]))
    facts = Facts(some, roster([work("bea", place=Place.REMOTE)]))
    (short,) = shortages(some, facts)
    assert (str(short.span), [blocker.reason.rule for blocker in short.why]) == ("09:00-15:00", ["on_site"])
