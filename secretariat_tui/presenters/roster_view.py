"""A roster as people read it: members by days, who has what, what is lacking and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.calendar import DAYPARTS, Daypart, Span, Week
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.natural import natural
from secretariat_tui.presenters.order import in_order, member_order
from secretariat_tui.presenters.reasons import Teller, tell_finding
from secretariat_tui.presenters.stages import stage_sentences
from secretariat_tui.presenters.view import Cell, DayHead, Look, Notice, RosterView, Row, WeekView

_MARKS = {HolderRole.BACKUP: "*", HolderRole.INCIDENTAL: "**"}


def roster_view(problem: Problem, plan: Plan, language: Language) -> RosterView:
    """The view of a plan. Coverage is read from the roster itself, whatever the plan says of it."""
    teller = Teller(language, problem.team, problem.horizon.start.year)
    drawing = _Drawing(problem, plan, teller)
    falls = sorted(plan.contingency, key=lambda item: (item.date, member_order(item.member, teller)))
    return RosterView(
        language.code,
        clean(problem.team.name),
        tuple(drawing.week(week) for week in problem.weeks),
        drawing.legend(),
        stage_sentences(problem, plan, teller),
        tuple(shortage_notice(item, teller) for item in in_order(plan.shortages, teller)),
        tuple(fallout(item, teller) for item in falls),
        tuple(tell_finding(item, teller) for item in (*plan.alarms, *plan.findings)),
    )


def shortage_notice(shortage: Shortage, teller: Teller) -> Notice:
    """A shortage, why nobody can, and what would end it."""
    return Notice(
        shortage_text(shortage, teller),
        tuple(teller.say(blocker.reason) for blocker in shortage.why),
        tuple(teller.say(change.text) for change in shortage.relaxations),
    )


def shortage_text(shortage: Shortage, teller: Teller) -> str:
    """What falls short, in a sentence."""
    language = teller.language
    duty = teller.duty(shortage.duty, shortage.is_desk)
    day, span = teller.date(shortage.date), language.span(shortage.span)
    if shortage.is_desk:
        return language.ngettext(
            "{desk} is {n} person short on {date} from {span}.",
            "{desk} is {n} people short on {date} from {span}.",
            shortage.people,
            desk=duty,
            date=day,
            span=span,
        )
    return language.gettext("Nobody has {account} on {date} from {span}.", account=duty, date=day, span=span)


def short_names(members: Iterable[Member]) -> dict[str, str]:
    """The first word of each name; where that is not enough, with the initial of the last; else the whole name; of
    those who are called alike, the id."""
    names = {member.id: clean(member.name) for member in members}
    tried = {id: name.split(" ")[0] or name for id, name in names.items()}
    longer = {id: f"{tried[id]} {name.split(' ')[-1][:1]}." for id, name in names.items()}
    ids = {id: id for id in names}
    for better in (longer, names, ids):
        seen = list(tried.values())
        tried = {id: better[id] if seen.count(name) > 1 else name for id, name in tried.items()}
    return tried


class _Drawing:
    """One roster being drawn."""

    def __init__(self, problem: Problem, plan: Plan, teller: Teller) -> None:
        self.problem = problem
        self.roster = plan.roster
        self.teller = teller
        self.language = teller.language
        self.short = short_names(problem.team.members)
        self._ = teller.language.gettext

    def week(self, week: Week) -> WeekView:
        worked = {assignment.date for assignment in self.roster.assignments}
        days = [day for day in week.days if day.weekday() in self.problem.team.open_days or day in worked]
        team = self.problem.team
        return WeekView(
            self.language.week(week),
            tuple(self._head(day) for day in days),
            tuple(
                Row(
                    member.id,
                    self.teller.name(member.id, "member"),
                    tuple(self._cell(member, day) for day in days),
                    self._hours(member, week),
                )
                for member in team.members
            ),
            _asked(self._coverage(account.id, False, account.name, days) for account in team.accounts),
            _asked(self._coverage(desk.id, True, desk.name, days) for desk in team.desks),
        )

    def legend(self) -> tuple[str, ...]:
        """What the marks in the cells mean."""
        _ = self._
        return (
            _("{mark} in the office", mark=self._place(Place.OFFICE)),
            _("{mark} working from home", mark=self._place(Place.REMOTE)),
            _("* stands in by agreement, ** stands in incidentally"),
            _("= pinned"),
            _("! short of people"),
            _("- not a working day of hers"),
        )

    def _head(self, day: date) -> DayHead:
        if self.problem.is_open(day):
            return DayHead(day, self.language.short_date(day))
        return DayHead(day, self.language.short_date(day), self._("closed"))

    def _place(self, place: Place) -> str:
        return self._("O") if place is Place.OFFICE else self._("H")

    def _part(self, part: Daypart) -> str:
        return self._("am") if part is Daypart.AM else self._("pm")

    # -- members

    def _cell(self, member: Member, day: date) -> Cell:
        shifts = [a for a in self.roster.assignments if a.member == member.id and a.date == day]
        away = self._away(member, day)
        lines = away + [self._shift(assignment) for assignment in shifts] + self._elsewhere(member, day)
        if shifts:
            return Cell(tuple(lines), Look.OFFICE if shifts[0].place is Place.OFFICE else Look.REMOTE)
        if not self.problem.is_open(day):
            return Cell((), Look.CLOSED)
        if away:
            return Cell(tuple(lines), Look.AWAY)
        return Cell((self._("off") if self.problem.pattern(member, day) else "-",), Look.FREE)

    def _shift(self, assignment: Assignment) -> str:
        stands_in = [
            duty.role
            for duty in self.roster.duties
            if duty.member == assignment.member and duty.date == assignment.date and duty.role in _MARKS
        ]
        mark = "**" if HolderRole.INCIDENTAL in stands_in else "*" if stands_in else ""
        shift = self.teller.name(assignment.shift, "shift")
        return f"{shift} {self._place(assignment.place)}{mark}{'=' if assignment.pinned else ''}"

    def _away(self, member: Member, day: date) -> list[str]:
        """Leave and absence within her work pattern. Of an absence nothing is known but that it is one."""
        team, due = self.problem.team, self.problem.pattern(member, day)
        leave = [item for item in team.leave if item.status is LeaveStatus.APPROVED]
        words = {
            part: self._("leave") if any(item.takes(member.id, day, part) for item in leave) else self._("away")
            for part in DAYPARTS
            if part in due & self.problem.away(member, day)
        }
        if not self.problem.is_open(day):
            return []
        if set(words) == due and len(set(words.values())) == 1:
            return sorted(set(words.values()))
        return [f"{word} {self._part(part)}" for part, word in words.items()]

    def _elsewhere(self, member: Member, day: date) -> list[str]:
        kinds = {block.kind for block in self.problem.blocks(member, day)}
        words = {BlockKind.LEARNING: self._("learning"), BlockKind.SECONDMENT: self._("seconded")}
        return [word for kind, word in words.items() if kind in kinds]

    def _hours(self, member: Member, week: Week) -> Cell:
        problem = self.problem
        works = (item for item in self.roster.assignments if item.member == member.id and item.date in week.days)
        paid = sum(problem.worked(item) for item in works)
        made, target = paid + problem.credit(member, week), problem.target(member, week)
        text = f"{self.language.hours(made)}/{self.language.hours(target)}"
        return Cell((text,), Look.PLAIN if made == target else Look.SHORT)

    # -- accounts and desks

    def _coverage(self, duty: str, is_desk: bool, name: str, days: list[date]) -> Row:
        return Row(duty, clean(name), tuple(self._covered(duty, is_desk, day) for day in days))

    def _covered(self, duty: str, is_desk: bool, day: date) -> Cell:
        demands = [d for d in self.problem.demands(day) if d.duty == duty and d.is_desk == is_desk]
        held = [d for d in self.roster.duties if d.date == day and d.duty == duty and d.is_desk == is_desk]
        halves = {part: self._half(part, demands, held) for part in DAYPARTS}
        told = {part: text for part, text in halves.items() if text}
        if len(set(told.values())) == 1 and len(told) == len(DAYPARTS):
            lines = [told[Daypart.AM]]
        else:
            lines = [f"{self._part(part)} {text}" for part, text in told.items()]
        text = " ".join(lines)
        look = Look.SHORT if "!" in text else Look.STAND_IN if "*" in text else Look.PLAIN
        return Cell(tuple(lines), look if self.problem.is_open(day) else Look.CLOSED)

    def _half(self, part: Daypart, demands: list[Demand], held: list[Duty]) -> str:
        """Who has a duty in a daypart, in the order of the day, and whether anything is lacking."""
        half = self.problem.team.half(part)
        asked = [(span, demand.people) for demand in demands if (span := demand.span.intersection(half)) is not None]
        holders = sorted(
            (d for d in held if d.span.overlaps(half)), key=lambda d: (d.span, natural(self.short[d.member]))
        )
        names = list(dict.fromkeys(self.short[d.member] + (_MARKS.get(d.role, "") if d.role else "") for d in holders))
        lacking = any(lacks(span, people, holders) for span, people in asked)
        if not names:
            return self._("! nobody") if lacking else ""
        return ", ".join(names) + (" !" if lacking else "")


def _asked(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows with something in them: a duty that nobody asks for this week is not shown."""
    return tuple(row for row in rows if any(cell.lines for cell in row.cells))


def lacks(asked: Span, people: int, held: list[Duty]) -> bool:
    """Whether there is a moment in the span with fewer holders than asked for."""
    edges = {asked.start, asked.end}
    for duty in held:
        edges |= {edge for edge in (duty.span.start, duty.span.end) if asked.start < edge < asked.end}
    pieces = [Span(start, end) for start, end in pairwise(sorted(edges))]
    return any(sum(duty.span.covers(piece) for duty in held) < people for piece in pieces)
