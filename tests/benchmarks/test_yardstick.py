"""The published instances: their format, their checker, and their rules, each against what was worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest

from benchmarks.yardstick import section
from benchmarks.yardstick.__main__ import _numbers
from benchmarks.yardstick.checker import check
from benchmarks.yardstick.instance import Cover, Kind, Request, parse, read
from benchmarks.yardstick.measure import INSTANCES, measured, planned
from benchmarks.yardstick.registered import rules
from benchmarks.yardstick.ward import problem_of, solution
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from tests.build import member, problem, team
from tests.planner.verdict import cost, verdict

TEXT = """# A comment.
SECTION_HORIZON
# Days:
7

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift | separated
E,480,
L,600,E

SECTION_STAFF
# ID, MaxShifts, Max, Min, MaxConsecutiveShifts, MinConsecutiveShifts, MinConsecutiveDaysOff, MaxWeekends
A,E=7|L=2,2400,1440,3,2,2,1
B,E=7|L=0,1920,960,4,2,1,0

SECTION_DAYS_OFF
A,0

SECTION_SHIFT_ON_REQUESTS
A,1,E,2

SECTION_SHIFT_OFF_REQUESTS
B,2,E,3

SECTION_COVER
0,E,1,100,1
1,E,2,100,1
2,E,1,100,1
2,L,1,100,1
3,E,0,100,1
"""
INSTANCE = parse(TEXT, "Small")


def cells(**rows: str) -> str:
    """Rows like "E - L", with one sign for each day, as the text of a solution."""
    lines = {name: ["" if cell == "-" else cell for cell in row.split()] for name, row in rows.items()}
    return "".join("\t".join([name, *row]) + "\n" for name, row in lines.items())


BASE = {"A": "- E E L - - -", "B": "E E E E - - -"}


def test_every_part_of_the_format_is_read():
    assert INSTANCE.days == 7
    assert INSTANCE.kinds == (Kind("E", 480, frozenset()), Kind("L", 600, frozenset("E")))
    a, b = INSTANCE.staff
    assert (a.id, a.most, a.minutes, a.longest, a.shortest, a.rest, a.weekends) == (
        *("A", {"E": 7, "L": 2}, (1440, 2400)),
        *(3, 2, 2, 1),
    )
    assert (a.days_off, b.days_off) == (frozenset({0}), frozenset())
    assert INSTANCE.requests == (Request("A", 1, "E", 2, True), Request("B", 2, "E", 3, False))
    assert INSTANCE.cover[:2] == (Cover(0, "E", 1, 100, 1), Cover(1, "E", 2, 100, 1))
    assert len(INSTANCE.cover) == 5


def test_a_text_without_its_sections_is_refused():
    with pytest.raises(ValueError, match="SECTION_STAFF"):
        parse("SECTION_HORIZON\n7\n", "Torn")


def test_a_horizon_that_is_no_number_of_weeks_is_refused():
    with pytest.raises(ValueError, match="8 days"):
        problem_of(replace(INSTANCE, days=8))


# -- the checker


def test_a_solution_without_fault_costs_what_was_counted_by_hand():
    found = check(TEXT, cells(**BASE))
    # Day 2 has one E too many, the late one is missing; day 3 has one E too many; B works E on day 2: 1 + 100 + 1 + 3.
    assert (found.faults, found.cost) == ([], 105)


def test_a_request_that_is_not_met_and_a_person_missing_cost_their_weight():
    found = check(TEXT, cells(A="- - E L - - -", B="- - E E E - -"))
    assert found.faults == ["A works 1080 minutes, below 1440"]
    # Day 0: 1 missing. Day 1: 2, and the request for E. Day 2: 1 too many, 1 missing, the request off. Day 3: 1.
    assert found.cost == 100 + 200 + 2 + 1 + 100 + 3 + 1


FAULTS = [
    ("a day off", {"A": "E E E - - - -"}, ["A works on day 0, which is off"]),
    ("too many of a kind", {"A": "- - L L - - L"}, ["A has L 3 times, above 2"]),
    ("a kind not allowed", {"B": "- - E L - - -"}, ["B has L 1 times, above 0"]),
    (
        "too many minutes",
        {"B": "E E E E - - E"},
        ["B works 2400 minutes, above 1920", "B works in 1 weekends, above 0"],
    ),
    ("too few minutes", {"B": "E - - - - - -"}, ["B works 480 minutes, below 960"]),
    ("a shift that may not follow", {"A": "- L E E - - -"}, ["A has E after L on day 2"]),
    ("a weekend", {"B": "E E - - - E E"}, ["B works in 1 weekends, above 0"]),
    ("too long in a row", {"A": "- E E E E - -"}, ["A works more than 3 days in a row"]),
    ("too short in a row", {"A": "- E - - E E -"}, ["A works 1 days in a row, below 2"]),
    ("too short a rest", {"A": "- E E - E E -"}, ["A has 1 days off in a row, below 2"]),
    ("no such shift", {"A": "- X E E - - -"}, ["A has not one known shift or none on each day"]),
    ("a day too few", {"A": "- E E E - -"}, ["A has not one known shift or none on each day"]),
    ("nobody of that name", {"C": "- E E E - - -"}, ["not a line for each employee"]),
]


@pytest.mark.parametrize(("planted", "rows", "faults"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_planted_fault_is_found_by_the_checker(planted: str, rows: dict[str, str], faults: list[str]):
    assert set(faults) <= set(check(TEXT, cells(**{**BASE, **rows})).faults)


def test_work_and_rest_at_the_edges_may_go_on_beyond_them():
    assert check(TEXT, cells(**{**BASE, "B": "E - - E E - -"})).faults == []


# -- the rules, against the checker


def rosters(seed: str, number: int) -> Iterator[Roster]:
    """Random rosters with at most one shift a date."""
    random = Random(seed)
    posed = problem_of(INSTANCE)
    for _ in range(number):
        often = random.choice([0.3, 0.6, 0.8])
        yield Roster(
            posed.team.id,
            posed.weeks,
            tuple(
                worked(posed, who, day, random.choice("eeel"))
                for who, day in product("ab", posed.horizon.dates)
                if random.random() < often
            ),
            (),
        )


def worked(posed: Problem, who: str, day: date, shift: str) -> Assignment:
    return Assignment(day, who, shift, Place.OFFICE, posed.team.shift[shift].span)


def from_cells(posed: Problem, rows: dict[str, str]) -> Roster:
    assignments = [
        worked(posed, who.lower(), day, cell.lower())
        for who, row in rows.items()
        for day, cell in zip(posed.horizon.dates, row.split(), strict=True)
        if cell != "-"
    ]
    return Roster(posed.team.id, posed.weeks, tuple(assignments), ())


HARD = [rule for rule in rules() if rule.severity == "hard"]
SOFT = [rule for rule in rules() if rule.severity == "soft"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_what_a_rule_states_and_what_it_checks_agree(rule):
    posed = problem_of(INSTANCE)
    seen = set()
    for roster in rosters(rule.id, 25):
        found = cost(posed, roster, rule)
        stated = verdict(posed, roster, rule)
        assert stated == (found if rule.severity == "soft" else None if found else 0)
        seen.add(bool(found))
    assert True in seen or rule.id == "one_shift"
    assert False in seen or rule.id == "yardstick_covered"


def test_rules_and_checker_say_the_same_of_random_rosters():
    posed = problem_of(INSTANCE)
    valid = 0
    for roster in [*rosters("all", 60), from_cells(posed, BASE)]:
        facts = Facts(posed, roster)
        broken = any(True for rule in HARD for _ in rule.check(posed, facts))
        found = check(TEXT, solution(posed, roster))
        assert broken == bool(found.faults)
        assert cost(posed, roster, *SOFT) == found.cost
        valid += not broken
    assert valid


@pytest.mark.parametrize(("planted", "rows"), [fault[:2] for fault in FAULTS[:10]], ids=[f[0] for f in FAULTS[:10]])
def test_a_planted_fault_breaks_a_rule_as_stated_and_as_checked(planted: str, rows: dict[str, str]):
    posed = problem_of(INSTANCE)
    assert verdict(posed, from_cells(posed, BASE), *HARD) == 0
    roster = from_cells(posed, {**BASE, **rows})
    assert verdict(posed, roster, *HARD) is None
    assert cost(posed, roster, *HARD) > 0


def test_the_rules_come_from_outside_the_package():
    assert [rule.id for rule in rules()] == [
        *("one_shift", "yardstick_covered", "yardstick_day_off", "yardstick_minutes", "yardstick_most_of_a_kind"),
        *("yardstick_requests", "yardstick_stretches", "yardstick_succession", "yardstick_weekends"),
    ]
    assert not any(rule.id.startswith("yardstick") for rule in RULES)


def test_the_rules_refuse_a_team_that_has_no_such_agreements():
    with pytest.raises(TypeError):
        cost(problem(team([member("anna")])), Roster("so", (), (), ()), *HARD)


# -- solving


LEAST = 3
"""B in the early shift of day 2 costs her request, 3; without her A is left for both shifts, and one costs 100."""


@pytest.mark.parametrize("polish", [3.0, None])
def test_the_planner_proves_the_least_cost_of_a_small_instance(polish: float | None):
    roster = planned(INSTANCE, Limits(deterministic=None, polish=polish, wall=60.0))
    found = check(TEXT, solution(problem_of(INSTANCE), roster))
    assert found.faults == []
    assert found.cost == roster.stages[0].value == roster.stages[0].bound == LEAST


@pytest.mark.skipif(not INSTANCES.exists(), reason="the published instances are not here")
def test_the_first_published_instance_is_proven_at_its_best_known_value():
    first = read(INSTANCES / "Instance1.txt")
    runs = [planned(first, Limits(deterministic=None, polish=20.0)) for _ in range(2)]
    assert runs[0] == runs[1]
    assert runs[0].stages[0].value == runs[0].stages[0].bound == 607
    text = (INSTANCES / "Instance1.txt").read_text(encoding="utf-8")
    found = check(text, solution(problem_of(first), runs[0]))
    assert (found.faults, found.cost) == ([], 607)


# -- the command


def test_a_row_of_the_page_tells_gaps_and_what_is_wrong():
    measures = {"clock": 1.0, "cpu": 2.0, "megabytes": 90, "seconds": 60.0, "load": 0.0, "planner": "a1"}
    size = {"instance": 1, "days": 14, "staff": 8, "kinds": 1}
    row = {"value": 110, "claimed": 110, "bound": 100, "best_known": 100, "faults": [], **size, **measures}
    page = section.section({"rows": [row, {**row, "instance": 2, "faults": ["A works"]}]})
    assert "| 1 | 14 | 8 | 1 | 110 | 100 | 10.0% | 100 | 10.0% | no | 1.0 s | 2.0 s | 90 MB |" in page
    assert "| 2 | 14 | 8 | 1 | 110, 1 faults |" in page
    assert "Of 2, 1 have a verified solution, 0 within 5 %" in page
    assert "same version" not in page
    mixed = section.section({"rows": [row, {**row, "instance": 2, "planner": "b2"}]})
    assert "1 with `a1`; 2 with `b2`" in mixed


def test_instances_are_named_by_numbers_and_ranges():
    assert _numbers("1-3,7") == [1, 2, 3, 7]


def test_an_instance_is_measured_and_verified(tmp_path):
    (tmp_path / "Instance5.txt").write_text(TEXT, encoding="utf-8")
    row = measured(tmp_path, 5, 60.0)
    assert (row["value"], row["claimed"], row["bound"], row["faults"]) == (LEAST, LEAST, LEAST, [])
