"""The continuity of a roster as people read it: figures, a heat map, weak points and what would remove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.continuity import Continuity, Remedy, WeakKind, WeakPoint, Weight
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import StageResult
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Fallout, Notice

_MOST_RANKED: Final = 5


@dataclass(frozen=True, slots=True)
class Heat:
    """A cell of the heat map: `level` is None where she does not work, else 0 to 4."""

    text: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class HeatWeek:
    """One week: what is lost, in minutes, when a member falls out on a day; below it all members together."""

    title: str
    days: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Heat, ...]], ...]
    together: tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class ContinuityView:
    """The continuity of a roster, ready to be drawn."""

    language: str
    title: str
    summary: tuple[str, ...]
    weeks: tuple[HeatWeek, ...]
    legend: tuple[str, ...]
    fallouts: tuple[Fallout, ...]
    weak_points: tuple[Notice, ...]
    best: tuple[str, ...]
    notes: tuple[str, ...]


def continuity_view(problem: Problem, found: Continuity, language: Language, glyphs: str) -> ContinuityView:
    """The view, its heat map drawn with these glyphs, from nothing lost to all that she holds, in quarters."""
    teller = Teller(language, problem.team, problem.horizon.start.year)
    by_cell = {(item.member, item.date): item for item in found.weights}
    return ContinuityView(
        language.code,
        clean(problem.team.name),
        summary_lines(found, language),
        tuple(_week(week, problem, by_cell, language, glyphs) for week in problem.weeks),
        heat_legend(language, glyphs),
        tuple(fallout(item, teller) for item in found.contingency),
        tuple(weak_notice(point, found.stages, teller) for point in found.weak_points),
        tuple(_told(remedy, found.stages, teller) for remedy in found.ranked[:_MOST_RANKED]),
        tuple(remedy_notes(found, teller)),
    )


def summary_lines(found: Continuity, language: Language) -> tuple[str, ...]:
    """The figures: continuity, what would be lost, N-2, and what is uncovered as it is."""
    _ = language.gettext
    told = [
        _("Continuity {percent}.", percent=language.percent(found.index)),
        _(
            "Of {held} in somebody's hands, {lost} would be left to nobody if that person fell out.",
            held=language.duration(found.held),
            lost=language.duration(found.lost),
        ),
        _("When any two fall out on the same day (N-2): {percent}.", percent=language.percent(found.n_2)),
    ]
    if found.short:
        told.append(_("Uncovered as it is: {duration}.", duration=language.duration(found.short)))
    return tuple(told)


def heat_legend(language: Language, glyphs: str) -> tuple[str, ...]:
    """What the signs of the heat map mean."""
    _ = language.gettext
    marks = [_("{mark} everything is taken over", mark=glyphs[0])]
    marks += [
        _("{mark} up to {share} of what she has is lost", mark=glyph, share=f"{25 * number} %")
        for number, glyph in enumerate(glyphs[1:], 1)
    ]
    return (*marks, _("the number is minutes"))


# -- the heat map


def _week(
    week: Week, problem: Problem, by_cell: dict[tuple[str, date], Weight], language: Language, glyphs: str
) -> HeatWeek:
    worked = {day for _, day in by_cell}
    days = [day for day in week.days if problem.is_open(day) or day in worked]
    names = told_apart(problem.team.members)
    rows = tuple(
        (names[member.id], tuple(_heat(by_cell.get((member.id, day)), glyphs) for day in days))
        for member in problem.team.members
    )
    sums = tuple(str(sum(item.lost for (_, when), item in by_cell.items() if when == day)) for day in days)
    together = (language.gettext("Together"), sums)
    return HeatWeek(language.week(week), tuple(language.short_date(day) for day in days), rows, together)


def _heat(weight: Weight | None, glyphs: str) -> Heat:
    if weight is None:
        return Heat()
    level = level_of(weight)
    return Heat(f"{glyphs[level]} {weight.lost}" if weight.lost else glyphs[0], level)


def level_of(weight: Weight) -> int:
    """From 0, nothing lost, to 4, all or nearly all that she holds: quarters, begun ones counted."""
    return min(4, -(-4 * weight.lost // max(1, weight.held)))


# -- weak points


def weak_notice(point: WeakPoint, before: Sequence[StageResult], teller: Teller) -> Notice:
    """A weak point, why it is one, and what would help."""
    _ = teller.language.gettext
    member = teller.name(point.member, "member")
    if point.kind is WeakKind.QUALIFICATION:
        text = _("The qualification {qualification} falls with {member}.", qualification=point.id, member=member)
    else:
        duty = teller.duty(point.id, point.kind is WeakKind.DESK)
        text = _("{duty} falls with {member}.", duty=duty, member=member)
    gone = _("It then falls with nobody.")
    helps = ((_told(remedy, before, teller), remedy.removes) for remedy in point.remedies)
    return Notice(
        clean(text), tuple(_why(point, teller)), tuple(f"{told} {gone}" if removes else told for told, removes in helps)
    )


def _why(point: WeakPoint, teller: Teller) -> Iterator[str]:
    language = teller.language
    _ = language.gettext
    if point.minutes:
        lost = language.duration(point.minutes)
        yield _("Lost in this roster: {duration}, on {days}.", duration=lost, days=_days(point.dates, language))
    if point.agreed_dates:
        days = _days(point.agreed_dates, language)
        match point.kind:
            case WeakKind.ACCOUNT:
                yield _("On {days} nobody else with an agreement could work.", days=days)
            case WeakKind.DESK:
                yield _("On {days} too few others who may man it could work.", days=days)
            case WeakKind.QUALIFICATION:
                yield _("On {days} nobody else who has it could work.", days=days)
    if point.avoidable:
        yield _("There is a better plan for these weeks in which it falls with nobody.")


def _days(days: Sequence[date], language: Language) -> str:
    if len(days) > 5:
        return language.ngettext("{n} day", "{n} days", len(days))
    return language.listing(language.short_date(day) for day in days)


def _told(remedy: Remedy, before: Sequence[StageResult], teller: Teller) -> str:
    """The remedy, with what becomes of the stages that it changes."""
    language = teller.language
    _ = language.gettext
    changes = language.listing(
        _("{stage} from {before} to {after}", stage=teller.stage(now.id), before=was.value, after=now.value)
        for was, now in zip(before, remedy.stages, strict=True)
        if was.value != now.value
    )
    told = [teller.say(remedy.text)]
    if changes:
        told.append(_("That brings {changes}.", changes=changes))
    if not all(stage.proven for stage in remedy.stages):
        told.append(_("Stopped by a limit: it may be better still."))
    return " ".join(told)


def remedy_notes(found: Continuity, teller: Teller) -> Iterator[str]:
    """How many remedies were verified, and what that says of the others."""
    language = teller.language
    _ = language.gettext
    if not found.proposed:
        return
    yield language.ngettext(
        "{n} remedy of {all} was verified by planning again with it.",
        "{n} remedies of {all} were verified by planning again with them.",
        found.tried,
        all=found.proposed,
    )
    if found.stopped_by is not None:
        yield _("The time was up before the others.")
    if not all(stage.proven for stage in found.stages):
        yield _("It is not proven that the plan they are compared with is the best one.")
