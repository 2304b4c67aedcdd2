"""Betters a roster in rounds, for little work: each tries all pieces of a size once, and those after it larger ones.

Every piece is solved in the model of the whole, with all else fixed. That takes longer to begin than a model of the
piece alone, but it is presolved thoroughly, and chance leaves no date or member out: with work for a dozen pieces it
came further on most of the teams measured. For hundreds of pieces see `neighbourhood`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import zip_longest
from random import Random
from typing import TypeVar

from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.neighbourhood import LEAST_WORK, Allow
from secretariat_tui.planner.pieces import Cells

_WORK_OF_A_PIECE = 0.5

T = TypeVar("T")


class Rounds:
    """The pieces of a model whose choices are a roster, for one objective, by size."""

    def __init__(self, engine: Engine, model: Encoder, objective: Linear, seed: int) -> None:
        self._engine = engine
        self._objective = objective
        self._random = Random(seed)  # noqa: S311  (a search, not a secret)
        self._cells = Cells(model)
        self._pieces = self._in_rounds()
        self._bettered = False

    def improve(
        self,
        best: Outcome,
        work: float,
        allow: Allow,
        on_better: Callable[[int], bool],
        stop: threading.Event | None = None,
    ) -> Outcome:
        """Solves piece after piece until so much work is done, and gives the best outcome, with the bound of `best`.

        It goes on with the pieces that come after those of the last time. `on_better` says whether the new value cannot
        be bettered.
        """
        while work > 0 and (piece := next(self._pieces, None)) is not None:
            size, free = piece
            limits = allow(min(work, _WORK_OF_A_PIECE * size))
            if limits is None:
                break
            self._engine.suggest(best.values[: self._engine.choice_count], free)
            found = self._engine.minimise(self._objective, limits, stop, as_suggested=True)
            work -= max(found.work, LEAST_WORK)
            if found.found and found.value < best.value:
                best = Outcome(found.values, found.value, best.bound, best.stopped_by, best.work)
                self._bettered = True
                if on_better(best.value):
                    break
        return best

    def _in_rounds(self) -> Iterator[tuple[int, Set[int]]]:
        """Pieces with their size, which grows where none of a size bettered the roster."""
        size = 1
        while size < len(self._cells.dates):
            self._bettered = False
            for free in self._of(size):
                yield size, free
            if not self._bettered:
                size += 1

    def _of(self, size: int) -> Iterator[Set[int]]:
        """So many dates in a row; some members on all dates; twice as many dates with all shifts as they are."""
        cells = self._cells
        windows = [cells.dates[n : n + size] for n in range(len(cells.dates) - size + 1)]
        self._random.shuffle(windows)
        kinds = [
            [cells.free(cells.members, window) for window in windows],
            [cells.free(group, cells.dates) for group in self._groups(cells.members, 2 + 2 * size)],
            [cells.free(cells.members, group, duties_only=True) for group in self._groups(cells.dates, 2 * size)],
        ]
        for together in zip_longest(*kinds):
            yield from (piece for piece in together if piece is not None)

    def _groups(self, among: Sequence[T], size: int) -> list[list[T]]:
        """All of them, by chance in groups of so many."""
        mixed = list(among)
        self._random.shuffle(mixed)
        return [mixed[n : n + size] for n in range(0, len(mixed), size)]
