"""The calendar of lights: members by dates, a light for the morning and one for the afternoon."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.leave_light import Colour, Light
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Cells, Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.view import Look

_LOOKS = {Colour.GREEN: Look.GREEN, Colour.AMBER: Look.AMBER, Colour.RED: Look.RED}
_LEAST, _MOST = 3, 7


def calendar_grid(
    problem: Problem,
    lights: Iterable[Light],
    language: Language,
    glyphs: Glyphs,
    today: date | None = None,
    marked: Collection[tuple[str, date]] = (),
) -> Grid:
    """The open dates of the problem; lights that are not there are not known yet. `marked` cells look so."""
    known = {(light.leave.member, light.leave.start, light.leave.part): light for light in lights}
    days = problem.open_dates

    def part_of(member: Member, day: date, part: Daypart) -> Part:
        if part in problem.away(member, day):
            return Part("", glyphs.away, Look.AWAY)
        light = known.get((member.id, day, part))
        return Part("", glyphs.unknown, Look.UNKNOWN) if light is None else light_part(light, glyphs)

    def cell(member: Member, at: int) -> GridCell:
        parts = tuple(part_of(member, days[at], part) for part in DAYPARTS)
        if (member.id, days[at]) in marked:
            parts = tuple(replace(part, look=Look.TODAY) for part in parts)
        return GridCell(parts)

    names = told_apart(problem.team.members)
    rows = tuple(
        GridRow(member.id, names[member.id], Cells(len(days), partial(cell, member))) for member in problem.team.members
    )
    return Grid(language.gettext("Member"), date_columns(problem, language, glyphs, today), rows)


def light_part(light: Light, glyphs: Glyphs) -> Part:
    """One light. Where she does not work anyway there is nothing to ask for."""
    if light.needless:
        return Part("", glyphs.free, Look.FREE)
    sign = glyphs.light(light.colour)
    return Part("", sign if light.proven else sign + glyphs.unproven, _LOOKS[light.colour])


def light_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs of the calendar mean."""
    _ = language.gettext
    return (
        _("{mark} everything stays as good", mark=glyphs.green),
        _("{mark} it rests on fewer people or on no agreement", mark=glyphs.amber),
        _("{mark} something would be left uncovered", mark=glyphs.red),
        _("{mark} she does not work then", mark=glyphs.free),
        _("{mark} away", mark=glyphs.away),
        _("{mark} not computed yet", mark=glyphs.unknown),
    )


def brief_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """The same in a word each, for one line; what is not computed yet needs no word beside how many those are."""
    _ = language.gettext
    return (
        _("{mark} as good", mark=glyphs.green),
        _("{mark} weaker", mark=glyphs.amber),
        _("{mark} uncovered", mark=glyphs.red),
        _("{mark} off", mark=glyphs.free),
        _("{mark} away", mark=glyphs.away),
    )


def date_columns(
    problem: Problem, language: Language, glyphs: Glyphs, today: date | None = None, least: int = _LEAST
) -> tuple[Column, ...]:
    """A column for each open date, the weekday under it, as many as fit."""
    columns = []
    for week in problem.weeks:
        group = language.gettext("Week {number}", number=week.number)
        for day in week.days:
            if problem.is_open(day):
                text, mark = language.short_date(day), glyphs.today if day == today else ""
                heads = (mark + text.partition(" ")[2], mark + str(day.day))
                look = Look.TODAY if day == today else Look.PLAIN
                weekday = text.partition(" ")[0]
                columns.append(Column(day.isoformat(), heads, least, _MOST, group, weekday, look, day))
    return tuple(columns)
