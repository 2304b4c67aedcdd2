"""What falls with one person, and what removes it: small teams on one Monday morning, worked out by hand."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace

from secretariat_tui.domain.account import Level
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.continuity import Continuity, WeakKind, WeakPoint
from secretariat_tui.domain.events import AssignmentPin, Leave
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY, stages_for
from secretariat_tui.services.continuity import assess
from tests.build import MON, account, backup, desk, member, problem, shift, span, team

ALL = 50


def planned(case: Problem) -> Roster:
    """The best roster, by the stages that count here; every stage of it is computed again without the solver."""
    found = solve(case, Limits(), stages=CONTINUITY)
    assert [s.value for s in recompute(case, Facts(case, found))[:3]] == [s.value for s in found.stages]
    assert all(stage.proven for stage in found.stages)
    return found


def advised(case: Problem, most: int = ALL) -> Continuity:
    return assess(case, planned(case), most)


def told(points: Iterable[WeakPoint]) -> list[tuple[str, str, str, int]]:
    return [(point.kind.value, point.id, point.member, point.minutes) for point in points]


def remedies(found: Continuity, id: str = "dir") -> list[tuple[str, str, int, bool]]:
    """The template of each remedy of a point, with its member, the fragility that is left, and whether it removes."""
    return [
        (remedy.text.template, remedy.text.fact("member"), remedy.stages[2].value, remedy.removes)
        for point in found.weak_points
        if point.id == id
        for remedy in point.remedies
    ]


AGREE = "Agree with {member} that she is a backup for {account}."
TEACH = "Teach {member} {account} and agree that she is a backup for it."
ACCEPT = "Have {member} accept her agreement for {account}."
OBTAIN = "Let {member} obtain {qualification}."
ROOM = "Raise the capacity of {member} to {capacity}."


def test_what_only_incidental_cover_would_absorb_needs_an_agreement():
    # Bea knows dir, Carla does not: both could be agreed, and either removes all of the 180 minutes.
    people = [member("anna"), member("bea", knows=("dir",)), member("carla")]
    found = advised(problem(team(people, [account("dir", "anna")])))
    assert told(found.weak_points) == [("account", "dir", "anna", 180)]
    assert (found.index, found.held, found.lost) == (0.0, 180, 180)
    assert found.weak_points[0].agreed_dates == (MON,)
    assert remedies(found) == [(AGREE, "bea", 0, True), (TEACH, "carla", 0, True)]
    assert [remedy.gain for remedy in found.weak_points[0].remedies] == [180, 180]


def test_what_helps_a_week_that_is_in_force_is_what_helps_any_week():
    # What falls with Anna can be ended, and what falls with Bea stays 180 minutes then.
    people = [member("anna"), member("bea", grade=9, knows=("dir",)), member("carla", grade=5)]
    accounts = [account("dir", "anna", min_grade=6), account("mon", "bea", min_grade=9)]
    case = problem(team(people, accounts))
    in_force = replace(case, published=planned(case))
    again = solve(in_force, Limits(), stages=stages_for(in_force))
    assert [stage.id for stage in again.stages][:4] == ["shortage", "agreements", "changes", "fragile"]
    assert remedies(assess(in_force, again, ALL)) == remedies(advised(case)) == [(AGREE, "bea", 180, True)]


def test_an_agreement_that_waits_is_accepted_first():
    people = [member("anna"), member("bea")]
    agreements = [backup("dir", "bea", accepted=False)]
    found = advised(problem(team(people, [account("dir", "anna")], agreements=agreements)))
    assert remedies(found) == [(ACCEPT, "bea", 0, True)]


def test_a_member_of_scale_5_is_not_proposed_for_a_director():
    director = account("dir", "anna", level=Level.MT, min_grade=6, priority=3)
    people = [member("anna"), member("bea", grade=5, knows=("dir",)), member("carla", grade=6)]
    found = advised(problem(team(people, [director])))
    assert found.stages[2].value == 540
    assert remedies(found) == [(TEACH, "carla", 0, True)]


def test_a_backup_from_another_unit_may_be_agreed():
    people = [member("anna"), member("bea", unit="dg-1", knows=("dir",))]
    found = advised(problem(team(people, [account("dir", "anna")], other_unit_cover=False)))
    assert remedies(found) == [(AGREE, "bea", 0, True)]


def test_two_accounts_that_share_a_backup_with_room_for_one_get_room_or_another_backup():
    # dir (priority 3) and plan: Carla can carry one. plan is lost, 180. Carla with room for two, or Dirk for either.
    people = [member("anna"), member("carla", capacity=1), member("dirk", knows=("dir", "plan"))]
    accounts = [account("dir", "anna", priority=3), account("plan", "anna")]
    made = team(people, accounts, agreements=[backup("dir", "carla"), backup("plan", "carla")], emergency_capacity=0)
    found = advised(problem(made))
    assert told(found.weak_points) == [("account", "plan", "anna", 180)]
    assert sorted(remedies(found, "plan")) == [
        (AGREE, "dirk", 0, True),
        (AGREE, "dirk", 0, True),
        (ROOM, "carla", 0, True),
    ]


def test_a_desk_that_falls_under_its_number_falls_with_each_of_the_two_until_a_third_is_qualified():
    people = [member(who, qualifications=(Held("balie"),)) for who in ("anna", "bea")] + [member("carla")]
    made = team(people, desks=[desk("balie", times="09:00-12:00", people=2, requires=("balie",))])
    found = advised(problem(made))
    assert told(found.weak_points) == [("desk", "balie", "anna", 180), ("desk", "balie", "bea", 180)]
    assert remedies(found, "balie") == [(OBTAIN, "carla", 0, True)] * 2


def test_a_qualification_that_one_holds_falls_with_her():
    people = [member("anna", qualifications=(Held("events"),)), member("bea")]
    made = team(people, [account("dir", "anna", requires=("events",))], agreements=[backup("dir", "bea")])
    found = advised(problem(made))
    assert told(found.weak_points) == [("account", "dir", "anna", 180), ("qualification", "events", "anna", 180)]
    assert remedies(found) == [(OBTAIN, "bea", 0, True)]
    assert remedies(found, "events") == [(OBTAIN, "bea", 0, True)]


def test_a_backup_pinned_at_home_cannot_take_what_is_on_site_so_another_is_proposed():
    pin = AssignmentPin("bea", MON, "dag", Place.REMOTE)
    people = [member("anna"), member("bea"), member("carla", knows=("dir",))]
    made = team(people, [account("dir", "anna", on_site=True)], agreements=[backup("dir", "bea")], pins=[pin])
    found = advised(problem(made))
    assert told(found.weak_points) == [("account", "dir", "anna", 180)]
    assert found.weak_points[0].agreed_dates == ()
    assert remedies(found) == [(AGREE, "carla", 0, True)]


def test_half_a_day_without_a_backup_is_a_weak_point_of_that_half():
    # dir is asked for from 09:00 to 17:00; Bea, the backup, works mornings: 270 minutes are lost.
    shifts = (shift(), shift("ochtend", "08:30-12:30", 0))
    people = [member("anna"), member("bea", "mon-am")]
    made = team(people, [account("dir", "anna", times="09:00-17:00")], agreements=[backup("dir", "bea")], shifts=shifts)
    found = advised(problem(made))
    assert told(found.weak_points) == [("account", "dir", "anna", 270)]
    assert found.weak_points[0].agreed_dates == (MON,)
    (plan,) = (plan for plan in found.contingency if plan.member == "anna")
    assert [loss.span for loss in plan.lost] == [span("12:30-17:00")]


def test_leave_of_the_backup_makes_the_primary_a_weak_point_of_that_day():
    people = [member("anna"), member("bea")]
    accounts = [account("dir", "anna", times="13:00-16:00")]
    leave = [Leave("bea", MON, MON, Daypart.PM)]
    found = advised(problem(team(people, accounts, agreements=[backup("dir", "bea")], leave=leave)))
    assert [(p.member, p.minutes, p.agreed_dates) for p in found.weak_points] == [("anna", 180, (MON,))]


def test_a_team_that_absorbs_everything_has_no_weak_points_and_solves_nothing():
    found = advised(problem(team([member("anna"), member("bea")], [account("dir", "anna")],
                                 agreements=[backup("dir", "bea")])))  # fmt: skip
    assert (found.index, found.weak_points, found.stages, found.tried) == (1.0, (), (), 0)


def test_a_poor_roster_is_told_that_planning_again_avoids_it():
    # Bea is backup of dir, but this roster leaves her at home on Monday.
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[backup("dir", "bea")]))
    best = planned(case)
    poor = Roster(
        best.team, best.weeks, tuple(a for a in best.assignments if a.member == "anna"),
        tuple(d for d in best.duties if d.member == "anna"),
    )  # fmt: skip
    found = assess(case, poor, ALL)
    assert [(p.kind, p.avoidable, p.remedies) for p in found.weak_points] == [(WeakKind.ACCOUNT, True, ())]


def test_no_more_are_verified_than_asked_for_and_the_rest_is_counted():
    people = [member("anna"), *(member(who) for who in ("bea", "carla", "dirk"))]
    found = advised(problem(team(people, [account("dir", "anna")])), most=2)
    assert (found.tried, found.proposed, len(found.weak_points[0].remedies)) == (2, 3, 2)


def test_what_is_stopped_says_so():
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")]))
    roster = planned(case)
    stop = threading.Event()
    steps: list[tuple[int, int]] = []

    def on_step(done: int, of: int) -> None:
        steps.append((done, of))
        stop.set()

    found = assess(case, roster, ALL, Limits(), on_step, stop)
    assert (found.tried, found.proposed, found.stopped_by, steps) == (0, 1, "user", [(0, 1)])


def test_plans_and_points_are_those_of_the_member_and_the_date_that_are_asked_for():
    people = [member("anna", "mon tue"), member("bea", "mon tue")]
    made = team(people, [account("dir", "anna", "mon tue"), account("staf", "bea")])
    case = problem(made)
    roster = planned(case)
    one = assess(case, roster, member="bea")
    assert ({p.member for p in one.contingency}, told(one.weak_points)) == ({"bea"}, [("account", "staf", "bea", 180)])
    other = assess(case, roster, day=MON)
    assert {p.date for p in other.contingency} == {MON}
    assert len(other.weak_points) == 2
    assert other.lost == one.lost == 540


def test_a_good_roster_stays_the_one_that_remedies_are_compared_with_when_time_is_short():
    # Planning again is stopped before it begins: what it finds may be worse than the roster that is there.
    case = problem(team([member("anna"), member("bea")], [account("dir", "anna")]))
    stop = threading.Event()
    stop.set()
    found = assess(case, planned(case), ALL, Limits(), None, stop)
    assert [stage.value for stage in found.stages] == [0, 0, 180]
    assert (found.tried, found.stopped_by) == (0, "user")


def test_over_two_weeks_the_losses_of_both_count():
    people = [member("anna"), member("bea", knows=("dir",))]
    found = advised(problem(team(people, [account("dir", "anna")]), weeks=2))
    assert [(p.minutes, len(p.dates)) for p in found.weak_points] == [(360, 2)]
    assert remedies(found) == [(AGREE, "bea", 0, True)]
