"""What a team can spare and what it lacks, as `secretariat/capacity/1` and `secretariat/proposal/1`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from secretariat_tui.domain.calendar import WEEKDAYS, Daypart, Week
from secretariat_tui.domain.capacity import (
    Answer,
    Candidate,
    Cell,
    Effect,
    FreeCapacity,
    Group,
    Moment,
    Moments,
    Offer,
    Secondable,
    Values,
)
from secretariat_tui.domain.formation import DaypartOf, Deficit, Formation, Move, Proposal, Proposals, Surplus
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import (
    Document,
    Say,
    judged_document,
    part_word,
    plain,
    reason_document,
    stage_document,
    times,
)

Weeks = Sequence[Week]


def free_document(found: FreeCapacity, team: Team, weeks: Weeks) -> Document:
    """Who can be lent, by date, then in the order of the team."""
    order = {member.id: number for number, member in enumerate(team.members)}
    spares = sorted(found.spares, key=lambda s: (s.date, order[s.member], s.part is None, s.part or ""))
    return _head("free", team, weeks, found.before, found.stopped_by) | {
        "dayparts": [
            {"date": s.date.isoformat(), "part": part_word(s.part), "member": s.member, "verdict": s.verdict.value}
            | _effect(s.effect)
            for s in spares
        ]
    }


def secondment_document(found: Secondable, team: Team, weeks: Weeks) -> Document:
    """Offers, cheapest first."""
    return _head("secondment", team, weeks, found.before, found.stopped_by) | {
        "offers": [_offer(offer) for offer in found.offers],
        "unable": list(found.unable),
    }


def request_document(found: Answer, team: Team, weeks: Weeks, say: Say = plain) -> Document:
    """People, best first, with the group that is best together."""
    document = _head("request", team, weeks, found.before, found.stopped_by) | {
        "verdict": found.verdict.value,
        "people": [_candidate(candidate, say) for candidate in found.candidates],
        "group": None if found.group is None else _group(found.group),
    }
    other = found.alternative
    return document | {
        "alternative": None
        if other is None
        else {"dayparts": _dayparts(other.dayparts), "members": list(other.members)},
        "nearest": found.searched,
    }


def meeting_document(found: Moments, team: Team, weeks: Weeks) -> Document:
    """Slots, best first."""
    return _head("meeting", team, weeks, found.before, found.stopped_by) | {
        "members": found.members,
        "proven": found.proven,
        "tried": {"slots": found.tried, "of": found.slots},
        "slots": [_moment(moment) for moment in found.moments],
    }


def formation_document(found: Formation, team: Team, weeks: Weeks) -> Document:
    """What could go, and what is missing. Minutes are those of the horizon."""
    return _head("formation", team, weeks, found.before, found.stopped_by) | {
        "surplus": _surplus(found.surplus),
        "deficit": None if found.deficit is None else _deficit(found.deficit),
    }


def proposal_document(found: Proposals, team: Team, weeks: Weeks) -> Document:
    """Proposals, the one that moves fewest first."""
    document: Document = {
        "schema": "secretariat/proposal/1",
        "team": team.id,
        "weeks": [str(week) for week in weeks],
    }
    if found.stopped_by is not None:
        document["stopped_by"] = found.stopped_by
    return document | {
        "before": _proposal(found.before),
        "proposals": [_proposal(proposal) for proposal in found.proposals],
    }


def _head(question: str, team: Team, weeks: Weeks, before: Values, stopped_by: str | None) -> Document:
    document: Document = {
        "schema": "secretariat/capacity/1",
        "question": question,
        "team": team.id,
        "weeks": [str(week) for week in weeks],
    }
    if stopped_by is not None:
        document["stopped_by"] = stopped_by
    return document | {"before": judged_document(before)}


def _effect(effect: Effect | None) -> Document:
    """The stages with the change, or at least what they do not go below."""
    if effect is None:
        return {}
    if effect.after is None:
        return {} if effect.impossible else {"at_least": judged_document(effect.floor)}
    return {"stages": [stage_document(stage) for stage in effect.stages]}


def _cells(cells: Iterable[Cell]) -> list[Document]:
    return [{"day": WEEKDAYS[day], "part": part.value} for day, part in sorted(cells)]


def _dayparts(dayparts: Iterable[tuple[date, Daypart]]) -> list[Document]:
    return [{"date": day.isoformat(), "part": part.value} for day, part in dayparts]


def _offer(offer: Offer) -> Document:
    return {
        "member": offer.member,
        "verdict": offer.verdict.value,
        "days": _cells(offer.cells),
        "minutes": offer.minutes,
        "cheapest": offer.cheapest,
    } | _effect(offer.effect)


def _candidate(candidate: Candidate, say: Say) -> Document:
    document: Document = {"member": candidate.member, "verdict": candidate.verdict.value}
    if candidate.reason is not None:
        document["why"] = reason_document(candidate.reason, say)
    return document | _effect(candidate.effect)


def _group(group: Group) -> Document:
    return {"members": list(group.members), "cheapest": group.cheapest} | _effect(group.effect)


def _moment(moment: Moment) -> Document:
    return {
        "date": moment.date.isoformat(),
        **times(moment.span),
        "present": list(moment.present),
        "most": moment.most,
        "proven": moment.proven,
    }


def _of_members(dayparts: Iterable[DaypartOf]) -> list[Document]:
    return [
        {"member": item.member, "date": item.date.isoformat(), "part": item.part.value, "minutes": item.minutes}
        for item in sorted(dayparts, key=lambda item: (item.date, item.member, item.part))
    ]


def _surplus(found: Surplus) -> Document:
    return {
        "minutes": found.minutes,
        "most": found.most,
        "proven": found.proven,
        "dayparts": _of_members(found.dayparts),
    }


def _deficit(found: Deficit) -> Document:
    return {
        "minutes": found.minutes,
        "enough": found.enough,
        "proven": found.proven,
        "stages": [stage_document(stage) for stage in found.stages],
        "dayparts": _of_members(found.dayparts),
        "lost": [{"desk" if is_desk else "account": duty} for duty, is_desk in found.lost],
    }


def _proposal(proposal: Proposal) -> Document:
    return {
        "members": list(proposal.members),
        "proven": proposal.proven,
        "stages": [stage_document(stage) for stage in proposal.stages],
        "moves": [_move(move) for move in proposal.moves],
    }


def _move(move: Move) -> Document:
    return {
        "member": move.member,
        "weeks": "odd" if move.odd else "even",
        "from": _cells(move.away),
        "to": _cells(move.to),
    }
