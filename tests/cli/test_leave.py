"""`secretariat leave` and `secretariat absent`, over small teams."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from tests.build import MON, TUE, account, backup, hold, member, roster, team, work
from tests.cli.conftest import Program
from tests.cli.test_commands import SOLVE
from tests.schemas import validate

CHECK = ("leave", "check", "--team-file", "team.toml", "--member")
CALENDAR = ("leave", "calendar", "--team-file", "team.toml", "--week", "2026-W49", "--weeks", "1")
ROUND = ("leave", "round", "--team-file", "team.toml", "--week", "2026-W49", "--weeks", "1")


def wish(who: str, day: date = MON) -> Leave:
    return Leave(who, day, day, None, LeaveStatus.REQUESTED)


@pytest.fixture
def office(program: Program) -> Program:
    """Anna has the director on Mondays; bea stands behind her; both want that Monday off."""
    people = [member(name, "mon tue", remote_days=0) for name in ("anna", "bea")]
    agreed = (backup("dir", "bea"),)
    program.team = team(people, [account("dir", "anna")], agreements=agreed, leave=(wish("anna"), wish("bea")))

    def published(problem: Problem) -> Plan:
        return Plan(roster([work("anna"), work("anna", TUE)], [hold("anna", "dir")], problem.weeks))

    program.answer = published
    return program


def test_an_amber_light_says_where_it_gets_worse(office: Program) -> None:
    answer = office(*CHECK, "anna", "--from", "2026-11-30")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        (
            "Anna, Monday 30 November: amber: everything stays covered as it is, "
            "but it rests on fewer people or on no agreement."
        ),
        (
            "  - When Bea falls out on Monday 30 November, not all of her duties can be taken over. "
            "(0 before, 180 with this leave)"
        ),
    ]


def test_a_red_light_exits_4_and_says_what_and_why(office: Program) -> None:
    office.team = replace(office.team, agreements=())
    answer = office(*CHECK, "anna", "--from", "2026-11-30", "--part", "am")
    assert answer.code == 4
    assert "Anna, Monday 30 November, the morning: red" in answer.out
    assert "Nobody has Dir on Monday 30 November from 09:00 to 12:00." in answer.out
    assert "Anna is away on Monday 30 November." in answer.out


def test_a_light_as_json_keeps_its_schema(office: Program) -> None:
    found = office(*CHECK, "anna", "--from", "2026-11-30", "--to", "2026-12-01", "--json").document
    validate(found, "leave")
    assert (found["light"], found["before"]["fragile"], found["after"]["fragile"]) == ("amber", 0, 180)
    office.team = replace(office.team, agreements=())
    validate(office(*CHECK, "anna", "--from", "2026-11-30", "--json").document, "leave")


def test_a_member_who_is_not_there_is_bad_input(office: Program) -> None:
    answer = office(*CHECK, "ana", "--from", "2026-11-30")
    assert answer.code == 3
    assert "Did you mean Anna (anna)?" in answer.err


def test_dates_the_wrong_way_around_are_bad_input(office: Program) -> None:
    assert office(*CHECK, "anna", "--from", "2026-12-01", "--to", "2026-11-30").code == 3


def test_leave_of_decades_is_not_judged_at_once(office: Program) -> None:
    for last in ("2027-12-06", "2090-01-01"):
        answer = office(*CHECK, "anna", "--from", "2026-11-30", "--to", last)
        assert (answer.code, answer.out) == (3, "")
        assert "At most 53 weeks of leave can be asked for at once." in answer.err


def test_leave_over_decades_is_not_asked_for(made: Program) -> None:
    before = made("leave", "list", "--json").out
    answer = made("leave", "request", "anna", "--from", "2026-11-30", "--to", "2090-01-01", "--json")
    assert answer.code == 3
    assert [item["kind"] for item in answer.document["errors"]] == ["too-long"]
    assert made("leave", "list", "--json").out == before


def test_the_calendar_is_a_sign_for_each_daypart(office: Program) -> None:
    answer = office(*CALENDAR)
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "Week 49, 30 November to 6 December 2026",
        "Member  Mon 30 Nov  Tue 1 Dec  Wed 2 Dec  Thu 3 Dec  Fri 4 Dec",
        "Anna    ▲ ▲         ● ●        · ·        · ·        · ·",
        "Bea     ▲ ▲         ● ●        · ·        · ·        · ·",
        "",
        "● green   ▲ amber   ✗ red   · does not work then",
    ]


def test_the_calendar_as_json_keeps_its_schema(office: Program) -> None:
    found = office(*CALENDAR, "--json").document
    validate(found, "leave-calendar")
    assert len(found["lights"]) == 5 * 2 * 2
    assert not found["stopped"]


def test_a_round_tells_what_met_what_and_what_else_is_green(office: Program) -> None:
    answer = office(*ROUND)
    assert answer.code == 0
    assert answer.out.count("Monday 30 November") == 3
    assert "It meets what is granted to" in answer.out
    assert "Tuesday 1 December" in answer.out


def test_the_answer_of_a_round_is_the_memory_of_the_next(office: Program, tmp_path: Path) -> None:
    first = office(*ROUND, "--json").document
    validate(first, "leave-round")
    (tmp_path / "round.json").write_text(json.dumps(first))
    second = office(*ROUND, "--memory", tmp_path / "round.json", "--json").document
    assert second["granted"][0]["member"] == first["refused"][0]["member"]
    assert second["refused"][0]["member"] == first["granted"][0]["member"]


@pytest.fixture
def published(office: Program, tmp_path: Path) -> tuple[str | Path, ...]:
    """`absent anna` for Monday, four days ahead of the clock, with the published roster in a file."""
    path = tmp_path / "roster.json"
    office(*SOLVE, "--json", "--out", path)
    return ("absent", "anna", "--roster", path, "--team-file", "team.toml", "--from", "2026-11-30")


def test_an_absence_is_answered_with_the_stored_plan_and_three_repairs(
    office: Program, published: tuple[str | Path, ...]
) -> None:
    """Bea is not rostered: the stored plan loses three hours, and calling her in costs 2 dayparts of 2."""
    answer = office(*published)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[:2] == ["Contingency plan for Monday 30 November", "  - Dir 09:00 to 12:00: nobody"]
    assert [line[:2] for line in lines if line[:1].isdigit()] == ["1.", "2.", "3."]
    assert "  - Bea, Monday 30 November: Dag (the office) instead of off; from 4 to 28 days ahead" in lines
    assert "  - changes: 4" in lines


def test_repairs_as_json_keep_their_schema(office: Program, published: tuple[str | Path, ...]) -> None:
    found = office(*published, "--json").document
    validate(found, "absent")
    assert [repair["kind"] for repair in found["repairs"]] == ["fewest_changes", "least_shortage", "own_duties"]
    assert [repair["stages"][0]["value"] for repair in found["repairs"]] == [180, 0, 180]
    assert [sum(short["minutes"] for short in repair["shortages"]) for repair in found["repairs"]] == [180, 0, 180]


def test_a_repair_that_is_applied_is_a_roster(
    office: Program, published: tuple[str | Path, ...], tmp_path: Path
) -> None:
    answer = office(*published, "--apply", "2", "--out", tmp_path / "mended.json")
    assert answer.code == 0
    mended = json.loads((tmp_path / "mended.json").read_text())
    validate(mended, "roster")
    assert [(duty["member"], duty["role"]) for duty in mended["duties"]] == [("bea", "backup")]
    assert office(*published, "--apply", "1").code == 4


@pytest.mark.parametrize("decided", [(), ("approve", "--why", "busy")])
def test_leave_that_is_withdrawn_has_no_light(made: Program, decided: tuple[str, ...]) -> None:
    """Approved, it was said that she does not work then anyway."""
    number = str(made("leave", "request", "anna", "--from", "2026-12-01", "--json").document["request"])
    if decided:
        assert made("leave", decided[0], number, *decided[1:]).code in (0, 4)
    answer = made("leave", "withdraw", number)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"  - {number}. Anna, Tuesday 1 December 2026: withdrawn\n"


def test_an_absence_outside_the_roster_is_bad_input(office: Program, published: tuple[str | Path, ...]) -> None:
    assert office(*published[:-1], "2027-01-04").code == 3


def test_a_request_on_its_way_keeps_its_schemas(made: Program) -> None:
    asked = made("leave", "request", "anna", "--from", "2026-12-01", "--part", "am", "--substitute", "bea", "--json")
    validate(asked.document, "leave")
    number = str(asked.document["request"])
    validate(made("leave", "list", "--json").document, "leave-requests")
    declined = made("leave", "decline", number, "--json").document
    validate(declined, "leave-requests")
    assert (declined["requests"][0]["substitute"], declined["requests"][0]["declined"]) == ("bea", True)
    for step in (("refuse", number), ("approve", number, "--why", "busy")):
        validate(made("leave", *step, "--json").document, "leave")
    withdrawn = made("leave", "withdraw", number, "--json").document
    validate(withdrawn, "leave-requests")
    assert withdrawn["requests"][0]["status"] == "withdrawn"
    last = made("leave", "list", "--status", "withdrawn", "--json").document
    validate(last, "leave-requests")
    assert [str(item["request"]) for item in last["requests"]] == [number]


def test_leave_in_another_year_is_told_with_its_year(made: Program) -> None:
    """A year that was typed wrong is seen."""
    asked = made("leave", "request", "anna", "--from", "2027-12-01", "--lang", "en").out.splitlines()
    assert asked[0] == "2. Anna, Wednesday 1 December 2027: requested"
    assert made("leave", "approve", "2", "--lang", "en").out.splitlines()[0].endswith(" 2027: approved")
    assert made("leave", "request", "anna", "--from", "2026-12-01", "--lang", "en").out.startswith(
        "3. Anna, Tuesday 1 December: requested"
    )
