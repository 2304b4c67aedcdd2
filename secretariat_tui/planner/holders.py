"""Who has what on a date, and what keeps the others from it, without solving anything."""

from __future__ import annotations

from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.events import DutyPin
from secretariat_tui.domain.explanation import Holding, MemberDay
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Blocker
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty
from secretariat_tui.planner.explain import blockers_of
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.pattern import why_off


def holdings(problem: Problem, facts: Facts, day: date, duty: str, is_desk: bool) -> tuple[Holding, ...]:
    """Who has a duty on a date, by time."""
    held = [d for d in facts.duties(day) if (d.duty, d.is_desk) == (duty, is_desk)]
    return tuple(Holding(item, _others(problem, facts, item)) for item in held)


def day_of(problem: Problem, facts: Facts, member: Member, day: date) -> MemberDay:
    """A member's date. Of her duties, those are told who come before her by right: the primary, then earlier ranks."""
    works = tuple(facts.assignments(member, day))
    hers = [duty for duty in facts.duties(day) if duty.member == member.id]
    found = tuple(Holding(duty, _ahead(problem, duty, _others(problem, facts, duty))) for duty in hers)
    return MemberDay(member.id, day, works, None if works else _off(problem, member, day), found)


def duty_pins(
    problem: Problem, member: str, day: date, duty: str, is_desk: bool, within: Span | None = None
) -> tuple[DutyPin, ...]:
    """Pins of a duty to a member whenever it is asked for on the date, or within a span of it; none if never."""
    asked = [d.span for d in problem.demands(day) if (d.duty, d.is_desk) == (duty, is_desk)]
    spans = [span.intersection(within or span) for span in asked]
    return tuple(DutyPin(member, day, duty, is_desk, span) for span in spans if span is not None)


def _others(problem: Problem, facts: Facts, duty: Duty) -> tuple[Blocker, ...]:
    """What keeps everybody else, in the order of the team, from the duty as long as it lasts."""
    of_duty = [d for d in facts.duties(duty.date) if (d.duty, d.is_desk) == (duty.duty, duty.is_desk)]
    holders = {d.member for d in of_duty if d.span.overlaps(duty.span)}
    found = blockers_of(problem, facts, duty.date, duty.duty, duty.is_desk, duty.span)
    return tuple(blocker for blocker in found if blocker.member not in holders)


def _ahead(problem: Problem, duty: Duty, others: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    if duty.is_desk:
        return ()
    team = problem.team
    right = [team.account[duty.duty].primary, *team.agreed(duty.duty, duty.date)]
    ahead = right[: right.index(duty.member)] if duty.member in right else right
    return tuple(sorted((b for b in others if b.member in ahead), key=lambda b: ahead.index(b.member)))


def _off(problem: Problem, member: Member, day: date) -> Reason:
    if not problem.is_open(day) or not problem.pattern(member, day):
        return why_off(problem, member, day)
    if not problem.workable(member, day):
        template, rule = N_("{member} is away on {date}."), "leave"
    else:
        template, rule = N_("{member} does not work on {date} in this roster."), "present"
    return because(rule, template, member=member.id, date=day)
