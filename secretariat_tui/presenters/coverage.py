"""The coverage strip: every account and desk by daypart with its holder, and the continuity of each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.report import share
from secretariat_tui.domain.roster import Duty, HolderRole
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import EMPTY, Cells, Column, Grid, GridCell, GridRow, Part, merged
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.natural import natural
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import lacks, short_names
from secretariat_tui.presenters.view import Look
from secretariat_tui.presenters.week_grid import UNPLANNED, WeekSheet, week_columns

CONTINUITY = "continuity"
"""The id, and the kind, of the row with the continuity of each day."""


def coverage_grid(
    sheet: WeekSheet, plan: Plan | None, language: Language, glyphs: Glyphs, today: date | None = None
) -> Grid:
    """Accounts, desks and continuity, in the columns of the week grid, without the hours that only people have. What
    nobody asks for is left out."""
    found = week_columns(sheet, language, glyphs, today)
    columns = tuple(column if column.day is not None else replace(column, heads=("",)) for column in found)
    rows = list(_Coverage(sheet, language, glyphs).rows(columns))
    if plan is not None and plan.continuity is not None and rows:
        rows.insert(0, _continuity(sheet.problem, plan, columns, language))
    return Grid(language.gettext("Coverage"), columns, tuple(rows))


def duty_story(sheet: WeekSheet, duty: str, is_desk: bool, day: date, language: Language) -> tuple[str, ...]:
    """Who has an account or a desk on a day, in words, a line for each."""
    _ = language.gettext
    teller = Teller(language, sheet.problem.team, day.year)
    told = [f"{teller.duty(duty, is_desk)}, {teller.date(day)}"]
    roles = {HolderRole.BACKUP: _("stands in by agreement"), HolderRole.INCIDENTAL: _("stands in incidentally")}
    for held in sheet.roster.duties:
        if (held.duty, held.is_desk, held.date) == (duty, is_desk, day):
            text = f"{teller.name(held.member, 'member')} {language.span(held.span)}"
            role = roles.get(held.role) if held.role is not None else None
            told.append(f"{text}, {role}" if role else text)
    if len(told) == 1:
        asked = any((demand.duty, demand.is_desk) == (duty, is_desk) for demand in sheet.problem.demands(day))
        if not asked:
            told.append(_("Nobody is asked for."))
        else:
            told.append(_("nobody") if sheet.is_planned(day) else _("Not planned."))
    return tuple(told)


class _Coverage:
    def __init__(self, sheet: WeekSheet, language: Language, glyphs: Glyphs) -> None:
        self.sheet = sheet
        self.problem = sheet.problem
        self.glyphs = glyphs
        self.nobody = language.gettext("nobody")
        self.short = short_names(sheet.problem.team.members)
        self.marks = {HolderRole.BACKUP: glyphs.backup, HolderRole.INCIDENTAL: glyphs.incidental}
        self.held: dict[tuple[str, bool, date], list[Duty]] = defaultdict(list)
        for duty in sheet.roster.duties:
            self.held[duty.duty, duty.is_desk, duty.date].append(duty)
        self.asked: dict[tuple[str, bool, date], list[Demand]] = defaultdict(list)
        for day in sheet.problem.open_dates:
            for demand in sheet.problem.demands(day):
                self.asked[demand.duty, demand.is_desk, day].append(demand)

    def rows(self, columns: tuple[Column, ...]) -> Iterator[GridRow]:
        team = self.problem.team
        named = [(account.id, False, account.name) for account in team.accounts]
        named += [(desk.id, True, desk.name) for desk in team.desks]
        told = {key[:2] for key in (*self.asked, *self.held)}
        for id, is_desk, name in named:
            if (id, is_desk) in told:
                cells = Cells(len(columns), partial(self._cell, id, is_desk, columns))
                yield GridRow(id, clean(name), cells, "desk" if is_desk else "account")

    def _cell(self, id: str, is_desk: bool, columns: Sequence[Column], at: int) -> GridCell:
        day = columns[at].day
        if day is None:
            return EMPTY
        asked, held = self.asked.get((id, is_desk, day), []), self.held.get((id, is_desk, day), [])
        if not asked and not held:
            return EMPTY
        if not self.sheet.is_planned(day):
            return GridCell((Part(UNPLANNED, "", Look.FREE),))
        parts = [self._half(part, asked, held) for part in DAYPARTS]
        return GridCell(merged(parts))

    def _half(self, part: Daypart, asked: list[Demand], held: list[Duty]) -> Part:
        half = self.problem.team.half(part)
        wanted = [(span, demand.people) for demand in asked if (span := demand.span.intersection(half)) is not None]
        holders = sorted(
            (duty for duty in held if duty.span.overlaps(half)),
            key=lambda duty: (duty.span, natural(self._name(duty.member)), duty.member),
        )
        names = list(dict.fromkeys(self._name(duty.member) for duty in holders))
        marks = "".join(dict.fromkeys(self.marks[d.role] for d in holders if d.role in self.marks))
        if any(lacks(span, people, holders) for span, people in wanted):
            return Part(", ".join(names) or self.nobody, marks + self.glyphs.short, Look.SHORT)
        return Part(", ".join(names), marks, Look.STAND_IN if marks else Look.PLAIN)

    def _name(self, member: str) -> str:
        return self.short.get(member, clean(member))


def _continuity(problem: Problem, plan: Plan, columns: tuple[Column, ...], language: Language) -> GridRow:
    """The continuity of each day: the share that somebody would still have when any one person fell out."""
    held: dict[date, int] = defaultdict(int)
    lost: dict[date, int] = defaultdict(int)
    for duty in plan.roster.duties:
        held[duty.date] += problem.minutes(duty.date, duty.span)
    for item in plan.contingency:
        lost[item.date] += item.loss

    def cell(at: int) -> GridCell:
        day = columns[at].day
        if day is None or not problem.is_open(day):
            return EMPTY
        kept = share(held[day] - lost[day], held[day])
        text = language.percent(1.0 if kept is None else kept)
        return GridCell((Part(text, "", Look.STAND_IN if lost[day] else Look.PLAIN),))

    return GridRow(CONTINUITY, language.gettext("Continuity"), Cells(len(columns), cell), CONTINUITY)
