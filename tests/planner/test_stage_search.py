"""The time on the clock: the search that proves the hours leaves as much of it as it takes."""

from __future__ import annotations

from typing import Any

import pytest

from secretariat_tui.planner.bettering import Bettering
from secretariat_tui.planner.encoder import Symbolic
from secretariat_tui.planner.engine import Outcome
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.objective import Objective
from secretariat_tui.planner.stage_search import StageSearch

FOUND = Outcome((480,), 480, 0, "work")


class Vain:
    """A solver that finds nothing better. `seconds` is what each search was given."""

    choice_count = 1

    def __init__(self) -> None:
        self.seconds: list[float | None] = []

    def suggest(self, _choices: object) -> None: ...

    def valued(self, *_given: object) -> Outcome:
        return FOUND

    def minimise(self, _objective: object, limits: Limits, *_given: object, **_named: object) -> Outcome:
        self.seconds.append(limits.wall)
        return FOUND


@pytest.fixture(autouse=True)
def _no_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bettering, "in_pieces", lambda _self, found: found)


def seconds_given(stage: str, choices: tuple[int, ...], wall: float | None = 1000.0) -> float | None:
    """What the last search over the whole was given, in a stage whose choices are not known to be the best."""
    engine: Any = Vain()
    nothing: Any = None
    cost = Symbolic().integer(0, 480) * 1
    objective = Objective(stage, cost, cost, weighted=False)
    search = StageSearch(
        nothing, engine, objective, Clock(Limits(wall=wall)), lambda: None, nothing, lambda _value, _bound: None
    )
    search.least(choices, 0, to_the_end=False)
    return engine.seconds[-1]


def test_the_proof_of_the_hours_takes_half_of_the_clock_at_most() -> None:
    assert seconds_given("hours", (480,)) == pytest.approx(500, abs=20)


def test_what_is_uncovered_may_take_all_of_the_clock() -> None:
    assert seconds_given("shortage", (480,)) == pytest.approx(1000, abs=40)


def test_hours_of_which_there_is_no_roster_yet_may_take_all_of_the_clock() -> None:
    assert seconds_given("hours", ()) == pytest.approx(1000, abs=40)


def test_without_a_clock_the_proof_of_the_hours_has_no_limit_on_time() -> None:
    assert seconds_given("hours", (480,), wall=None) is None
