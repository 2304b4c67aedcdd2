"""The last stage in the plain formulation: squares as products, distances as two inequalities."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise, product
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.events import Wish, WishKind
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.shift import Place

if TYPE_CHECKING:
    from benchmarks.plain import Cost, Expression, Plain, Stretch


def quality(plain: Plain) -> Cost:
    """All terms with their weights; stability needs a history, and there is none."""
    weights = plain.problem.team.weights
    terms = [
        (weights.spread, _spread(plain)),
        (weights.agreement_order, _agreement_order(plain)),
        (weights.handover, _handover(plain)),
        (weights.fairness, _fairness(plain)),
        (weights.alone, _alone(plain)),
        (weights.attendance, _attendance(plain)),
        (1, _wishes(plain)),
    ]
    return [(weight * coef, var) for weight, cost in terms for coef, var in cost]


def _variable(plain: Plain, expression: Expression, most: int) -> cp_model.IntVar:
    var = plain.cp.new_int_var(0, most, "")
    plain.cp.add(var == expression)
    return var


def _spread(plain: Plain) -> Cost:
    """Squares of the numbers of people, less the least that the same total could have."""
    problem, cp = plain.problem, plain.cp
    people = len(problem.team.members)
    costs: Cost = []
    for week, place in product(problem.weeks, (None, Place.OFFICE)):
        dayparts = [(day, part) for day in week.days if problem.is_open(day) for part in DAYPARTS]
        if not dayparts:
            continue
        counts, squares = [], []
        for day, part in dayparts:
            lent = [s.member for s in problem.team.secondments if s.takes(s.member, day, part)]
            there = [plain.works(m, day, part, place) for m in problem.team.members if m.id not in lent]
            counts.append(_variable(plain, sum(there), people))
            squares.append(cp.new_int_var(0, people * people, ""))
            cp.add_multiplication_equality(squares[-1], [counts[-1], counts[-1]])
        everything = _variable(plain, sum(counts), people * len(counts))
        least = [_least(total, len(counts)) for total in range(people * len(counts) + 1)]
        even = cp.new_int_var(0, least[-1], "")
        cp.add_element(everything, least, even)
        costs.append((1, _variable(plain, sum(squares) - even, people * people * len(counts))))
    return costs


def _least(total: int, parts: int) -> int:
    each, left = divmod(total, parts)
    return left * (each + 1) ** 2 + (parts - left) * each**2


def _by_account(plain: Plain) -> dict[tuple[date, str], list[Stretch]]:
    found: dict[tuple[date, str], list[Stretch]] = defaultdict(list)
    for s in plain.stretches:
        if not s.demand.is_desk:
            found[s.demand.date, s.demand.duty].append(s)
    return found


def _agreement_order(plain: Plain) -> Cost:
    costs: Cost = []
    team = plain.problem.team
    for (day, account), asked in _by_account(plain).items():
        for member in team.members:
            rank = team.rank(account, member.id, day)
            if rank is not None and member.id != team.account[account].primary:
                minutes = sum(s.minutes * plain.h[member.id, s.number] for s in asked)
                hours = plain.cp.new_int_var(0, 24, "")
                plain.cp.add(60 * hours >= minutes)
                costs.append((rank, hours))
    return costs


def _handover(plain: Plain) -> Cost:
    costs: Cost = []
    members = plain.problem.team.members
    for asked in _by_account(plain).values():
        for before, after in pairwise(asked):
            changes = plain.cp.new_bool_var("")
            for member in members:
                others = sum(plain.h[m.id, after.number] for m in members if m is not member)
                plain.cp.add(plain.h[member.id, before.number] + others - 1 <= changes)
            costs.append((1, changes))
    return costs


def _fairness(plain: Plain) -> Cost:
    """Each burden beside its share by contract hours, in hundredths, rounded down."""
    costs: Cost = []
    members = plain.problem.team.members
    most = 100 * len(plain.problem.open_dates) * max(len(members), len(plain.problem.team.accounts))
    for unit, able, load in _burdens(plain):
        sharing = [member for member in members if member.id in able]
        contracts = sum(member.contract_minutes for member in sharing)
        if not contracts:
            continue
        everything = sum(load[member.id] for member in sharing)
        for member in sharing:
            distance = load[member.id] * contracts - everything * member.contract_minutes
            below = contracts * unit
            cost = plain.cp.new_int_var(0, most * (8 if unit > 1 else 1), "")
            plain.cp.add(below * cost + below - 1 >= 100 * distance)
            plain.cp.add(below * cost + below - 1 >= -100 * distance)
            costs.append((1, cost))
    return costs


def _burdens(plain: Plain) -> list[tuple[int, set[str], dict[str, Expression]]]:
    """The unit of each burden, who can have it, and what each has of it."""
    problem, team = plain.problem, plain.problem.team
    starts, ends = {s.span.start for s in team.shifts}, {s.span.end for s in team.shifts}
    first = [s.id for s in team.shifts if len(starts) > 1 and s.span.start == min(starts)]
    last = [s.id for s in team.shifts if len(ends) > 1 and s.span.end == max(ends)]
    employed = [m for m in team.members if any(m.employed(day) for day in problem.horizon.dates)]
    days = problem.open_dates
    found: list[tuple[int, set[str], dict[str, Expression]]] = []
    for edge in (first, last):
        able = {m.id for m in employed if any(_fits(plain, m, shift) for shift in edge if m.allows(shift))}
        load: dict[str, Expression] = {
            m.id: sum(v for d in days for s, _, v in plain.ways(m, d) if s.id in edge) for m in team.members
        }
        found.append((1, able, load))
    friday = (4, Daypart.PM)
    able = {m.id for m in employed if 4 in team.open_days and friday in m.pattern.even | m.pattern.odd}
    fridays = [day for day in days if day.weekday() == 4]
    found.append((1, able, {m.id: sum(plain.works(m, d, Daypart.PM) for d in fridays) for m in team.members}))
    found.append((1, *_office(plain, employed)))
    found.append((60, *_stand_in(plain, employed)))
    return found


def _fits(plain: Plain, member: Member, shift: str) -> bool:
    parts = plain.problem.team.touches(plain.problem.team.shift[shift].span)
    weeks = (member.pattern.even, member.pattern.odd)
    return any(all((day, part) in cells for part in parts) for cells in weeks for day in plain.problem.team.open_days)


def _office(plain: Plain, employed: list[Member]) -> tuple[set[str], dict[str, Expression]]:
    """Office days beyond the minimum."""
    problem = plain.problem
    able = {m.id for m in employed if m.remote_days and _places(plain, m) == set(Place)}
    load: dict[str, Expression] = {}
    for member in problem.team.members:
        beyond = []
        for week in problem.weeks:
            office = sum(v for day in week.days for _, p, v in plain.ways(member, day) if p is Place.OFFICE)
            beyond.append(plain.cp.new_int_var(0, 7, ""))
            plain.cp.add_max_equality(beyond[-1], [0, office - member.office_days])
        load[member.id] = sum(beyond)
    return able, load


def _places(plain: Plain, member: Member) -> set[Place]:
    return {place for shift in plain.problem.team.shifts if member.allows(shift.id) for place in shift.places}


def _stand_in(plain: Plain, employed: list[Member]) -> tuple[set[str], dict[str, Expression]]:
    """Minutes of accounts that are another's."""
    team, days = plain.problem.team, plain.problem.horizon.dates
    able = set()
    for member in employed:
        agreed = any(a.member == member.id and any(a.holds(day) for day in days) for a in team.agreements)
        if agreed or any(a.id in member.knows and a.primary != member.id for a in team.accounts):
            able.add(member.id)
    load: dict[str, Expression] = {
        member.id: sum(
            s.minutes * plain.h[member.id, s.number]
            for s in plain.stretches
            if not s.demand.is_desk and team.account[s.demand.duty].primary != member.id
        )
        for member in team.members
    }
    return able, load


def _alone(plain: Plain) -> Cost:
    problem, cp = plain.problem, plain.cp
    costs: Cost = []
    for cluster, day, part in product(problem.team.clusters, problem.open_dates, DAYPARTS):
        members = [m for m in problem.team.members if m.cluster == cluster.id]
        if cluster.never_alone and members:
            people = _variable(plain, sum(plain.works(m, day, part, Place.OFFICE) for m in members), len(members))
            alone = cp.new_bool_var("")
            cp.add(people == 1).only_enforce_if(alone)
            cp.add(people != 1).only_enforce_if(~alone)
            costs.append((1, alone))
    return costs


def _attendance(plain: Plain) -> Cost:
    problem = plain.problem
    return [
        (1, _variable(plain, 1 - sum(v for s, _, v in plain.ways(member, day) if s.span.overlaps(meeting.span)), 1))
        for day, meeting, member in product(problem.open_dates, problem.team.meetings, problem.team.members)
        if meeting.on(day) and meeting.names(member.id) and member.employed(day)
    ]


def _wishes(plain: Plain) -> Cost:
    problem = plain.problem
    costs: Cost = []
    for wish, day in product(problem.team.wishes, problem.open_dates):
        member = problem.team.member[wish.member]
        workable = problem.workable(member, day)
        parts = [part for part in DAYPARTS if part in workable and (day.weekday(), part) in wish.days]
        if parts:
            costs += [(wish.weight, _variable(plain, unmet, 1)) for unmet in _unmet(plain, wish, day, parts)]
    return costs


def _unmet(plain: Plain, wish: Wish, day: date, parts: list[Daypart]) -> list[Expression]:
    team = plain.problem.team
    member = team.member[wish.member]
    if wish.kind is WishKind.OFF:
        return [plain.works(member, day, part) for part in parts]
    if wish.kind is WishKind.SHIFT:
        return [sum(v for s, _, v in plain.ways(member, day) if s.id != wish.value)]
    if wish.kind is WishKind.PLACE:
        return [sum(v for _, p, v in plain.ways(member, day) if p != wish.value)]
    apart: list[Expression] = []
    colleague = team.member[wish.value]
    for part in parts:
        if part in plain.problem.workable(colleague, day):
            together = plain.cp.new_bool_var("")
            plain.cp.add_multiplication_equality(
                together, [_variable(plain, plain.works(m, day, part), 1) for m in (member, colleague)]
            )
            apart.append(1 - together)
    return apart
