"""A team as tables: who there is with the pattern of two weeks, what is supported, and what each rule means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from enum import StrEnum
from functools import partial
from typing import Final

from secretariat_tui.domain.account import Level, Work
from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Parity
from secretariat_tui.domain.finding import N_, Severity
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import QualityWeights, Team
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.rule_texts import MEANINGS
from secretariat_tui.presenters.stages import stage_or_term
from secretariat_tui.presenters.team_calendars import calendars_grid
from secretariat_tui.presenters.team_fields import days_text, windows_text
from secretariat_tui.presenters.text_grid import TextRow, text_grid
from secretariat_tui.presenters.view import Look

_WHOLE: Final = 60
WEIGHTS: Final = tuple(term.name for term in fields(QualityWeights))
"""The rules whose weight the team sets."""


class Section(StrEnum):
    """A part of the team."""

    MEMBERS = "members"
    ACCOUNTS = "accounts"
    DESKS = "desks"
    SHIFTS = "shifts"
    MEETINGS = "meetings"
    CLOSED = "closed"
    RULES = "rules"
    CALENDARS = "calendars"


SECTIONS: Final = {
    Section.MEMBERS: N_("Members"),
    Section.ACCOUNTS: N_("Accounts"),
    Section.DESKS: N_("Desks"),
    Section.SHIFTS: N_("Shifts"),
    Section.MEETINGS: N_("Meetings"),
    Section.CLOSED: N_("Closing days"),
    Section.RULES: N_("Rules"),
    Section.CALENDARS: N_("Calendars"),
}


def section_grid(
    section: Section, team: Team, language: Language, glyphs: Glyphs, choices: Mapping[str, CalendarChoice]
) -> Grid:
    """The table of a part of the team. Its columns are called after what they show. `choices` are what members want in
    their calendars."""
    drawing = _Tables(team, language, glyphs)
    tables: Mapping[Section, Callable[[], Grid]] = {
        Section.MEMBERS: drawing.members,
        Section.ACCOUNTS: drawing.accounts,
        Section.DESKS: drawing.desks,
        Section.SHIFTS: drawing.shifts,
        Section.MEETINGS: drawing.meetings,
        Section.CLOSED: drawing.closed,
        Section.RULES: drawing.rules,
        Section.CALENDARS: partial(calendars_grid, team, choices, language),
    }
    return tables[section]()


def day_of(column: str) -> tuple[bool, int] | None:
    """Whether a column of the strip is of the odd weeks, and its weekday; None for another column."""
    kind, _, number = column.partition("-")
    return (kind == "odd", int(number)) if kind in ("odd", "even") and number.isdecimal() else None


class _Tables:
    def __init__(self, team: Team, language: Language, glyphs: Glyphs) -> None:
        self.team = team
        self.language = language
        self.glyphs = glyphs
        self.teller = Teller(language, team)

    # -- members

    def members(self) -> Grid:
        """Members with the strip of their patterns."""
        _ = self.language.gettext
        before = self._columns({"grade": _("Grade"), "hours": _("Hours")})
        behind = self._columns(
            {
                "capacity": _("Carries"),
                "remote_days": _("Home"),
                "office_days": _("Office"),
                "shifts": _("Shifts"),
                "knows": _("Knows"),
                "qualifications": _("Qualifications"),
                "day_hours": _("Day"),
                "start": _("From"),
                "until": _("Until"),
            }
        )
        days = self._days()
        strip = [
            replace(self._day_column(odd, day), group=_("Odd weeks") if odd else _("Even weeks"))
            for odd in (False, True)
            for day in days
        ]
        rows = []
        for member in self.team.members:
            told = self._member(member)
            cells = [GridCell((Part(told[column.id]),)) for column in (*before, *behind)]
            dayparts = [self._day(member, odd, day) for odd in (False, True) for day in days]
            rows.append(GridRow(member.id, self.teller.name(member.id, "member"), (*cells[:2], *dayparts, *cells[2:])))
        columns = (
            *before,
            *strip,
            *(self._fitted(column, rows, 2 + len(strip) + n) for n, column in enumerate(behind)),
        )
        return Grid(_("Member"), columns, tuple(rows))

    def _columns(self, heads: dict[str, str]) -> list[Column]:
        return [Column(id, (head,), len(head), len(head)) for id, head in heads.items()]

    def _fitted(self, column: Column, rows: list[GridRow], at: int) -> Column:
        longest = max([column.least, *(len(row.cells[at].parts[0].text) for row in rows)])
        return replace(column, least=min(longest, 12), most=min(longest, 40))

    def _member(self, member: Member) -> dict[str, str]:
        _, number = self.language.gettext, self.language.number
        return {
            "grade": str(member.grade),
            "hours": number(member.hours),
            "capacity": str(member.capacity),
            "remote_days": str(member.remote_days),
            "office_days": str(member.office_days),
            "shifts": _("all") if member.shifts is None else self._names(member.shifts, "shift"),
            "knows": self._names(member.knows, "account"),
            "qualifications": ", ".join(held.id for held in member.qualifications),
            "day_hours": number(member.day_hours),
            "start": "" if member.start is None else member.start.isoformat(),
            "until": "" if member.until is None else member.until.isoformat(),
        }

    def _names(self, ids: tuple[str, ...], kind: str) -> str:
        return ", ".join(self.teller.name(id, kind) for id in ids)

    def _days(self) -> list[int]:
        """The weekdays of the strip: those that are open, and those that somebody has in her pattern."""
        worked = {day for m in self.team.members for cells in (m.pattern.even, m.pattern.odd) for day, _ in cells}
        return sorted(self.team.open_days | worked)

    def _day_column(self, odd: bool, day: int) -> Column:
        return Column(f"{'odd' if odd else 'even'}-{day}", (self.language.short_weekday(day),), 3, 3)

    def _day(self, member: Member, odd: bool, day: int) -> GridCell:
        cells = member.pattern.odd if odd else member.pattern.even
        parts = [
            Part(self.glyphs.heat[-1], "", Look.OFFICE)
            if (day, part) in cells
            else Part(self.glyphs.free, "", Look.FREE)
            for part in DAYPARTS
        ]
        return GridCell(tuple(parts))

    # -- what is supported, and when

    def accounts(self) -> Grid:
        """Accounts with their members, and when they are supported."""
        _ = self.language.gettext
        heads = {
            "primary": _("Own member"),
            "support": _("Supported"),
            "level": _("Level"),
            "priority": _("Priority"),
            "min_grade": _("Lowest grade"),
            "load": _("Load"),
            "work": _("Work"),
            "requires": _("Requires"),
        }
        rows = [
            (
                item.id,
                self.teller.name(item.id, "account"),
                _("nobody") if item.primary is None else self.teller.name(item.primary, "member"),
                windows_text(item.support, self.language),
                _("MT") if item.level is Level.MT else _("staff"),
                str(item.priority),
                "" if item.min_grade is None else str(item.min_grade),
                str(item.load),
                _("custom") if item.work is Work.CUSTOM else _("standard"),
                ", ".join(item.requires),
            )
            for item in self.team.accounts
        ]
        return self._grid(_("Account"), heads, rows)

    def desks(self) -> Grid:
        """Desks, and when they are open."""
        _ = self.language.gettext
        heads = {
            "people": _("People"),
            "window": _("Open"),
            "priority": _("Priority"),
            "load": _("Load"),
            "requires": _("Requires"),
        }
        rows = [
            (
                item.id,
                self.teller.name(item.id, "desk"),
                str(item.people),
                windows_text((item.window,), self.language),
                str(item.priority),
                str(item.load),
                ", ".join(item.requires),
            )
            for item in self.team.desks
        ]
        return self._grid(_("Desk"), heads, rows)

    def shifts(self) -> Grid:
        """Named working times."""
        _ = self.language.gettext
        heads = {"span": _("Time"), "break_minutes": _("Break"), "places": _("Places")}
        places = {Place.OFFICE: _("the office"), Place.REMOTE: _("home")}
        rows = [
            (
                item.id,
                self.teller.name(item.id, "shift"),
                self.language.span(item.span),
                str(item.break_minutes),
                ", ".join(places[place] for place in item.places),
            )
            for item in self.team.shifts
        ]
        return self._grid(_("Shift"), heads, rows)

    def meetings(self) -> Grid:
        """Fixed moments, and who is in them."""
        _ = self.language.gettext
        heads = {
            "span": _("Time"),
            "days": _("Days"),
            "weeks": _("Weeks"),
            "who": _("Who"),
            "interruptible": _("Interruptible"),
            "place": _("Place"),
        }
        weeks = {Parity.ALL: _("every week"), Parity.ODD: _("odd weeks"), Parity.EVEN: _("even weeks")}
        places = {None: _("anywhere"), Place.OFFICE: _("the office"), Place.REMOTE: _("home")}
        names = told_apart(self.team.meetings)
        rows = [
            (
                item.id,
                names[item.id],
                self.language.span(item.span),
                days_text(item.days, self.language),
                weeks[item.weeks],
                _("everybody") if item.who is None else self._names(item.who, "member"),
                _("yes") if item.interruptible else _("no"),
                places[item.place],
            )
            for item in self.team.meetings
        ]
        return self._grid(_("Meeting"), heads, rows)

    def closed(self) -> Grid:
        """Dates on which the team is closed, and holidays on which it is open."""
        _ = self.language.gettext
        days = [(day, _("closed")) for day in self.team.closed] + [(day, _("open")) for day in self.team.open_anyway]
        rows = [(day.isoformat(), day.isoformat(), self.language.date(day), told) for day, told in sorted(days)]
        return self._grid(_("Date"), {"day": _("Day"), "kind": _("Closed or open")}, rows)

    # -- rules

    def rules(self) -> Grid:
        """All rules, with what each means and, where the team sets it, its weight."""
        _ = self.language.gettext
        rows = []
        for rule in installed_rules():
            weight = str(getattr(self.team.weights, rule.id)) if rule.id in WEIGHTS else ""
            meaning = _(MEANINGS[rule.id]) if rule.id in MEANINGS else ""
            rows.append((rule.id, rule.id, self._kind(rule.id, rule.severity), weight, meaning))
        heads = {"kind": _("Kind"), "weight": _("Weight"), "meaning": _("What it means")}
        return self._grid(_("Rule"), heads, rows)

    def _kind(self, id: str, severity: Severity) -> str:
        if severity is Severity.HARD:
            return self.language.gettext("always kept")
        return stage_or_term(id, self.teller)

    def _grid(self, caption: str, heads: dict[str, str], rows: Sequence[tuple[str, ...]]) -> Grid:
        told = [TextRow(id, clean(name), tuple(map(clean, cells))) for id, name, *cells in rows]
        return text_grid(caption, tuple(heads.values()), told, tuple(heads))


def member_story(team: Team, id: str, language: Language) -> Iterator[str]:
    """A member in a few sentences: her hours, and whose account she has and may take over."""
    member, teller, _ = team.member[id], Teller(language, team), language.gettext
    made = [_pattern_minutes(member, odd) for odd in (False, True)]
    yield _(
        "{member} has a contract of {hours} a week; her pattern has {even} in even weeks and {odd} in odd ones.",
        member=teller.name(id, "member"),
        hours=language.duration(member.contract_minutes),
        even=language.duration(made[0]),
        odd=language.duration(made[1]),
    )
    own = [teller.name(item.id, "account") for item in team.accounts if item.primary == id]
    if own:
        yield _("Her own accounts: {accounts}.", accounts=language.listing(own))
    agreed = dict.fromkeys(teller.name(item.account, "account") for item in team.agreements if item.member == id)
    if agreed:
        yield _("She is backup of: {accounts}.", accounts=language.listing(agreed))


def _pattern_minutes(member: Member, odd: bool) -> int:
    cells = member.pattern.odd if odd else member.pattern.even
    return sum(member.daypart_minutes(Daypart(part)) for _, part in cells)


def row_story(grid: Grid, row: GridRow, chosen: str | None) -> Iterator[str]:
    """A row in full, however narrow its columns are: the chosen column first, then the others; the strip left out."""
    told = {
        column.id: f"{column.head(_WHOLE)}: {text}"
        for column, cell in zip(grid.columns, row.cells, strict=True)
        if day_of(column.id) is None and (text := " ".join(part.text for part in cell.parts))
    }
    if chosen in told:
        yield f"{row.name}. {told.pop(chosen)}"
    if told:
        yield "; ".join(told.values())
