"""What would end a loss, worked out by hand: 180 minutes are asked for, on Monday from nine to twelve."""

from collections.abc import Sequence
from typing import Any

from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.explanation import LossExplained
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.exchange.documents import plain
from secretariat_tui.planner.contingency import contingency
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.losses import explain_losses
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import MON, TUE, account, backup, desk, hold, member, problem, roster, shift, team, work

LIMITS = Limits(deterministic=5.0)


def explained(case: Problem, who: str = "anna", held: Roster | None = None) -> LossExplained:
    """The first loss when she falls out on Monday, in the best roster or the one given."""
    planned = held or solve(case, LIMITS, stages=CONTINUITY)
    plan = contingency(case, Facts(case, planned), MON, case.team.member[who])
    (found,) = explain_losses(case, planned, plan, plan.lost[:1], LIMITS)
    return found


def why(found: LossExplained) -> list[tuple[str | None, str]]:
    return [(blocker.member, plain(blocker.reason)) for blocker in found.loss.why]


def told(found: LossExplained) -> list[tuple[str, list[int], int]]:
    return [(plain(item.text), [stage.value for stage in item.stages], item.left) for item in found.remedies]


def posed(members: Sequence[Any], accounts: Sequence[Any], **more: Any) -> Problem:
    return problem(team(members, accounts, **more))


def test_a_backup_who_is_pinned_to_her_home_when_the_office_is_needed_may_come_to_the_office() -> None:
    """Whoever of the two holds it, the other takes it over: at first only 180 of Anna's, then nothing."""
    pin = AssignmentPin("bea", MON, "dag", Place.REMOTE)
    case = posed(
        [member("anna"), member("bea", remote_days=1)],
        [account("dir", "anna", on_site=True)],
        agreements=[backup("dir", "bea")],
        pins=[pin],
    )
    found = explained(case)
    assert [stage.value for stage in found.before] == [0, 0, 180]
    assert why(found) == [("bea", "bea works at home on 2026-11-30, and this is on site.")]
    assert told(found) == [("Let bea work in the office instead of at home on 2026-11-30.", [0, 0, 0], 0)]
    assert found.proven


def test_two_primaries_who_share_a_backup_with_room_for_one_lose_what_she_has_no_room_for() -> None:
    """Anna holds both; Bea, with room for one and one more in an emergency, carries another already."""
    case = posed(
        [member("anna", capacity=3), member("bea", capacity=1)],
        [account("dir", "anna"), account("hr", "anna"), account("own", "bea")],
        agreements=[backup("dir", "bea"), backup("hr", "bea")],
    )
    found = explained(case)
    assert found.loss.contest is not None
    assert {item.duty for item in found.loss.contest.duties} == {"dir", "hr"}
    # Bea's own account is lost as well when she falls out (180), beside one of Anna's (180).
    assert [stage.value for stage in found.before] == [0, 0, 360]
    assert ("Raise the capacity of bea to 2.", [0, 0, 180], 0) in told(found)
    assert found.proven


def test_a_desk_that_falls_under_its_number_is_saved_by_who_may_work_another_day() -> None:
    """One of two at the phone falls out and nobody else is at work: 180 are lost for each of the two."""
    case = posed(
        [member("anna"), member("bea"), member("carla", "tue")], [], desks=[desk(people=2, times="09:00-12:00")]
    )
    found = explained(case)
    assert [stage.value for stage in found.before] == [0, 0, 360]
    assert why(found)[0] == ("bea", "bea is at telefoon already.")
    assert why(found)[1] == ("carla", "carla does not work from 09:00-12:00 on 2026-11-30.")
    assert told(found) == [
        ("Let carla work on 2026-11-30 and be off on 2026-12-01 instead, if she agrees.", [0, 0, 0], 0)
    ]


def test_an_absence_that_no_agreement_absorbs_but_incidental_cover_would_asks_for_an_agreement() -> None:
    case = posed(
        [member("anna"), member("bea", knows=("dir",)), member("carla")],
        [account("dir", "anna")],
    )
    found = explained(case)
    assert why(found) == [
        (None, "Nobody else has an agreement for dir on 2026-11-30."),
        ("bea", "bea knows dir but has no agreement for it: she could stand in only incidentally."),
        ("carla", "carla has no agreement for dir on 2026-11-30."),
    ]
    assert told(found) == [
        ("Agree with bea that she is a backup for dir.", [0, 0, 0], 0),
        ("Teach carla dir and agree that she is a backup for it.", [0, 0, 0], 0),
    ]
    assert [stage.value for stage in found.least] == [0, 0, 180]


def test_a_roster_that_could_be_better_is_told_to_be_planned_again() -> None:
    """Bea is at home though the office would do as well."""
    case = posed(
        [member("anna"), member("bea", remote_days=1)],
        [account("dir", "anna", on_site=True)],
        agreements=[backup("dir", "bea")],
    )
    held = roster([work("anna"), work("bea", place=Place.REMOTE)], [hold("anna", "dir")])
    found = explained(case, held=held)
    assert told(found)[0] == ("Plan this week again: nothing else has to change.", [0, 0, 0], 0)
    assert [stage.value for stage in found.least] == [0, 0, 0]


def test_a_search_without_time_says_so() -> None:
    case = posed([member("anna"), member("bea", knows=("dir",))], [account("dir", "anna")])
    planned = solve(case, LIMITS, stages=CONTINUITY)
    plan = contingency(case, Facts(case, planned), MON, case.team.member["anna"])
    (found,) = explain_losses(case, planned, plan, plan.lost, Limits(wall=0.0))
    assert (found.tried, found.stopped_by, found.proven) == (0, "time", False)


def test_overtime_is_the_least_with_which_the_week_is_as_good() -> None:
    """Bea, who would take over on Monday, has six hours a week, and works the shift of six on Tuesday, where that of
    four would do: the two short ones are two hours more than her contract."""
    short, longer = shift("kort", "08:30-12:30", 0), shift("lang", "08:30-14:30", 0)
    case = posed(
        [member("anna"), member("bea", "mon tue", hours=6)],
        [account("dir", "anna")],
        agreements=[backup("dir", "bea")],
        desks=[desk(when="tue", times="09:00-12:00")],
        shifts=[short, longer],
    )
    at_work = [work("anna", what=longer), work("bea", TUE, longer)]
    held = roster(at_work, [hold("anna", "dir"), hold("bea", "telefoon", day=TUE, is_desk=True)])
    assert told(explained(case, held=held)) == [
        ("Agree on overtime with bea in 2026-W49: 120 minutes in all.", [0, 0, 180], 0)
    ]


def test_overtime_that_is_of_no_use_is_not_proposed() -> None:
    """Bea could be there on Monday for some, and has no hands free; nobody asks for her on Tuesday."""
    case = posed(
        [member("anna"), member("bea", "mon tue", hours=8, capacity=0)],
        [account("dir", "anna")],
        agreements=[backup("dir", "bea")],
        emergency_capacity=0,
    )
    held = roster([work("anna"), work("bea", TUE)], [hold("anna", "dir")])
    assert told(explained(case, held=held)) == []
