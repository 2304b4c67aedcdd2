"""What would end a shortage, worked out by hand: 180 minutes are asked for, on Monday from nine to twelve."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from secretariat_tui.domain.events import AssignmentPin, Learning, Leave, Meeting
from secretariat_tui.domain.explanation import Relaxed
from secretariat_tui.domain.member import Held, Member
from secretariat_tui.domain.plan import Relaxation
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Cluster
from secretariat_tui.exchange.documents import plain
from secretariat_tui.planner import relaxations
from secretariat_tui.planner.answer import shortages
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.relaxations import relax
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import (
    FRI,
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

LIMITS = Limits(deterministic=5.0)
DAY, MORNING = shift(), shift("ochtend", "08:30-12:30", 0)


def posed(members: Sequence[Member], **more: Any) -> Problem:
    asked = [account("dir", **more.pop("dir", {})), *more.pop("also", [])]
    weeks, history = more.pop("weeks", 1), more.pop("history", ())
    return problem(team(members, asked, **more), weeks, history=history)


def relaxed(case: Problem, held: Roster | None = None) -> Relaxed:
    """What would end the first shortage of the best roster, or of the one given."""
    planned = held or solve(case, LIMITS, stages=CONTINUITY)
    first = next(iter(shortages(case, Facts(case, planned))))
    (found,) = relax(case, planned, [first], LIMITS)
    assert tuple(stage.value for stage in found.before) == tuple(
        stage.value for stage in recompute(case, Facts(case, planned))[:3]
    )
    return found


def told(changes: Sequence[Relaxation]) -> list[tuple[str, list[int]]]:
    return [(plain(change.text), [stage.value for stage in change.stages]) for change in changes]


def answers(case: Problem, held: Roster | None = None) -> list[tuple[str, list[int]]]:
    found = relaxed(case, held)
    assert found.proven
    return told(found.shortage.relaxations)


def test_a_day_off_is_moved():
    """Bea works on Tuesday. On Monday she would hold the account alone: all of it is lost if she falls out."""
    assert answers(posed([member("bea", "tue")], agreements=[backup("dir", "bea")])) == [
        ("Let bea work on 2026-11-30 and be off on 2026-12-01 instead, if she agrees.", [0, 0, 180])
    ]


def test_a_day_off_is_moved_to_where_most_people_work():
    """Four days might be given up: the two on which most work are tried, Friday first."""
    crowd = [member("carla", "wed fri"), member("dora", "fri")]
    case = posed([member("bea", "tue wed thu fri"), *crowd], agreements=[backup("dir", "bea")])
    held = roster([work("bea", FRI), work("carla", FRI), work("dora", FRI), work("bea", WED), work("carla", WED)])
    assert [text for text, _ in answers(case, held)] == [
        "Let bea work on 2026-11-30 and be off on 2026-12-04 instead, if she agrees.",
        "Let bea work on 2026-11-30 and be off on 2026-12-02 instead, if she agrees.",
    ]


def test_half_a_day_off_is_moved_for_as_many_minutes():
    case = posed([member("bea", "tue-pm")], shifts=[MORNING, shift("middag", "13:00-17:00", 0)])
    case = replace(case, team=replace(case.team, agreements=(backup("dir", "bea"),)))
    assert answers(case) == [
        ("Let bea work am of 2026-11-30 and be off pm of 2026-12-01 instead, if she agrees.", [0, 0, 180])
    ]


def test_leave_and_a_second_obstacle_are_left_alone():
    away = posed([member("bea")], agreements=[backup("dir", "bea")], leave=[Leave("bea", MON, MON)])
    stranger_with_a_day_off = posed([member("bea", "tue")])
    learning = posed(
        [member("bea")],
        agreements=[backup("dir", "bea")],
        learning=[Learning("bea", "Cursus", MON, span("09:00-12:00"))],
    )
    for case in (away, stranger_with_a_day_off, learning):
        assert answers(case) == []


def test_a_remote_day_becomes_a_day_in_the_office():
    pinned = posed(
        [member("bea")],
        dir={"on_site": True},
        agreements=[backup("dir", "bea")],
        pins=[AssignmentPin("bea", MON, "dag", Place.REMOTE)],
    )
    home_only = posed(
        [member("bea")],
        dir={"on_site": True},
        agreements=[backup("dir", "bea")],
        shifts=[shift(places=(Place.REMOTE,))],
    )
    assert answers(pinned) == [("Let bea work in the office instead of at home on 2026-11-30.", [0, 0, 180])]
    assert answers(home_only, roster([work("bea", place=Place.REMOTE)])) == [
        ("Let dag be worked in the office too, by bea for instance.", [0, 0, 180])
    ]


def test_a_shift_that_may_be_worked_in_the_office_too_may_be_so_by_all_and_on_every_day():
    """It ends the shortage of Tuesday as well, so that the change is not said to be of Bea's Monday."""
    case = posed(
        [member("bea", "mon tue")],
        dir={"on_site": True, "when": "mon tue"},
        agreements=[backup("dir", "bea")],
        shifts=[shift(places=(Place.REMOTE,))],
    )
    held = roster([work("bea", place=Place.REMOTE), work("bea", TUE, place=Place.REMOTE)])
    assert answers(case, held) == [("Let dag be worked in the office too, by bea for instance.", [0, 0, 360])]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({}, "Teach bea dir, so that she can stand in."),
        ({"cluster": "west"}, "Let bea, of another cluster, learn dir and stand in."),
    ],
)
def test_a_new_backup_is_better_than_one_who_knows_it(where: dict[str, Any], words: str):
    """As a backup she costs nothing in stage 2; incidentally 180 minutes, at distance 2."""
    clusters = [Cluster("oost", "Oost"), Cluster("west", "West")]
    case = posed([member("bea", **where)], dir={"cluster": "oost"}, clusters=clusters)
    assert answers(case) == [
        ("Agree with bea that she is a backup for dir.", [0, 0, 180]),
        (words, [0, 360, 180]),
    ]


def test_cover_from_another_unit_is_granted():
    """At distance 5."""
    case = posed([member("bea", unit="fin")], dir={"min_grade": 8})
    assert answers(case) == [("Let bea, of another unit, learn dir and stand in.", [0, 180 * 7, 180])]


def test_a_grade_that_is_too_low_is_no_backup():
    """Bea has grade 7: incidentally at distance 2, and 2 more below the grade."""
    assert answers(posed([member("bea")], dir={"min_grade": 8})) == [
        ("Teach bea dir, so that she can stand in.", [0, 720, 180])
    ]


def test_capacity_is_raised_by_one():
    """Two accounts at once and hands for one. In an emergency she could carry two: either way both fall with her."""
    both = [backup("dir", "bea"), backup("mt", "bea")]
    case = posed([member("bea", capacity=1)], also=[account("mt")], agreements=both)
    assert answers(case) == [("Raise the capacity of bea to 2.", [0, 0, 360])]


def test_an_agreement_is_accepted():
    """Learning the account helps too, at a price in stage 2."""
    case = posed([member("bea")], agreements=[backup("dir", "bea", accepted=False)])
    assert answers(case) == [
        ("Have bea accept her agreement for dir.", [0, 0, 180]),
        ("Teach bea dir, so that she can stand in.", [0, 360, 180]),
    ]


def test_an_agreement_that_has_ended_is_made_anew():
    ended = backup("dir", "bea", until=MON - timedelta(1))
    assert answers(posed([member("bea")], agreements=[ended])) == [
        ("Agree with bea that she is a backup for dir.", [0, 0, 180]),
        ("Teach bea dir, so that she can stand in.", [0, 360, 180]),
    ]


def test_overtime_is_agreed_for_as_much_as_is_needed():
    """Eight hours, worked on Tuesday, where the phone needs her; another eight on Monday are 480 minutes too many."""
    case = posed(
        [member("bea", "mon tue", hours=8)],
        agreements=[backup("dir", "bea")],
        desks=[desk(when="tue", priority=5)],
    )
    assert answers(case) == [("Agree on overtime with bea in 2026-W49: 480 minutes in all.", [0, 0, 180 + 480 * 5])]


def test_a_quota_that_is_used_up_is_raised_or_cover_allowed_at_all():
    """Bea, of another unit, covered on the Monday before, and one date in 13 weeks is allowed."""
    bea = member("bea", unit="fin", knows=("dir",))
    covered = hold("bea", "dir", role=HolderRole.INCIDENTAL)
    before = roster([work("bea")], [covered])
    earlier = replace(
        before,
        weeks=(before.weeks[0].plus(-1),),
        assignments=tuple(replace(a, date=before.weeks[0].plus(-1).monday) for a in before.assignments),
        duties=tuple(replace(d, date=before.weeks[0].plus(-1).monday) for d in before.duties),
    )
    spent = posed([bea], other_unit_quota=1, history=(earlier,))
    agreed = ("Agree with bea that she is a backup for dir.", [0, 0, 180])
    assert answers(spent) == [
        agreed,
        ("Allow cover from another unit on 2 dates in 13 weeks, by bea for instance.", [0, 900, 180]),
    ]
    never = posed([bea], other_unit_cover=False)
    assert answers(never) == [agreed, ("Allow cover from other units, by bea for instance.", [0, 900, 180])]


def test_a_pin_is_released():
    case = posed([member("bea")], agreements=[backup("dir", "bea")], pins=[AssignmentPin("bea", MON, None)])
    assert answers(case) == [("Release the pin of bea on 2026-11-30.", [0, 0, 180])]


def test_a_meeting_may_be_interrupted():
    """It takes 60 of the 180 minutes; she has the others, and they are lost with her too."""
    meeting = Meeting("mt", "MT", days("mon"), span("10:00-11:00"))
    case = posed([member("bea")], agreements=[backup("dir", "bea")], meetings=[meeting])
    found = relaxed(case)
    assert [stage.value for stage in found.least] == [60, 0, 120]
    assert told(found.shortage.relaxations) == [
        ("Let bea be called out of MT on 2026-11-30: make it a meeting that may be interrupted.", [0, 0, 180])
    ]


def test_a_qualification_and_a_shift_are_given():
    case = posed([member("bea")], dir={"requires": ("mandaat",)}, agreements=[backup("dir", "bea")])
    assert answers(case) == [("Let bea obtain mandaat.", [0, 0, 180])]
    expired = posed(
        [member("bea", qualifications=(Held("mandaat", MON.replace(day=1)),))],
        dir={"requires": ("mandaat",)},
        agreements=[backup("dir", "bea")],
    )
    assert answers(expired) == [("Let bea obtain mandaat.", [0, 0, 180])]
    late = shift("laat", "13:00-17:00", 0)
    other_shift = posed([member("bea", shifts=("laat",))], agreements=[backup("dir", "bea")], shifts=[DAY, late])
    assert answers(other_shift) == [("Let bea work dag too.", [0, 0, 180])]


def test_a_roster_that_falls_short_for_nothing_is_planned_again():
    case = posed([member("bea")], agreements=[backup("dir", "bea")])
    assert answers(case, roster([work("bea")])) == [("Plan this week again: nothing else has to change.", [0, 0, 180])]


def test_the_best_come_first_and_of_equals_what_asks_least():
    """Each alone, Bea's yes and Carla's moved day lead to the same; what Bea would have to learn costs agreements."""
    case = posed(
        [member("carla", "tue"), member("bea")],
        agreements=[backup("dir", "bea", accepted=False), backup("dir", "carla")],
    )
    assert [text.split()[:2] for text, _ in answers(case)] == [["Have", "bea"], ["Let", "carla"], ["Teach", "bea"]]


def test_the_other_weeks_stay_as_they_are_and_count():
    """Two Mondays without anybody; moving the day off ends the shortage of its own week."""
    case = posed([member("bea", "tue")], agreements=[backup("dir", "bea")], weeks=2)
    planned = solve(case, LIMITS, stages=CONTINUITY)
    found = relax(case, planned, shortages(case, Facts(case, planned)), LIMITS)
    assert [[s.value for s in one.before] for one in found] == [[360, 0, 0], [360, 0, 0]]
    assert [[c.stages[0].value for c in one.shortage.relaxations] for one in found] == [[180], [180]]
    assert all(one.proven for one in found)


def test_what_would_clash_with_a_later_week_is_no_help():
    """Cover from another unit on one date in 13 weeks, and the roster has it in the second week."""
    bea = member("bea", unit="fin", knows=("dir",))
    case = posed([bea], other_unit_quota=1, weeks=2)
    later = case.weeks[1].monday
    held = roster(
        [work("bea"), work("bea", later)],
        [hold("bea", "dir", day=later, role=HolderRole.INCIDENTAL, distance=5)],
        weeks=case.weeks,
    )
    found = relaxed(case, held)
    assert [s.value for s in found.before] == [180, 900, 180]
    assert told(found.shortage.relaxations) == [
        ("Agree with bea that she is a backup for dir.", [0, 0, 360]),
        ("Allow cover from another unit on 2 dates in 13 weeks, by bea for instance.", [0, 1800, 360]),
    ]


def test_a_search_that_is_stopped_says_so(monkeypatch: pytest.MonkeyPatch):
    case = posed([member("bea"), member("carla")])
    planned = solve(case, LIMITS, stages=CONTINUITY)
    first = list(shortages(case, Facts(case, planned)))
    stop = threading.Event()
    stop.set()
    (found,) = relax(case, planned, first, LIMITS, stop=stop)
    assert (found.tried, found.stopped_by, found.proven) == (0, "user", False)
    monkeypatch.setattr(relaxations, "MOST_TRIED", 2)
    (found,) = relax(case, planned, first, LIMITS)
    assert (found.tried, found.stopped_by, found.proven) == (2, "number", False)


def test_overtime_counts_what_was_agreed_already():
    bea = member("bea", "mon tue", hours=8, overtime=Decimal(4))
    case = posed([bea], agreements=[backup("dir", "bea")], desks=[desk(when="tue", priority=5)])
    assert answers(case)[0][0] == "Agree on overtime with bea in 2026-W49: 480 minutes in all."


def test_overtime_is_the_least_that_does_it_whatever_she_works_in_the_roster_at_hand():
    """Six hours a week, and she works the shift of six on Tuesday, where that of four would do. The two short ones are
    eight hours: two more than her contract, not four."""
    short, longer = shift("kort", "08:30-12:30", 0), shift("lang", "08:30-14:30", 0)
    case = posed(
        [member("bea", "mon tue", hours=6)],
        agreements=[backup("dir", "bea")],
        desks=[desk(when="tue", times="09:00-12:00", priority=5)],
        shifts=[short, longer],
    )
    held = roster([work("bea", TUE, longer)], [hold("bea", "telefoon", day=TUE, is_desk=True)])
    assert answers(case, held) == [
        ("Agree on overtime with bea in 2026-W49: 120 minutes in all.", [0, 0, 180 + 180 * 5])
    ]
