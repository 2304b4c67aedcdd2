"""The JSON documents of the product. Keys are English and in a fixed order, lists are sorted: equal answers are equal
bytes.

Texts are said by the function that is passed in, since only presenters know languages and names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.calendar import Daypart, Span, Week, clock
from secretariat_tui.domain.capacity import JUDGED, Values
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.events import Absence, Leave
from secretariat_tui.domain.explanation import DutyChange
from secretariat_tui.domain.finding import Finding, Reason, Violation
from secretariat_tui.domain.plan import Blocker, Contest, Contingency, Loss, Plan, Shortage, Take
from secretariat_tui.domain.rest import Window
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, StageResult
from secretariat_tui.domain.team import Team

Document = dict[str, Any]
Say = Callable[[Reason], str]

NAMED_FACTS: Final = ("date", "member", "account", "desk", "shift", "place")


def dump(document: Document) -> bytes:
    """The document as UTF-8, one line a value, with a newline at the end."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


def plain(reason: Reason) -> str:
    """The English sentence with ids for names, for readers that are not people."""
    text = reason.template
    for name, value in reason.facts:
        text = text.replace("{" + name + "}", ", ".join(value) if isinstance(value, tuple) else str(value))
    return text


def roster_document(plan: Plan, team: Team, say: Say = plain) -> Document:
    """A solved roster as `secretariat/roster/1`."""
    roster = plan.roster
    document: Document = {
        "schema": "secretariat/roster/1",
        "team": team.id,
        "weeks": [str(week) for week in roster.weeks],
        "version": roster.version,
        "state": roster.state,
        "seed": roster.seed,
        "status": roster.status.value,
    }
    if roster.stopped_by is not None:
        document["stopped_by"] = roster.stopped_by
    return document | {
        "stages": [stage_document(stage) for stage in roster.stages],
        "assignments": [assignment_document(item) for item in roster.assignments],
        "duties": [duty_document(item) for item in roster.duties],
        "shortages": [_shortage(item, say) for item in sorted(plan.shortages, key=shortage_order)],
        "contingency": contingency_documents(plan.contingency, say),
        "continuity": None if plan.continuity is None else round(plan.continuity, 4),
        "findings": findings(plan.findings, say),
        "alarms": findings(plan.alarms, say),
    }


def impossible_document(team: Team, weeks: Iterable[Week], seed: int, conflict: Iterable[Reason], say: Say) -> Document:
    """The answer when hard statements clash."""
    return {
        "schema": "secretariat/roster/1",
        "team": team.id,
        "weeks": [str(week) for week in weeks],
        "seed": seed,
        "status": "impossible",
        "conflict": [reason_document(reason, say) for reason in sorted(conflict, key=_reason_order)],
    }


def error_document(faults: Sequence[Fault], say: Say) -> Document:
    """Errors as `secretariat/error/1`, in the order in which they were found."""
    return {"schema": "secretariat/error/1", "errors": [_fault(item, say) for item in faults]}


def team_check_document(team: Team, found: Iterable[Finding], say: Say) -> Document:
    """The continuity risks of a team as `secretariat/team-check/1`."""
    return {"schema": "secretariat/team-check/1", "team": team.id, "findings": findings(found, say)}


def check_document(
    team: Team,
    weeks: Iterable[Week],
    violations: Iterable[Violation],
    stages: Iterable[StageResult],
    differences: Iterable[Reason],
    rest: Iterable[Window],
    say: Say,
) -> Document:
    """The examination of a roster as `secretariat/check/1`. `stages` have been computed anew; bounds are not known."""
    broken = sorted(violations, key=lambda item: _reason_order(item.reason))
    untrue = sorted(differences, key=_reason_order)
    return {
        "schema": "secretariat/check/1",
        "team": team.id,
        "weeks": [str(week) for week in weeks],
        "valid": not broken,
        "true_to_itself": not untrue,
        "violations": [reason_document(item.reason, say) | {"cost": item.cost} for item in broken],
        "stages": [
            {"id": stage.id, "value": stage.value} | ({"terms": _terms(stage)} if stage.terms else {})
            for stage in stages
        ],
        "differences": [reason_document(item, say) for item in untrue],
        "rest": [
            {"date": str(item.date), "member": item.member, "branch": item.branch}
            for item in sorted(rest, key=lambda item: (item.date, item.member))
        ],
    }


def findings(found: Iterable[Finding], say: Say) -> list[Document]:
    """Findings, sorted by date, rule and facts."""
    return [
        {"level": item.level.value} | reason_document(item.reason, say)
        for item in sorted(found, key=lambda item: _reason_order(item.reason))
    ]


def stage_document(stage: StageResult) -> Document:
    """What a stage came to."""
    document: Document = {"id": stage.id, "value": stage.value, "bound": stage.bound, "proven": stage.proven}
    return document | {"terms": _terms(stage)} if stage.terms else document


def _terms(stage: StageResult) -> Document:
    return {term.id: {"value": term.value, "weight": term.weight} for term in stage.terms}


def assignment_document(item: Assignment) -> Document:
    """Who works which shift where."""
    return {
        "date": item.date.isoformat(),
        "member": item.member,
        "shift": item.shift,
        "place": item.place.value,
        **times(item.span),
        "pinned": item.pinned,
    }


def duty_document(item: Duty) -> Document:
    """Who has which duty, and by what right."""
    document = {"date": item.date.isoformat(), **duty_times(item), "member": item.member}
    if item.role is not None:
        document["role"] = item.role.value
    if item.role is HolderRole.BACKUP and item.rank is not None:
        document["rank"] = item.rank
    if item.role is HolderRole.INCIDENTAL and item.distance is not None:
        document["distance"] = item.distance
    if item.pinned:
        document["pinned"] = True
    return document


def _shortage(item: Shortage, say: Say) -> Document:
    return {
        "date": item.date.isoformat(),
        **lacking_document(item, say),
        "relaxations": [
            {"text": say(change.text), "stages": {stage.id: stage.value for stage in change.stages}}
            for change in item.relaxations
        ],
    }


def contingency_documents(plans: Iterable[Contingency], say: Say) -> list[Document]:
    """Contingency plans, by date, then by member."""
    return [_contingency(item, say) for item in sorted(plans, key=lambda item: (item.date, item.member))]


def _contingency(item: Contingency, say: Say) -> Document:
    return {
        "date": item.date.isoformat(),
        "member": item.member,
        "loss": item.loss,
        "takes": [duty_times(take) | {"member": take.member} for take in sorted(item.takes, key=_take_order)],
        "lost": [loss_document(loss, say) for loss in sorted(item.lost, key=_duty_order)],
    }


def loss_document(item: Loss, say: Say) -> Document:
    """What nobody takes over, with what it competes with."""
    return lacking_document(item, say) | _contest(item.contest)


def _contest(item: Contest | None) -> Document:
    if item is None:
        return {}
    duties = [{"desk" if one.is_desk else "account": one.duty, "load": one.load} for one in item.duties]
    return {"contest": {"duties": duties, "takers": [{"member": who, "room": room} for who, room in item.takers]}}


def lacking_document(item: Shortage | Loss, say: Say) -> Document:
    """A duty that nobody has, or nobody takes over."""
    return {
        **duty_times(item),
        "people": item.people,
        "minutes": item.minutes,
        "why": [blocker_document(blocker, say) for blocker in item.why],
    }


def blocker_document(item: Blocker, say: Say) -> Document:
    """What keeps whom from a duty."""
    document: Document = {} if item.member is None else {"member": item.member}
    return document | {"rule": item.reason.rule, "text": say(item.reason)}


def duty_times(item: Duty | DutyChange | Shortage | Take | Loss) -> Document:
    """The account or desk, and from when to when."""
    return {"desk" if item.is_desk else "account": item.duty, **times(item.span)}


def times(span: Span) -> Document:
    """From when to when on a date."""
    return {"start": clock(span.start), "end": clock(span.end)}


def stretch_document(item: Leave | Absence | NoSupport) -> Document:
    """From which date to which, and which part of each."""
    return {"from": item.start.isoformat(), "to": item.end.isoformat(), "part": part_word(item.part)}


def part_word(part: Daypart | None) -> str:
    """A daypart, or the whole day."""
    return "day" if part is None else part.value


def judged_document(values: Values | None) -> Document | None:
    """What the stages that count for continuity come to, where that is known."""
    return None if values is None else dict(zip(JUDGED, values, strict=True))


def reason_document(reason: Reason, say: Say) -> Document:
    """A sentence with the facts that it is about."""
    document: Document = {"rule": reason.rule}
    for name in NAMED_FACTS:
        value = reason.fact(name)
        if value is not None:
            document[name] = value.isoformat() if isinstance(value, date) else str(value)
    span = reason.fact("span")
    if isinstance(span, Span):
        document |= times(span)
    return document | {"text": say(reason)}


def _fault(fault: Fault, say: Say) -> Document:
    place = {"file": fault.file, "line": fault.line, "table": fault.table, "key": fault.key}
    document: Document = {name: value for name, value in place.items() if value is not None}
    document |= {"kind": fault.kind, "text": say(fault.text)}
    if fault.hint is not None:
        document["hint"] = say(fault.hint)
    if fault.nearest is not None:
        document["nearest"] = fault.nearest
    return document


def _reason_order(reason: Reason) -> tuple[str, ...]:
    """By date, then by rule, then by what the document says of it; the order of equals is kept."""
    told = [str(reason.fact(name) or "") for name in (*NAMED_FACTS, "span")]
    return (told[0], reason.rule, *told)


def _duty_order(item: Shortage | Loss | Take) -> tuple[str, bool, Span]:
    return (item.duty, item.is_desk, item.span)


def _take_order(item: Take) -> tuple[tuple[str, bool, Span], str]:
    return (_duty_order(item), item.member)


def shortage_order(item: Shortage) -> tuple[date, tuple[str, bool, Span]]:
    """Shortages in the order in which they are told: by date, then by id, then by start."""
    return (item.date, _duty_order(item))
