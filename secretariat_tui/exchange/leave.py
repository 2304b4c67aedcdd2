"""Lights, leave calendars and leave rounds as JSON documents, and the memory of a round read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.leave_light import Advice, Calendar, Light, Round, Worse
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import LeaveRecord
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import (
    Document,
    Say,
    judged_document,
    lacking_document,
    plain,
    reason_document,
    stretch_document,
)
from secretariat_tui.exchange.json_reading import Node, read_document

_ROUND: Final = "secretariat/leave-round/1"


def light_document(found: Advice, problem: Problem, say: Say = plain) -> Document:
    """The light of a request with its grounds, as `secretariat/leave/1`."""
    return {
        "schema": "secretariat/leave/1",
        "team": problem.team.id,
        "weeks": [str(week) for week in problem.weeks],
        **_light(found.light),
        "shortages": [{"date": item.date.isoformat(), **lacking_document(item, say)} for item in found.shortages],
        "worse": [_worse(item, say) for item in found.worse],
        "conflict": [reason_document(reason, say) for reason in found.clash],
    }


def requests_document(team: str, records: Iterable[LeaveRecord]) -> Document:
    """Requests for leave as `secretariat/leave-requests/1`."""
    return {
        "schema": "secretariat/leave-requests/1",
        "team": team,
        "requests": [
            {
                "request": record.id,
                **_leave(record.leave),
                "status": record.leave.status.value,
                "substitute": record.substitute,
                "declined": record.declined,
            }
            for record in records
        ],
    }


def calendar_document(found: Calendar, problem: Problem) -> Document:
    """The leave calendar as `secretariat/leave-calendar/1`, by date, daypart and member."""
    return {
        "schema": "secretariat/leave-calendar/1",
        "team": problem.team.id,
        "weeks": [str(week) for week in problem.weeks],
        "stopped": found.stopped,
        "lights": [_light(light) for light in found.lights],
    }


def round_document(found: Round, problem: Problem) -> Document:
    """The answer to a leave round as `secretariat/leave-round/1`; the next round may read its memory."""
    return {
        "schema": _ROUND,
        "team": problem.team.id,
        "weeks": [str(week) for week in problem.weeks],
        "proven": found.proven,
        "granted": [_leave(item) for item in found.granted],
        "refused": [
            {
                **_leave(item.wish),
                "met": [_leave(other) for other in item.met],
                "nearest_green": [_leave(other) for other in item.nearest],
            }
            for item in found.refused
        ],
        "outside": [_leave(item) for item in found.outside],
        "gave_way": [{"member": member, "count": count} for member, count in found.gave_way],
    }


def read_memory(path: Path, team: Team) -> dict[str, int]:
    """Who gave way how often, from the answer to an earlier round. Members whom the team no longer has are left out."""
    root = read_document(path, _ROUND)

    def entry(node: Node) -> tuple[str, int] | None:
        member, count = node.required("member").text(), node.required("count").integer(0)
        return None if member is None or count is None else (member, count)

    found = root.each("gave_way", entry)
    root.faults.raise_any()
    return {member: count for member, count in found if member in team.member}


def _leave(item: Leave) -> Document:
    return {"member": item.member, **stretch_document(item)}


def _light(light: Light) -> Document:
    return {
        **_leave(light.leave),
        "light": light.colour.value,
        "needless": light.needless,
        "proven": light.proven,
        "before": judged_document(light.before),
        "after": judged_document(light.after),
    }


def _worse(item: Worse, say: Say) -> Document:
    return {"stage": item.stage, "before": item.before, "after": item.after, **reason_document(item.reason, say)}
