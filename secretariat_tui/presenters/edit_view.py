"""Changes by hand before they are made: what can be chosen, and what comes of a choice, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import Daypart, Span
from secretariat_tui.domain.edits import Assign, Edit, Edited, GiveDuty, Swap
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Duty, Roster
from secretariat_tui.presenters.explanation import roster_changes, stage_changes, work_text
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Look

_MOST_PEOPLE = 12
"""Consequences for other people that are told; more would hide what matters."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose, and what is to be done for it."""

    id: str
    label: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class EffectLine:
    """A line about what a choice does: a sentence, or an item under one."""

    text: str
    look: Look = Look.PLAIN
    is_item: bool = False


# -- what can be chosen


def cell_candidates(problem: Problem, member: str, day: date, teller: Teller) -> tuple[Candidate, ...]:
    """Every shift at every place of it, and a day off."""
    _ = teller.language.gettext
    found = []
    for shift in problem.team.shifts:
        for place in shift.places:
            label = f"{work_text(shift.id, place, teller)}, {teller.language.span(shift.span)}"
            found.append(Candidate(f"{shift.id}:{place.value}", label, (Assign(member, day, shift.id, place),)))
    return (*found, Candidate("off", _("off"), (Assign(member, day, None),)))


def present_cell(roster: Roster, member: str, day: date) -> str:
    """The id of the candidate that the cell is now."""
    mine = next((a for a in roster.assignments if (a.member, a.date) == (member, day)), None)
    return "off" if mine is None else f"{mine.shift}:{mine.place.value}"


def duty_candidates(
    problem: Problem, roster: Roster, duty: str, is_desk: bool, day: date, teller: Teller
) -> tuple[Candidate, ...]:
    """Everybody for all of the duty on that day, then for each half of it, and nobody. Where several have it, everybody
    in the place of each of them; who mans a desk can leave it."""
    _ = teller.language.gettext
    spans = _spans(problem, duty, is_desk, day)
    found = []
    for span in spans:
        for member in problem.team.members:
            label = f"{teller.name(member.id, 'member')}, {teller.language.span(span)}"
            edits = (GiveDuty(duty, is_desk, day, span, member.id),)
            found.append(Candidate(f"{member.id}:{span.start}-{span.end}", label, edits))
    there = [held for held in roster.duties if (held.duty, held.is_desk, held.date) == (duty, is_desk, day)]
    if len(there) > 1 or (is_desk and problem.team.desk[duty].people > 1):
        for held in there:
            found += _in_place_of(problem, held, teller)
    for held in there:
        if is_desk:
            name, when = teller.name(held.member, "member"), teller.language.span(held.span)
            label = _("{member} no more, {span}", member=name, span=when)
            edits = (GiveDuty(duty, is_desk, day, held.span, None, held.member),)
            found.append(Candidate(f"-{held.member}:{held.span.start}", label, edits))
    for span in spans:
        label = f"{_('nobody')}, {teller.language.span(span)}"
        found.append(Candidate(f":{span.start}-{span.end}", label, (GiveDuty(duty, is_desk, day, span, None),)))
    return tuple(found)


def _in_place_of(problem: Problem, held: Duty, teller: Teller) -> Iterator[Candidate]:
    """Everybody else in the place of a holder, for as long as she has it."""
    for member in problem.team.members:
        if member.id != held.member:
            label = teller.language.gettext(
                "{member} instead of {other}, {span}",
                member=teller.name(member.id, "member"),
                other=teller.name(held.member, "member"),
                span=teller.language.span(held.span),
            )
            edits = (GiveDuty(held.duty, held.is_desk, held.date, held.span, member.id, held.member),)
            yield Candidate(f"{member.id}-{held.member}:{held.span.start}", label, edits)


def _spans(problem: Problem, duty: str, is_desk: bool, day: date) -> list[Span]:
    """What is asked for on a day, whole, and then its halves where noon divides it."""
    whole = [d.span for d in problem.demands(day) if (d.duty, d.is_desk) == (duty, is_desk)]
    halves = []
    for span in whole:
        parts = [part for half in Daypart if (part := span.intersection(problem.team.half(half))) is not None]
        halves += parts if len(parts) > 1 else []
    return list(dict.fromkeys([*whole, *halves]))


def swap_candidates(
    problem: Problem, roster: Roster, member: str, days: Sequence[date], teller: Teller
) -> tuple[Candidate, ...]:
    """Everybody who does something else than she on one of the days, with what she does on them."""
    _ = teller.language.gettext
    works = {(a.member, a.date): (a.shift, a.place) for a in roster.assignments}

    def told(other: str) -> str:
        shifts = [works.get((other, day)) for day in days]
        words = [_("off") if work is None else teller.name(work[0], "shift") for work in shifts]
        if len(days) == 1:
            return words[0]
        return ", ".join(f"{teller.language.short_date(day)} {word}" for day, word in zip(days, words, strict=True))

    return tuple(
        Candidate(
            other.id,
            f"{teller.name(other.id, 'member')}, {told(other.id)}",
            tuple(Swap(member, other.id, day) for day in days),
        )
        for other in problem.team.members
        if other.id != member and any(works.get((other.id, day)) != works.get((member, day)) for day in days)
    )


# -- what comes of it


def hint(edited: Edited, teller: Teller, glyphs: Glyphs) -> tuple[str, Look]:
    """What a choice comes to, in a word or two beside it."""
    _ = teller.language.gettext
    price = edited.difference.price
    if edited.new:
        broken = _("breaks a rule")
        return f"{glyphs.red} {broken}", Look.RED
    if not edited.difference.cells and not edited.difference.duties:
        return _("as it is"), Look.PLAIN
    if price is None:
        equal = _("as good")
        return f"{glyphs.green} {equal}", Look.GREEN
    text = f"{teller.stage(price.id)} {price.change:+}"
    return (f"{glyphs.amber} {text}", Look.AMBER) if price.change > 0 else (f"{glyphs.green} {text}", Look.GREEN)


def effects(edited: Edited, member: str | None, teller: Teller) -> Iterator[EffectLine]:
    """What the rules say of a choice, what it does to each stage, and what it changes for whom. What `member` herself
    was chosen to do needs no telling."""
    _ = teller.language.gettext
    found = edited.difference
    if edited.new:
        yield EffectLine(_("A rule would be broken:"), Look.RED)
        for reason in dict.fromkeys(violation.reason for violation in edited.new):
            yield EffectLine(teller.say(reason), Look.RED, is_item=True)
    elif not found.cells and not found.duties:
        yield EffectLine(_("That is how it is already."))
        return
    told = list(stage_changes(found, teller))
    if told:
        yield EffectLine(_("What it does to the stages:"))
        better = found.price is not None and found.price.change < 0
        for number, text in enumerate(told):
            look = Look.PLAIN if number else Look.GREEN if better else Look.AMBER
            yield EffectLine(text, look, is_item=True)
    else:
        yield EffectLine(_("The roster stays as good as it is."), Look.GREEN)
    cells = [cell for cell in found.cells if cell.member != member]
    changes = list(roster_changes(cells, found.duties, teller))
    if changes:
        yield EffectLine(_("What changes with it:"))
        yield from (EffectLine(text, is_item=True) for text in changes[:_MOST_PEOPLE])
        if len(changes) > _MOST_PEOPLE:
            yield EffectLine(_("and {n} more", n=len(changes) - _MOST_PEOPLE), is_item=True)
