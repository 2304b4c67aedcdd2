"""The heat map: what is lost, in minutes, when one member falls out on one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secretariat_tui.domain.continuity import Weight
from secretariat_tui.domain.problem import Problem
from secretariat_tui.presenters.continuity_view import level_of
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import EMPTY, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.leave_calendar import date_columns
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.view import Look

TOGETHER = "together"
"""The id, and the kind, of the row with all members together."""

_HEATS = (Look.HEAT_0, Look.HEAT_1, Look.HEAT_2, Look.HEAT_3, Look.HEAT_4)


def heat_grid(
    problem: Problem, weights: Sequence[Weight], language: Language, glyphs: Glyphs, today: date | None = None
) -> Grid:
    """Members by open dates, with all of them together in the last row."""
    by_cell = {(item.member, item.date): item for item in weights}
    columns = date_columns(problem, language, glyphs, today, 5)
    days = [column.day for column in columns if column.day is not None]
    names = told_apart(problem.team.members)
    rows = [
        GridRow(member.id, names[member.id], tuple(_cell(by_cell.get((member.id, day)), glyphs) for day in days))
        for member in problem.team.members
    ]
    lost = [sum(item.lost for item in weights if item.date == day) for day in days]
    sums = tuple(GridCell((Part(str(minutes), "", Look.PLAIN),)) for minutes in lost)
    rows.append(GridRow(TOGETHER, language.gettext("Minutes in all"), sums, TOGETHER))
    return Grid(language.gettext("Member"), columns, tuple(rows))


def _cell(weight: Weight | None, glyphs: Glyphs) -> GridCell:
    if weight is None:
        return EMPTY
    level = level_of(weight)
    return GridCell((Part(str(weight.lost) if weight.lost else "", glyphs.heat[level], _HEATS[level]),))
