"""What a publication would change for people, before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.explanation import CellChange, DutyChange
from secretariat_tui.domain.notice import Notice
from secretariat_tui.planner.difference import between
from secretariat_tui.services.sheets import Sheet


@dataclass(frozen=True)
class Publication:
    """What is put in force: `first` are the weeks of which nothing was, with how long before its first day that is;
    `cells`, with the same for each, and `duties` are what is not as it was in force in the other weeks."""

    first: tuple[tuple[Week, Notice], ...]
    cells: tuple[tuple[CellChange, Notice], ...]
    duties: tuple[DutyChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody would notice."""
        return not (self.first or self.cells or self.duties)


def publication(sheet: Sheet) -> Publication:
    """What the newest version of each week of a sheet would change, were it published."""
    problem, plan, before = sheet.asked, sheet.plan, sheet.asked.published
    if plan is None:
        return Publication((), (), ())
    known = () if before is None else before.weeks
    today = problem.today or problem.horizon.start
    first = tuple((week, Notice.of(today, week.days[0])) for week in problem.weeks if week not in known)
    if before is None:
        return Publication(first, (), ())
    found = between(before, plan.roster, (), ())
    days = {day for week in known for day in week.days}
    cells = tuple((item, Notice.of(today, item.date)) for item in found.cells if item.date in days)
    return Publication(first, cells, tuple(item for item in found.duties if item.date in days))
