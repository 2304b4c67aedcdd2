"""The continuity of a roster as a JSON document."""

from __future__ import annotations

from secretariat_tui.domain.continuity import Continuity, Remedy, WeakPoint
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import Document, Say, contingency_documents, plain, stage_document


def continuity_document(found: Continuity, team: Team, say: Say = plain) -> Document:
    """A continuity as `secretariat/continuity/1`. Minutes are people times length, unweighted; gains are weighted."""
    document: Document = {
        "schema": "secretariat/continuity/1",
        "team": team.id,
        "weeks": [str(week) for week in found.roster.weeks],
        "continuity": found.index,
        "n_2": found.n_2,
        "held": found.held,
        "lost": found.lost,
        "short": found.short,
        "weights": [
            {"date": item.date.isoformat(), "member": item.member, "held": item.held, "lost": item.lost}
            for item in sorted(found.weights, key=lambda item: (item.date, item.member))
        ],
        "contingency": contingency_documents(found.contingency, say),
        "weak_points": [_weak_point(point, say) for point in found.weak_points],
        "stages": [stage_document(stage) for stage in found.stages],
        "remedies_tried": found.tried,
        "remedies_proposed": found.proposed,
    }
    return document if found.stopped_by is None else document | {"stopped_by": found.stopped_by}


def _weak_point(point: WeakPoint, say: Say) -> Document:
    return {
        point.kind.value: point.id,
        "member": point.member,
        "minutes": point.minutes,
        "dates": [day.isoformat() for day in point.dates],
        "agreed_dates": [day.isoformat() for day in point.agreed_dates],
        "avoidable": point.avoidable,
        "remedies": [_remedy(remedy, say) for remedy in point.remedies],
    }


def _remedy(remedy: Remedy, say: Say) -> Document:
    return {
        "text": say(remedy.text),
        "stages": [stage_document(stage) for stage in remedy.stages],
        "gain": remedy.gain,
        "removes": remedy.removes,
    }
