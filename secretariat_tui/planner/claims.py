"""Verifies what a roster says of its own continuity: its figure and its contingency plans, without a solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.plan import Contingency, Loss, Plan, Take
from secretariat_tui.domain.problem import Problem
from secretariat_tui.planner.contingency import contingencies, continuity
from secretariat_tui.planner.facts import Facts, Piece
from secretariat_tui.planner.takeover import Moment, moments

_RULE = "claim"

_Told = TypeVar("_Told", Take, Loss)


def untrue(problem: Problem, plan: Plan) -> Iterator[Reason]:
    """What the plan says of its continuity that is not so. What it does not say is no fault."""
    facts = Facts(problem, plan.roster)
    actual = contingencies(problem, facts)
    index = continuity(facts, actual)
    if plan.continuity is not None and plan.continuity != index:
        template = N_("Continuity is said to be {claimed}; it is {value}.")
        yield because(_RULE, template, claimed=str(plan.continuity), value=str(index))
    if plan.contingency:
        yield from _contingencies(problem, facts, plan.contingency, actual)


def _contingencies(
    problem: Problem, facts: Facts, claimed: tuple[Contingency, ...], actual: tuple[Contingency, ...]
) -> Iterator[Reason]:
    said = {(item.date, item.member): item for item in claimed}
    due = {(item.date, item.member): item for item in actual}
    times = Counter((item.date, item.member) for item in claimed)
    for day, member in (key for key, number in times.items() if number > 1):
        template = N_("The roster has more than one contingency plan for {member} on {date}.")
        yield because(_RULE, template, member=member, date=day)
    for key, item in due.items():
        if key not in said:
            template = N_("The roster has no contingency plan for {member} on {date}.")
            yield because(_RULE, template, member=item.member, date=item.date)
    for key, item in said.items():
        if key not in due:
            template = N_("There is a contingency plan for {member} on {date}, when she does not work.")
            yield because(_RULE, template, member=item.member, date=item.date)
            continue
        if item.loss != due[key].loss:
            template = N_("When {member} falls out on {date}, {claimed} minutes are said to be lost; it is {value}.")
            yield because(_RULE, template, member=item.member, date=item.date, claimed=item.loss, value=due[key].loss)
        yield from _takes(problem, facts, item)


def _takes(problem: Problem, facts: Facts, item: Contingency) -> Iterator[Reason]:
    """Whether each who takes something over can, with all that she takes, whether nothing is passed over, and whether
    nothing is told of what did not come free."""
    unable: dict[str, None] = {}
    told, is_whole = 0, True
    for moment in moments(problem, facts, item.date, (problem.team.member[item.member],)):
        load: dict[str, int] = defaultdict(int)
        for piece in moment.freed:
            takers, losses = _about(item.takes, piece), _about(item.lost, piece)
            told += piece.minutes * (len(takers) + len(losses))
            is_whole = is_whole and bool(takers) != bool(losses)
            for taker in (take.member for take in takers):
                load[taker] += piece.demand.load
                if len(takers) > 1 or taker not in moment.takers(piece):
                    unable[taker] = None
        unable |= dict.fromkeys(_overloaded(moment, load))
    for taker in unable:
        template = N_("By the contingency plan for {member} on {date}, {taker_member} takes over what she cannot.")
        yield because(_RULE, template, member=item.member, date=item.date, taker_member=taker)
    spans = [*(take.span for take in item.takes), *(loss.span for loss in item.lost)]
    lasting = [loss for loss in item.lost if loss.minutes == loss.people * problem.minutes(item.date, loss.span)]
    if not is_whole or len(lasting) < len(item.lost):
        template = N_("The contingency plan for {member} on {date} does not say what becomes of all that she has.")
        yield because(_RULE, template, member=item.member, date=item.date)
    elif told != sum(problem.minutes(item.date, span) for span in spans):
        template = N_("The contingency plan for {member} on {date} tells of what she does not have then.")
        yield because(_RULE, template, member=item.member, date=item.date)


def _about(told: Iterable[_Told], piece: Piece) -> list[_Told]:
    """What is told of the piece, among what is taken or what is lost."""
    key = (piece.demand.duty, piece.demand.is_desk)
    return [part for part in told if (part.duty, part.is_desk) == key and part.span.covers(piece.span)]


def _overloaded(moment: Moment, load: dict[str, int]) -> list[str]:
    return [taker for taker, carried in load.items() if carried > moment.room[taker]]
