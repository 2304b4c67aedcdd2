"""The leave calendar drawn with rich: a table a week, a sign a light."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from secretariat_tui.cli.drawing import can_write, printed
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.calendar import DAYPARTS, Week
from secretariat_tui.domain.leave_light import Calendar, Colour, Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.presenters.glyphs import ASCII, UNICODE, Glyphs

_STYLES = {Colour.GREEN: "green", Colour.AMBER: "yellow", Colour.RED: "bold red"}


def drawn(found: Calendar, problem: Problem, session: Session) -> str:
    """The calendar as text: for each member and date the morning and the afternoon."""
    return printed(lambda _: Group(*_parts(found, problem, session)), session)


def _parts(found: Calendar, problem: Problem, session: Session) -> Iterator[RenderableType]:
    _ = session.language.gettext
    glyphs = UNICODE if can_write(UNICODE.green + UNICODE.amber + UNICODE.red + UNICODE.free) else ASCII
    for week in problem.weeks:
        lights = [light for light in found.lights if Week.of(light.leave.start) == week]
        if lights:
            yield Text(session.language.week(week), style="bold")
            yield _week(lights, problem, session, glyphs)
            yield Text()
    facts = {"green": glyphs.green, "amber": glyphs.amber, "red": glyphs.red, "off": glyphs.free}
    yield Text(_("{green} green   {amber} amber   {red} red   {off} does not work then", **facts), style="dim")
    if found.stopped:
        yield Text(_("Stopped before the last week."))


def _week(lights: Sequence[Light], problem: Problem, session: Session, glyphs: Glyphs) -> Table:
    teller = session.teller(problem.team, problem.horizon.start.year)
    days = list(dict.fromkeys(light.leave.start for light in lights))
    cells = {(light.leave.member, light.leave.start, light.leave.part): light for light in lights}
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    grid.add_column(Text(session.language.gettext("Member")), no_wrap=True, overflow="ellipsis", max_width=24)
    for day in days:
        grid.add_column(Text(session.language.short_date(day)), no_wrap=True)
    for member in problem.team.members:
        row = []
        for day in days:
            text = Text()
            for part in DAYPARTS:
                light = cells.get((member.id, day, part))
                if light is None:
                    text.append("  ")
                elif light.needless:
                    text.append(glyphs.free + " ", style="dim")
                else:
                    text.append(glyphs.light(light.colour) + " ", style=_STYLES[light.colour])
            row.append(text)
        grid.add_row(Text(teller.name(member.id, "member")), *row)
    return grid
