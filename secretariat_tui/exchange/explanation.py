"""Answers to why, as `secretariat/explain/1`: `question` says which of the five it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.explanation import (
    Difference,
    Holding,
    LossExplained,
    LossRemedy,
    MemberDay,
    Relaxed,
    StageChange,
    WhatIf,
)
from secretariat_tui.domain.plan import Relaxation
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import (
    Document,
    Say,
    assignment_document,
    blocker_document,
    duty_document,
    duty_times,
    lacking_document,
    loss_document,
    plain,
    reason_document,
    shortage_order,
    stage_document,
)


def shortages_document(team: Team, weeks: Iterable[Week], found: Iterable[Relaxed], say: Say = plain) -> Document:
    """Why nobody can, and what would end each shortage, the best first."""
    ordered = sorted(found, key=lambda item: shortage_order(item.shortage))
    return _head("shortage", team, weeks) | {"shortages": [_relaxed(item, say) for item in ordered]}


def losses_document(
    team: Team, weeks: Iterable[Week], member: str, day: date, found: Iterable[LossExplained], say: Say = plain
) -> Document:
    """Why nobody can take over what is lost when a member falls out, and what would end each loss, the best first."""
    return _head("loss", team, weeks) | {
        "date": day.isoformat(),
        "member": member,
        "losses": [_loss(item, say) for item in found],
    }


def member_document(
    team: Team, weeks: Iterable[Week], found: MemberDay, answer: WhatIf | None, say: Say = plain
) -> Document:
    """What a member does on a date, and what the alternative would come to."""
    document = _head("member", team, weeks) | {
        "date": found.date.isoformat(),
        "member": found.member,
        "assignments": [assignment_document(item) for item in found.assignments],
        "duties": [_holding(item, say) for item in found.holdings],
    }
    if found.off is not None:
        document["off"] = reason_document(found.off, say)
    return document | _what_if(answer, say)


def account_document(
    team: Team,
    weeks: Iterable[Week],
    account: str,
    day: str,
    found: Iterable[Holding],
    answer: WhatIf | None,
    say: Say = plain,
) -> Document:
    """Who has an account on a date, and what the alternative would come to."""
    return (
        _head("account", team, weeks)
        | {"date": day, "account": account, "duties": [_holding(item, say) for item in found]}
        | _what_if(answer, say)
    )


def diff_document(team: Team, weeks: Iterable[Week], found: Difference) -> Document:
    """What changed between two rosters."""
    return _head("diff", team, weeks) | {"changes": _changes(found)}


def _head(question: str, team: Team, weeks: Iterable[Week]) -> Document:
    return {
        "schema": "secretariat/explain/1",
        "question": question,
        "team": team.id,
        "weeks": [str(week) for week in weeks],
    }


def _relaxed(item: Relaxed, say: Say) -> Document:
    return {
        "date": item.shortage.date.isoformat(),
        **lacking_document(item.shortage, say),
        "relaxations": [_change(change, say) for change in item.shortage.relaxations],
        **_tried(item),
    }


def _loss(item: LossExplained, say: Say) -> Document:
    return {
        **loss_document(item.loss, say),
        "remedies": [_change(remedy, say) | {"left": remedy.left} for remedy in item.remedies],
        **_tried(item),
    }


def _tried(item: Relaxed | LossExplained) -> Document:
    """What the changes are held against, and how far the search for them went."""
    document: Document = {
        "before": [stage_document(stage) for stage in item.before],
        "least": [stage_document(stage) for stage in item.least],
        "tried": item.tried,
        "proven": item.proven,
    }
    return document if item.stopped_by is None else document | {"stopped_by": item.stopped_by}


def _change(item: Relaxation | LossRemedy, say: Say) -> Document:
    return {"text": say(item.text), "stages": [stage_document(stage) for stage in item.stages]}


def _holding(item: Holding, say: Say) -> Document:
    return duty_document(item.duty) | {"others": [blocker_document(other, say) for other in item.others]}


def _what_if(answer: WhatIf | None, say: Say) -> Document:
    if answer is None:
        return {}
    told: Document = {"question": [say(reason) for reason in answer.questions], "proven": answer.proven}
    if answer.difference is None:
        told |= {"possible": False, "conflict": [reason_document(reason, say) for reason in answer.conflict]}
    else:
        told |= {"possible": True, "changes": _changes(answer.difference)}
    return {"what_if": told}


def _changes(found: Difference) -> Document:
    return {
        "cells": [
            {
                "date": cell.date.isoformat(),
                "member": cell.member,
                "before": [assignment_document(item) for item in cell.before],
                "after": [assignment_document(item) for item in cell.after],
            }
            for cell in found.cells
        ],
        "duties": [
            {
                "date": duty.date.isoformat(),
                **duty_times(duty),
                "before": list(duty.before),
                "after": list(duty.after),
            }
            for duty in found.duties
        ],
        "stages": [_stage_change(stage) for stage in found.stages],
    }


def _stage_change(item: StageChange) -> Document:
    document: Document = {
        "id": item.id,
        "before": item.before.value,
        "after": item.after.value,
        "change": item.change,
        "bound": item.after.bound,
        "proven": item.after.proven,
    }
    if item.terms:
        document["terms"] = {
            term.id: {"before": term.before, "after": term.after, "weight": term.weight} for term in item.terms
        }
    return document
