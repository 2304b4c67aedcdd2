"""Valid rosters: found by the planner for an arbitrary aim, or made up first, with a problem built around them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from secretariat_tui.domain.account import Account, Agreement, Desk, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Span
from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.member import Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.extract import extract
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import hard
from tests.build import WEEK, span

DAY = Shift("dag", "Dag", span("08:30-17:00"), 30)
WINDOWS = (span("08:30-17:00"), span("09:00-12:00"), span("13:00-16:30"))


def some_valid_roster(rng: Random, problem: Problem) -> Roster | None:
    """A roster that keeps every hard rule, of no particular merit; None where there is none."""
    model = Encoder(problem)
    for rule in hard(RULES):
        rule.encode(problem, model)
    whim = total(var * rng.randint(-3, 2) for var in model.vars[: model.choice_count])
    outcome = Engine(model).minimise(whim, Limits())
    return extract(model, outcome.values) if outcome.found else None


def planted(rng: Random) -> tuple[Problem, Roster]:
    """A roster made up without regard to any rule's code, and a problem in which nothing speaks against it.

    Everybody works day shifts from Monday to Friday, which keeps every rule on time; what she works is her pattern and
    her contract, and what she holds is hers by agreement.
    """
    days = [day for day in WEEK.days[:5] if rng.random() < 0.7] or [WEEK.days[0]]
    names = [f"m{n}" for n in range(rng.randint(2, 4))]
    work = [
        Assignment(day, name, DAY.id, rng.choice(DAY.places), DAY.span)
        for name in names
        for day in days
        if rng.random() < 0.7
    ]
    accounts, agreements, duties = [], [], []
    for n in range(rng.randint(1, 3)):
        window = rng.choice(WINDOWS)
        held = [(day, choice.member) for day in days if (choice := _someone(rng, work, day))]
        order = list(dict.fromkeys(member for _, member in held)) or names[:1]
        accounts.append(_account(f"a{n}", order[0], window, days))
        agreements += [Agreement(f"a{n}", member) for member in order[1:]]
        duties += [_duty(day, f"a{n}", window, member, order) for day, member in held]
    desk = Desk("b0", "B0", SupportWindow(frozenset(d.weekday() for d in days), WINDOWS[0]), people=2)
    duties += [Duty(a.date, desk.id, True, desk.window.span, a.member) for a in _two_a_day(work)]
    team = Team(
        id="so",
        name="Secretariaat",
        members=tuple(_member(name, work) for name in names),
        shifts=(DAY, Shift("kort", "Kort", span("08:30-12:30"), 0)),
        accounts=tuple(accounts),
        agreements=tuple(agreements),
        desks=(desk,),
    )
    return Problem(team, Horizon(WEEK)), Roster(team.id, (WEEK,), tuple(work), tuple(duties))


def pinned_down(problem: Problem, roster: Roster) -> Problem:
    """The problem in which every choice of the roster is pinned."""
    pins = [AssignmentPin(a.member, a.date, a.shift, a.place) for a in roster.assignments]
    held = [DutyPin(d.member, d.date, d.duty, d.is_desk, d.span) for d in roster.duties]
    return replace(problem, team=replace(problem.team, pins=(*pins, *held)))


def _someone(rng: Random, work: list[Assignment], day: object) -> Assignment | None:
    present = [a for a in work if a.date == day]
    return rng.choice(present) if present and rng.random() < 0.9 else None


def _two_a_day(work: list[Assignment]) -> list[Assignment]:
    seen: dict[object, list[Assignment]] = {}
    for assignment in work:
        seen.setdefault(assignment.date, []).append(assignment)
    return [assignment for present in seen.values() for assignment in present[:2]]


def _account(id: str, primary: str, window: Span, days: list[object]) -> Account:
    support = SupportWindow(frozenset(day.weekday() for day in days), window)
    return Account(id, id.upper(), primary=primary, support=(support,))


def _duty(day: object, account: str, window: Span, member: str, order: list[str]) -> Duty:
    rank = order.index(member)
    role = HolderRole.BACKUP if rank else HolderRole.PRIMARY
    return Duty(day, account, False, window, member, role, rank or None)


def _member(name: str, work: list[Assignment]) -> Member:
    mine = [a for a in work if a.member == name]
    cells = frozenset((a.date.weekday(), part) for a in mine for part in DAYPARTS)
    at_home = sum(a.place is Place.REMOTE for a in mine)
    return Member(
        id=name,
        name=name.upper(),
        grade=7,
        hours=Decimal(8 * len(mine)),
        pattern=WorkPattern(cells, cells),
        remote_days=at_home,
        office_days=len(mine) - at_home,
    )
