"""Random rosters of one morning in which room is scarce: valid, and small enough to try every way by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty, HolderRole, Roster
from secretariat_tui.domain.shift import Place
from tests.build import account, backup, desk, hold, member, problem, roster, team, work

TIMES = "09:00-12:00"
MINUTES = 180
PEOPLE = ("anna", "bea", "carla", "dirk", "els")


@dataclass(frozen=True)
class Freed:
    """A duty and who might take it, by the rules of the game and nothing else."""

    duty: str
    load: int
    priority: int
    holders: tuple[str, ...]
    able: tuple[str, ...]


@dataclass(frozen=True)
class Morning:
    """A problem with its roster, and the same in plain words for a brute force."""

    problem: Problem
    roster: Roster
    duties: tuple[Freed, ...]
    room: dict[str, int]

    def least_loss(self, *absent: str) -> tuple[int, int]:
        """The least loss in weighted minutes, then in minutes, by trying every way."""
        freed = [d for d in self.duties for who in d.holders if who in absent]
        ways = product(*([*(who for who in d.able if who not in absent), None] for d in freed))
        return min(self._lost(freed, way) for way in ways if self._allowed(freed, way))

    def _allowed(self, freed: list[Freed], way: tuple[str | None, ...]) -> bool:
        load = dict.fromkeys(PEOPLE, 0)
        for duty, taker in zip(freed, way, strict=True):
            if taker is not None:
                load[taker] += duty.load
        pairs = [(duty.duty, taker) for duty, taker in zip(freed, way, strict=True) if taker is not None]
        return len(set(pairs)) == len(pairs) and all(load[who] <= self.room[who] for who in load)

    def _lost(self, freed: list[Freed], way: tuple[str | None, ...]) -> tuple[int, int]:
        gone = [duty for duty, taker in zip(freed, way, strict=True) if taker is None]
        return sum(d.priority for d in gone) * MINUTES, len(gone) * MINUTES

    def all_fit(self, duties: list[str], absent: str) -> bool:
        """Whether these duties of the absent can all be taken."""
        freed = [d for d in self.duties if d.duty in duties]
        ways = product(*([who for who in d.able if who != absent] for d in freed))
        return any(self._allowed(freed, way) for way in ways)


def crowded(count: int, most: int = 4, desks: int = 2) -> Iterator[Morning]:
    """So many mornings, each with at most so many accounts and desks."""
    return (_morning(Random(seed), most, desks) for seed in range(count))


def _morning(rng: Random, most: int, desks: int) -> Morning:
    home = {who for who in PEOPLE[1:] if rng.random() < 0.2}
    room = {who: rng.choice((0, 1, 1, 2, 3)) for who in PEOPLE}
    duties: list[Freed] = []
    held: list[Duty] = []
    accounts, agreements, asked = [], [], []
    for number in range(rng.randint(1, most)):
        id = f"a{number}"
        primary = rng.choice(("anna", "anna", "bea"))
        on_site = primary not in home and rng.random() < 0.3
        backups = rng.sample(PEOPLE, rng.randint(0, 4))
        load, priority = rng.choice((0, 1, 1, 2, 3)), rng.randint(1, 3)
        accounts.append(account(id, primary, times=TIMES, on_site=on_site, load=load, priority=priority))
        agreements += [backup(id, who) for who in backups if who != primary]
        able = tuple(who for who in PEOPLE if who in backups and who != primary and not (on_site and who in home))
        duties.append(Freed(id, load, priority, (primary,), able))
        held.append(hold(primary, id, TIMES, role=HolderRole.PRIMARY))
    for number in range(rng.randint(0, desks)):
        id = f"d{number}"
        people, load, priority = rng.randint(1, 2), rng.randint(0, 2), rng.randint(1, 3)
        there = tuple(sorted({"anna", *rng.sample(PEOPLE, people)})[:people])
        asked.append(desk(id, times=TIMES, people=people, load=load, priority=priority))
        duties.append(Freed(id, load, priority, there, tuple(who for who in PEOPLE if who not in there)))
        held += [hold(who, id, TIMES, is_desk=True) for who in there]
    emergency = min(room.values()) and rng.randint(0, 1)
    carried = {who: sum(d.load for d in duties if who in d.holders) for who in PEOPLE}
    people = [member(who, capacity=carried[who] + room[who] - emergency) for who in PEOPLE]
    made = team(people, accounts, agreements=agreements, desks=asked, emergency_capacity=emergency)
    works = [work(who, place=Place.REMOTE if who in home else Place.OFFICE) for who in PEOPLE]
    return Morning(problem(made), roster(works, held), tuple(duties), room)
