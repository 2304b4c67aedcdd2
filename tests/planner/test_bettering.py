"""Two things at the same time, one for the bound and one for the roster: what both come to, and how they end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from secretariat_tui.planner import bettering
from secretariat_tui.planner.bettering import Bettering
from secretariat_tui.planner.cutting import Cuts
from secretariat_tui.planner.encoder import Statement
from secretariat_tui.planner.engine import Outcome
from secretariat_tui.planner.limits import Clock, Limits

BEGIN = Outcome((1, 1), 100, 10, "work")
LATE = 20.0

Search = Callable[[Outcome], Outcome]
Allow = Callable[[float], Limits | None]


def searched(value: int, bound: int) -> Outcome:
    """What a search in a narrower model came to."""
    return Outcome((0, 1), value, bound, "work", work=1.0)


def bettered(
    monkeypatch: pytest.MonkeyPatch,
    narrow: Search,
    pieces: Callable[[Outcome, Allow], Outcome],
    tell: Callable[[int, int], None] = lambda _value, _bound: None,
    cuts: Cuts | None = None,
    choices: int = 0,
) -> Outcome:
    """An outcome after one search in a narrower model, with these pieces beside it; before it these cuts, if any are
    given, and the pieces beside those."""

    class Narrowing:
        work, least_work, seeks_all = 1.0, 0.0, True

        def __init__(self, *_given: object) -> None: ...

        def improve(self, best: Outcome, *_given: object) -> Outcome:
            return narrow(best)

    class Rounds:
        def __init__(self, *_given: object) -> None: ...

        def improve(
            self, best: Outcome, _work: float, allow: Allow, on_better: Callable[[int], bool], _stop: threading.Event
        ) -> Outcome:
            found = pieces(best, allow)
            on_better(found.value)
            return found

    monkeypatch.setattr(bettering, "Narrowing", Narrowing)
    monkeypatch.setattr(bettering, "Rounds", Rounds)
    monkeypatch.setattr(bettering, "cut", lambda *_given: cuts)
    stated: list[Statement] = []
    engine: Any = SimpleNamespace(kept=stated, state=stated.append)
    model: Any = SimpleNamespace(open_choices=range(choices))
    nothing: Any = None
    both = Bettering(engine, model, nothing, Clock(Limits(polish=1.0)), tell)
    if cuts is None:
        monkeypatch.setattr(both, "_cut", lambda found: (found, None))
    return both.whole(BEGIN, lambda found: found)


def test_the_better_roster_and_the_closer_bound_come_together(monkeypatch: pytest.MonkeyPatch) -> None:
    by_pieces = Outcome((1, 0), 70, 10, "work")
    assert bettered(monkeypatch, lambda _: searched(80, 60), lambda *_: by_pieces) == Outcome(
        (1, 0), 70, 60, "work", work=1.0
    )


def test_cuts_bring_the_bound_closer_while_pieces_better_the_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[int, int | None]] = []

    def narrow(best: Outcome) -> Outcome:
        begun.append((best.value, best.bound))
        return searched(60, 60)

    by_pieces = Outcome((1, 0), 70, 10, "work")
    bettered(monkeypatch, narrow, lambda *_: by_pieces, cuts=Cuts(50, [], lambda _: {}))
    assert begun == [(70, 50)]


@pytest.mark.parametrize(("choices", "work"), [(999, 0.0), (1500, 1 / 12), (3000, 1 / 3), (9000, 2 / 3)])
def test_the_larger_a_model_the_more_work_goes_into_pieces_before_it_is_searched(
    monkeypatch: pytest.MonkeyPatch, choices: int, work: float
) -> None:
    asked: list[float] = []
    monkeypatch.setattr(Bettering, "_pieces", lambda _self, found, work: asked.append(work) or found)
    cuts = Cuts(50, [], lambda _: {})
    bettered(monkeypatch, lambda _: searched(60, 60), lambda best, _: best, cuts=cuts, choices=choices)
    assert asked[0] == pytest.approx(work)


def test_pieces_that_come_to_the_bound_prove_their_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    found = bettered(monkeypatch, lambda _: searched(80, 75), lambda *_: Outcome((1, 0), 75, 10, "work"))
    assert (found.value, found.bound, found.stopped_by) == (75, 75, None)


def test_of_rosters_that_are_as_good_that_of_the_search_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    found = bettered(monkeypatch, lambda _: searched(80, 60), lambda *_: Outcome((1, 0), 80, 10, "work"))
    assert found.values == (0, 1)


def _until_it_is_not_allowed(best: Outcome, allow: Allow) -> Outcome:
    until = time.monotonic() + LATE
    while allow(1.0) is not None and time.monotonic() < until:
        time.sleep(0.001)
    assert allow(1.0) is None
    return best


def test_pieces_end_where_the_search_has_proven_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    found = bettered(monkeypatch, lambda _: searched(60, 60), _until_it_is_not_allowed)
    assert (found.value, found.bound) == (60, 60)


def test_pieces_end_where_the_search_is_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def pieces(best: Outcome, allow: Allow) -> Outcome:
        found = _until_it_is_not_allowed(best, allow)
        ended.set()
        return found

    def interrupted(_: Outcome) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bettered(monkeypatch, interrupted, pieces)
    assert ended.is_set()


def test_what_is_told_never_becomes_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    searched_first = threading.Event()

    def pieces(_best: Outcome, _allow: Allow) -> Outcome:
        searched_first.wait(LATE)
        return Outcome((1, 0), 90, 10, "work")

    def tell(value: int, bound: int) -> None:
        told.append((value, bound))
        searched_first.set()

    bettered(monkeypatch, lambda _: searched(80, 60), pieces, tell)
    assert told == [(80, 60), (80, 60)]
