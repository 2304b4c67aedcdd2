"""What a team can spare, what it lacks, and whose pattern might move."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat_tui.planner.limits import Clock, Limits, Progress

if TYPE_CHECKING:  # every command knows of these use cases, and few need them
    from secretariat_tui.domain.capacity import Answer, FreeCapacity, Gathering, Lending, Moments, Request, Secondable
    from secretariat_tui.domain.formation import Formation, Proposals
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.roster import Roster

Count = Callable[[int, int], None]
Stop = threading.Event | None


def covered(
    problem: Problem, limits: Limits, on_progress: Callable[[Progress], None] | None = None, stop: Stop = None
) -> Roster:
    """A roster that is best in the first three stages, from which these questions start. Raises Impossible."""
    from secretariat_tui.planner.registry import installed_rules
    from secretariat_tui.planner.solve import solve  # the solver is slow to import
    from secretariat_tui.planner.stages import CONTINUITY

    return solve(problem, limits, on_progress, stop, installed_rules(), CONTINUITY)


def own_rules() -> tuple[str, ...]:
    """The hard rules that a team brings itself, by id. Each of these answers keeps them."""
    from secretariat_tui.planner.registry import brought_rules
    from secretariat_tui.planner.stages import hard

    return tuple(rule.id for rule in hard(brought_rules()))


def free_capacity(
    problem: Problem, roster: Roster, members: tuple[str, ...] | None, limits: Limits, tell: Count, stop: Stop = None
) -> FreeCapacity:
    """Who can be lent, on which dayparts."""
    from secretariat_tui.planner.capacity import free_capacity

    return free_capacity(problem, roster, Clock(limits, stop), tell, members)


def secondment(
    problem: Problem, roster: Roster, asked: Lending, limits: Limits, tell: Count, stop: Stop = None
) -> Secondable:
    """Whether the team can spare somebody for a secondment, and what it would cost."""
    from secretariat_tui.planner.capacity import secondment

    return secondment(problem, roster, asked, Clock(limits, stop), tell)


def request(problem: Problem, roster: Roster, asked: Request, limits: Limits, tell: Count, stop: Stop = None) -> Answer:
    """Who can answer an acute request."""
    from secretariat_tui.planner.request import request

    return request(problem, roster, asked, Clock(limits, stop), tell)


def gathering(
    problem: Problem, roster: Roster, asked: Gathering, limits: Limits, tell: Count, stop: Stop = None
) -> Moments:
    """The best slots for a meeting, with cover kept."""
    from secretariat_tui.planner.gathering import gathering

    return gathering(problem, roster, asked, Clock(limits, stop), tell)


def formation(problem: Problem, roster: Roster, limits: Limits, tell: Count, stop: Stop = None) -> Formation:
    """How many contract hours could go, and how many are missing."""
    from secretariat_tui.planner.formation import formation

    return formation(problem, roster, Clock(limits, stop), tell)


def propose(problem: Problem, most: int, limits: Limits, tell: Count, stop: Stop = None) -> Proposals:
    """Whose free dayparts might move. Raises Impossible."""
    from secretariat_tui.planner.patterns import propose

    return propose(problem, Clock(limits, stop), most, tell)


@dataclass(frozen=True)
class CapacityServices:
    """These use cases together; tests put something else in the place of one."""

    covered: Callable[[Problem, Limits, Callable[[Progress], None] | None, Stop], Roster] = covered
    free_capacity: Callable[[Problem, Roster, tuple[str, ...] | None, Limits, Count, Stop], FreeCapacity] = (
        free_capacity
    )
    secondment: Callable[[Problem, Roster, Lending, Limits, Count, Stop], Secondable] = secondment
    request: Callable[[Problem, Roster, Request, Limits, Count, Stop], Answer] = request
    gathering: Callable[[Problem, Roster, Gathering, Limits, Count, Stop], Moments] = gathering
    formation: Callable[[Problem, Roster, Limits, Count, Stop], Formation] = formation
    propose: Callable[[Problem, int, Limits, Count, Stop], Proposals] = propose
    own_rules: Callable[[], tuple[str, ...]] = own_rules
