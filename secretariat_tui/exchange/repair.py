"""An absence, its stored plan and its repairs as a JSON document."""

from __future__ import annotations

from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.repair import Repair, Repairs, Shifted
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.exchange.documents import (
    Document,
    Say,
    contingency_documents,
    duty_document,
    lacking_document,
    plain,
    stage_document,
    stretch_document,
)


def absent_document(found: Repairs, absence: Absence, problem: Problem, say: Say = plain) -> Document:
    """The answer to an absence as `secretariat/absent/1`."""
    return {
        "schema": "secretariat/absent/1",
        "team": problem.team.id,
        "weeks": [str(week) for week in problem.weeks],
        "member": absence.member,
        **stretch_document(absence),
        "stored": contingency_documents(found.stored, say),
        "before": {stage.id: stage.value for stage in found.before},
        "repairs": [_repair(item, say) for item in found.repairs],
    }


def _repair(item: Repair, say: Say) -> Document:
    document: Document = {
        "kind": item.kind.value,
        "stages": [stage_document(stage) for stage in item.stages],
        "changes": [_shifted(change) for change in item.shifted],
        "duties": [duty_document(duty) for duty in item.handed],
        "shortages": [{"date": short.date.isoformat(), **lacking_document(short, say)} for short in item.short],
    }
    return document if item.same_as is None else document | {"same_as": item.same_as.value}


def _shifted(item: Shifted) -> Document:
    return {
        "date": item.date.isoformat(),
        "member": item.member,
        "before": _way(item.before),
        "after": _way(item.after),
        "notice": item.notice.value,
    }


def _way(item: Assignment | None) -> Document | None:
    return None if item is None else {"shift": item.shift, "place": item.place.value}
