"""The stages of a plan in words: how good it is, and whether it could be better."""

from __future__ import annotations

from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, StageResult, Status
from secretariat_tui.presenters.reasons import Teller


def stage_sentences(problem: Problem, plan: Plan, teller: Teller) -> tuple[str, ...]:
    """One sentence a stage, then the continuity and, if so, what stopped the search."""
    told = [_told(stage, problem, plan, teller) for stage in plan.roster.stages]
    _ = teller.language.gettext
    if plan.continuity is not None:
        told.append(_("Continuity {percent}.", percent=teller.language.percent(plan.continuity)))
    if plan.roster.status is Status.FEASIBLE and plan.roster.stages:
        told.append(_("The search was stopped by a limit: with more time a better roster may be found."))
    return tuple(told)


def _told(stage: StageResult, problem: Problem, plan: Plan, teller: Teller) -> str:
    _ = teller.language.gettext
    sentence = _sentence(stage, problem, plan, teller)
    if stage.value == 0:
        return sentence
    if not stage.proven:
        return _("{sentence}; it is not proven that this is the least.", sentence=sentence)
    if stage.id == "shortage":
        team = problem.team
        priorities = {item.priority for item in team.accounts} | {item.priority for item in team.desks}
        if len(priorities) > 1:
            return _("{sentence}; less is impossible, weighed by priority.", sentence=sentence)
        return _("{sentence}; fewer is impossible.", sentence=sentence)
    return _("{sentence}; less is impossible.", sentence=sentence)


def _sentence(stage: StageResult, problem: Problem, plan: Plan, teller: Teller) -> str:
    """What a stage came to; a sentence without its full stop when it is above 0."""
    language = teller.language
    _ = language.gettext
    good = stage.value == 0
    match stage.id:
        case "shortage":
            return _("Nothing is uncovered.") if good else _shortage(plan, teller)
        case "agreements":
            return _("Nobody stands in outside the agreements.") if good else _agreements(stage, problem, plan, teller)
        case "changes":
            changed = language.ngettext(
                "{n} point of changes to the week as it was published",
                "{n} points of changes to the week as it was published",
                stage.value,
            )
            return _("Nothing changes in the week as it was published.") if good else changed
        case "fragile":
            return (
                _("Whoever falls out on whichever day, colleagues take over everything.")
                if good
                else _fragile(plan, teller)
            )
        case "hours":
            off = _("{duration} off the contract hours, all members together", duration=language.duration(stage.value))
            return _("Everybody's hours come out exactly.") if good else off
        case "quality":
            return _("Nothing is left to wish for in spread, fairness and wishes.") if good else _quality(stage, teller)
        case other:
            return f"{other}: {stage.value}"


def _shortage(plan: Plan, teller: Teller) -> str:
    language = teller.language
    minutes = sum(item.minutes for item in plan.shortages)
    days = sorted({item.date for item in plan.shortages})
    duration = language.duration(minutes)
    if len(days) > 3:
        return language.gettext("{duration} uncovered on {n} days", duration=duration, n=len(days))
    return language.gettext(
        "{duration} uncovered on {days}", duration=duration, days=language.listing(teller.date(day) for day in days)
    )


def _agreements(stage: StageResult, problem: Problem, plan: Plan, teller: Teller) -> str:
    language = teller.language
    incidental = sum(
        problem.minutes(duty.date, duty.span) for duty in plan.roster.duties if duty.role is HolderRole.INCIDENTAL
    )
    if incidental:
        return language.gettext(
            "{duration} of incidental cover, outside the agreements", duration=language.duration(incidental)
        )
    return language.gettext(
        "{duration} in which an account is with another although its own supporter is there",
        duration=language.duration(stage.value),
    )


def _fragile(plan: Plan, teller: Teller) -> str:
    language = teller.language
    hit = [item for item in plan.contingency if item.lost]
    return language.ngettext(
        "{n} absence of one person on one day would leave something uncovered, {duration} in all",
        "{n} absences of one person on one day would each leave something uncovered, {duration} in all",
        len(hit),
        duration=language.duration(sum(item.loss for item in hit)),
    )


def _quality(stage: StageResult, teller: Teller) -> str:
    language = teller.language
    parts = [
        f"{term_name(term.id, teller)} {term.value * term.weight}" for term in stage.terms if term.value * term.weight
    ]
    text = language.ngettext("{n} point of quality lost", "{n} points of quality lost", stage.value)
    return f"{text} ({', '.join(parts)})" if parts else text


def stage_or_term(id: str, teller: Teller) -> str:
    """The name of a stage, or of a term of `quality`."""
    stage = teller.stage(id)
    return stage if stage != id else term_name(id, teller)


def term_name(id: str, teller: Teller) -> str:
    """The name of a term of `quality`."""
    _ = teller.language.gettext
    names = {
        "spread": _("spread"),
        "agreement_order": _("order of the backups"),
        "handover": _("handovers"),
        "fairness": _("fairness"),
        "alone": _("alone in the office"),
        "attendance": _("missed meetings"),
        "wish": _("wishes"),
        "stability": _("changes from week to week"),
    }
    return names.get(id, id)
