"""Two searches at the same time: who ends whom, and what is believed of each."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from secretariat_tui.planner.engine import Engine, Outcome, evaluate
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.neighbourhood import Incumbent, Neighbourhood
from secretariat_tui.planner.part import Parts
from secretariat_tui.planner.pieces import Cells
from secretariat_tui.planner.race import race
from tests.planner.test_neighbourhood import CASES, holds

WAIT_SECONDS = 60


class TellingClock(Clock):
    """A clock of 100 seconds whose hands the test moves."""

    def __init__(self, now: float) -> None:
        super().__init__(Limits(deterministic=None, polish=None, wall=100.0))
        self.now = now

    @property
    def seconds(self) -> float:
        return self.now

    @property
    def limits(self) -> Limits:
        return self._limits

    @property
    def stopped_by(self) -> str | None:
        return "time" if self.now >= 100 else None


class Proving:
    """A proof that comes to `found` as soon as it is ended, or at once."""

    def __init__(self, found: Outcome, bound: int, at_once: bool = False) -> None:
        self._found, self._bound, self._at_once = found, bound, at_once
        self.was_ended = False

    def minimise(
        self, _objective: Linear, _limits: Limits, stop: threading.Event, tell: Callable[[int | None, int], object]
    ) -> Outcome:
        tell(None, self._bound)
        if not self._at_once:
            self.was_ended = stop.wait(WAIT_SECONDS)
        return self._found


class Pieces:
    """Pieces that begin at 10 and better by 1 as often as the list of moments has one, in whichever search."""

    def __init__(self, moments: list[float], clock: TellingClock, relaxed: int) -> None:
        self._moments, self._clock, self._relaxed = moments, clock, relaxed
        self.searches: set[int] = set()
        self.second = threading.Event()

    def begin(self, _allow: object) -> Outcome:
        return Outcome([10], 10, 0, None)

    def relax(self, _seconds: float) -> int:
        return self._relaxed

    def search(self, incumbent: Incumbent, number: int, _work: float, allow, on_better) -> None:
        self.searches.add(number)
        if number:
            self.second.set()
            return
        for moment in self._moments:
            self._clock.now = moment
            if allow(1.0) is None:
                return
            incumbent.offer([incumbent.value - 1], incumbent.value - 1)
            if on_better(incumbent.value):
                return
        if self._clock.now > 25:
            self.second.wait(1)
        self._clock.now = 100.0
        assert allow(1.0) is None


NOTHING = Outcome((), 0, 0, "user")
ANY = Linear([])


def raced(proving: Proving, moments: list[float], relaxed: int = 0) -> tuple[Outcome, Pieces]:
    clock = TellingClock(0.0)
    pieces = Pieces(moments, clock, relaxed)
    return race(proving, ANY, lambda _: pieces, None, clock, lambda *_: None), pieces  # type: ignore[arg-type]


def test_a_bound_that_the_pieces_reach_ends_both_and_proves():
    found, pieces = raced(Proving(NOTHING, 8), [1, 2, 3, 4])
    assert (found.value, found.bound, found.stopped_by) == (8, 8, None)
    assert pieces.searches == {0}


def test_the_bound_of_the_relaxation_counts_where_it_is_the_better():
    found, _ = raced(Proving(NOTHING, 2), [1, 24, 26], relaxed=5)
    assert (found.value, found.bound, found.stopped_by) == (7, 5, "time")
    found, pieces = raced(Proving(NOTHING, 2), [1, 2, 3, 4], relaxed=9)
    assert (found.value, found.bound, found.stopped_by) == (9, 9, None)
    assert pieces.searches == {0}


def test_a_roster_of_the_proof_has_the_best_bound_that_is_known():
    found, _ = raced(Proving(Outcome([3], 3, 1, "user"), 1), [26], relaxed=2)
    assert (found.value, found.bound, found.stopped_by) == (3, 2, "time")


def test_no_piece_is_tried_where_the_first_roster_is_at_the_bound_of_the_relaxation():
    found, pieces = raced(Proving(NOTHING, 0), [1], relaxed=10)
    assert (found.value, found.bound, found.stopped_by) == (10, 10, None)
    assert pieces.searches == set()


def test_a_proof_that_is_far_away_after_a_quarter_of_the_time_is_given_up_for_a_second_search():
    proving = Proving(NOTHING, 2)
    found, pieces = raced(proving, [1, 24, 26])
    assert proving.was_ended
    assert pieces.searches == {0, 1}
    assert (found.value, found.bound, found.stopped_by) == (7, 2, "time")


def test_a_proof_that_found_nothing_proves_nothing_when_it_is_given_up():
    found, _ = raced(Proving(NOTHING, 0), [26, 27])
    assert (found.value, found.bound, found.stopped_by) == (8, 0, "time")


def test_a_proof_in_sight_is_not_given_up():
    found, pieces = raced(Proving(NOTHING, 8), [1, 26])
    assert pieces.searches == {0}
    assert (found.value, found.bound) == (8, 8)


def test_what_the_proof_found_when_it_was_given_up_is_the_best_where_it_is_better():
    found, _ = raced(Proving(Outcome([3], 3, 1, "user"), 1), [26])
    assert (found.value, found.bound) == (3, 1)


def test_what_was_shown_impossible_is_so():
    found, _ = raced(Proving(Outcome((), 0, None, None), 0, at_once=True), [1])
    assert found.infeasible


def test_what_fails_in_the_proof_is_raised():
    class Failing(Proving):
        def minimise(self, *_: object) -> Outcome:
            raise MemoryError

    with pytest.raises(MemoryError):
        raced(Failing(NOTHING, 0), [1])


@pytest.mark.parametrize("case", CASES)
def test_searches_side_by_side_come_to_a_valid_roster_that_is_never_worse(case):
    begun = Engine(case.model).minimise(Linear([]), Limits(deterministic=10.0))
    begun = Outcome(begun.values, case_value(case, begun), 0, None)
    search = Neighbourhood(case.model, (), case.objective, 1, threading.Event())
    search.relax(30.0)
    incumbent = Incumbent(begun)

    def better(value: int) -> bool:
        return value <= case.best.value

    def run(number: int) -> None:
        search.search(incumbent, number, 0.5, lambda work: Limits(deterministic=work), better)

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert holds(case.model, incumbent.values)
    assert case.best.value <= incumbent.value == case_value(case, Outcome(incumbent.values, 0, 0, None)) <= begun.value


def case_value(case, found: Outcome) -> int:
    return found.of(case.objective)


def test_what_two_searches_bettered_at_the_same_time_is_put_together():
    together = 0
    for case in CASES:
        begun = Engine(case.model).minimise(Linear([]), Limits(deterministic=10.0))
        search = Neighbourhood(case.model, (), case.objective, 1, threading.Event())
        parts = Parts(case.model, (), case.objective)
        incumbent = Incumbent(Outcome(begun.values, case_value(case, begun), 0, None))
        values, value = incumbent.values, incumbent.value
        cells = Cells(case.model)
        pieces = [parts.part(cells.free([member], cells.dates), values) for member in cells.members[:2]]
        for number, part in enumerate(pieces):
            found = Engine(part.model).minimise(part.objective, Limits(deterministic=10.0))
            gain = evaluate(part.objective, values) - found.value
            taken = incumbent.take(found, part, values, gain, search.settled)
            assert taken == (gain if number == 0 else value - incumbent.value)
            assert holds(case.model, incumbent.values)
            assert incumbent.value == evaluate(case.objective, incumbent.values) == value - taken
            value = incumbent.value
            together += number == 1 and taken > 0
    assert together > 2
