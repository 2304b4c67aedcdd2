"""Betters a roster piece by piece: all of it stays but a few dates, or a few members, and those are solved again.

Large-neighbourhood search (Shaw, 1998). It proves nothing, but it finds in seconds what the whole search does not find
in minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from random import Random
from typing import TypeVar

from secretariat_tui.domain.member import Member
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import Linear
from secretariat_tui.planner.limits import Limits

_WORK_OF_A_PIECE = 0.5
_LEAST_WORK = 0.01
"""What a piece counts for at least: building and presolving it is work that the solver does not count."""

T = TypeVar("T")


def improve(
    engine: Engine,
    model: Encoder,
    objective: Linear,
    best: Outcome,
    work: float,
    seed: int,
    limits: Callable[[float], Limits | None],
    on_better: Callable[[int], None],
) -> Outcome:
    """Solves piece after piece until so much work is done, and gives the best outcome.

    Pieces grow where none of a size betters the roster. `limits` gives those of a search of so much work, or None where
    time is up. The bound of the outcome is that of `best`.
    """
    pieces = _Pieces(model, seed)
    size = 1
    while work > 0 and size < len(pieces.dates):
        better = False
        for free in pieces.of(size):
            allowed = limits(min(work, _WORK_OF_A_PIECE * size))
            if work <= 0 or allowed is None:
                return best
            engine.suggest(best.values[: engine.choice_count], free)
            found = engine.minimise(objective, allowed, as_suggested=True)
            work -= max(found.work, _LEAST_WORK)
            if found.found and found.value < best.value:
                best = Outcome(found.values, found.value, best.bound, best.stopped_by, best.work)
                on_better(best.value)
                better = True
                if best.value == best.bound:
                    return best
        if not better:
            size += 1
    return best


class _Pieces:
    """Sets of choices that may change together."""

    def __init__(self, model: Encoder, seed: int) -> None:
        problem, variables = model.problem, model.variables
        self.dates = problem.open_dates
        self.members = problem.team.members
        self.random = Random(seed)  # noqa: S311  (a search, not a secret)
        cells = [(member, day) for member in self.members for day in self.dates]
        self.works = {
            (member.id, day): [choice.var.index for choice in variables.choices(member, day)] for member, day in cells
        }
        self.holds = {
            (member.id, day): [variables.holds(slot, member).index for slot in problem.slots_on[day]]
            for member, day in cells
        }

    def of(self, size: int) -> Iterator[frozenset[int]]:
        """So many dates in a row; some members on all dates; twice as many dates with all shifts as they are."""
        windows = [self.dates[n : n + size] for n in range(len(self.dates) - size + 1)]
        self.random.shuffle(windows)
        kinds: list[list[frozenset[int]]] = [
            [self._of(self.members, window) for window in windows],
            [self._of(group, self.dates) for group in self._groups(self.members, 2 + 2 * size)],
            [self._of(self.members, group, duties_only=True) for group in self._groups(self.dates, 2 * size)],
        ]
        for together in zip_longest(*kinds):
            yield from (piece for piece in together if piece is not None)

    def _groups(self, among: Sequence[T], size: int) -> list[list[T]]:
        """All of them, by chance in groups of so many."""
        mixed = list(among)
        self.random.shuffle(mixed)
        return [mixed[n : n + size] for n in range(0, len(mixed), size)]

    def _of(self, members: Sequence[Member], dates: Sequence[date], duties_only: bool = False) -> frozenset[int]:
        free: set[int] = set()
        for member in members:
            for day in dates:
                free.update(self.holds[member.id, day])
                if not duties_only:
                    free.update(self.works[member.id, day])
        return frozenset(free)
