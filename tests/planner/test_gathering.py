"""The moments at which most can meet, on teams small enough to do by hand."""

from dataclasses import replace
from datetime import timedelta

from secretariat_tui.domain.capacity import Gathering
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult
from secretariat_tui.planner.gathering import gathering
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import MON, TUE, WED, account, backup, desk, hold, member, problem, roster, shift, span, team, work


def clock() -> Clock:
    return Clock(Limits(deterministic=10.0))


def planned(case: Problem) -> Roster:
    return solve(case, Limits(deterministic=10.0), stages=CONTINUITY)


def test_a_meeting_is_held_when_the_phone_is_not_manned() -> None:
    """All three on Monday after 12:00; before, one is at the phone and one must be there to take it over."""
    members = [member("anna"), member("bea"), member("carla")]
    case = problem(team(members, desks=[desk(times="09:00-12:00")]))
    asked = Gathering(60, (MON,), span("09:00-14:00"), best=20)
    found = gathering(case, planned(case), asked, clock())
    present = {str(m.span): len(m.present) for m in found.moments}
    assert present == {
        "12:00-13:00": 3, "12:30-13:30": 3, "13:00-14:00": 3,
        "09:00-10:00": 1, "09:30-10:30": 1, "10:00-11:00": 1, "10:30-11:30": 1, "11:00-12:00": 1, "11:30-12:30": 1,
    }  # fmt: skip
    assert list(present.values()) == sorted(present.values(), reverse=True)


def test_the_best_moment_is_proven_where_all_can_be_there() -> None:
    case = problem(team([member("anna", "mon tue"), member("bea", "tue wed")]))
    found = gathering(case, planned(case), Gathering(60, (MON, TUE, WED), span("09:00-11:00"), best=1), clock())
    assert [(m.date, m.present) for m in found.moments] == [(TUE, ("anna", "bea"))]
    assert found.proven


def test_no_more_is_ruled_out_than_the_week_rules_out() -> None:
    """Bea has hours for one whole day and a late shift: one of the two mornings is short. Where it is that of Monday,
    she can be there late on Monday; a day that is planned by itself would have her there in the morning."""
    shifts = (shift("vroeg", "08:00-16:30"), shift("laat", "14:00-18:00", 0))
    people, accounts = [member("bea", "mon tue", hours=12)], [account("dir", "bea", "mon tue", "09:00-10:00")]
    case = problem(team(people, accounts, shifts=shifts))
    stages = tuple(StageResult(*stage) for stage in (("shortage", 60, 60), ("agreements", 0, 0), ("fragile", 60, 60)))
    given = replace(roster([work("bea", MON, shifts[0])], [hold("bea", "dir", "09:00-10:00")]), stages=stages)
    assert tuple(stage.value for stage in planned(case).stages) == (60, 0, 60)
    found = gathering(case, given, Gathering(60, (MON,), span("16:30-17:30")), clock())
    assert (found.moments, found.proven) == ((), False)
    turned = replace(roster([work("bea", TUE, shifts[0])], [hold("bea", "dir", "09:00-10:00", TUE)]), stages=stages)
    (late,) = gathering(case, turned, Gathering(60, (MON,), span("16:30-17:30")), clock()).moments
    assert (late.present, late.most, late.proven) == (("bea",), 1, True)


def test_moments_that_are_not_told_and_might_be_as_good_are_no_better() -> None:
    """One is at the phone until noon, and another must be there to take it over; after it all three can meet."""
    members = [member("anna"), member("bea"), member("cleo")]
    case = problem(team(members, desks=[desk(times="09:00-12:00")]))
    found = gathering(case, planned(case), Gathering(60, (MON,), span("09:00-16:00"), best=3), clock())
    assert [(str(m.span), len(m.present)) for m in found.moments] == [
        ("12:00-13:00", 3), ("12:30-13:30", 3), ("13:00-14:00", 3),
    ]  # fmt: skip
    assert found.proven
    assert 0 < found.tried <= found.slots == 13


def test_a_meeting_does_not_cost_another_week_its_cover_from_another_unit() -> None:
    """Only Cleo, of another unit, could have the director's account, on one date of 13 weeks; that is Monday next week.
    This Monday it is short whether she meets or not."""
    cleo = member("cleo", unit="fin", knows=("dir",))
    case = problem(team([cleo], [account("dir", times="09:00-10:00")], other_unit_quota=1), weeks=2)
    assert planned(case).stages[0].value == 60
    later = MON + timedelta(7)
    cover = hold("cleo", "dir", "09:00-10:00", later, role=HolderRole.INCIDENTAL, distance=5)
    given = roster([work("cleo"), work("cleo", later)], [cover], case.weeks)
    (moment,) = gathering(case, given, Gathering(60, (MON,), span("09:00-10:00")), clock()).moments
    assert (moment.present, moment.most) == (("cleo",), 1)


def test_a_moment_at_which_nobody_can_be_there_is_none() -> None:
    case = problem(team([member("anna"), member("bea")], desks=[desk(times="09:00-11:00", people=2)]))
    found = gathering(case, planned(case), Gathering(60, (MON,), span("09:00-11:00")), clock())
    assert (found.moments, found.proven) == ((), True)


def test_weekdays_of_later_weeks_are_taken_in_the_order_of_what_the_first_came_to() -> None:
    """Three weeks of Mondays, with the phone in the morning, and of Tuesdays without: the Tuesdays have all the best
    slots, and once three are found nothing can be better."""
    case = problem(
        team([member("anna", "mon tue"), member("bea", "mon tue")], desks=[desk(times="09:00-12:00")]), weeks=3
    )
    asked = Gathering(60, case.open_dates, span("09:00-11:00"))
    found = gathering(case, planned(case), asked, clock())
    assert [(m.date, str(m.span)) for m in found.moments] == [
        (TUE, "09:00-10:00"), (TUE, "09:30-10:30"), (TUE, "10:00-11:00"),
    ]  # fmt: skip
    assert found.proven
    assert found.tried < found.slots


def test_who_would_have_to_work_otherwise_to_be_there_is_there_only_where_that_costs_nothing() -> None:
    """Anna, with hours for one shift, works late, to take the phone over from Carla. Early she could do so for Bea, and
    all would be as good; but not while she is in a meeting."""
    shifts = (shift("vroeg", "09:00-13:00", 0), shift("laat", "13:00-17:00", 0))
    people = [member("anna", hours=4), member("bea", shifts=("vroeg",)), member("carla", shifts=("laat",))]
    case = problem(team(people, desks=[desk(times="09:00-17:00")], shifts=shifts))
    works = [work("anna", what=shifts[1]), work("bea", what=shifts[0]), work("carla", what=shifts[1])]
    phone = [
        hold("bea", "telefoon", "09:00-13:00", is_desk=True),
        hold("carla", "telefoon", "13:00-17:00", is_desk=True),
    ]
    asked = Gathering(60, (MON,), span("10:00-11:00"), members=("anna",))
    assert gathering(case, roster(works, phone), asked, clock()).moments == ()


def test_moments_that_were_not_looked_at_are_not_said_to_be_no_better() -> None:
    """Nobody has the phone until 10:00. Were it manned, the counter could be left alone for an hour, and both could
    meet at any; planned at its best the counter is manned, and one can be there."""
    people, desks = (
        [member("anna"), member("bea")],
        [desk("telefoon", times="09:00-10:00"), desk("balie", times="10:00-12:00")],
    )
    case = problem(team(people, desks=desks))
    made = roster([work("anna"), work("bea")], [hold("bea", "balie", "10:00-12:00", is_desk=True)])
    found = gathering(case, made, Gathering(60, (MON,), span("10:00-12:00"), best=1), clock())
    assert not found.proven


def test_who_is_in_a_meeting_may_leave_her_own_account_to_a_backup() -> None:
    """Bea has the director's account meanwhile and Carla would take it over, so that nothing is worse."""
    people, agreed = [member("anna"), member("bea"), member("carla")], [backup("dir", "bea"), backup("dir", "carla")]
    case = problem(team(people, [account("dir", "anna", times="08:30-17:00")], agreements=agreed))
    found = gathering(case, planned(case), Gathering(60, (MON,), span("09:00-10:00"), ("anna",)), clock())
    (moment,) = found.moments
    assert (moment.present, moment.proven, found.proven) == (("anna",), True, True)
    assert moment.effect.roster is not None
    assert [str(d.span) for d in moment.effect.roster.duties if d.member == "bea"] == ["09:00-10:00"]


def test_others_join_who_can_be_there_as_it_is_where_a_plan_for_the_meeting_lets_them() -> None:
    """As it is, Dora is the only one whom nobody needs; Anna can join her where Bea and Carla stay at work. At each of
    the slots it takes another plan."""
    people = [member(name) for name in ("anna", "bea", "carla", "dora")]
    accounts = [account("dir", "anna", times="08:30-17:00"), account("hr", "bea", times="08:30-17:00")]
    agreed = [backup(duty, who) for duty, who in (("dir", "bea"), ("dir", "carla"), ("hr", "carla"), ("hr", "anna"))]
    case = problem(team(people, accounts, agreements=agreed))
    asked = Gathering(60, (MON,), span("09:00-11:00"), ("anna", "dora"))
    found = gathering(case, planned(case), asked, clock())
    assert [moment.present for moment in found.moments] == [("anna", "dora")] * 3
    assert all(moment.proven for moment in found.moments)
