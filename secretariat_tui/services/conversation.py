"""What can be asked of a roster, what answers at once, and what to ask next: why, why not, what if.

A topic is answered from the roster alone. Everything else is planned again to be answered: see `question_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from secretariat_tui.domain.calendar import MINUTES_OF_DAY, Span
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.explanation import Holding, LossExplained, MemberDay, Relaxed, WhatIf
from secretariat_tui.domain.finding import Finding, Reason, Violation
from secretariat_tui.domain.plan import Contingency, Plan, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services import explaining
from secretariat_tui.services.questions import AskWhatIf, ExplainLosses, Question, RelaxShortages

_WHOLE: Final = Span(0, MINUTES_OF_DAY)
_MOST_PARTS: Final = 6


@dataclass(frozen=True, slots=True)
class Overview:
    """How good the roster is, stage by stage."""


@dataclass(frozen=True, slots=True)
class AboutMember:
    """Why a member works as she does on a date."""

    member: str
    day: date


@dataclass(frozen=True, slots=True)
class AboutDuty:
    """Who has an account or desk on a date, why, and why not the others."""

    duty: str
    is_desk: bool
    day: date


@dataclass(frozen=True, slots=True)
class AboutShortage:
    """Why nobody can."""

    shortage: Shortage


@dataclass(frozen=True, slots=True)
class AboutLoss:
    """What is lost when a member falls out on a date."""

    member: str
    day: date


@dataclass(frozen=True, slots=True)
class AboutStage:
    """What a stage is made of."""

    stage: str


@dataclass(frozen=True, slots=True)
class AboutFinding:
    """Something that was said of the roster."""

    finding: Finding


Topic = Overview | AboutMember | AboutDuty | AboutShortage | AboutLoss | AboutStage | AboutFinding


@dataclass(frozen=True, slots=True)
class EndShortage:
    """Which changes would end a shortage."""

    shortage: Shortage


@dataclass(frozen=True, slots=True)
class EndLoss:
    """Which changes would end what is lost when a member falls out."""

    member: str
    day: date


@dataclass(frozen=True, slots=True)
class Instead:
    """What would come of it if something else were so. `topic` is what it was asked about."""

    pins: tuple[AssignmentPin | DutyPin, ...]
    topic: Topic


Asked = Topic | EndShortage | EndLoss | Instead

Found = (
    None | MemberDay | tuple[Holding, ...] | Contingency | tuple[Violation, ...] | tuple[Relaxed, ...]
    | tuple[LossExplained, ...] | WhatIf
)  # fmt: skip


@dataclass(frozen=True)
class Matter:
    """The weeks that are talked about, their plan, and a team with the names of who is in the team no more."""

    problem: Problem
    plan: Plan
    former: Team | None = None


@dataclass(frozen=True)
class Turn:
    """Something that was asked, and the answer."""

    matter: Matter
    asked: Asked
    found: Found


def answered(matter: Matter, asked: Topic) -> Turn:
    """A topic with its answer, at once."""
    problem, roster = matter.problem, matter.plan.roster
    match asked:
        case AboutMember(member, day):
            return Turn(matter, asked, explaining.day_of(problem, roster, member, day))
        case AboutDuty(duty, is_desk, day):
            return Turn(matter, asked, explaining.holdings(problem, roster, duty, day, is_desk=is_desk))
        case AboutLoss(member, day):
            return Turn(matter, asked, explaining.falling_out(problem, roster, member, day))
        case AboutStage(stage):
            return Turn(matter, asked, explaining.parts_of(problem, roster, stage))
    return Turn(matter, asked, None)


def question_of(matter: Matter, asked: EndShortage | EndLoss | Instead, limits: Limits) -> Question[Any]:
    """What the planner is asked."""
    problem, roster = matter.problem, matter.plan.roster
    match asked:
        case EndShortage(shortage):
            return RelaxShortages(problem, roster, (shortage,), limits)
        case EndLoss(member, day):
            return ExplainLosses(problem, roster, member, day, limits)
        case Instead(pins, _):
            return AskWhatIf(problem, roster, pins, limits)


def topics(matter: Matter, day: date | None = None) -> Iterator[Topic]:
    """Everything that the roster can be asked about; of members and duties those of a date."""
    plan, team = matter.plan, matter.problem.team
    yield Overview()
    yield from (AboutShortage(item) for item in explaining.shortages(matter.problem, plan.roster))
    yield from (AboutStage(stage.id) for stage in plan.roster.stages)
    yield from (AboutLoss(item.member, item.date) for item in plan.contingency if item.lost)
    yield from (AboutFinding(finding) for finding in (*plan.alarms, *plan.findings))
    for when in matter.problem.open_dates if day is None else (day,):
        yield from (AboutMember(member.id, when) for member in team.members)
        yield from (AboutDuty(demand.duty, demand.is_desk, when) for demand in _once(matter.problem, when))


def next_of(turn: Turn) -> Iterator[Asked]:
    """What to ask next, the likeliest first; nothing, where what was asked is not of this team and these weeks."""
    matter, problem = turn.matter, turn.matter.problem
    if not _is_known(problem, turn.asked):
        return
    match turn.asked:
        case Overview():
            yield from (topic for topic in topics(matter, problem.horizon.start) if _is_of_the_whole(topic))
        case AboutMember(member, day):
            yield from _after_member(turn, member, day)
        case AboutDuty(duty, is_desk, day):
            yield from _after_duty(matter, duty, is_desk, day)
        case AboutShortage(shortage):
            yield EndShortage(shortage)
            yield from _instead(matter, shortage.duty, shortage.is_desk, shortage.date, shortage.span)
        case AboutLoss(member, day):
            if isinstance(turn.found, Contingency) and turn.found.lost:
                yield EndLoss(member, day)
            yield AboutMember(member, day)
        case AboutStage(stage):
            yield from _after_stage(turn, stage)
        case AboutFinding(finding):
            yield from _of_reason(problem, finding.reason)
        case EndShortage(shortage):
            yield AboutDuty(shortage.duty, shortage.is_desk, shortage.date)
            yield from _instead(matter, shortage.duty, shortage.is_desk, shortage.date, shortage.span)
        case EndLoss(member, day):
            yield AboutMember(member, day)
        case Instead(_, topic):
            yield topic
            yield from next_of(answered(matter, topic))


def _is_known(problem: Problem, asked: Asked) -> bool:
    """Whether whom and what it is about are there, and in these weeks: the team and the weeks change while it is talked
    about."""
    members, accounts, desks = problem.team.member, problem.team.account, problem.team.desk
    match asked:
        case AboutDuty(duty, is_desk, day):
            return duty in (desks if is_desk else accounts) and day in problem.horizon
        case AboutShortage(shortage) | EndShortage(shortage):
            return _is_known(problem, AboutDuty(shortage.duty, shortage.is_desk, shortage.date))
        case AboutMember(member, day) | AboutLoss(member, day) | EndLoss(member, day):
            return member in members and day in problem.horizon
        case Instead(pins, topic):
            return all(pin.member in members for pin in pins) and _is_known(problem, topic)
    return True


def _is_of_the_whole(topic: Topic) -> bool:
    return isinstance(topic, AboutShortage | AboutStage | AboutLoss | AboutFinding)


def _after_member(turn: Turn, member: str, day: date) -> Iterator[Asked]:
    matter, team = turn.matter, turn.matter.problem.team
    works = turn.found.assignments if isinstance(turn.found, MemberDay) else ()
    if works:
        yield AboutLoss(member, day)
    for duty in matter.plan.roster.duties:
        if (duty.member, duty.date) == (member, day):
            yield AboutDuty(duty.duty, duty.is_desk, day)
    if works:
        yield Instead((AssignmentPin(member, day, None),), AboutMember(member, day))
    ways = [(shift.id, place) for shift in team.shifts for place in shift.places]
    now = {(item.shift, item.place) for item in works}
    shifts = {item.shift for item in works}
    for shift, place in sorted((way for way in ways if way not in now), key=lambda way: way[0] not in shifts):
        yield Instead((AssignmentPin(member, day, shift, Place(place)),), AboutMember(member, day))
    mine = {
        (duty.duty, duty.is_desk) for duty in matter.plan.roster.duties if (duty.member, duty.date) == (member, day)
    }
    for account in team.accounts:
        if (account.id, False) not in mine and member in (account.primary, *team.agreed(account.id, day)):
            pins = explaining.duty_pins(matter.problem, member, day, account.id, False, _WHOLE)
            if pins:
                yield Instead(pins, AboutMember(member, day))


def _after_duty(matter: Matter, duty: str, is_desk: bool, day: date) -> Iterator[Asked]:
    for shortage in explaining.shortages(matter.problem, matter.plan.roster):
        if (shortage.duty, shortage.is_desk, shortage.date) == (duty, is_desk, day):
            yield AboutShortage(shortage)
    others = list(_instead(matter, duty, is_desk, day, _WHOLE))
    right = [] if is_desk else [matter.problem.team.account[duty].primary, *matter.problem.team.agreed(duty, day)]
    yield from (item for item in others if item.pins[0].member in right)
    held = [item for item in matter.plan.roster.duties if (item.duty, item.is_desk, item.date) == (duty, is_desk, day)]
    for member in dict.fromkeys(item.member for item in held):
        yield AboutMember(member, day)
        yield AboutLoss(member, day)
    yield from (item for item in others if item.pins[0].member not in right)


def _instead(matter: Matter, duty: str, is_desk: bool, day: date, span: Span) -> Iterator[Instead]:
    """What if another has it: those with a right to it first, then those who work then."""
    problem, roster, team = matter.problem, matter.plan.roster, matter.problem.team
    right = [] if is_desk else [team.account[duty].primary, *team.agreed(duty, day)]
    at_work = [item.member for item in roster.assignments if item.date == day and item.span.overlaps(span)]
    wanted = [member for member in dict.fromkeys((*right, *at_work)) if member is not None]
    topic = AboutDuty(duty, is_desk, day)
    for member in wanted:
        pins = explaining.duty_pins(problem, member, day, duty, is_desk, span)
        if pins and not all(_holds(matter, pin) for pin in pins):
            yield Instead(pins, topic)


def _holds(matter: Matter, pin: DutyPin) -> bool:
    return any(
        (item.duty, item.is_desk, item.date, item.member) == (pin.duty, pin.is_desk, pin.date, pin.member)
        and item.span.covers(pin.span)
        for item in matter.plan.roster.duties
    )


def _after_stage(turn: Turn, stage: str) -> Iterator[Asked]:
    matter = turn.matter
    if stage == "shortage":
        yield from (AboutShortage(item) for item in explaining.shortages(matter.problem, matter.plan.roster))
    elif stage == "fragile":
        yield from (AboutLoss(item.member, item.date) for item in matter.plan.contingency if item.lost)
    else:
        parts = turn.found if isinstance(turn.found, tuple) else ()
        reasons = [part.reason for part in parts if isinstance(part, Violation)]
        told = [topic for reason in reasons[:_MOST_PARTS] for topic in _of_reason(matter.problem, reason)]
        yield from dict.fromkeys(told)


def _of_reason(problem: Problem, reason: Reason) -> Iterator[Topic]:
    """What a statement is about, as far as it is in these weeks."""
    day, member = reason.fact("date"), reason.fact("member")
    if not isinstance(day, date) or day not in problem.horizon:
        return
    if isinstance(member, str) and member in problem.team.member:
        yield AboutMember(member, day)
    for name, known, is_desk in (("account", problem.team.account, False), ("desk", problem.team.desk, True)):
        id = reason.fact(name)
        if isinstance(id, str) and id in known:
            yield AboutDuty(id, is_desk, day)


def _once(problem: Problem, day: date) -> list[Demand]:
    return list({(demand.duty, demand.is_desk): demand for demand in problem.demands(day)}.values())
