"""What is reported of rosters: minutes that can be added up over weeks, for the team, accounts and desks; no person.

A share over a period is a share of its minutes. A week belongs to the month, quarter and year in which its Thursday
lies, as ISO 8601 has it for years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from typing import Any, Final, TypeVar

from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.notice import Notice

T = TypeVar("T", bound="Cover | Figures")

DutyKey = tuple[str, bool]
"""The id of an account or desk, and whether it is a desk."""


_THURSDAY: Final = 3
_NEARLY_ALL: Final = 0.9999


def thursday(week: Week) -> date:
    """The Thursday of a week, which says to what month, quarter and year it belongs."""
    return week.days[_THURSDAY]


class By(StrEnum):
    """The length of the periods of a report."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def period(self, week: Week) -> str:
        """The name of the period of a week: 2026-W49, 2026-12, 2026-Q4, 2026."""
        day = thursday(week)
        match self:
            case By.WEEK:
                return str(week)
            case By.MONTH:
                return f"{day.year:04d}-{day.month:02d}"
            case By.QUARTER:
                return f"{day.year:04d}-Q{(day.month + 2) // 3}"
            case By.YEAR:
                return f"{day.year:04d}"


def share(part: int | Fraction, whole: int) -> float | None:
    """A share with four decimals, which is 1 only where nothing at all is lacking; None of nothing."""
    if not whole:
        return None
    found = round(float(Fraction(part) / whole), 4)
    return _NEARLY_ALL if found == 1 and part < whole else found


@dataclass(frozen=True, slots=True)
class Cover:
    """Minutes of duties, times people: asked for, covered (no more than asked), held, held by stand-ins by agreement,
    held incidentally, and lost when each of the holders falls out in turn."""

    asked: int = 0
    covered: int = 0
    held: int = 0
    stand_in: int = 0
    incidental: int = 0
    lost: int = 0

    def __add__(self, other: Cover) -> Cover:
        return _sum(self, other)

    @property
    def coverage(self) -> float | None:
        return share(self.covered, self.asked)

    @property
    def continuity(self) -> float | None:
        return share(self.held - self.lost, self.held)

    @property
    def stand_in_share(self) -> float | None:
        return share(self.stand_in, self.held)

    @property
    def incidental_share(self) -> float | None:
        return share(self.incidental, self.held)


@dataclass(frozen=True, slots=True)
class Figures:
    """What some weeks of rosters come to. Everything but `duties`, `people` and `changes` is of the whole team.

    `people` counts who works in each daypart of the week, and `open_times` how often it was open. `made` are paid and
    credited minutes, `free` are worked minutes without a duty, learning time, meeting or secondment, breaks left out.
    `lost_by_two` is what of the held minutes any two on one date take with them, a mean over the twos. `changes` are
    dayparts changed after publication, by notice, under None where that is not known. `support_met` are requests for
    acute support that could be met without loss, of those that were asked.
    """

    weeks: tuple[Week, ...] = ()
    duties: Mapping[DutyKey, Cover] = field(default_factory=dict)
    people: Mapping[tuple[int, Daypart], int] = field(default_factory=Counter)
    open_times: Mapping[tuple[int, Daypart], int] = field(default_factory=Counter)
    changes: Mapping[Notice | None, int] = field(default_factory=Counter)
    lost_by_two: Fraction = Fraction(0)
    spread: int = 0
    target: int = 0
    made: int = 0
    free: int = 0
    seconded: int = 0
    learning_planned: int = 0
    learning_held: int = 0
    standard: int = 0
    custom: int = 0
    leave_granted: int = 0
    leave_refused: int = 0
    leave_open: int = 0
    support_asked: int = 0
    support_met: int = 0

    def __add__(self, other: Figures) -> Figures:
        return _sum(self, other)

    @property
    def accounts(self) -> Cover:
        """All accounts together."""
        return _total(cover for (_, is_desk), cover in self.duties.items() if not is_desk)

    @property
    def desks(self) -> Cover:
        """All desks together."""
        return _total(cover for (_, is_desk), cover in self.duties.items() if is_desk)

    @property
    def cover(self) -> Cover:
        """All accounts and desks together."""
        return self.accounts + self.desks

    @property
    def n_2(self) -> float | None:
        """N-2: the share of what is held that survives the loss of any two on one date."""
        held = self.cover.held
        return share(held - self.lost_by_two, held)

    @property
    def quietest(self) -> tuple[int, Daypart] | None:
        """The daypart of the week (weekday 0 to 6) with the fewest people when it is open; the first of equals."""
        cells = [cell for cell, times in sorted(self.open_times.items()) if times]
        return min(cells, key=lambda cell: self.people.get(cell, 0) / self.open_times[cell], default=None)

    @property
    def fewest(self) -> float | None:
        """How many people work in the quietest daypart on average, with two decimals, rounded down."""
        cell = self.quietest
        return None if cell is None else self.people.get(cell, 0) * 100 // self.open_times[cell] / 100


@dataclass(frozen=True, slots=True)
class Period:
    """A period with its figures as planned and as it really went, as far as there are rosters of either."""

    name: str
    planned: Figures | None
    realised: Figures | None


@dataclass(frozen=True, slots=True)
class Report:
    """The periods that have rosters, oldest first, and all of them together."""

    by: By
    first: Week
    last: Week
    periods: tuple[Period, ...]
    total: Period


@dataclass(frozen=True, slots=True)
class Burdens:
    """What all together had to bear in a week, by kind: times, and minutes of standing in. Nobody by name."""

    week: Week
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reported:
    """A report by week, with the burdens of each of its weeks."""

    report: Report
    burdens: tuple[Burdens, ...]


def regrouped(report: Report, by: By) -> Report:
    """A report by week as one by other periods."""
    names: dict[str, list[Period]] = {}
    for period in report.periods:
        names.setdefault(by.period(Week.parse(period.name)), []).append(period)
    periods = tuple(
        Period(name, _added(item.planned for item in found), _added(item.realised for item in found))
        for name, found in names.items()
    )
    return replace(report, by=by, periods=periods)


def _added(figures: Iterable[Figures | None]) -> Figures | None:
    found = [item for item in figures if item is not None]
    return reduce(Figures.__add__, found) if found else None


def _total(covers: Iterable[Cover]) -> Cover:
    return reduce(Cover.__add__, covers, Cover())


def _sum(one: T, other: T) -> T:
    """Field by field; of mappings key by key."""
    added: dict[str, Any] = {}
    for item in fields(one):
        left, right = getattr(one, item.name), getattr(other, item.name)
        if isinstance(left, Mapping):
            keys = dict.fromkeys((*left, *right))
            added[item.name] = {
                key: left[key] + right[key] if key in left and key in right else left.get(key, right.get(key))
                for key in keys
            }
        else:
            added[item.name] = left + right
    return replace(one, **added)
