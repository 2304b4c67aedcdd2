"""Frozen objects of the domain as JSON text, and back; and the digests that tell whether a text is still the same.

A text is canonical: the same object gives the same bytes. Objects check themselves when they are made again, so a
text that was tampered with is refused by the domain or by its digest, and never guessed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from cattrs import Converter

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.finding import Fact, Finding
from secretariat_tui.domain.plan import Contingency, Plan, Shortage
from secretariat_tui.domain.roster import Assignment, Duty, Roster, StageResult, Status
from secretariat_tui.domain.team import Team


@dataclass(frozen=True, slots=True)
class About:
    """What a plan says of its roster, besides who works when and who has which duty."""

    stages: tuple[StageResult, ...]
    status: Status
    seed: int
    stopped_by: str | None
    shortages: tuple[Shortage, ...]
    contingency: tuple[Contingency, ...]
    continuity: float | None
    findings: tuple[Finding, ...]
    alarms: tuple[Finding, ...]


def team_text(team: Team) -> str:
    """The team without what has records of its own: leave, absence, wishes and pins."""
    return _text(replace(team, leave=(), absences=(), wishes=(), pins=()))


def team_from(text: str) -> Team:
    """The team of such a text."""
    return _converter().structure(json.loads(text), Team)


def about_text(plan: Plan) -> str:
    """What the plan says of its roster."""
    roster = plan.roster
    return _text(
        About(
            roster.stages,
            roster.status,
            roster.seed,
            roster.stopped_by,
            plan.shortages,
            plan.contingency,
            plan.continuity,
            plan.findings,
            plan.alarms,
        )
    )


def about_from(text: str) -> About:
    """What a plan says of its roster, from its text."""
    return _converter().structure(json.loads(text), About)


def plan_from(about: About, roster: Roster) -> Plan:
    """The plan, put together again. `roster` has the assignments and duties alone."""
    whole = replace(roster, stages=about.stages, status=about.status, seed=about.seed, stopped_by=about.stopped_by)
    return Plan(whole, about.shortages, about.contingency, about.continuity, about.findings, about.alarms)


def digest_of(*parts: str) -> str:
    """SHA-256, in hexadecimals, of texts one after the other."""
    found = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        found.update(b"%d:" % len(encoded))
        found.update(encoded)
    return found.hexdigest()


def roster_digest(week: str, assignments: Iterable[Assignment], duties: Iterable[Duty], about: str) -> str:
    """The digest of a stored roster; the order of its rows does not count."""
    rows = [f"{a.date}|{a.member}|{a.shift}|{a.place}|{a.span.start}|{a.span.end}|{int(a.pinned)}" for a in assignments]
    rows += [
        f"{d.date}|{d.duty}|{int(d.is_desk)}|{d.member}|{d.span.start}|{d.span.end}|{d.role or ''}"
        f"|{d.rank}|{d.distance}|{int(d.pinned)}"
        for d in duties
    ]
    return digest_of(week, "\n".join(sorted(rows)), about)


def days_text(days: Iterable[tuple[int, str]]) -> str:
    """Weekly dayparts as "0am 2pm"."""
    return " ".join(f"{weekday}{part}" for weekday, part in sorted(days))


def _text(value: object) -> str:
    return json.dumps(_converter().unstructure(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False, omit_if_default=True)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_unstructure_hook(Week, str)
    converter.register_structure_hook(Week, lambda value, _: Week.parse(value))
    converter.register_unstructure_hook(Span, lambda value: [value.start, value.end])
    converter.register_structure_hook(Span, lambda value, _: Span(*value))
    # Sets have no order: sorted, the same team is the same text whatever the hash seed.
    converter.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", kind) is frozenset,
        lambda value: sorted((converter.unstructure(item) for item in value), key=json.dumps),
    )
    converter.register_structure_hook_func(lambda kind: kind is Fact, lambda value, _: _fact(value))
    converter.register_unstructure_hook_func(lambda kind: kind is Fact, _fact_text)
    return converter


def _fact_text(value: Fact) -> Any:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Span):
        return {"span": [value.start, value.end]}
    if isinstance(value, tuple):
        return {"words": list(value)}
    return value


def _fact(value: Any) -> Fact:
    match value:
        case {"date": day}:
            return date.fromisoformat(day)
        case {"span": [start, end]}:
            return Span(start, end)
        case {"words": words}:
            return tuple(words)
        case str() | int():
            return value
    raise ValueError(value)
