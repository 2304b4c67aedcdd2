"""Plausible secretariats of any size, the same for the same seed.

They look like the teams the product is for: most people work part-time, Wednesdays and Fridays are thin, everybody has
her own accounts and backs up a few others, and something happens every week. A roster that keeps every hard rule always
exists, so that a measurement is never of a clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from secretariat_tui.domain.account import Account, Agreement, Desk, Level, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Horizon, Parity, Span, Week
from secretariat_tui.domain.events import Learning, Leave, Meeting, Secondment, Wish, WishKind
from secretariat_tui.domain.member import Held, Member, Role, WorkPattern
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Cluster, Team

START = Week(2026, 36)
"""The first week of every horizon."""

_Cells = frozenset[tuple[int, Daypart]]

_CLUSTERS = ("noord", "oost", "zuid", "west")
_LEAST_GRADE_MT = 6


@dataclass(frozen=True, slots=True)
class Size:
    """How large a team is, and for how many weeks something is known to happen."""

    members: int
    accounts: int
    weeks: int = 1
    seed: int = 1

    @property
    def name(self) -> str:
        return f"generated-{self.members}x{self.accounts}x{self.weeks}-{self.seed}"


def problem(size: Size) -> Problem:
    """The team of a size in its horizon, without public holidays."""
    return Problem(team(size), Horizon(START, size.weeks))


def team(size: Size) -> Team:
    """The team of a size. Its people and accounts are the same for any number of weeks."""
    rng = Random(f"{size.members} {size.accounts} {size.seed}")
    clusters = _CLUSTERS[: 1 + size.members // 8]
    people = [_Person.drawn(rng, number, clusters) for number in range(size.members)]
    accounts: list[Account] = []
    agreements: list[Agreement] = []
    knows: dict[str, list[str]] = {person.id: [] for person in people}
    for number in range(size.accounts):
        account, backups, others = _account(rng, number, people)
        accounts.append(account)
        agreements += [Agreement(account.id, backup, accepted=rng.random() < 0.9) for backup in backups]
        for other in others:
            knows[other].append(account.id)
    members = tuple(person.member(tuple(knows[person.id])) for person in people)
    events = Random(f"{size.members} {size.accounts} {size.weeks} {size.seed} events")
    leave, learning, secondments = _happenings(events, members, Horizon(START, size.weeks))
    return Team(
        id="so",
        name="Secretariaat",
        members=members,
        shifts=_SHIFTS,
        clusters=tuple(Cluster(id, id.capitalize(), never_alone=n == 0) for n, id in enumerate(clusters)),
        accounts=tuple(accounts),
        agreements=tuple(agreements),
        desks=_desks(size.members),
        meetings=_meetings([person.id for person in people]),
        leave=leave,
        learning=learning,
        secondments=secondments,
        wishes=_wishes(rng, members),
    )


# -- people


def _span(start: float, end: float) -> Span:
    return Span(int(start * 60), int(end * 60))


_SHIFTS = (
    Shift("dag", "Dag", _span(8.5, 17), 30),
    Shift("vroeg", "Vroeg", _span(8, 16.5), 30),
    Shift("laat", "Laat", _span(9, 17.5), 30),
    Shift("ochtend", "Ochtend", _span(8.5, 12.5)),
    Shift("middag", "Middag", _span(13, 17)),
)


@dataclass(frozen=True, slots=True)
class _Person:
    """A member before it is known what she knows."""

    id: str
    grade: int
    hours: Decimal
    pattern: WorkPattern
    cluster: str
    unit: str | None
    shifts: tuple[str, ...]
    remote_days: int
    office_days: int
    capacity: int
    qualifications: tuple[Held, ...]
    is_lead: bool

    @classmethod
    def drawn(cls, rng: Random, number: int, clusters: Sequence[str]) -> _Person:
        hours, pattern = _hours_and_pattern(rng)
        edges = tuple(edge for edge in ("vroeg", "laat") if rng.random() < 0.6)
        return cls(
            id=f"m{number:02d}",
            grade=rng.choice((5, 6, 7, 7, 8)) if number else 8,
            hours=hours,
            pattern=pattern,
            cluster=clusters[number % len(clusters)],
            unit="fin" if number and rng.random() < 0.08 else None,
            shifts=("dag", *edges, "ochtend", "middag"),
            remote_days=rng.choice((0, 1, 1, 2, 2)),
            office_days=rng.choice((0, 0, 1, 1, 2)),
            capacity=rng.choice((2, 3, 3, 4)),
            qualifications=(Held("events"),) if rng.random() < 0.4 else (),
            is_lead=number == 0,
        )

    def member(self, knows: tuple[str, ...]) -> Member:
        return Member(
            id=self.id,
            name=f"Medewerker {self.id[1:]}",
            grade=self.grade,
            hours=self.hours,
            pattern=self.pattern,
            cluster=self.cluster,
            unit=self.unit,
            shifts=self.shifts,
            remote_days=self.remote_days,
            office_days=self.office_days,
            capacity=self.capacity,
            knows=knows,
            qualifications=self.qualifications,
            role=Role.LEAD if self.is_lead else Role.MEMBER,
        )


def _week(days: str, half: str = "") -> _Cells:
    """ "01-3-" are whole days on Monday, Tuesday and Thursday; `half` are the weekdays with the morning only."""
    whole = {(int(day), part) for day in days if day != "-" for part in DAYPARTS}
    return frozenset(whole | {(int(day), Daypart.AM) for day in half})


def _hours_and_pattern(rng: Random) -> tuple[Decimal, WorkPattern]:
    """The usual ones in the Netherlands, as often as one meets them. Nearly everybody wants Wednesday or Friday off."""

    def same(cells: _Cells) -> WorkPattern:
        return WorkPattern(cells, cells)

    kinds: tuple[tuple[int, int, WorkPattern], ...] = (
        (18, 32, same(_week("01-34"))),
        (18, 32, same(_week("0123-"))),
        (14, 24, same(_week("01-3-"))),
        (6, 24, same(_week("-1-34"))),
        (8, 28, same(_week("01-3-", half="2"))),
        (8, 36, WorkPattern(_week("01234"), _week("0123-"))),
        (6, 36, same(_week("0123-", half="4"))),
        (6, 20, same(_week("-----", half="01234"))),
        (8, 24, same(_week("0123-"))),  # a free choice of three days out of four
        (4, 16, same(_week("--23-"))),
        (4, 40, same(_week("01234"))),
    )
    hours, pattern = rng.choices([kind[1:] for kind in kinds], [kind[0] for kind in kinds])[0]
    return Decimal(hours), pattern


# -- duties


def _account(rng: Random, number: int, people: Sequence[_Person]) -> tuple[Account, list[str], list[str]]:
    """An account, its backups in order, and who else knows it. Most of them sit in its cluster."""
    level = Level.MT if rng.random() < 0.25 else Level.STAFF
    least = _LEAST_GRADE_MT if level is Level.MT else None
    requires = ("events",) if rng.random() < 0.08 else ()
    able = [p for p in people if p.grade >= (least or 0) and (not requires or p.qualifications)] or [people[0]]
    turn = people[number % len(people)]
    primary = turn if turn in able else rng.choice(able)
    near = [p for p in able if p is not primary and p.cluster == primary.cluster]
    far = [p for p in able if p is not primary and p.cluster != primary.cluster]
    rng.shuffle(near)
    rng.shuffle(far)
    wanted = rng.choice((1, 2, 2, 3))
    backups = [person.id for person in (near + far)[:wanted]]
    rest = [p.id for p in people if p is not primary and p.id not in backups]
    others = rng.sample(rest, min(len(rest), rng.choice((0, 1, 1, 2))))
    days = rng.choice((range(5), range(5), range(5), (0, 1, 3), (0, 2, 4), (1, 2, 3, 4)))
    times = rng.choice((_span(9, 17), _span(9, 17), _span(8.5, 17), _span(9, 12.5), _span(13, 17)))
    account = Account(
        id=f"a{number:02d}",
        name=f"Account {number}",
        level=level,
        unit="fin" if rng.random() < 0.08 else None,
        cluster=primary.cluster,
        primary=primary.id,
        min_grade=least,
        requires=requires,
        priority=3 if level is Level.MT else 1,
        support=(SupportWindow(frozenset(days), times, on_site=rng.random() < 0.3),),
    )
    return account, backups, others


def _desks(members: int) -> tuple[Desk, ...]:
    """Telephone for every team, reception from eight people, two of them from thirty."""
    week = frozenset(range(5))
    desks = [Desk("telefoon", "Telefoon", SupportWindow(week, _span(9, 17)), load=1)]
    if members >= 8:
        reception = SupportWindow(week, _span(8.5, 17), on_site=True)
        desks.append(Desk("balie", "Balie", reception, people=2 if members >= 30 else 1))
    return tuple(desks)


# -- what happens


def _meetings(members: Sequence[str]) -> tuple[Meeting, ...]:
    return (
        Meeting("overleg", "Teamoverleg", frozenset({1}), _span(10, 11), interruptible=True),
        Meeting("mt", "MT-voorbereiding", frozenset({0}), _span(13.5, 14), Parity.ODD, tuple(members[:2])),
        Meeting("werkplek", "Werkoverleg", frozenset({3}), _span(9, 9.5), who=tuple(members[::3]), place=Place.OFFICE),
    )


def _happenings(
    rng: Random, members: Sequence[Member], horizon: Horizon
) -> tuple[tuple[Leave, ...], tuple[Learning, ...], tuple[Secondment, ...]]:
    """Leave for about one in eight each week; a course or a loan for one who has no leave that week.

    Only who works just her contract is sent on either, so that it always fits her hours.
    """
    leave: list[Leave] = []
    learning: list[Learning] = []
    secondments: list[Secondment] = []
    for week in horizon:
        away = rng.sample(range(len(members)), max(1, len(members) // 8))
        leave += [_leave(rng, members[n], week) for n in away]
        sendable = [m for n, m in enumerate(members) if n not in away and _is_sendable(m, week)]
        if sendable and rng.random() < 0.7:
            member = rng.choice(sendable)
            day = rng.choice(_whole_days(member, week))
            times = rng.choice((_span(9, 12), _span(13, 16)))
            learning.append(Learning(member.id, "Leergang", day, times))
            sendable.remove(member)
        if sendable and rng.random() < 0.3:
            member = rng.choice(sendable)
            day = rng.choice(_whole_days(member, week))
            part = rng.choice(DAYPARTS)
            secondments.append(Secondment(member.id, "Buren", day, day, frozenset({day.weekday()}), part))
    return tuple(leave), tuple(learning), tuple(secondments)


def _leave(rng: Random, member: Member, week: Week) -> Leave:
    """A daypart, a day or the whole working week."""
    day = week.monday + timedelta(rng.randrange(5))
    kind = rng.random()
    if kind < 0.3:
        return Leave(member.id, day, day, rng.choice(DAYPARTS))
    return Leave(member.id, day, day) if kind < 0.7 else Leave(member.id, week.days[0], week.days[4])


def _is_sendable(member: Member, week: Week) -> bool:
    own = sum(member.daypart_minutes(part) for _, part in sorted(member.pattern.in_week(week)))
    return bool(_whole_days(member, week)) and own <= member.contract_minutes


def _whole_days(member: Member, week: Week) -> list[date]:
    cells = member.pattern.in_week(week)
    return [day for day in week.days if all((day.weekday(), part) in cells for part in DAYPARTS)]


def _wishes(rng: Random, members: Sequence[Member]) -> tuple[Wish, ...]:
    def wished() -> Iterator[Wish]:
        for member in members:
            if rng.random() < 0.3:
                cells = frozenset((rng.randrange(5), part) for part in DAYPARTS)
                kind, value = rng.choice(
                    ((WishKind.OFF, ""), (WishKind.SHIFT, "dag"), (WishKind.PLACE, Place.REMOTE.value))
                )
                yield Wish(member.id, kind, cells, value, rng.randint(1, 5))

    return tuple(wished())
