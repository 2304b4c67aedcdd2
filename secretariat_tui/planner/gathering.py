"""A meeting or team day: the slots at which most can be there and cover is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from secretariat_tui.domain.account import Agreement
from secretariat_tui.domain.calendar import Horizon, Span, Week
from secretariat_tui.domain.capacity import Effect, Gathering, Moment, Moments, Values
from secretariat_tui.domain.events import Meeting
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.attending import Attending, There
from secretariat_tui.planner.by_date import added, values_on
from secretariat_tui.planner.capacity import Tell
from secretariat_tui.planner.days import Asked, WhatIf
from secretariat_tui.planner.limits import Clock
from secretariat_tui.planner.stages import Stage
from secretariat_tui.planner.within import OtherWeeks

STEP: Final = 30
"""Minutes between the starts that are tried."""

_NAME: Final = "gathering"


def gathering(problem: Problem, roster: Roster, asked: Gathering, clock: Clock, tell: Tell | None = None) -> Moments:
    """The slots at which most members, if any, are present and stages 1 to 3 stay as good; earliest of equals first.

    Who is present is at work during all of it, holds no duty then, and takes none over. Others who are in stay at
    their work. Each slot is judged within its own week, the others as they are.

    Slots are taken in the order of how many could be there by arithmetic, and of how many could on the same weekday
    before, so that a search that is stopped has looked where most is to be expected. It ends when none that is left
    could be among the best.
    """
    return _Search(problem, roster, asked, clock).run(tell)


@dataclass(frozen=True)
class _Search:
    problem: Problem
    roster: Roster
    asked: Gathering
    clock: Clock

    def run(self, tell: Tell | None) -> Moments:
        groups = sorted(self._groups(), key=lambda group: (-group.hope, group.date, group.spans))
        tried, of = 0, sum(len(group.spans) for group in groups)
        found: list[Moment] = []
        guesses: dict[tuple[int, Span], int] = {}
        unseen = 0  # the most who could be there at a slot of a group that was not looked at
        fewest = 0  # present at the last of the best slots so far, once there are as many as are asked for
        while groups and self.clock.stopped_by is None:
            if tell is not None:
                tell(tried, of)
            # Weekdays are much alike: first those of which nothing is known, then as they were before.
            group = max(groups, key=lambda each: min(each.hope, guesses.get(each.usual, each.hope)))
            groups.remove(group)
            moments = _Moments(self._what_if(Week.of(group.date)), group, self.asked.place)
            there, left = moments.best(self.asked.best, fewest)
            unseen = max(unseen, left)
            guesses[group.usual] = max((len(moment.present) for moment in there), default=0)
            tried += len(group.spans)
            found = sorted((*found, *there), key=lambda item: (-len(item.present), item.date, item.span))
            if len(found) >= self.asked.best:
                fewest = len(found[self.asked.best - 1].present)
                groups = [each for each in groups if each.hope > fewest]
        proven = not groups
        best = [moment for moment in found[: self.asked.best] if moment.present]
        fewest = len(best[-1].present) if len(best) == self.asked.best else 0
        proven = proven and unseen <= fewest and all(other.most <= fewest for other in found[len(best) :])
        before = added(self._values.values())
        return Moments(before, tuple(best), len(self._names()), proven, self.clock.stopped_by, tried, of)

    @cached_property
    def _values(self) -> dict[date, Values]:
        """What the stages of the roster come to on each date."""
        return {day: values_on(self.problem, self.roster, day) for day in self.problem.open_dates}

    def _groups(self) -> Iterator[_Group]:
        """The slots of each date, those together that ask the same of the planner."""
        between, shifts = self.asked.between, self.problem.team.shifts
        for day in self.asked.dates:
            alike: dict[object, list[tuple[int, Span, tuple[Member, ...]]]] = {}
            starts = range(between.start, between.end - self.asked.minutes + 1, STEP)
            for span in (Span(start, start + self.asked.minutes) for start in starts if self.problem.is_open(day)):
                able = self._able(day, span)
                duties = tuple(s.index for s in self.problem.slots_on.get(day, ()) if s.span.overlaps(span))
                covering = tuple(shift.id for shift in shifts if shift.span.covers(span))
                key = (tuple(member.id for member in able), duties, covering)
                alike.setdefault(key, []).append((self._hope(day, span, able), span, able))
            for found in alike.values():
                spans = tuple(span for _, span, _ in found)
                yield _Group(day, spans, found[0][2], max(hope for hope, _, _ in found))

    def _names(self) -> tuple[str, ...]:
        return self.asked.members or tuple(member.id for member in self.problem.team.members)

    def _hope(self, day: date, span: Span, able: Sequence[Member]) -> int:
        """How many could be there at most: who could come, less those who must then hold what nobody else can."""
        held = [d for d in self.roster.duties if d.date == day and d.span.covers(span)]
        if self._values[day][0] or not held:
            return len(able)
        people = max((d.people for d in self.problem.demands(day) if d.is_desk and d.span.overlaps(span)), default=0)
        others = [m for m in self.problem.team.members if m not in able and self.problem.workable(m, day)]
        return len(able) - max(0, max(people, 1) - len(others))

    def _able(self, day: date, span: Span) -> tuple[Member, ...]:
        """Who could be there, by her pattern, her leave, her shifts and what she has then already."""
        problem = self.problem
        return tuple(
            member
            for member in (problem.team.member[name] for name in self._names())
            if problem.block(member, day, span) is None
            and any(
                member.allows(shift.id)
                and shift.span.covers(span)
                and problem.workable(member, day).issuperset(problem.team.touches(shift.span))
                and (self.asked.place is None or self.asked.place in shift.places)
                for shift in problem.team.shifts
            )
        )

    def _what_if(self, week: Week) -> WhatIf:
        """The week alone; where the team brings rules itself, which may say more of all weeks together, all of them."""
        if not self._whole.is_monotone:
            return self._whole
        if week not in self._weeks:
            self._weeks[week] = self._alone(week)
        return self._weeks[week]

    @cached_property
    def _whole(self) -> WhatIf:
        return WhatIf(self.problem, self.roster, self.clock)

    @cached_property
    def _weeks(self) -> dict[Week, WhatIf]:
        return {}

    def _alone(self, week: Week) -> WhatIf:
        part = replace(self.problem, horizon=Horizon(week), history=(*self.problem.past, self.roster))
        several = self.problem.horizon.weeks > 1
        roster = self.roster.of_week(week) if several else self.roster
        beside = (OtherWeeks(self.problem, self.roster, week),) if several else ()
        return WhatIf(part, roster, self.clock, beside)


@dataclass(frozen=True)
class _Group:
    """Slots of a date, in their order, at which the same members could be there, `hope` of them at most."""

    date: date
    spans: tuple[Span, ...]
    able: tuple[Member, ...]
    hope: int

    @property
    def usual(self) -> tuple[int, Span]:
        """The weekday and the first slot."""
        return self.date.weekday(), self.spans[0]


@dataclass(frozen=True)
class _Moments:
    """A meeting at one of a group of slots."""

    what_if: WhatIf
    group: _Group
    place: Place | None

    def best(self, number: int, above: int) -> tuple[list[Moment], int]:
        """As many as can be there with cover kept; once so many slots are as good as those that are left mostly are, no
        more. With it comes how many could be there at those, at most.

        First as many as need hold nothing then; that is the most there can be. Where one of them is needed to take
        something over, those who are needed most stay behind, one by one: what is left may not be the most. Nor may it
        be where a meeting takes some from their own accounts, which it may: then others are added, one by one, as long
        as a roster is found, where that may come to more than `above`.
        """
        roster, most = self._free(self.what_if.problem.team)
        loose, first = self._with_accounts_that_may_be_left, self.group.spans[0]
        freed = roster
        if loose is not self.what_if.problem.team:
            freed, most = self._free(loose)
        present = self._attending(first).present(roster)
        found: list[Moment] = []
        for span in self.group.spans:
            moment = self._moment(span, roster, present, most)
            if moment is not None and freed is not roster and above < most > len(moment.present):
                moment = self._grown(moment, freed, present)
            if moment is not None:
                found.append(moment)
                present = moment.present  # where it takes somebody away here, it mostly does at the others as well
            if sum(len(moment.present) == len(present) for moment in found) == number:
                return found, most if span != self.group.spans[-1] else 0
        return found, 0

    def _free(self, team: Team) -> tuple[Roster, int]:
        """A roster in which as many as can be hold nothing at the first slot, and how many can be at most."""
        attending, able = self._attending(self.group.spans[0]), len(self.group.able)
        stage = Stage(attending.id, (attending.id,))
        asked = Asked((attending,), stage=stage, as_it_is=team is self.what_if.problem.team)
        free = self.what_if.effect(team, [self.group.date], asked)
        roster = free.roster if free.roster is not None and free.unchanged else self.what_if.roster
        tight = free.after == free.floor == free.before
        return roster, able - free.least_extra if tight else able

    def _attending(self, span: Span) -> Attending:
        return Attending(self.group.able, self.place, self.group.date, span)

    def _moment(self, span: Span, roster: Roster, present: tuple[str, ...], most: int) -> Moment | None:
        """Those of them who can be there; None where the roster that was given breaks a rule even without a meeting."""
        while True:
            effect = self._held(span, present)
            if effect is not None:
                return Moment(self.group.date, span, present, most, effect)
            if not present:
                return None
            present = self._without_one(span, roster, present)

    def _held(self, span: Span, present: tuple[str, ...]) -> Effect | None:
        """The meeting with all of these, in a roster in which they are there."""
        attending = self._attending(span)
        team = self._meeting(self.what_if.problem.team, present, span)
        return self.what_if.at_once(
            team, [self.group.date], lambda roster: set(present).issubset(attending.present(roster))
        )

    def _grown(self, moment: Moment, freed: Roster, before: tuple[str, ...]) -> Moment:
        """The moment with others added, at first all who were there at the slot before; each is the one who is needed
        least where accounts may be left."""
        span, present = moment.span, moment.present
        more = before if set(before) > set(present) else self._with_one(span, freed, present)
        while more != present and self.what_if.clock.stopped_by is None and self._is_possible(span, more):
            present, more = more, self._with_one(span, freed, more)
        effect = None if present == moment.present else self._held(span, present)
        return moment if effect is None else replace(moment, present=present, effect=effect)

    def _with_one(self, span: Span, freed: Roster, present: tuple[str, ...]) -> tuple[str, ...]:
        """With one of those who are free in the roster; the first of equals."""
        day, others = self.group.date, [n for n in self._attending(span).present(freed) if n not in present]

        def cost(more: tuple[str, ...]) -> Values:
            problem = self.what_if.problem
            return values_on(replace(problem, team=self._meeting(problem.team, more, span)), freed, day)

        ways = [tuple(m.id for m in self.group.able if m.id in (*present, name)) for name in others]
        return min(ways, key=cost, default=present)

    def _is_possible(self, span: Span, present: tuple[str, ...]) -> bool:
        """Whether a roster is found in which these meet; what is asked next knows it. None of them is needed to."""
        problem = self.what_if.problem
        there = There(tuple(problem.team.member[name] for name in present), self.place, self.group.date, span)
        asked = Asked((there,), there.kept_by)
        return bool(self.what_if.effect(self._meeting(problem.team, present, span), [self.group.date], asked).unchanged)

    @cached_property
    def _accounts(self) -> frozenset[str]:
        """The accounts that are asked for during any of the slots."""
        slots = self.what_if.problem.slots_on.get(self.group.date, ())
        spans = self.group.spans
        return frozenset(s.duty for s in slots if not s.is_desk and any(s.span.overlaps(span) for span in spans))

    @cached_property
    def _with_accounts_that_may_be_left(self) -> Team:
        """The team in which those who could be there are the first backups of their own accounts that are asked for
        then. That is less than the rules ask: it bounds who can be there, and is no plan."""
        team, able = self.what_if.problem.team, {member.id for member in self.group.able}
        left = {a.id: a.primary for a in team.accounts if a.id in self._accounts and a.primary in able}
        if not left:
            return team
        return replace(
            team,
            accounts=tuple(replace(a, primary=None) if a.id in left else a for a in team.accounts),
            agreements=(*(Agreement(id, who) for id, who in left.items() if who is not None), *team.agreements),
        )

    def _without_one(self, span: Span, roster: Roster, present: tuple[str, ...]) -> tuple[str, ...]:
        """All but the one whose staying behind helps most; the last of equals."""
        problem, day = self.what_if.problem, self.group.date

        def cost(stays: str) -> Values:
            rest = tuple(name for name in present if name != stays)
            return values_on(replace(problem, team=self._meeting(problem.team, rest, span)), roster, day)

        stays = min(reversed(present), key=cost)
        return tuple(name for name in present if name != stays)

    def _meeting(self, team: Team, names: Sequence[str], span: Span) -> Team:
        """The team with the meeting, for these members."""
        if not names:
            return team
        number = 0
        while any(meeting.id == f"{_NAME}-{number}" for meeting in team.meetings):
            number += 1
        days = frozenset((self.group.date.weekday(),))
        meeting = Meeting(f"{_NAME}-{number}", _NAME, days, span, who=tuple(names), place=self.place)
        return replace(team, meetings=(*team.meetings, meeting))
