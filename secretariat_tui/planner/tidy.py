"""Lets people stay at a desk. Who mans a desk that costs no capacity is the same to every stage, so a solver changes
them by chance; people want to sit down once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.demand import Slot
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty, Roster
from secretariat_tui.planner.extract import duty_of
from secretariat_tui.planner.facts import Facts


def tidied(problem: Problem, roster: Roster) -> Roster:
    """The same roster with few changes at its desks, and the turns spread over those who are there.

    Only desks without load are touched, and only by who is there and fits: no rule and no stage sees a difference.
    """
    facts = Facts(problem, roster)
    turns: Counter[str] = Counter()
    tidy = [desk.id for desk in problem.team.desks if desk.load == 0]
    duties = [duty for duty in roster.duties if not (duty.is_desk and duty.duty in tidy)]
    for day in problem.open_dates:
        at_desks: dict[Span, set[str]] = defaultdict(set)
        for desk in tidy:
            slots = [slot for slot in problem.slots_on[day] if slot.is_desk and slot.duty == desk]
            if slots:
                duties += _manned(problem, facts, slots, at_desks, turns)
    return replace(roster, duties=tuple(duties))


def _manned(
    problem: Problem, facts: Facts, slots: list[Slot], at_desks: dict[Span, set[str]], turns: Counter[str]
) -> list[Duty]:
    """One desk on one date, by time: who sits there stays; a place that falls free goes to who can stay longest."""
    able = [{m.id for m in problem.team.members if facts.fits(m, slot.demand, slot.span)} for slot in slots]
    spans: dict[str, list[Span]] = defaultdict(list)
    sitting: list[str] = []
    for number, slot in enumerate(slots):
        before = [duty for duty in facts.duties(slot.date) if _is_of(duty, slot)]
        elsewhere = at_desks[slot.span]

        def order(name: str, number: int = number, elsewhere: set[str] = elsewhere) -> tuple[bool, int, int, str]:
            stays = next((n for n, later in enumerate(able[number:]) if name not in later), len(able) - number)
            return name in elsewhere, -stays, turns[name], name

        wanted = [duty.member for duty in before if duty.pinned]
        wanted += [name for name in sitting if name in able[number]]
        wanted += sorted(able[number], key=order)
        sitting = list(dict.fromkeys(wanted))[: len(before)]
        elsewhere.update(sitting)
        for name in sitting:
            turns[name] += slot.minutes
            known = spans[name]
            if known and known[-1].end == slot.span.start:
                known[-1] = Span(known[-1].start, slot.span.end)
            else:
                known.append(slot.span)
    day, desk = slots[0].date, slots[0].duty
    return [duty_of(problem, day, desk, True, name, span) for name in spans for span in spans[name]]


def _is_of(duty: Duty, slot: Slot) -> bool:
    return duty.is_desk and duty.duty == slot.duty and duty.span.covers(slot.span)
