"""The roster grid: members by days with two dayparts a cell, and hours against contract at the end of each week.

Nothing here knows how wide a terminal is: cells are `Part`s that the widget fits. What a cell says in signs, `story`
says in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from rich.cells import cell_len

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Week
from secretariat_tui.domain.events import AssignmentPin, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import EMPTY, Cells, Column, Grid, GridCell, GridRow, Part, merged
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.leave_view import PARTS
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Look

UNPLANNED = "-"
"""What stands in cells of a week without a roster."""

_WISHES: Final = {
    True: N_("Her wish for {part} is granted."),
    False: N_("Her wish for {part} is not granted."),
    None: N_("She has a wish for {part}."),
}
_LEAST_DAY = 5
_MOST_DAY = 17


@dataclass(frozen=True)
class WeekSheet:
    """A roster with what is looked up in it for every cell. It may be of some of the weeks, or of none: a week that is
    not planned has cells too."""

    problem: Problem
    roster: Roster
    assignments: dict[tuple[str, date], list[Assignment]] = field(init=False)
    duties: dict[tuple[str, date], list[Duty]] = field(init=False)
    wishes: dict[str, list[Wish]] = field(init=False)
    pinned: frozenset[tuple[str, date]] = field(init=False)
    worked: frozenset[date] = field(init=False)

    def __post_init__(self) -> None:
        assignments: dict[tuple[str, date], list[Assignment]] = defaultdict(list)
        duties: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        wishes: dict[str, list[Wish]] = defaultdict(list)
        for assignment in self.roster.assignments:
            assignments[assignment.member, assignment.date].append(assignment)
        for duty in self.roster.duties:
            duties[duty.member, duty.date].append(duty)
        for wish in self.problem.team.wishes:
            wishes[wish.member].append(wish)
        object.__setattr__(self, "assignments", dict(assignments))
        object.__setattr__(self, "duties", dict(duties))
        object.__setattr__(self, "wishes", dict(wishes))
        pins = (pin for pin in self.problem.team.pins if isinstance(pin, AssignmentPin))
        object.__setattr__(self, "pinned", frozenset((pin.member, pin.date) for pin in pins))
        object.__setattr__(self, "worked", frozenset(assignment.date for assignment in self.roster.assignments))

    def is_planned(self, day: date) -> bool:
        """Whether the roster says anything of the week of a day."""
        return Week.of(day) in self.roster.weeks

    def days(self, week: Week) -> list[date]:
        """The days of a week that are shown: those on which the team opens, or somebody works."""
        return [day for day in week.days if day.weekday() in self.problem.team.open_days or day in self.worked]

    def works(self, member: str, day: date, part: Daypart) -> Assignment | None:
        """Her shift in a daypart."""
        half = self.problem.team.half(part)
        return next((a for a in self.assignments.get((member, day), ()) if a.span.overlaps(half)), None)

    def holds(self, member: str, day: date, part: Daypart) -> list[Duty]:
        """What she has in a daypart."""
        half = self.problem.team.half(part)
        return [duty for duty in self.duties.get((member, day), ()) if duty.span.overlaps(half)]

    def leave(self, member: str, day: date, part: Daypart, status: LeaveStatus = LeaveStatus.APPROVED) -> Leave | None:
        """Her leave in a daypart, approved unless said otherwise."""
        asked = (item for item in self.problem.team.leave if item.status is status)
        return next((item for item in asked if item.takes(member, day, part)), None)

    def wish(self, member: str, day: date, part: Daypart) -> tuple[Wish, bool | None] | None:
        """Her wish for a daypart, and whether the roster grants it, None where it does neither. One that is not granted
        comes first, one that there is nothing to say of last."""
        asked = [wish for wish in self.wishes.get(member, ()) if (day.weekday(), part) in wish.days]
        told = [(wish, self._granted(wish, day, part)) for wish in asked]
        return min(told, key=lambda pair: (False, True, None).index(pair[1]), default=None)

    def _granted(self, wish: Wish, day: date, part: Daypart) -> bool | None:
        """As the planner counts wishes: only dayparts on which she may work, and for one together both may; a shift or
        a place is wished for the whole date."""
        if not (self.is_planned(day) and self._may_work(wish.member, day, part)):
            return None
        works = self.works(wish.member, day, part) is not None
        if wish.kind is WishKind.OFF:
            return not works
        if wish.kind is WishKind.TOGETHER:
            other = self.works(wish.value, day, part) is not None
            return works and other if self._may_work(wish.value, day, part) else None
        hers = self.assignments.get((wish.member, day), ())
        if wish.kind is WishKind.SHIFT:
            return all(mine.shift == wish.value for mine in hers) if hers else None
        return all(mine.place == wish.value for mine in hers) if hers else None

    def _may_work(self, member: str, day: date, part: Daypart) -> bool:
        return part in self.problem.workable(self.problem.team.member[member], day)

    def made(self, member: Member, week: Week) -> int:
        """Paid and credited minutes of a week."""
        works = (item for day in week.days for item in self.assignments.get((member.id, day), ()))
        return self.problem.credit(member, week) + sum(self.problem.worked(item) for item in works)


def week_grid(sheet: WeekSheet, language: Language, glyphs: Glyphs, today: date | None = None) -> Grid:
    """Members by days of every week of the problem."""
    drawing, names = _Drawing(sheet, language, glyphs), told_apart(sheet.problem.team.members)
    columns = tuple(week_columns(sheet, language, glyphs, today))
    rows = tuple(
        GridRow(member.id, names[member.id], Cells(len(columns), partial(drawing.cell, member, columns)))
        for member in sheet.problem.team.members
    )
    return Grid(language.gettext("Member"), columns, rows)


def week_columns(sheet: WeekSheet, language: Language, glyphs: Glyphs, today: date | None = None) -> Iterator[Column]:
    """The days, and after those of each week its hours; the coverage strip has the same."""
    _ = language.gettext
    hours = _("Hours")
    for week in sheet.problem.weeks:
        group = _("Week {number}", number=week.number)
        for day in sheet.days(week):
            is_open = sheet.problem.is_open(day)
            mark, text = glyphs.today if day == today else "", language.short_date(day)
            yield Column(
                day.isoformat(),
                (mark + text, mark + text.rpartition(" ")[0], mark + str(day.day)),
                _LEAST_DAY,
                _MOST_DAY,
                group,
                "" if is_open else _("closed"),
                Look.TODAY if day == today else Look.PLAIN if is_open else Look.CLOSED,
                day,
            )
        yield Column(str(week), (hours,), max(cell_len(hours), 7), 9, group)


def story(sheet: WeekSheet, member: Member, day: date, language: Language) -> tuple[str, ...]:
    """A cell in words, a line for each thing that is known of it. Of an absence nothing is known but that it is one."""
    _ = language.gettext
    teller = Teller(language, sheet.problem.team, day.year)
    told = [f"{teller.name(member.id, 'member')}, {teller.date(day)}"]
    if not sheet.problem.is_open(day):
        told.append(_("The team is closed."))
    for assignment in sheet.assignments.get((member.id, day), ()):
        place = _("in the office") if assignment.place is Place.OFFICE else _("working from home")
        text = f"{teller.name(assignment.shift, 'shift')}, {language.span(assignment.span)}, {place}"
        told.append(f"{text}, {_('pinned')}" if (member.id, day) in sheet.pinned else text)
    if (member.id, day) in sheet.pinned and (member.id, day) not in sheet.assignments:
        told.append(f"{_('off')}, {_('pinned')}")
    roles = {HolderRole.BACKUP: _("stands in by agreement"), HolderRole.INCIDENTAL: _("stands in incidentally")}
    for duty in sheet.duties.get((member.id, day), ()):
        text = f"{teller.duty(duty.duty, duty.is_desk)} {language.span(duty.span)}"
        role = roles.get(duty.role) if duty.role is not None else None
        told.append(f"{text}, {role}" if role else text)
    for part in DAYPARTS:
        when = _(PARTS[part])
        if part in sheet.problem.away(member, day) & sheet.problem.pattern(member, day):
            told.append(_("Away in {part}.", part=when))
        if sheet.leave(member.id, day, part, LeaveStatus.REQUESTED):
            told.append(_("Leave is requested for {part}.", part=when))
        wished = sheet.wish(member.id, day, part)
        if wished is not None:
            told.append(_(_WISHES[wished[1]], part=when))
    if len(told) == 1:
        works = sheet.problem.pattern(member, day)
        if not works:
            told.append(_("Not a working day of hers."))
        else:
            told.append(_("off") if sheet.is_planned(day) else _("Not planned."))
    return tuple(told)


def legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs of the grid mean."""
    _ = language.gettext
    return (
        _("{mark} in the office", mark=glyphs.office),
        _("{mark} working from home", mark=glyphs.remote),
        _("{mark} stands in by agreement", mark=glyphs.backup),
        _("{mark} stands in incidentally", mark=glyphs.incidental),
        _("{mark} pinned", mark=glyphs.pin),
        _("{mark} wish granted", mark=glyphs.granted),
        _("{mark} wish not granted", mark=glyphs.wish),
        _("{mark} away", mark=glyphs.away),
        _("{mark} leave requested", mark=glyphs.unknown),
        _("{mark} not a working day of hers", mark=glyphs.free),
        _("{mark} not planned yet", mark=UNPLANNED),
        _("{mark} somebody is lacking, or hours do not come out", mark=glyphs.short),
    )


class _Drawing:
    """Cells of one sheet."""

    def __init__(self, sheet: WeekSheet, language: Language, glyphs: Glyphs) -> None:
        self.sheet = sheet
        self.problem = sheet.problem
        self.language = language
        self.glyphs = glyphs
        self.shifts = {shift.id: clean(shift.name) for shift in sheet.problem.team.shifts}
        _ = language.gettext
        self.leave, self.away, self.off = _("leave"), _("away"), _("off")
        self.learning, self.seconded = _("learning"), _("seconded")

    def cell(self, member: Member, columns: Sequence[Column], at: int) -> GridCell:
        column = columns[at]
        if column.day is None:
            return self._hours(member, Week.parse(column.id))
        day = column.day
        if not self.problem.is_open(day) and (member.id, day) not in self.sheet.assignments:
            return GridCell((Part("", self.glyphs.closed, Look.CLOSED),))
        return GridCell(merged([self._half(member, day, part) for part in DAYPARTS]))

    def _half(self, member: Member, day: date, part: Daypart) -> Part:
        glyphs, assignment = self.glyphs, self.sheet.works(member.id, day, part)
        due = self.problem.pattern(member, day)
        away = part in due and part in self.problem.away(member, day)
        wish = self._wish(member, day, part)
        pin = glyphs.pin if (member.id, day) in self.sheet.pinned else ""
        if self.sheet.leave(member.id, day, part, LeaveStatus.REQUESTED):
            wish += glyphs.unknown
        if assignment is None:
            if away:
                word = self.leave if self.sheet.leave(member.id, day, part) else self.away
                return Part(word, glyphs.away, Look.AWAY)
            if part not in due:
                return Part("", pin + wish or glyphs.free, Look.FREE)
            return Part(self.off if self.sheet.is_planned(day) else UNPLANNED, pin + wish, Look.FREE)
        mark, stands_in = self._stands_in(member, day, part)
        office = assignment.place is Place.OFFICE
        marks = (glyphs.office if office else glyphs.remote) + mark + pin + wish
        look = Look.SHORT if away else Look.STAND_IN if stands_in else Look.OFFICE if office else Look.REMOTE
        return Part(self._text(member, day, part, assignment), marks, look)

    def _text(self, member: Member, day: date, part: Daypart, assignment: Assignment) -> str:
        """The shift, but where she is elsewhere that says more."""
        half = self.problem.team.half(part)
        kinds = {block.kind for block in self.problem.blocks(member, day) if block.span.overlaps(half)}
        if BlockKind.SECONDMENT in kinds:
            return self.seconded
        if BlockKind.LEARNING in kinds:
            return self.learning
        return self.shifts.get(assignment.shift, clean(assignment.shift))

    def _stands_in(self, member: Member, day: date, part: Daypart) -> tuple[str, bool]:
        roles = {duty.role for duty in self.sheet.holds(member.id, day, part)}
        if HolderRole.INCIDENTAL in roles:
            return self.glyphs.incidental, True
        return (self.glyphs.backup, True) if HolderRole.BACKUP in roles else ("", False)

    def _wish(self, member: Member, day: date, part: Daypart) -> str:
        wished = self.sheet.wish(member.id, day, part) if member.id in self.sheet.wishes else None
        if wished is None or (wished[1] is None and self.sheet.is_planned(day)):
            return ""
        return self.glyphs.granted if wished[1] else self.glyphs.wish

    def _hours(self, member: Member, week: Week) -> GridCell:
        made, target = self.sheet.made(member, week), self.problem.target(member, week)
        if not self.sheet.is_planned(week.monday):
            return GridCell((Part(self.language.hours(target)),)) if target else EMPTY
        text = f"{self.language.hours(made)}/{self.language.hours(target)}"
        alike = made == target
        return GridCell((Part(text, "" if alike else self.glyphs.short, Look.PLAIN if alike else Look.SHORT),))
