"""What is said, and what is kept, when the user stops a command that searches."""

from __future__ import annotations

import importlib
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.planner.limits import Progress
from tests.cli.conftest import Program
from tests.schemas import validate


def stop_in(monkeypatch: pytest.MonkeyPatch, module: str, name: str, *told: object) -> None:
    """Has the user press Ctrl-C during a search, which has told this much and answers with what it has by then."""
    real = getattr(importlib.import_module(module), name)

    def search(*given: Any) -> Any:
        (stop,) = (item for item in given if isinstance(item, threading.Event))
        for step in told:
            tell = next(item for item in given if callable(item))
            tell(*step) if isinstance(step, tuple) else tell(step)
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(10)
        return real(*(threading.Event() if item is stop else item for item in given))

    monkeypatch.setattr(f"{module}.{name}", search)


def acts(program: Program) -> list[str]:
    return [act["act"] for act in program("history", "--json").document["acts"]]


def test_a_plan_that_is_stopped_keeps_nothing_and_tells_how_good_it_was(
    made: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = acts(made)
    told = (Progress("shortage", 120, 0, 0.1), Progress("shortage", 60, 60, 0.2), Progress("hours", 30, 0, 0.3))
    stop_in(monkeypatch, "secretariat_tui.planner.solve", "solve", *told)
    answer = made("plan", "--week", "next", "--publish")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == "\nStopped. Best so far: shortage 60, proven; hours 30, at least 0. Nothing was kept.\n"
    assert acts(made) == before


def test_missing_weeks_that_are_stopped_are_not_kept_either(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    before = acts(made)
    stop_in(monkeypatch, "secretariat_tui.planner.solve", "solve")
    assert made("plan", "--week", "next", "--if-missing").err == "\nStopped. Nothing was kept.\n"
    assert acts(made) == before


def test_it_is_not_said_that_nothing_was_kept_where_weeks_before_a_gap_may_be(
    made: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    made("plan", "--week", "+2")
    planned: list[object] = []
    real = importlib.import_module("secretariat_tui.planner.solve").solve

    def solve(*given: Any) -> Any:
        planned.append(given)
        if len(planned) == 2:
            os.kill(os.getpid(), signal.SIGINT)
            assert given[3].wait(10)
        return real(*given[:3], threading.Event(), *given[4:])

    monkeypatch.setattr("secretariat_tui.planner.solve.solve", solve)
    answer = made("plan", "--week", "next", "--weeks", "3", "--if-missing")
    assert answer.code == 130
    assert "Nothing was kept." not in answer.err
    assert '"secretariat history" tells which' in answer.err
    assert made("show", "--week", "next").code in (0, 4)
    assert made("show", "--week", "+3").code == 3


def test_who_stops_the_calendars_hears_what_was_kept_before(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("secretariat_tui.cli.plan.write_published", interrupt)
    answer = made("plan", "--week", "next", "--publish", "--export", "calendars")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == "\nStopped. 2026-W49 is published, as version 1.\n"


def test_leave_that_is_stopped_is_not_asked_for(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_in(monkeypatch, "secretariat_tui.services.requests", "advise")
    answer = made("leave", "request", "anna", "--from", "2026-11-30")
    assert (answer.code, answer.out, answer.err) == (130, "", "\nStopped. Nothing was kept.\n")
    assert "Monday 30 November" not in made("leave", "list").out


@pytest.mark.parametrize(
    ("search", "arguments"),
    [
        ("advise", ("leave", "refuse", "2")),
        ("decide_round", ("leave", "round", "--week", "2026-W49", "--weeks", "1", "--keep")),
    ],
)
def test_leave_whose_decision_is_stopped_still_waits(
    made: Program, monkeypatch: pytest.MonkeyPatch, search: str, arguments: tuple[str, ...]
) -> None:
    made("leave", "request", "anna", "--from", "2026-11-30")
    asked = made("leave", "list").out
    assert "2. Anna, Monday 30 November 2026: requested" in asked
    stop_in(monkeypatch, "secretariat_tui.services.requests", search)
    answer = made(*arguments)
    assert (answer.code, answer.out, answer.err) == (130, "", "\nStopped. Nothing was kept.\n")
    assert made("leave", "list").out == asked


def test_an_absence_stays_marked_when_its_repairs_are_stopped(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    made("plan", "--week", "next")
    stop_in(monkeypatch, "secretariat_tui.services.repairing", "repairs")
    answer = made("absent", "anna", "--from", "2026-11-30", "--apply", "1")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == "\nStopped. Anna is marked away; the roster is as it was.\n"
    assert acts(made)[0] == "absent"


def test_an_absence_of_which_no_repair_is_applied_is_told_to_be_marked(made: Program) -> None:
    made("plan", "--week", "next")
    asked = ("absent", "anna", "--from", "2026-11-30")
    assert made(*asked).out.endswith("\n\nAnna is marked away; the roster is as it was.\n")
    validate(made(*asked, "--json").document, "absent")
    assert "marked away" not in made(*asked, "--apply", "1").out


def test_who_is_back_next_year_is_told_the_year(made: Program) -> None:
    told = made("back", "anna", "--from", "2027-01-04").out
    assert told == "Anna was not away on Monday 4 January 2027 or after it.\n"


def test_where_there_is_no_roster_to_mend_an_absence_is_marked_and_that_is_all(made: Program) -> None:
    answer = made("absent", "anna", "--from", "2026-12-07")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "Anna is marked away; 2026-W50 has no roster yet, so there is nothing to mend.\n"
    assert acts(made)[0] == "absent"
    again = made("absent", "anna", "--from", "2026-12-07", "--json")
    assert again.code == 0
    validate(again.document, "done")
    assert (again.document["act"], again.document["weeks"]) == ("absent", {})


def test_a_repair_of_weeks_without_a_roster_is_refused_and_the_absence_told_to_be_marked(made: Program) -> None:
    answer = made("absent", "anna", "--from", "2026-12-07", "--apply", "1")
    assert answer.code == 3
    assert answer.err.startswith("2026-W50 has no roster yet.\n")
    assert answer.err.endswith("\nAnna is marked away; the roster is as it was.\n")
    assert acts(made)[0] == "absent"


def test_a_question_that_is_stopped_tells_how_many_parts_of_it_were_answered(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_in(monkeypatch, "secretariat_tui.services.continuity", "assess", (3, 8))
    answer = program("continuity", "--team-file", "team.toml", "--week", "2026-W49")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == "\nStopped. Proposals verified: 3 of 8. Nothing was kept.\n"


def test_of_many_teams_that_are_stopped_it_tells_how_many_were_planned(
    made: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def planned(*_: object) -> Iterator[TeamOutcome]:
        yield TeamOutcome("so", 0, {Week(2026, 49): 1})
        raise KeyboardInterrupt

    monkeypatch.setattr("secretariat_tui.services.many.plan_all", planned)
    answer = made("plan", "--week", "next", "--all-teams", "--workers", "1")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == (
        "\nStopped. Teams planned: 1 of 1. Each team is kept whole or not at all: "
        '"secretariat history --team TEAM" tells which.\n'
    )


def test_what_was_being_kept_when_the_user_stopped_it_is_answered_as_ever() -> None:
    """It cannot be taken back any more: to say that nothing was kept would be wrong."""

    def keep(stop: threading.Event) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(10)
        return "kept"

    assert stoppable(keep, keeps=True) == "kept"
