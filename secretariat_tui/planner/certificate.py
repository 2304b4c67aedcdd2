"""Why a duty is lost when its holder falls out: a certificate that can be checked by hand.

Each who might take it over by agreement, or is at work for a desk, is named with what keeps her. Where some of them
could, had they not taken another duty, the least set of duties that competes for too few takers is named as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretariat_tui.domain.finding import N_, Fact, Reason, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker, Contender, Contest
from secretariat_tui.domain.problem import BlockKind
from secretariat_tui.planner.facts import Piece
from secretariat_tui.planner.takeover import Handed, Moment

_RULE = "fragile"

HANDS_FULL = N_("{member} has her hands full from {span} on {date}.")
"""Said of one who would take a duty over, had she room for it beside what she holds."""


def why_lost(moment: Moment, part: Handed, handed: Sequence[Handed]) -> Iterator[Blocker]:
    """What keeps each who might take the lost part over, in the order of the team; `handed` is all of the moment."""
    problem, piece = moment.problem, part.piece
    team, demand = problem.team, piece.demand
    others = [member for member in team.members if member.id not in moment.absent]
    if demand.is_desk:
        candidates = [m for m in others if moment.facts.is_present(m, demand.date, piece.span)]
        if not candidates:
            yield Blocker(None, because(_RULE, N_("Nobody else is at work then.")))
    else:
        agreed = {team.account[demand.duty].primary, *team.agreed(demand.duty, demand.date)}
        candidates = [m for m in others if m.id in agreed]
        if not candidates:
            template = N_("Nobody else has an agreement for {account} on {date}.")
            yield Blocker(None, because(_RULE, template, account=demand.duty, date=demand.date))
    for member in candidates:
        yield Blocker(member.id, _obstacle(moment, piece, handed, member))


def contest_of(moment: Moment, part: Handed, handed: Sequence[Handed]) -> Contest | None:
    """The least set of duties with the lost part that cannot all be taken; None where nobody could take it alone.

    What was taken can all be taken, so a set that cannot, made of that and the lost part, has the lost part in it.
    """
    rivals = [other.piece for other in handed if other.taker is not None]
    if not moment.takers(part.piece):
        return None
    for rival in list(rivals):
        fewer = [piece for piece in rivals if piece is not rival]
        if not _fit(moment, [part.piece, *fewer]):
            rivals = fewer
    pieces = sorted([part.piece, *rivals], key=lambda piece: (piece.demand.duty, piece.demand.is_desk))
    able = {name for piece in pieces for name in moment.takers(piece)}
    return Contest(
        tuple(Contender(piece.demand.duty, piece.demand.is_desk, piece.demand.load) for piece in pieces),
        tuple((member.id, moment.room[member.id]) for member in moment.problem.team.members if member.id in able),
    )


def _fit(moment: Moment, pieces: Sequence[Piece]) -> bool:
    return all(handed.taker is not None for handed in moment.hand_over(pieces))


def _obstacle(moment: Moment, piece: Piece, handed: Sequence[Handed], member: Member) -> Reason:
    """The first thing that keeps her from taking it over."""
    problem, facts, demand, span = moment.problem, moment.facts, piece.demand, piece.span
    day = demand.date
    who: dict[str, Fact] = {"member": member.id, "date": day, "span": span}
    block = problem.block(member, day, span)
    if not facts.assignments(member, day):
        parts = problem.workable(member, day)
        text = N_("{member} is not rostered on {date}.") if parts else N_("{member} is not at work on {date}.")
        return because(_RULE, text, member=member.id, date=day)
    if not facts.is_present(member, day, span):
        return because(_RULE, N_("{member} does not work from {span} on {date}."), **who)
    if block is not None:
        return because(_RULE, _BLOCKED[block.kind], **who)
    if demand.on_site and not facts.is_present(member, day, span, on_site=True):
        return because(_RULE, N_("{member} works at home on {date}, and this is on site."), member=member.id, date=day)
    if not member.qualified(demand.requires, day):
        return because(_RULE, N_("{member} lacks a qualification that this requires."), member=member.id)
    if member.id in piece.holders:
        return because(_RULE, N_("{member} is at {desk} already."), member=member.id, desk=demand.duty)
    taken = tuple(sorted(other.piece.demand.duty for other in handed if other.taker == member.id))
    if taken and moment.room[member.id] >= demand.load:
        template = N_("{member} takes {duties} then and has no room for more.")
        return because(_RULE, template, member=member.id, duties=taken)
    return because(_RULE, HANDS_FULL, **who)


_BLOCKED = {
    BlockKind.LEARNING: N_("{member} has learning time from {span} on {date}."),
    BlockKind.SECONDMENT: N_("{member} is on secondment from {span} on {date}."),
    BlockKind.MEETING: N_("{member} is in a meeting from {span} on {date}."),
}
