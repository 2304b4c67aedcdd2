"""Verifies what a roster says of its own continuity: its figure, its contingency plans and whom and what these name as
the reason of a loss, without a solver. The words of a reason are for the reader, in any language, and not looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.plan import Contest, Contingency, Loss, Plan, Take
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
        yield from _reasons(problem, facts, item)


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


def _reasons(problem: Problem, facts: Facts, item: Contingency) -> Iterator[Reason]:
    """Whether each who is said to be kept from a loss is, all who might take it over are named, and what is said to
    compete does. A loss without any reason says nothing that is not so."""
    able: dict[str, None] = {}
    untold: dict[str, None] = {}
    competing = True
    for moment in moments(problem, facts, item.date, (problem.team.member[item.member],)):
        for piece in moment.freed:
            for loss in _about(item.lost, piece):
                named = {blocker.member: None for blocker in loss.why if blocker.member is not None}
                takers = moment.takers(piece)
                if loss.contest is not None:
                    competing = competing and _compete(moment, piece, loss.contest)
                elif loss.why:
                    able |= {who: None for who in named if who in takers}
                if loss.why:
                    untold |= {who: None for who in _might_take(moment, piece) if who not in named}
    for who in able:
        template = N_("The contingency plan for {member} on {date} says why {taker_member} cannot take over; she can.")
        yield because(_RULE, template, member=item.member, date=item.date, taker_member=who)
    for who in untold:
        template = N_("The contingency plan for {member} on {date} does not say why {taker_member} cannot take over.")
        yield because(_RULE, template, member=item.member, date=item.date, taker_member=who)
    if not competing:
        template = N_(
            "What competes by the contingency plan for {member} on {date} is not so: the duties or their takers."
        )
        yield because(_RULE, template, member=item.member, date=item.date)


def _might_take(moment: Moment, piece: Piece) -> list[str]:
    """Those besides the absent of whom it has to be told why they cannot: by agreement, or at work for a desk."""
    team, demand = moment.problem.team, piece.demand
    others = [member for member in team.members if member.id not in moment.absent]
    if demand.is_desk:
        return [m.id for m in others if moment.facts.is_present(m, demand.date, piece.span)]
    agreed = {team.account[demand.duty].primary, *team.agreed(demand.duty, demand.date)}
    return [m.id for m in others if m.id in agreed]


def _compete(moment: Moment, lost: Piece, contest: Contest) -> bool:
    """Whether these duties came free with the lost one, cannot all be taken, and can without any one of them; and
    whether their takers are all who could take one of them alone, with the room that each has."""
    freed = {(p.demand.duty, p.demand.is_desk, p.demand.load): p for p in moment.freed}
    keys = [(duty.duty, duty.is_desk, duty.load) for duty in contest.duties]
    if len(set(keys)) < len(keys) or not freed.keys() >= set(keys):
        return False
    pieces = [freed[key] for key in keys]
    able = {who: moment.room[who] for piece in pieces for who in moment.takers(piece)}
    return (
        lost in pieces
        and dict(contest.takers) == able
        and not _all_taken(pieces, moment)
        and all(_all_taken([piece for piece in pieces if piece is not left], moment) for left in pieces)
    )


def _all_taken(pieces: Sequence[Piece], moment: Moment) -> bool:
    """Whether somebody takes each of them, by trying one after the other."""
    names = list(moment.room)
    takers = [[names.index(who) for who in moment.takers(piece)] for piece in pieces]

    @cache
    def rest(number: int, room: tuple[int, ...]) -> bool:
        if number == len(pieces):
            return True
        load = pieces[number].demand.load
        ways = (who for who in takers[number] if room[who] >= load)
        return any(rest(number + 1, (*room[:who], room[who] - load, *room[who + 1 :])) for who in ways)

    return rest(0, tuple(moment.room.values()))


def _about(told: Iterable[_Told], piece: Piece) -> list[_Told]:
    """What is told of the piece, among what is taken or what is lost."""
    key = (piece.demand.duty, piece.demand.is_desk)
    return [part for part in told if (part.duty, part.is_desk) == key and part.span.covers(piece.span)]


def _overloaded(moment: Moment, load: dict[str, int]) -> list[str]:
    return [taker for taker, carried in load.items() if carried > moment.room[taker]]
