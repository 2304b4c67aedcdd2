"""The plain formulation: the model that a good programmer writes from the solver's own shift-scheduling example.

One Boolean for every member, day, shift and place and one for every member and duty in every stretch between two
boundaries of the day; what is not allowed is fixed at 0; an absolute value is two inequalities; every scenario of every
single absence has its own variables; and one weighted sum holds all stages. The solver has its default parameters.

It shares with the planner the domain only, and its rosters are valued by the planner's check. It knows no history, no
work at weekends and no short rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product
from math import gcd
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from benchmarks.plain_quality import quality
from secretariat_tui.domain.calendar import Daypart, Span, Week
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place, Shift

if TYPE_CHECKING:  # an older product, which is compared with this one, has it elsewhere
    from secretariat_tui.domain.demand import Demand

STAGES = ("shortage", "agreements", "fragile", "hours", "quality")

GREATEST = 2**52
"""The greatest value that the weighted sum may have: beyond it the solver's arithmetic is not exact."""

Cost = list[tuple[int, cp_model.IntVar]]

Expression = cp_model.LinearExpr | int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A duty between two boundaries of its day."""

    number: int
    demand: Demand
    span: Span
    minutes: int


def stretches(problem: Problem) -> list[Stretch]:
    """Every duty, cut at every boundary of its day."""
    found: list[Stretch] = []
    team = problem.team
    for day in problem.open_dates:
        demands = problem.demands(day)
        spans = [demand.span for demand in demands] + [shift.span for shift in team.shifts]
        spans += [meeting.span for meeting in team.meetings if meeting.on(day)]
        spans += [item.span for item in team.learning if item.date == day]
        spans += [pin.span for pin in team.pins if not isinstance(pin, AssignmentPin) and pin.date == day]
        cuts = sorted({edge for span in spans for edge in (span.start, span.end)} | {team.noon})
        for start, end in pairwise(cuts):
            piece = Span(start, end)
            for demand in demands:
                if demand.span.covers(piece):
                    found.append(Stretch(len(found), demand, piece, problem.minutes(day, piece)))
    return found


class Plain:
    """The model. `x` says who works what where, `h` who holds which stretch."""

    def __init__(self, problem: Problem, stages: Sequence[str] = STAGES) -> None:
        team = problem.team
        if problem.history or team.short_rest or not team.open_days <= set(range(5)) or team.open_anyway:
            raise NotImplementedError("history, short rest and weekends")
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.stretches = stretches(problem)
        self.on: dict[date, list[Stretch]] = defaultdict(list)
        for stretch in self.stretches:
            self.on[stretch.demand.date].append(stretch)
        self.x = {
            (m.id, day, shift.id, place): self.cp.new_bool_var("")
            for m, day, shift in product(team.members, problem.open_dates, team.shifts)
            for place in shift.places
        }
        self.h = {(m.id, s.number): self.cp.new_bool_var("") for m in team.members for s in self.stretches}
        self._assignments()
        self._hours_worked()
        self._holders()
        costs = {"shortage": self._shortage, "agreements": self._agreements, "fragile": self._fragile}
        costs |= {"hours": self._hours, "quality": lambda: quality(self)}
        self.costs: dict[str, Cost] = {stage: costs[stage]() for stage in stages}
        self.weights, self.exact = _weights(self.costs)
        self.cp.minimize(
            sum(
                weight.weight * (coef // weight.unit) * var
                for stage, weight in self.weights.items()
                for coef, var in self.costs[stage]
            )
        )

    # -- words

    def ways(self, member: Member, day: date) -> Iterator[tuple[Shift, Place, cp_model.IntVar]]:
        """How she could work on a date."""
        if self.problem.is_open(day):
            for shift in self.problem.team.shifts:
                for place in shift.places:
                    yield shift, place, self.x[member.id, day, shift.id, place]

    def there(self, member: Member, day: date, span: Span, on_site: bool = False) -> Expression:
        """1 if her shift covers the span."""
        return sum(
            var
            for shift, place, var in self.ways(member, day)
            if shift.span.covers(span) and (not on_site or place is Place.OFFICE)
        )

    def works(self, member: Member, day: date, part: Daypart, place: Place | None = None) -> Expression:
        """1 if she works in a daypart."""
        half = self.problem.team.half(part)
        return sum(v for s, p, v in self.ways(member, day) if s.span.overlaps(half) and place in (None, p))

    def distance(self, expression: Expression, most: int) -> cp_model.IntVar:
        """At least the absolute value of an expression."""
        var = self.cp.new_int_var(0, most, "")
        self.cp.add(var >= expression)
        self.cp.add(var >= -expression)
        return var

    # -- hard rules

    def _assignments(self) -> None:
        problem, cp = self.problem, self.cp
        for member, day in product(problem.team.members, problem.open_dates):
            cp.add_at_most_one(var for _, _, var in self.ways(member, day))
            workable = problem.workable(member, day)
            meetings = [m for m in problem.team.meetings if m.place is not None and m.on(day) and m.names(member.id)]
            for shift, place, var in self.ways(member, day):
                paid, rest = problem.paid(day, shift), shift.break_minutes
                too_long = paid > 12 * 60 or (paid > 330 and rest < 30) or (paid > 600 and rest < 45)
                elsewhere = any(m.place is not place and m.span.overlaps(shift.span) for m in meetings)
                at_home = member.office_only(day) and place is not Place.OFFICE
                free = not workable.issuperset(problem.team.touches(shift.span))
                if too_long or elsewhere or at_home or free or not member.allows(shift.id):
                    cp.add(var == 0)
            self._daily_rest(member, day)
        for member, week in product(problem.team.members, problem.weeks):
            days = [(place, var) for day in week.days for _, place, var in self.ways(member, day)]
            remote = sum(var for place, var in days if place is Place.REMOTE)
            office = sum(var for place, var in days if place is Place.OFFICE)
            cp.add(remote <= member.remote_days)
            only_office = cp.new_bool_var("")
            cp.add(office >= member.office_days).only_enforce_if(~only_office)
            cp.add(remote == 0).only_enforce_if(only_office)
        self._events()

    def _daily_rest(self, member: Member, day: date) -> None:
        after = day + timedelta(1)
        for (one, _, before), (other, _, then) in product(self.ways(member, day), self.ways(member, after)):
            gap = self.problem.instant(after, other.span.start) - self.problem.instant(day, one.span.end)
            if gap < timedelta(hours=11):
                self.cp.add_bool_or(~before, ~then)

    def _events(self) -> None:
        problem, cp, team = self.problem, self.cp, self.problem.team
        for item in team.learning:
            member = team.member[item.member]
            needed = set(problem.team.touches(item.span))
            planned = item.date in problem.horizon and problem.is_open(item.date) and member.employed(item.date)
            if planned and needed.isdisjoint(problem.away(member, item.date)):
                cp.add(self.there(member, item.date, item.span) >= 1)
        for loan, day, part in product(team.secondments, problem.open_dates, Daypart):
            member = team.member[loan.member]
            if loan.takes(member.id, day, part) and part in problem.workable(member, day):
                cp.add(self.works(member, day, part) >= 1)
        for pin in team.pins:
            if isinstance(pin, AssignmentPin):
                ways = list(self.ways(team.member[pin.member], pin.date)) if pin.date in problem.horizon else []
                if pin.shift is None:
                    cp.add(sum(var for _, _, var in ways) == 0)
                elif ways:
                    cp.add(sum(v for s, p, v in ways if s.id == pin.shift and pin.place in (None, p)) == 1)
            else:
                for s in self.on[pin.date]:
                    if (s.demand.duty, s.demand.is_desk) == (pin.duty, pin.is_desk) and pin.span.covers(s.span):
                        cp.add(self.h[pin.member, s.number] == 1)

    def paid(self, member: Member, week: Week) -> Expression:
        """Her paid minutes of a week."""
        return sum(self.problem.paid(day, s) * var for day in week.days for s, _, var in self.ways(member, day))

    def _hours_worked(self) -> None:
        problem = self.problem
        for member in problem.team.members:
            worked = [self.paid(member, week) for week in problem.weeks]
            for n, week in enumerate(problem.weeks):
                room = problem.target(member, week) + member.overtime_minutes - problem.credit(member, week)
                self.cp.add(worked[n] <= min(room, 60 * 60))
                self.cp.add(sum(worked[max(0, n - 3) : n + 1]) <= 4 * 55 * 60)
                self.cp.add(sum(worked[max(0, n - 15) : n + 1]) <= 16 * 48 * 60)

    def _holders(self) -> None:
        problem, cp = self.problem, self.cp
        for s in self.stretches:
            cp.add(sum(self.h[m.id, s.number] for m in problem.team.members) <= s.demand.people)
            for member in problem.team.members:
                var = self.h[member.id, s.number]
                if self.may_hold(member, s):
                    cp.add(var <= self.there(member, s.demand.date, s.span, s.demand.on_site))
                else:
                    cp.add(var == 0)
        for member, (_, together) in product(problem.team.members, self.moments()):
            load = sum(s.demand.load * self.h[member.id, s.number] for s in together)
            cp.add(load <= member.capacity)
        self._quota()

    def moments(self) -> Iterator[tuple[date, list[Stretch]]]:
        """What is asked at the same time."""
        for day, asked in self.on.items():
            by_span: dict[Span, list[Stretch]] = defaultdict(list)
            for s in asked:
                by_span[s.span].append(s)
            for together in by_span.values():
                yield day, together

    def free(self, member: Member, s: Stretch) -> bool:
        """Whether she is qualified and nothing keeps her from it, were she there."""
        day = s.demand.date
        return member.qualified(s.demand.requires, day) and self.problem.block(member, day, s.span) is None

    def agreed(self, member: Member, s: Stretch) -> bool:
        """Whether she is the primary or an agreed backup."""
        team, duty = self.problem.team, s.demand.duty
        return team.account[duty].primary == member.id or team.rank(duty, member.id, s.demand.date) is not None

    def may_hold(self, member: Member, s: Stretch) -> bool:
        """Whether she is eligible and free."""
        if s.demand.is_desk:
            return self.free(member, s)
        return self.free(member, s) and (self.agreed(member, s) or s.demand.duty in member.knows)

    def _quota(self) -> None:
        team = self.problem.team
        for account, member in product(team.accounts, team.members):
            if account.id not in member.knows or not team.in_other_unit(account, member):
                continue
            covers: dict[date, cp_model.IntVar] = {}
            for s in self.stretches:
                if (s.demand.duty, s.demand.is_desk) == (account.id, False) and not self.agreed(member, s):
                    covered = covers.setdefault(s.demand.date, self.cp.new_bool_var(""))
                    self.cp.add(self.h[member.id, s.number] <= covered)
            quota = team.other_unit_quota if team.other_unit_cover else 0
            for day in covers:
                window = [var for other, var in covers.items() if timedelta(0) <= day - other < timedelta(91)]
                self.cp.add(sum(window) <= quota)

    # -- the stages

    def _shortage(self) -> Cost:
        costs: Cost = []
        for s in self.stretches:
            short = self.cp.new_int_var(0, s.demand.people, "")
            held = sum(self.h[m.id, s.number] for m in self.problem.team.members)
            self.cp.add(short == s.demand.people - held)
            costs.append((s.minutes * s.demand.priority, short))
        return costs

    def _agreements(self) -> Cost:
        team = self.problem.team
        costs: Cost = []
        for s in self.stretches:
            if s.demand.is_desk:
                continue
            account, day = team.account[s.demand.duty], s.demand.date
            others = [m for m in team.members if m.id != account.primary]
            for member in others:
                if self.may_hold(member, s) and not self.agreed(member, s):
                    below = account.min_grade is not None and member.grade < account.min_grade
                    cost = team.distance(account, member) + (2 if below else 0)
                    costs.append((s.minutes * cost, self.h[member.id, s.number]))
            if account.primary is not None and self.free(team.member[account.primary], s):
                passed_over = self.cp.new_bool_var("")
                there = self.there(team.member[account.primary], day, s.span, s.demand.on_site)
                self.cp.add(there + sum(self.h[m.id, s.number] for m in others) - 1 <= passed_over)
                costs.append((s.minutes, passed_over))
        return costs

    def _fragile(self) -> Cost:
        """Every member falls out on every date, and each of her duties goes to one who may take it."""
        team, cp = self.problem.team, self.cp
        costs: Cost = []
        for (day, together), out in product(list(self.moments()), team.members):
            loads: dict[str, list[Expression]] = defaultdict(list)
            for s in together:
                if not self.may_hold(out, s):
                    continue
                takes = []
                for taker in team.members:
                    if taker is out or not self.free(taker, s) or not (s.demand.is_desk or self.agreed(taker, s)):
                        continue
                    take = cp.new_bool_var("")
                    cp.add(take <= self.there(taker, day, s.span, s.demand.on_site))
                    cp.add(take + self.h[taker.id, s.number] <= 1)
                    takes.append(take)
                    loads[taker.id].append(s.demand.load * take)
                lost = cp.new_bool_var("")
                cp.add(sum(takes) + lost >= self.h[out.id, s.number])
                costs.append((s.minutes * s.demand.priority, lost))
            for taker_id, taken in loads.items():
                own = sum(s.demand.load * self.h[taker_id, s.number] for s in together)
                cp.add(sum(taken) + own <= team.member[taker_id].capacity + team.emergency_capacity)
        return costs

    def _hours(self) -> Cost:
        problem = self.problem
        costs: Cost = []
        for member in problem.team.members:
            balance: Expression = member.balance_minutes
            for n, week in enumerate(problem.weeks, 1):
                if any(member.employed(day) for day in week.days):
                    owed = problem.credit(member, week) - problem.target(member, week)
                    balance = balance + self.paid(member, week) + owed
                    costs.append((1, self.distance(balance, abs(member.balance_minutes) + 60 * 60 * n)))
        return costs


@dataclass(frozen=True, slots=True)
class Weight:
    """A stage counts `weight` for each `unit` of it; below `weight` lies, if all is well, all that comes after it."""

    unit: int
    weight: int


def _weights(costs: dict[str, Cost]) -> tuple[dict[str, Weight], bool]:
    """A weight for each stage, above all that the later ones can come to.

    Where the sum would be too great for the solver, all weights are drawn together; then one stage no longer rules the
    next for certain, and the second value is False.
    """
    units = {stage: gcd(*(coef for coef, _ in cost)) or 1 for stage, cost in costs.items()}
    most = {stage: sum(coef * _most(var) for coef, var in cost) // units[stage] for stage, cost in costs.items()}
    weights: dict[str, Weight] = {}
    room = 1
    for stage in reversed(list(costs)):
        weights[stage] = Weight(units[stage], room)
        room *= most[stage] + 1
    if room <= GREATEST:
        return weights, True
    ratio = int((GREATEST / (next(iter(most.values())) + 1)) ** (1 / (len(costs) - 1)))
    drawn = enumerate(reversed(list(costs)))
    return {stage: Weight(units[stage], ratio**n) for n, stage in drawn}, False


def _most(var: cp_model.IntVar) -> int:
    return int(var.domain.max())
