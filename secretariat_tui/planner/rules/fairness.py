"""Burdens shared by contract hours, over the horizon and the thirteen weeks before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import combinations
from math import gcd
from typing import ClassVar

from secretariat_tui.domain.calendar import Daypart, Span, Week
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, HolderRole
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.planner.apportionment import Apportionment
from secretariat_tui.planner.encoder import Encoder, Shared, reach
from secretariat_tui.planner.expression import ZERO, Linear, Var, total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.variables import Choice

WEEKS_BACK = 13
_FRIDAY = 4
_HUNDREDTHS = 100
_HOUR = 60


class Burden(StrEnum):
    """What is shared fairly. Stand-in counts in hours, the others each time."""

    FIRST = "first"
    LAST = "last"
    FRIDAY = "friday"
    OFFICE = "office"
    STAND_IN = "stand_in"


class Fairness:
    """A term of quality: for each burden, over the members who can have it, the distance between what a member has and
    her share by contract hours, in hundredths, rounded down."""

    id: ClassVar[str] = "fairness"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for burden in Burden:
            able = able_to_have(problem, burden)
            if len(able) < 2 or not any(member.contract_minutes for member in able):
                continue  # the share of one is all there is
            past = _past(problem, burden)
            loads = [_load(model, burden, member, past[member.id]) for member in able]
            _encode_burden(model, burden, able, loads)

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for burden in Burden:
            able = able_to_have(problem, burden)
            contracts = sum(member.contract_minutes for member in able)
            if not contracts:
                continue
            past = _past(problem, burden)
            loads = {member.id: past[member.id] + _carried(facts, burden, member) for member in able}
            everything = sum(loads.values())
            unit = _HOUR if burden is Burden.STAND_IN else 1
            for member in able:
                distance = abs(loads[member.id] * contracts - everything * member.contract_minutes)
                cost = _HUNDREDTHS * distance // (contracts * unit)
                if cost:
                    yield Violation(_reason(burden, member), cost)


# -- facts of the problem


def able_to_have(problem: Problem, burden: Burden) -> list[Member]:
    """The members who can have a burden, by their patterns and what they are allowed: leave does not matter."""
    return [
        member
        for member in problem.team.members
        if any(member.employed(day) for day in problem.horizon.dates) and _can_have(problem, burden, member)
    ]


def _can_have(problem: Problem, burden: Burden, member: Member) -> bool:
    team = problem.team
    allowed = [shift for shift in team.shifts if member.allows(shift.id)]
    match burden:
        case Burden.FIRST | Burden.LAST:
            edge = _edge(problem, burden)
            return any(edge(shift.span) and _fits_pattern(problem, member, shift) for shift in allowed)
        case Burden.FRIDAY:
            cell = (_FRIDAY, Daypart.PM)
            return _FRIDAY in team.open_days and (cell in member.pattern.even or cell in member.pattern.odd)
        case Burden.OFFICE:
            places = {place for shift in allowed for place in shift.places}
            return places.issuperset(Place) and member.remote_days > 0
        case Burden.STAND_IN:
            if any(account in team.account and team.account[account].primary != member.id for account in member.knows):
                return True
            own = [agreement for agreement in team.agreements if agreement.member == member.id]
            return any(agreement.holds(day) for agreement in own for day in problem.horizon.dates)


def _edge(problem: Problem, burden: Burden) -> Callable[[Span], bool]:
    """Whether a working time is a first (or last) one of the day. Where all are alike, none is."""
    starts = {shift.span.start for shift in problem.team.shifts}
    ends = {shift.span.end for shift in problem.team.shifts}
    if burden is Burden.FIRST:
        return lambda span: len(starts) > 1 and span.start <= min(starts)
    return lambda span: len(ends) > 1 and span.end >= max(ends)


def _fits_pattern(problem: Problem, member: Member, shift: Shift) -> bool:
    touched = problem.team.touches(shift.span)
    return any(
        all((weekday, part) in cells for part in touched)
        for cells in (member.pattern.even, member.pattern.odd)
        for weekday in problem.team.open_days
    )


def _past(problem: Problem, burden: Burden) -> dict[str, int]:
    """Each member's burden in the weeks before the horizon, in minutes for stand-in."""
    found: dict[str, int] = defaultdict(int)
    if burden is Burden.STAND_IN:
        for duty in problem.past_duties(WEEKS_BACK):
            if duty.role in (HolderRole.BACKUP, HolderRole.INCIDENTAL):
                found[duty.member] += problem.minutes(duty.date, duty.span)
        return found
    assignments: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in problem.past_assignments(WEEKS_BACK):
        assignments[assignment.member].append(assignment)
    for member in problem.team.members:
        found[member.id] = count(problem, burden, member, assignments[member.id])
    return found


def count(problem: Problem, burden: Burden, member: Member, assignments: Sequence[Assignment]) -> int:
    """How often she has a burden in assignments, other than stand-in."""
    match burden:
        case Burden.FIRST | Burden.LAST:
            edge = _edge(problem, burden)
            return sum(edge(assignment.span) for assignment in assignments)
        case Burden.FRIDAY:
            fridays = [a for a in assignments if a.date.weekday() == _FRIDAY]
            return sum(Daypart.PM in problem.team.touches(a.span) for a in fridays)
        case _:
            office: dict[Week, set[date]] = defaultdict(set)
            for assignment in assignments:
                if assignment.place is Place.OFFICE:
                    office[Week.of(assignment.date)].add(assignment.date)
            return sum(max(0, len(days) - member.office_days) for days in office.values())


def _carried(facts: Facts, burden: Burden, member: Member) -> int:
    """Her burden in the roster, in minutes for stand-in."""
    problem = facts.problem
    if burden is not Burden.STAND_IN:
        mine = [a for day in problem.horizon.dates for a in facts.assignments(member, day)]
        return count(problem, burden, member, mine)
    return sum(
        piece.minutes
        for piece in facts.all_pieces()
        if not piece.demand.is_desk
        and member.id in piece.holders
        and member.id != problem.team.account[piece.demand.duty].primary
    )


# -- the model

_Load = tuple[Linear, int]
"""What somebody bears, and the most that it can be."""


def _load(model: Encoder, burden: Burden, member: Member, past: int) -> _Load:
    """Her burden in the past and in the roster to be made, in minutes for stand-in, and the most that it can be."""
    problem, variables = model.problem, model.variables
    if burden is Burden.STAND_IN:
        primary = {account.id: account.primary for account in problem.team.accounts}
        holds = [
            (variables.holds(slot, member), slot.minutes)
            for slot in problem.slots
            if not slot.is_desk and primary[slot.duty] != member.id
        ]
        load = Linear(holds, past)
        return load, reach(load)[1]
    if burden is Burden.OFFICE:
        beyond = [_beyond_minimum(model, member, week) for week in problem.weeks]
        return total(load for load, _ in beyond) + past, sum(most for _, most in beyond) + past
    times = _times(model, burden, member, problem.open_dates)
    return total(times) + past, len(times) + past


def _times(model: Encoder, burden: Burden, member: Member, days: Iterable[date]) -> list[Linear]:
    """For each date on which she can have it, whether she does; she works once a day."""
    counts = _counting(model.problem, burden)
    choices = (
        [c.var for c in model.variables.choices(member, day) if counts(c) and c.var.index not in model.forbidden]
        for day in days
    )
    return [total(found) for found in choices if found]


def _counting(problem: Problem, burden: Burden) -> Callable[[Choice], bool]:
    """Whether a way to work is one of a burden's: for office, before the minimum is taken off."""
    if burden is Burden.OFFICE:
        return lambda choice: choice.place is Place.OFFICE
    if burden is Burden.FRIDAY:
        afternoon = problem.team.half(Daypart.PM)
        return lambda choice: choice.date.weekday() == _FRIDAY and choice.shift.span.overlaps(afternoon)
    edge = _edge(problem, burden)
    return lambda choice: edge(choice.shift.span)


def _beyond_minimum(model: Encoder, member: Member, week: Week) -> _Load:
    """Exactly her office days in a week beyond her minimum: no fewer, and whichever dates make up the minimum, no more
    than those on the others. That is the convex hull."""
    dates = _times(model, Burden.OFFICE, member, week.days)
    if member.office_days == 0:
        return total(dates), len(dates)
    most = len(dates) - member.office_days
    if most <= 0:
        return ZERO, 0
    beyond = model.integer(0, most)
    model.define(total(dates) - beyond <= member.office_days)
    for some in combinations(dates, most):
        model.define(beyond - total(some) <= 0)
    return beyond, most


def _encode_burden(model: Encoder, burden: Burden, able: Sequence[Member], loads: Sequence[_Load]) -> None:
    """The distances of all who can have one burden; small numbers, since every common factor is taken out."""
    factor = gcd(*(number for load, _ in loads for number in (load.constant, *(coef for _, coef in load.terms)))) or 1
    contracts = [member.contract_minutes // gcd(*(m.contract_minutes for m in able)) for member in able]
    people = sum(contracts)
    own = [_settled(model, load, most, factor) for load, most in loads]
    everything = _settled(model, total(own), sum(var.high for var in own))  # as a variable it is proven twice as fast
    top, bottom = _HUNDREDTHS * factor, people * (_HOUR if burden is Burden.STAND_IN else 1)
    top, bottom = top // gcd(top, bottom), bottom // gcd(top, bottom)
    costs: list[Var] = []
    for member, contract, load in zip(able, contracts, own, strict=True):
        distance = load * people - everything * contract
        cost = model.integer(0, top * people * everything.high // bottom)
        # the least whole number not below (top * distance - (bottom - 1)) / bottom is the share rounded down
        model.define(cost * bottom - distance * top >= 1 - bottom)
        model.define(cost * bottom + distance * top >= 1 - bottom)
        model.penalise(cost, 1, _reason(burden, member))
        costs.append(cost)
    if burden is not Burden.STAND_IN:  # so many minutes can be shared nearly as is fair
        lows, highs = [var.low for var in own], [var.high for var in own]
        model.shared.append(Shared(Apportionment(contracts, lows, highs, top, bottom), own, costs))


def _settled(model: Encoder, load: Linear, most: int, factor: int = 1) -> Var:
    """A load in units of a factor, as a variable."""
    reduced = Linear([(var, coef // factor) for var, coef in load.terms], load.constant // factor)
    var = model.integer(reach(reduced)[0], most // factor)
    model.define((reduced - var).equals(0))
    return var


def _reason(burden: Burden, member: Member) -> Reason:
    match burden:
        case Burden.FIRST:
            template = N_("{member} does not have her share of the first shifts of the day.")
        case Burden.LAST:
            template = N_("{member} does not have her share of the last shifts of the day.")
        case Burden.FRIDAY:
            template = N_("{member} does not have her share of the Friday afternoons.")
        case Burden.OFFICE:
            template = N_("{member} does not have her share of the office days beyond the minimum.")
        case Burden.STAND_IN:
            template = N_("{member} does not have her share of the stand-in hours.")
    return because(Fairness.id, template, member=member.id)
