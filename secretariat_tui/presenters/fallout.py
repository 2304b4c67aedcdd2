"""A contingency plan as people read it: who takes what, what nobody takes, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.plan import Contest, Contingency, Loss
from secretariat_tui.presenters.natural import natural
from secretariat_tui.presenters.order import duty_order
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Fallout


def fallout(item: Contingency, teller: Teller) -> Fallout:
    """What happens when one member falls out on one date."""

    def told(duty: str, is_desk: bool, span: Span) -> str:
        return f"{teller.duty(duty, is_desk)} {teller.language.span(span)}"

    takes = _joined((take.duty, take.is_desk, take.member, take.span) for take in item.takes)
    takes.sort(key=lambda take: duty_order(take[0], take[1], teller))
    gone = sorted(item.lost, key=lambda loss: duty_order(loss.duty, loss.is_desk, teller))
    return Fallout(
        item.date,
        teller.date(item.date),
        teller.name(item.member, "member"),
        tuple(f"{told(duty, is_desk, span)}: {teller.name(who, 'member')}" for duty, is_desk, who, span in takes),
        tuple(told(loss.duty, loss.is_desk, loss.span) for loss in gone),
        tuple(tuple(dict.fromkeys(_why(loss, teller))) for loss in gone),
    )


def _why(loss: Loss, teller: Teller) -> Iterator[str]:
    if loss.contest is not None:
        yield contest_told(loss.contest, teller)
    yield from (teller.say(blocker.reason) for blocker in loss.why)


def contest_told(contest: Contest, teller: Teller) -> str:
    """The duties that compete, in one sentence, with the figures that prove it."""
    language = teller.language
    named = (teller.duty(item.duty, item.is_desk) for item in contest.duties)
    duties = language.listing(sorted(named, key=natural))
    takers = language.listing(teller.name(member, "member") for member, _ in contest.takers)
    load, room = sum(item.load for item in contest.duties), sum(room for _, room in contest.takers)
    if load > room:
        return language.gettext(
            "{duties} come free together with a load of {load}; what {members} can still carry is {room}.",
            duties=duties, load=load, members=takers, room=room,
        )  # fmt: skip
    return language.gettext(
        "{duties} come free together and cannot all be taken over by {members}.", duties=duties, members=takers
    )


def _joined(pieces: Iterable[tuple[str, bool, str, Span]]) -> list[tuple[str, bool, str, Span]]:
    """Pieces of one duty that are alike and follow one another, as one."""
    joined: list[tuple[str, bool, str, Span]] = []
    for piece in sorted(pieces):
        if joined and joined[-1][:3] == piece[:3] and joined[-1][3].end == piece[3].start:
            joined[-1] = (*piece[:3], Span(joined[-1][3].start, piece[3].end))
        else:
            joined.append(piece)
    return joined
