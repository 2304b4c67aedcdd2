"""Frozen objects of the domain as JSON text, and back; and the digests that tell whether a text is still the same.

A text is canonical: the same object gives the same bytes. Objects check themselves when they are made again, so a
text that was tampered with is refused by the domain or by its digest, and never guessed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from secretariat_tui.codec import converter
from secretariat_tui.domain.finding import Finding
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
    return _text(team.described)


def team_text_for_members(team: Team) -> str:
    """The same without the hours that are owed, which are between each member and the lead."""
    members = tuple(replace(member, balance=Decimal(0), overtime=Decimal(0)) for member in team.members)
    return team_text(replace(team, members=members))


def team_from(text: str) -> Team:
    """The team of such a text."""
    return converter().structure(json.loads(text), Team)


def about_of(plan: Plan) -> About:
    """What the plan says of its roster."""
    roster = plan.roster
    return About(
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


def about_text(about: About) -> str:
    """The same as a text."""
    return _text(about)


def about_from(text: str) -> About:
    """The same from its text."""
    return converter().structure(json.loads(text), About)


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


def canonical(value: object) -> str:
    """A value in types that JSON has, as text: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _text(value: object) -> str:
    return canonical(converter().unstructure(value))
