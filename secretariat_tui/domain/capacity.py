"""What a team can spare and what it lacks: the questions, and their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from secretariat_tui.domain.calendar import Daypart, Span
from secretariat_tui.domain.finding import Reason
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.shift import Place

Values = tuple[int, int, int]
"""Shortage, agreements and fragility, compared in that order."""

JUDGED: Final = ("shortage", "agreements", "fragile")
"""The stages by which a change is judged."""

Cell = tuple[int, Daypart]
"""A weekday, 0 to 6, and a daypart."""

Dayparts = tuple[tuple[date, Daypart], ...]


@dataclass(frozen=True)
class Effect:
    """The first three stages without and with a change.

    `after` is None where no roster with the change is known; `impossible` says that there is none. `floor` is what no
    roster with the change goes below. `least_extra` is what the stage that was asked for does not go below, where
    `floor` is `after`.
    """

    before: Values
    after: Values | None
    floor: Values
    roster: Roster | None = None
    impossible: bool = False
    least_extra: int = 0

    @property
    def unchanged(self) -> bool | None:
        """Whether the stages stay as good; None where a limit stopped the search before it was known."""
        if self.after is not None and self.after <= self.before:
            return True
        return False if self.impossible or self.floor > self.before else None

    @property
    def order(self) -> tuple[bool, bool, Values]:
        """By what it costs, then by what it at least costs where perhaps it cannot be; what cannot be comes last."""
        return self.impossible, self.after is None, self.floor if self.after is None else self.after

    def is_least_of(self, floors: Iterable[Values]) -> bool:
        """Whether it is known to cost no more than others at least do, or nothing."""
        return self.after is not None and all(self.after <= max(self.before, floor) for floor in floors)

    @property
    def proven(self) -> bool:
        """Whether nothing better than `after` can be, or no roster at all."""
        return self.impossible or self.after == self.floor

    @property
    def stages(self) -> tuple[StageResult, ...]:
        """The stages with the change, each with its bound; none where no roster is known."""
        if self.after is None:
            return ()
        results: list[StageResult] = []
        for id, value, least in zip(JUDGED, self.after, self.floor, strict=True):
            before_is_proven = all(result.proven for result in results)
            results.append(StageResult(id, value, min(value, least) if before_is_proven else 0))
        return tuple(results)


class Verdict(StrEnum):
    """Whether the team can do without somebody: stages 1 to 3 stay as good, or get worse, or a limit came before it
    was known; or she cannot go, whatever the team can."""

    FREE = "free"
    NEEDED = "needed"
    UNKNOWN = "unknown"
    UNABLE = "unable"


@dataclass(frozen=True, slots=True)
class Answered:
    """A request for acute support, for so many people, and what was answered; `date` is the first of its dayparts."""

    date: date
    dayparts: int
    people: int
    verdict: Verdict

    @property
    def could_be_met(self) -> bool:
        """Whether the team could help without loss."""
        return self.verdict is Verdict.FREE


def verdict_of(effect: Effect | None) -> Verdict:
    """The verdict that follows from an effect; None is one that was not looked for."""
    if effect is not None and effect.impossible:
        return Verdict.UNABLE
    unchanged = None if effect is None else effect.unchanged
    if unchanged is None:
        return Verdict.UNKNOWN
    return Verdict.FREE if unchanged else Verdict.NEEDED


@dataclass(frozen=True, slots=True)
class Spare:
    """Whether a member can be lent on a date for a daypart; `part` None is all of her dayparts of that date."""

    member: str
    date: date
    part: Daypart | None
    effect: Effect | None

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.effect)


@dataclass(frozen=True)
class FreeCapacity:
    """Who can be lent when. Each line stands alone: lending one may be what makes another needed."""

    before: Values
    spares: tuple[Spare, ...]
    stopped_by: str | None


@dataclass(frozen=True)
class Lending:
    """A secondment that is asked for, within the horizon: from `start` to `end`, both included.

    Either `cells`, the weekly dayparts, or `minutes` a week, of which the planner chooses the dayparts. `members` are
    those who might go; `requires` are the qualifications of whoever goes.
    """

    members: tuple[str, ...]
    start: date
    end: date
    cells: tuple[Cell, ...] | None = None
    minutes: int | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A member on secondment on weekly dayparts. `minutes` are those of a full week of it.

    `effect` None: a limit came first. `cheapest` says that no other dayparts of hers, of as many minutes, cost less.
    """

    member: str
    cells: tuple[Cell, ...]
    minutes: int
    effect: Effect | None
    cheapest: bool = True

    @property
    def verdict(self) -> Verdict:
        return verdict_of(self.effect)


@dataclass(frozen=True)
class Secondable:
    """Offers, cheapest first; `unable` are those who do not work then, are lent already, or are not qualified."""

    before: Values
    offers: tuple[Offer, ...]
    unable: tuple[str, ...]
    stopped_by: str | None


@dataclass(frozen=True)
class Request:
    """People that another team needs on some dayparts. `place` office: they work in the office on those dates."""

    dayparts: Dayparts
    people: int = 1
    place: Place | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member, with the effect of lending her alone, or with the reason why she cannot be."""

    member: str
    effect: Effect | None = None
    reason: Reason | None = None

    @property
    def verdict(self) -> Verdict:
        return Verdict.UNABLE if self.reason is not None else verdict_of(self.effect)


@dataclass(frozen=True)
class Group:
    """Members who go together. `cheapest`: no other group of as many costs less."""

    members: tuple[str, ...]
    effect: Effect
    cheapest: bool


@dataclass(frozen=True)
class Alternative:
    """Other dayparts on which the request can be met with stages 1 to 3 unchanged."""

    dayparts: Dayparts
    members: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """Candidates, best first. `group` is the best group of as many as were asked for, None where there are too few.

    `alternative` is looked for only where the answer is no; `searched` says that every nearer one was found wanting.
    """

    before: Values
    candidates: tuple[Candidate, ...]
    group: Group | None
    alternative: Alternative | None
    searched: bool
    stopped_by: str | None

    @property
    def verdict(self) -> Verdict:
        if self.group is not None and self.group.effect.unchanged:
            return Verdict.FREE
        if self.group is None or (self.group.effect.unchanged is False and self.group.cheapest):
            return Verdict.UNKNOWN if any(c.verdict is Verdict.UNKNOWN for c in self.candidates) else Verdict.NEEDED
        return Verdict.UNKNOWN


@dataclass(frozen=True)
class Gathering:
    """A meeting to be planned once, on one of `dates`, within `between` on the day. `members` None is everybody."""

    minutes: int
    dates: tuple[date, ...]
    between: Span
    members: tuple[str, ...] | None = None
    place: Place | None = None
    best: int = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """A slot at which cover is kept without those who are `present`. No more than `most` can be, with cover kept."""

    date: date
    span: Span
    present: tuple[str, ...]
    most: int
    effect: Effect

    @property
    def proven(self) -> bool:
        """Whether more cannot be present, with cover kept."""
        return len(self.present) == self.most


@dataclass(frozen=True)
class Moments:
    """The best slots, best first, of a meeting for so many `members`. `proven`: no slot that is not here is better.

    `tried` of `slots` slots were looked at; with `proven`, the others were ruled out.
    """

    before: Values
    moments: tuple[Moment, ...]
    members: int
    proven: bool
    stopped_by: str | None
    tried: int = 0
    slots: int = 0
