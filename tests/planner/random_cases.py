"""Small random problems and rosters, for properties that hold for any. The same generator state gives the same case.

Problems are such as a reader of team files would accept; their rosters need not be valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from secretariat_tui.domain.account import Account, Agreement, Desk, Level, NoSupport, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Horizon, Parity, Span, Week
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    DutyPin,
    Learning,
    Leave,
    LeaveStatus,
    Meeting,
    Secondment,
    Wish,
    WishKind,
)
from secretariat_tui.domain.member import Held, Member, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import PLACES, Place, Shift
from secretariat_tui.domain.team import Cluster, Team
from tests.build import span
from tests.planner.random_rosters import random_roster

T = TypeVar("T")

# A plain week, the one in which the clock goes back, the one before week 53, and week 53 itself.
WEEKS = (Week(2026, 49), Week(2026, 49), Week(2026, 43), Week(2026, 52), Week(2026, 53))
SHIFT_TIMES = (
    ("08:30-17:00", 30),
    ("08:30-12:30", 0),
    ("13:00-17:00", 0),
    ("07:00-15:30", 30),
    ("09:00-13:30", 15),
    ("06:00-19:00", 45),
    ("14:00-23:00", 30),
    ("00:30-10:00", 30),
    ("08:00-14:30", 0),
)
DUTY_TIMES = ("09:00-12:00", "08:30-17:00", "13:00-16:00", "11:00-14:00", "07:30-09:30", "20:00-22:00", "02:00-09:00")
BLOCK_TIMES = ("09:00-10:00", "10:30-12:00", "13:00-17:00", "12:00-13:30", "08:30-12:30")
QUALIFICATIONS = ("events", "mandaat")


def random_case(seed: int) -> tuple[Problem, Roster]:
    """A problem and a roster for it; the same seed gives the same case."""
    rng = Random(seed)
    problem = random_problem(rng)
    return problem, random_roster(rng, problem)


def random_problem(rng: Random, *, with_history: bool = True) -> Problem:
    """2 to 4 members, 1 to 3 open days, 1 to 3 shifts, 0 to 3 accounts, 0 to 2 desks, and some of all else."""
    team = _team(rng)
    open_days = sorted(rng.sample(range(7), rng.choice((1, 2, 2, 3))))
    if rng.random() < 0.5:  # neighbours, for what crosses a night
        first = rng.randint(0, 7 - len(open_days))
        open_days = list(range(first, first + len(open_days)))
    weeks = 2 if len(open_days) == 1 and rng.random() < 0.5 else 1
    horizon = Horizon(rng.choice(WEEKS), weeks)
    team = replace(team, open_days=frozenset(open_days))
    team = _with_events(rng, team, horizon)
    holidays = {}
    if len(open_days) > 1 and rng.random() < 0.15:
        holidays[rng.choice(_open(team, horizon))] = "Feestdag"
    history = _history(rng, team, horizon.first) if with_history and rng.random() < 0.4 else ()
    today = horizon.start - timedelta(rng.randint(-3, 30)) if rng.random() < 0.5 else None
    problem = Problem(team, horizon, holidays, history, today)
    own = Random(repr(rng.getstate()))  # what is drawn here leaves all other draws as they are
    return problem if own.random() < 0.5 else replace(problem, published=random_roster(own, problem))


# -- the team


def _team(rng: Random) -> Team:
    times = rng.sample(SHIFT_TIMES, rng.randint(1, 3))
    shifts = tuple(
        Shift(
            f"d{n}", f"Dienst {n}", span(text), unpaid, rng.choice((PLACES, PLACES, (Place.OFFICE,), (Place.REMOTE,)))
        )
        for n, (text, unpaid) in enumerate(times)
    )
    members = tuple(_member(rng, f"m{n}", shifts) for n in range(rng.randint(2, 4)))
    accounts: list[Account] = []
    agreements: list[Agreement] = []
    for n in range(rng.randint(0, 3)):
        account, agreed = _account(rng, f"a{n}", members)
        accounts.append(account)
        agreements += agreed
    known = tuple(account.id for account in accounts)
    members = tuple(replace(m, knows=tuple(a for a in known if rng.random() < 0.6)) for m in members)
    return Team(
        id="so",
        name="Secretariaat",
        members=members,
        shifts=shifts,
        short_rest=rng.random() < 0.3,
        noon=rng.choice((12 * 60 + 30, 12 * 60 + 30, 12 * 60)),
        emergency_capacity=rng.randint(0, 1),
        other_unit_cover=rng.random() < 0.8,
        other_unit_quota=rng.randint(0, 2),
        clusters=(Cluster("noord", "Noord", never_alone=rng.random() < 0.7), Cluster("zuid", "Zuid")),
        accounts=tuple(accounts),
        agreements=tuple(agreements),
        desks=tuple(_desk(rng, f"b{n}") for n in range(rng.choice((0, 0, 1, 1, 2)))),
    )


def _member(rng: Random, id: str, shifts: Sequence[Shift]) -> Member:
    even = _cells(rng, 0.85)
    odd = even if rng.random() < 0.7 else _cells(rng, 0.7)
    hours = Decimal(2 * (len(even) + len(odd))) if rng.random() < 0.6 else Decimal(rng.randint(4, 36))
    allowed = tuple(shift.id for shift in shifts if rng.random() < 0.7)
    return Member(
        id=id,
        name=id.upper(),
        grade=rng.randint(5, 8),
        hours=hours,
        pattern=WorkPattern(even, odd),
        day_hours=rng.choice((Decimal(8), Decimal(9), Decimal("7.25"))),
        cluster=rng.choice((None, "noord", "noord", "zuid")),
        unit=rng.choice((None, None, "fin")),
        shifts=allowed if allowed and rng.random() < 0.4 else None,
        remote_days=rng.choice((0, 1, 2, 5)),
        office_days=rng.choice((0, 0, 1, 2)),
        office_on=frozenset(rng.sample(range(7), 1)) if rng.random() < 0.2 else frozenset(),
        capacity=rng.choice((0, 1, 2, 3)),
        overtime=Decimal(rng.choice((0, 2, 40))),
        balance=Decimal(rng.choice((0, 0, -2, 3))),
        qualifications=tuple(
            Held(name, rng.choice((None, None, date(2026, 12, 1)))) for name in QUALIFICATIONS if rng.random() < 0.6
        ),
    )


def _cells(rng: Random, share: float) -> frozenset[tuple[int, Daypart]]:
    return frozenset((day, part) for day in range(7) for part in DAYPARTS if rng.random() < share)


def _account(rng: Random, id: str, members: Sequence[Member]) -> tuple[Account, list[Agreement]]:
    level = rng.choice(tuple(Level))
    min_grade = rng.choice((None, 6, 7))
    able = [m.id for m in members if min_grade is None or m.grade >= min_grade]
    primary = rng.choice(able) if able and rng.random() < 0.85 else None
    backups = rng.sample(able, min(len(able), rng.randint(0, 2)))
    agreements = [_agreement(rng, id, m) for m in backups if m != primary]
    support = [_window(rng, rng.choice(DUTY_TIMES))]
    if rng.random() < 0.3:
        other = _window(rng, rng.choice(DUTY_TIMES))
        if not other.span.overlaps(support[0].span):
            support.append(other)
    account = Account(
        id=id,
        name=id.upper(),
        level=level,
        unit=rng.choice((None, None, None, "fin")),
        cluster=rng.choice((None, "noord", "zuid")),
        primary=primary,
        min_grade=min_grade,
        requires=_requires(rng),
        load=rng.choice((0, 1, 1, 2)),
        priority=rng.choice((1, 3)),
        support=tuple(support),
    )
    return account, agreements


def _agreement(rng: Random, account: str, member: str) -> Agreement:
    start = date(2026, 12, 2) if rng.random() < 0.15 else None
    until = date(2026, 12, 31) if rng.random() < 0.15 else None
    return Agreement(account, member, start, until, accepted=rng.random() < 0.85)


def _desk(rng: Random, id: str) -> Desk:
    window = _window(rng, rng.choice(DUTY_TIMES))
    return Desk(id, id.upper(), window, rng.randint(1, 2), _requires(rng), rng.choice((0, 0, 1)), rng.choice((1, 2)))


def _window(rng: Random, times: str) -> SupportWindow:
    days = frozenset(rng.sample(range(7), rng.choice((4, 6, 7))))
    weeks = rng.choice((Parity.ALL,) * 5 + (Parity.ODD,))
    return SupportWindow(days, span(times), on_site=rng.random() < 0.4, weeks=weeks)


def _requires(rng: Random) -> tuple[str, ...]:
    return tuple(name for name in QUALIFICATIONS if rng.random() < 0.2)


# -- what happens


def _with_events(rng: Random, team: Team, horizon: Horizon) -> Team:
    members, days = [m.id for m in team.members], _open(team, horizon)
    return replace(
        team,
        members=tuple(_employment(rng, member, horizon) for member in team.members),
        closed=frozenset({rng.choice(days)}) if len(days) > 2 and rng.random() < 0.2 else frozenset(),
        leave=tuple(
            Leave(rng.choice(members), day, day, _part(rng), rng.choice((LeaveStatus.APPROVED, LeaveStatus.REQUESTED)))
            for day in _some(rng, days, 0.3)
        ),
        absences=tuple(Absence(rng.choice(members), day, days[-1], _part(rng)) for day in _some(rng, days, 0.1)),
        learning=_learning(rng, team, days),
        secondments=tuple(
            Secondment(rng.choice(members), "Elders", day, day, frozenset(range(7)), _part(rng))
            for day in _some(rng, days, 0.15)
        ),
        meetings=_meetings(rng, members),
        no_support=tuple(NoSupport(a.id, days[0], days[0], _part(rng)) for a in _some(rng, team.accounts, 0.1)),
        wishes=tuple(_wish(rng, member, members, team) for member in _some(rng, members, 0.3)),
        pins=_assignment_pins(rng, team, days) + _duty_pins(rng, team, days),
    )


def _employment(rng: Random, member: Member, horizon: Horizon) -> Member:
    if rng.random() > 0.15:
        return member
    edge = horizon.start + timedelta(rng.randint(0, 6))
    return replace(member, start=edge) if rng.random() < 0.5 else replace(member, until=edge)


def _learning(rng: Random, team: Team, days: Sequence[date]) -> tuple[Learning, ...]:
    """Learning time lies within the work pattern, or the team file would be refused."""
    found = []
    for day in _some(rng, days, 0.25):
        member, times = rng.choice(team.members), span(rng.choice(BLOCK_TIMES))
        cells = member.pattern.in_week(Week.of(day))
        noon = team.noon
        parts = [part for part, has in ((Daypart.AM, times.start < noon), (Daypart.PM, times.end > noon)) if has]
        if all((day.weekday(), part) in cells for part in parts):
            found.append(Learning(member.id, "Cursus", day, times))
    return tuple(found)


def _meetings(rng: Random, members: Sequence[str]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            f"o{n}",
            f"Overleg {n}",
            frozenset(rng.sample(range(7), rng.randint(1, 7))),
            span(rng.choice(BLOCK_TIMES)),
            rng.choice((Parity.ALL, Parity.ALL, Parity.ODD, Parity.EVEN)),
            rng.choice((None, tuple(_some(rng, members, 0.6)) or None)),
            interruptible=rng.random() < 0.4,
            place=rng.choice((None, Place.OFFICE, Place.REMOTE)),
        )
        for n in range(rng.choice((0, 0, 1, 2)))
    )


def _wish(rng: Random, member: str, members: Sequence[str], team: Team) -> Wish:
    kind = rng.choice(tuple(WishKind))
    values = {
        WishKind.OFF: [""],
        WishKind.SHIFT: [shift.id for shift in team.shifts],
        WishKind.PLACE: [place.value for place in PLACES],
        WishKind.TOGETHER: [other for other in members if other != member],
    }
    return Wish(member, kind, _cells(rng, 0.4), rng.choice(values[kind]), rng.randint(1, 10))


def _assignment_pins(rng: Random, team: Team, days: Sequence[date]) -> tuple[AssignmentPin, ...]:
    """At most one for a member on a date; some miss the horizon."""
    found: dict[tuple[str, date], AssignmentPin] = {}
    for day in _some(rng, (*days, days[-1] + timedelta(21)), 0.15):
        member, shift = rng.choice(team.members).id, rng.choice((None, *team.shifts))
        place = rng.choice((None, *shift.places)) if shift is not None else None
        found[member, day] = AssignmentPin(member, day, None if shift is None else shift.id, place)
    return tuple(found.values())


def _duty_pins(rng: Random, team: Team, days: Sequence[date]) -> tuple[DutyPin, ...]:
    duties = [(a.id, False, a.support[0].span) for a in team.accounts] + [
        (d.id, True, d.window.span) for d in team.desks
    ]
    found = []
    for day in _some(rng, days, 0.2):
        for duty, is_desk, asked in rng.sample(duties, min(1, len(duties))):
            whole = rng.random() < 0.5
            end = asked.end if whole else (asked.start + asked.end) // 2
            found.append(DutyPin(rng.choice(team.members).id, day, duty, is_desk, Span(asked.start, end)))
    return tuple(found)


def _history(rng: Random, team: Team, first: Week) -> tuple[Roster, ...]:
    back = sorted(rng.sample(range(1, 15), rng.randint(1, 4)), reverse=True)
    return tuple(random_roster(rng, Problem(team, Horizon(first.plus(-weeks)))) for weeks in back)


def _open(team: Team, horizon: Horizon) -> list[date]:
    return [day for day in horizon.dates if day.weekday() in team.open_days]


def _part(rng: Random) -> Daypart | None:
    return rng.choice((None, *DAYPARTS))


def _some(rng: Random, things: Sequence[T], chance: float) -> list[T]:
    return [thing for thing in things if rng.random() < chance]
