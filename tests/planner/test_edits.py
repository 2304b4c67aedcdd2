"""Edits of a roster by hand: what stands, what moves, what breaks, and what it does to the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from secretariat_tui.domain.edits import Assign, Edit, Edited, GiveDuty, Swap
from secretariat_tui.domain.errors import InvalidValue
from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult, Status
from secretariat_tui.domain.shift import PLACES, Place
from secretariat_tui.planner.check import examine, recompute
from secretariat_tui.planner.edits import Editing
from secretariat_tui.planner.facts import Facts
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.test_duties import valid_cases

# Anna has dir on Monday and Tuesday, 180 minutes a day; Bea is the backup, Carla knows nothing.
MORNING = shift("ochtend", "08:30-10:30", 0)
PEOPLE = [member(id, "mon tue", remote_days=1) for id in ("anna", "bea", "carla")]
TEAM = team(PEOPLE, [account("dir", "anna", "mon tue")], agreements=[backup("dir", "bea")], shifts=(shift(), MORNING))
CASE = problem(TEAM)
EVERYBODY = [work(person.id, day) for person in PEOPLE for day in (MON, TUE)]
MADE = roster(EVERYBODY, [hold("anna", "dir"), hold("anna", "dir", day=TUE)])
NINE = span("09:00-12:00")


def edit(*edits: Edit, made: Roster = MADE, case: Problem = CASE) -> Edited:
    found = Editing(case, made).edited(edits)
    checked = examine(case, found.roster)
    assert found.violations == checked.violations
    assert checked.differences == ()
    assert found.roster.stages == found.after
    return found


def works(found: Edited, member: str) -> list[tuple[str, str, str]]:
    return [(a.date.strftime("%a"), a.shift, a.place.value) for a in found.roster.assignments if a.member == member]


def has(found: Edited) -> list[tuple[str, str, str]]:
    return [(duty.date.strftime("%a"), duty.member, str(duty.span)) for duty in found.roster.duties]


def changes(found: Edited) -> dict[str, tuple[int, int]]:
    return {stage.id: (stage.before.value, stage.after.value) for stage in found.difference.stages}


# -- who works


def test_who_goes_home_leaves_her_duty_to_her_backup():
    found = edit(Assign("anna", MON, None))
    assert has(found) == [("Mon", "bea", "09:00-12:00"), ("Tue", "anna", "09:00-12:00")]
    assert [(cell.date, cell.member, cell.after) for cell in found.difference.cells] == [(MON, "anna", ())]
    # Nobody can take over from Bea then; Anna works eight hours too little.
    assert changes(found)["shortage"] == (0, 0)
    assert changes(found)["fragile"] == (0, 180)
    assert changes(found)["hours"] == (0, 480)


def test_a_shorter_shift_leaves_the_backup_the_rest():
    found = edit(Assign("anna", MON, "ochtend"))
    assert has(found)[:2] == [("Mon", "anna", "09:00-10:30"), ("Mon", "bea", "10:30-12:00")]
    assert changes(found)["hours"] == (0, 360)


def test_the_place_stays_where_the_shift_allows_it_and_is_the_first_of_the_shift_else():
    office = replace(MORNING, id="balie", places=(Place.OFFICE,))
    case = problem(replace(TEAM, shifts=(shift(), MORNING, office)))
    made = replace(MADE, assignments=(*EVERYBODY[1:], work("anna", place=Place.REMOTE)))
    assert works(edit(Assign("anna", MON, "ochtend"), made=made, case=case), "anna")[0] == ("Mon", "ochtend", "remote")
    assert works(edit(Assign("anna", MON, "balie"), made=made, case=case), "anna")[0] == ("Mon", "balie", "office")
    assert works(edit(Assign("anna", MON, "dag", Place.REMOTE)), "anna")[0] == ("Mon", "dag", "remote")


def test_an_edit_that_changes_nothing_moves_no_duty():
    """Not even one that Bea has for Anna, who is there."""
    displaced = replace(MADE, duties=(hold("bea", "dir", role=HolderRole.BACKUP, rank=1),))
    found = edit(Assign("anna", MON, "dag"), made=displaced)
    assert (found.roster.assignments, found.roster.duties) == (displaced.assignments, displaced.duties)
    assert found.difference.cells == found.difference.duties == ()


def test_what_breaks_a_rule_is_answered_with_the_rule():
    first = edit(Assign("carla", MON, "dag", Place.REMOTE))
    assert first.violations == ()
    both = edit(Assign("carla", MON, "dag", Place.REMOTE), Assign("carla", TUE, "dag", Place.REMOTE))
    assert [violation.rule for violation in both.new] == ["allowed_shift"]
    day_off = edit(Assign("carla", WEEK.days[2], "dag"))
    assert {violation.rule for violation in day_off.new} == {"pattern", "hours_max"}


def test_a_pin_that_an_edit_breaks_is_named():
    case = problem(replace(TEAM, pins=(AssignmentPin("anna", MON, "dag"), DutyPin("anna", TUE, "dir", False, NINE))))
    made = replace(MADE, assignments=tuple(replace(a, pinned=(a.member, a.date) == ("anna", MON)) for a in EVERYBODY))
    assert [v.rule for v in edit(Assign("anna", MON, None), made=made, case=case).new] == ["pinned"]
    moved = edit(Assign("anna", TUE, None), made=made, case=case)
    assert [v.rule for v in moved.new] == ["pinned"]
    assert has(moved)[1] == ("Tue", "bea", "09:00-12:00")


def test_only_what_is_new_is_told_apart():
    broken = replace(MADE, duties=(hold("carla", "dir", role=HolderRole.INCIDENTAL, distance=2),))
    found = Editing(CASE, broken).edited([Assign("bea", TUE, None)])
    assert [violation.rule for violation in found.violations] == ["eligible"]
    assert found.new == ()


# -- swaps


def test_two_swap_a_date():
    made = replace(MADE, assignments=(*(a for a in EVERYBODY if (a.member, a.date) != ("bea", MON)),))
    found = edit(Swap("anna", "bea", MON), made=made)
    assert [a.member for a in found.roster.assignments if a.date == MON] == ["bea", "carla"]
    assert has(found)[0] == ("Mon", "bea", "09:00-12:00")


def test_two_swap_two_dates():
    off = {("anna", TUE), ("bea", MON)}
    made = replace(MADE, assignments=tuple(a for a in EVERYBODY if (a.member, a.date) not in off), duties=())
    found = edit(Swap("anna", "bea", MON, TUE), made=made)
    assert works(found, "anna") == [("Tue", "dag", "office")]
    assert works(found, "bea") == [("Mon", "dag", "office")]
    assert has(found) == [("Mon", "bea", "09:00-12:00"), ("Tue", "anna", "09:00-12:00")]


# -- duties


def test_an_edit_of_a_duty_leaves_all_other_duties_as_they_are():
    found = edit(GiveDuty("dir", False, MON, span("10:00-11:00"), "bea"))
    assert has(found) == [
        ("Mon", "anna", "09:00-10:00"),
        ("Mon", "bea", "10:00-11:00"),
        ("Mon", "anna", "11:00-12:00"),
        ("Tue", "anna", "09:00-12:00"),
    ]
    assert changes(found)["agreements"] == (0, 60)  # Anna is there all the while
    assert found.difference.cells == ()


def test_a_duty_given_back_is_one_duty_again():
    once = edit(GiveDuty("dir", False, MON, span("10:00-11:00"), "bea"))
    again = edit(GiveDuty("dir", False, MON, span("10:00-11:00"), "anna"), made=once.roster)
    assert again.roster.duties == MADE.duties


def test_a_duty_can_be_given_to_nobody_and_to_one_who_may_not_have_it():
    assert changes(edit(GiveDuty("dir", False, MON, NINE, None)))["shortage"] == (0, 180)
    assert [v.rule for v in edit(GiveDuty("dir", False, MON, NINE, "carla")).new] == ["eligible"]


def test_a_desk_for_two_gets_one_more_or_one_instead_of_another():
    case = problem(replace(TEAM, desks=(desk(people=2, times="09:00-12:00"),)))
    made = replace(MADE, duties=(*MADE.duties, hold("carla", "telefoon", is_desk=True)))
    more = edit(GiveDuty("telefoon", True, MON, NINE, "bea"), made=made, case=case)
    assert [d.member for d in more.roster.duties if d.is_desk] == ["bea", "carla"]
    other = edit(GiveDuty("telefoon", True, MON, NINE, "bea", instead="carla"), made=made, case=case)
    assert [d.member for d in other.roster.duties if d.is_desk] == ["bea"]


def shared_morning() -> Roster:
    early = hold("bea", "dir", "09:00-10:00", role=HolderRole.BACKUP, rank=1)
    return replace(MADE, duties=(early, hold("anna", "dir", "10:00-12:00"), MADE.duties[1]))


def test_who_takes_the_place_of_another_has_what_she_had_and_nothing_more():
    made = shared_morning()
    found = edit(GiveDuty("dir", False, MON, NINE, "carla", instead="anna"), made=made)
    assert has(found)[:2] == [("Mon", "bea", "09:00-10:00"), ("Mon", "carla", "10:00-12:00")]
    late = edit(GiveDuty("dir", False, MON, span("11:00-12:00"), "bea", instead="anna"), made=made)
    assert has(late)[:3] == [
        ("Mon", "bea", "09:00-10:00"),
        ("Mon", "anna", "10:00-11:00"),
        ("Mon", "bea", "11:00-12:00"),
    ]
    nothing = edit(GiveDuty("dir", False, MON, NINE, "carla", instead="carla"), made=MADE)
    assert nothing.roster.duties == MADE.duties


def test_who_takes_a_place_at_a_desk_where_she_is_already_is_there_once():
    case = problem(replace(TEAM, desks=(desk(people=2, times="09:00-12:00"),)))
    phone = [hold(id, "telefoon", is_desk=True) for id in ("anna", "carla")]
    found = edit(
        GiveDuty("telefoon", True, MON, NINE, "anna", instead="carla"),
        made=replace(MADE, duties=tuple(phone)),
        case=case,
    )
    assert [(d.member, str(d.span)) for d in found.roster.duties if d.is_desk] == [("anna", "09:00-12:00")]


def test_a_place_that_was_taken_stands_when_who_works_changes_too():
    made = shared_morning()
    taken = GiveDuty("dir", False, MON, NINE, "bea", instead="anna")
    found = edit(taken, Assign("carla", MON, None), made=made)
    assert has(found)[0] == ("Mon", "bea", "09:00-12:00")


def test_a_duty_that_is_given_stands_when_who_works_changes_too():
    found = edit(GiveDuty("dir", False, MON, NINE, "bea"), Assign("carla", MON, None))
    assert has(found)[0] == ("Mon", "bea", "09:00-12:00")


# -- what is known


def test_a_bound_is_kept_as_long_as_the_stages_before_it_are_what_they_were():
    stages = recompute(CASE, Facts(CASE, MADE))
    proven = replace(MADE, stages=tuple(replace(stage, bound=stage.value) for stage in stages), status=Status.OPTIMAL)
    found = edit(Assign("anna", MON, None), made=proven)
    assert [(s.id, s.value, s.bound) for s in found.after[:4]] == [
        ("shortage", 0, 0),
        ("agreements", 0, 0),
        ("fragile", 180, 0),
        ("hours", 480, 0),
    ]
    lasting = replace(proven, stages=(*proven.stages[:4], replace(proven.stages[4], bound=1)))
    same = edit(Assign("carla", MON, "dag", Place.REMOTE), made=lasting)
    assert same.after[4].bound == 1  # nothing before quality is another
    assert found.after[4].bound == 0
    assert found.roster.status is Status.FEASIBLE


def test_a_roster_that_breaks_a_rule_is_proven_nothing():
    claimed = replace(MADE, stages=(StageResult("shortage", 0, 0), StageResult("agreements", 0, 0)))
    lacking = replace(claimed, duties=(), stages=(StageResult("shortage", 360, 360),))
    found = edit(GiveDuty("dir", False, MON, NINE, "carla"), made=lacking)
    assert found.violations
    assert (found.after[0].value, found.after[0].bound) == (180, 0)


def test_changes_of_a_published_week_are_a_stage():
    case = replace(CASE, published=MADE, today=MON)
    found = edit(Assign("anna", TUE, None), case=case)
    assert [stage.before.id for stage in found.difference.stages][2] == "changes"
    assert changes(found)["changes"] == (0, 10)  # two dayparts at 5, one day ahead


@pytest.mark.parametrize(
    "wrong",
    [
        Assign("nobody", MON, None),
        Assign("anna", MON, "nacht"),
        Assign("anna", WEEK.plus(1).monday, None),
        Swap("anna", "nobody", MON),
        GiveDuty("dir", True, MON, NINE, None),
        GiveDuty("telefoon", False, MON, NINE, None),
        GiveDuty("dir", False, MON, NINE, "anna", instead="nobody"),
        GiveDuty("dir", False, MON, span("12:00-09:00"), None),
    ],
)
def test_what_is_not_there_cannot_be_edited(wrong: Edit):
    with pytest.raises(InvalidValue):
        Editing(CASE, MADE).edited([wrong])


# -- any roster


def drawn(rng: Random, case: Problem) -> list[Edit]:
    """One or two edits of who works."""
    team = case.team

    def one() -> Edit:
        names = [person.id for person in team.members]
        if rng.random() < 0.3:
            return Swap(*rng.sample(names, 2), rng.choice(case.open_dates), rng.choice((None, *case.open_dates)))
        chosen = rng.choice((None, *team.shifts))
        place = rng.choice(PLACES) if chosen is not None and rng.random() < 0.5 else None
        return Assign(rng.choice(names), rng.choice(case.open_dates), chosen and chosen.id, place)

    return [one() for _ in range(rng.choice((1, 1, 2)))]


def touched(case: Problem, edits: Sequence[Edit]) -> set[tuple[str, object]]:
    found: set[tuple[str, object]] = set()
    for item in edits:
        if isinstance(item, Swap):
            found |= {(who, day) for who in (item.first, item.second) for day in item.dates}
        elif isinstance(item, Assign):
            found.add((item.member, item.date))
    return found


@pytest.mark.parametrize("block", range(5))
def test_whoever_is_moved_all_others_stay_and_what_is_said_of_it_is_so(block: int):
    for number, (case, made) in enumerate(valid_cases(block)):
        rng = Random(f"{block} {number}")
        for _ in range(4):
            edits = drawn(rng, case)
            found = edit(*edits, made=made, case=case)
            cells, dates = touched(case, edits), {day for _, day in touched(case, edits)}
            assert [a for a in found.roster.assignments if (a.member, a.date) not in cells] == [
                a for a in made.assignments if (a.member, a.date) not in cells
            ]
            assert [d for d in found.roster.duties if d.date not in dates] == [
                d for d in made.duties if d.date not in dates
            ]
