"""Solves one stage: from the roster that the stages before it came to, by what suits the stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.bettering import Bettering
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine, Outcome
from secretariat_tui.planner.expression import ZERO
from secretariat_tui.planner.extract import choices_of
from secretariat_tui.planner.limits import UNLIMITED, Clock, Limits
from secretariat_tui.planner.neighbourhood import Neighbourhood
from secretariat_tui.planner.objective import Objective
from secretariat_tui.planner.race import race
from secretariat_tui.planner.stages import HOURS

_WORK_BEFORE_PIECES = 0.3

_TIME_OF_HOURS = 1 / 2
"""The share of what is left of the clock that may go into proving the hours: they are mostly at their least by then,
and with all of it nothing was left for quality."""

Tells = Callable[[int | None, int], None]


@dataclass(frozen=True)
class StageSearch:
    """What one stage is solved with: the model so far, in the solver, and what may bring a better roster.

    `in_turn` plans the weeks in turn, or gives None; `impossible` says what clashes where no roster keeps every hard
    rule; `tell` gets the best value of the objective so far and its bound.
    """

    model: Encoder
    engine: Engine
    objective: Objective
    clock: Clock
    in_turn: Callable[[], Roster | None]
    impossible: Callable[[], Impossible]
    tell: Tells

    def least(self, choices: Sequence[int], least: int, to_the_end: bool) -> Outcome:
        """The least value of a stage: that of the choices, where they are known to reach it, else by search.

        `least` is what is known of it. The outcome's value and bound are those of the stage, without the hours beside
        it. Raises Impossible with the minimal clash where no roster keeps every hard rule.
        """
        objective = self.objective
        bettering = Bettering(self.engine, self.model, objective.whole, self.clock, self.tell)
        kept = self._kept(choices) if choices else None
        if kept is not None:
            self.tell(kept.value, 0)
            if objective.id == HOURS.id and kept.value > least:
                kept = self._hours(kept, least, bettering)
                least = max(least, objective.bound_of(kept.bound or 0))
            value = kept.of(objective.stage)
            over = self.clock.stopped_by
            if value <= least or over is not None:
                return replace(kept, value=value, bound=least, stopped_by=None if value <= least else over)
        if kept is not None and self._is_bettered:
            found = replace(kept, bound=least, stopped_by="work")
        else:
            found = self._searched(kept, to_the_end)
        if self._is_bettered:
            found = bettering.whole(found, self._or_in_turn)
        if found.bound != found.value:  # a search that was stopped may leave costs higher than the roster has them
            exact = self._kept(found.values[: self.engine.choice_count])
            found = replace(exact or found, bound=found.bound, stopped_by=found.stopped_by)
        value = found.of(objective.stage)
        bound = min(value, max(least, objective.bound_of(found.bound or 0)))
        return replace(found, value=value, bound=bound, stopped_by=None if bound == value else found.stopped_by)

    @property
    def _limits(self) -> Limits:
        return self.clock.limits

    @property
    def _is_bettered(self) -> bool:
        """Whether it is quality, and so much work is to go into that."""
        return self.objective.weighted and self._limits.polish is not None

    def _hours(self, kept: Outcome, least: int, bettering: Bettering) -> Outcome:
        """What the hours come to before a search over the whole, with what is known of their bound."""
        kept = replace(self._or_in_turn(kept), bound=least)
        if kept.value <= least:
            return kept
        kept = self._sooner(kept)
        return kept if kept.bound == kept.value else bettering.in_pieces(kept)

    def _searched(self, kept: Outcome | None, to_the_end: bool) -> Outcome:
        """What a search over the whole comes to, from what is kept if anything is."""
        engine, objective, limits = self.engine, self.objective, self._limits
        engine.suggest(() if kept is None else kept.values[: engine.choice_count])
        if objective.weighted and limits.polish is None and limits.wall is not None:
            pieces = partial(Neighbourhood, self.model, engine.kept, objective.whole, limits.seed)
            found = race(engine, objective.whole, pieces, kept, self.clock, self.tell)
        else:
            gap = 0 if to_the_end else objective.gap
            limits = self._left(limits.polish_as_one if objective.weighted else limits.deterministic)
            if kept is not None and objective.id == HOURS.id:
                limits = limits.share(1, _TIME_OF_HOURS)
            found = engine.minimise(objective.whole, limits, self.clock.stop, self.tell, gap=gap)
        if found.infeasible:
            raise self.impossible()
        if found.found:
            return found
        return replace(kept or self._any(), bound=found.bound, stopped_by=found.stopped_by)

    def _sooner(self, kept: Outcome) -> Outcome:
        """What little work on the whole comes to: it mostly proves, where pieces would take long and prove nothing."""
        self.engine.suggest(kept.values[: self.engine.choice_count])
        limits = self._left(_WORK_BEFORE_PIECES)
        found = self.engine.minimise(self.objective.whole, limits, self.clock.stop, self.tell)
        return found if found.found and found.value <= kept.value else replace(kept, bound=found.bound or 0)

    def _or_in_turn(self, found: Outcome) -> Outcome:
        """What the weeks planned in turn come to, where they keep what is known and are better."""
        roster = self.in_turn()
        other = None if roster is None else self._kept(choices_of(self.model, roster))
        return found if other is None else found.or_better(other)

    def _kept(self, choices: Sequence[int]) -> Outcome | None:
        """What these choices come to, with every cost as low as they allow; None where they are not valid."""
        outcome = self.engine.valued(self.objective.whole, choices)
        return outcome if outcome.found else None

    def _any(self) -> Outcome:
        """Any roster that keeps the hard rules, where a limit stopped the search before it found one: the best so far,
        whatever stops."""
        outcome = self.engine.minimise(ZERO, UNLIMITED)
        if outcome.infeasible:
            raise self.impossible()
        return outcome

    def _left(self, work: float | None) -> Limits:
        """The limits of one search: so much work, and what is left of the time on the clock."""
        return replace(self._limits, deterministic=work)
