"""Today as a lead sees it at twenty to eight: tables of people and duties, what to know, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from secretariat_tui.domain.calendar import MINUTES_OF_DAY, Span, clock
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.presence import Stretch
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.left import counts_on_who_left
from secretariat_tui.presenters.names import with_former
from secretariat_tui.presenters.order import in_order
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import short_names, shortage_notice
from secretariat_tui.presenters.view import Look
from secretariat_tui.services.morning import Basis, DutyToday, Morning, State, Whereabouts


@dataclass(frozen=True, slots=True)
class Opens:
    """What a line opens: a screen, with what is looked at there, or an act of the screen it stands on."""

    screen: str = ""
    act: str = ""
    member: str | None = None
    duty: str | None = None
    is_desk: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Something to know; a heading where it opens nothing."""

    text: str
    mark: str = ""
    look: Look = Look.PLAIN
    opens: Opens | None = None


@dataclass(frozen=True)
class TodayView:
    """The day, ready to be drawn. `empty` says what to do first, where there is no roster to tell of."""

    title: str
    banner: tuple[str, ...]
    people: Grid
    duties: Grid
    lines: tuple[Line, ...]
    empty: str = ""


def today_view(found: Morning, team: Team, language: Language, glyphs: Glyphs, *, may_write: bool = True) -> TodayView:
    """The view of a morning."""
    telling = _Telling(found, team, language, glyphs, may_write)
    return TodayView(
        telling.title(),
        tuple(telling.banner()),
        telling.people(),
        telling.duties(),
        tuple(telling.lines()),
        telling.empty(),
    )


def today_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs of the tables mean."""
    _ = language.gettext
    return (
        _("{mark} in the office", mark=glyphs.office),
        _("{mark} working from home", mark=glyphs.remote),
        _("{mark} away", mark=glyphs.away),
        _("{mark} stands in by agreement", mark=glyphs.backup),
        _("{mark} stands in incidentally", mark=glyphs.incidental),
        _("{mark} somebody is lacking", mark=glyphs.short),
        _("{mark} nobody is asked for then", mark=glyphs.free),
    )


class _Telling:
    """One morning being told."""

    def __init__(self, found: Morning, team: Team, language: Language, glyphs: Glyphs, may_write: bool) -> None:
        self.found = found
        self.team = team
        self.may_write = may_write
        self.language = language
        self.glyphs = glyphs
        self.seen = found.sheet.former
        self.teller = Teller(language, team, found.day.year, self.seen)
        self.short = short_names(with_former(team.members, self.seen.members))
        self.minute = found.at.hour * 60 + found.at.minute if found.is_today else 0

    def title(self) -> str:
        day = self.language.date(self.found.day)
        if not self.found.is_today:
            return day
        return self.language.gettext("{date}, {time}", date=day, time=self.found.at.strftime("%H:%M"))

    def banner(self) -> Iterator[str]:
        _, found = self.language.gettext, self.found
        if not found.is_today:
            today = self.teller.date(found.at.date())
            yield _("The team is closed on {date}: this is the next day on which it opens.", date=today)
        if found.basis is Basis.DRAFT:
            told = N_("This is the draft: nothing is published for this week yet. P publishes it.")
            yield _(told if self.may_write else N_("This is the draft: nothing is published for this week yet."))
        elif found.basis is Basis.NEWER_DRAFT:
            told = N_("This is what is published. The draft is newer: W shows it, P publishes it.")
            yield _(told if self.may_write else N_("This is what is published. The draft is newer: W shows it."))

    def empty(self) -> str:
        """The next step where there is nothing to show."""
        _ = self.language.gettext
        if not self.team.members:
            return _("Nobody is in this team yet. Press M to add the people, accounts and shifts.")
        if self.found.basis is not Basis.NOTHING:
            return ""
        week = self.language.week(self.found.sheet.asked.horizon.first)
        if not self.may_write:
            return _("{week}: there is no roster yet.", week=week)
        return _("{week}: there is no roster yet. Press p to plan it; it takes a minute at most.", week=week)

    # -- people

    def people(self) -> Grid:
        _ = self.language.gettext
        columns = (
            Column("where", (_("Where"),), 8, 18),
            Column("when", (_("When"),), 11, 14),
        )
        rows = (GridRow(item.member, self.short[item.member], self._person(item)) for item in self.found.people)
        return Grid(_("Who"), columns, tuple(rows))

    def _person(self, item: Whereabouts) -> tuple[GridCell, ...]:
        _, glyphs = self.language.gettext, self.glyphs
        if item.span is None or item.place is None:
            away = Part(_("away"), glyphs.away, Look.AWAY)
            return GridCell((Part(_("off"), "", Look.FREE) if item.state is State.OFF else away,)), GridCell()
        place, mark = (_("office"), glyphs.office) if item.place is Place.OFFICE else (_("home"), glyphs.remote)
        words = {State.BUSY: _("not available"), State.ELSEWHERE: _("seconded"), State.GONE: _("gone home")}
        is_here = not self.found.is_today or item.state in (State.IN, State.LATER)
        look = Look.FREE if not is_here else Look.OFFICE if item.place is Place.OFFICE else Look.REMOTE
        where = Part(place, mark, look) if is_here else Part(words[item.state], "", look)
        until = self.found.is_today and item.state in (State.IN, State.BUSY, State.ELSEWHERE)
        times = f"{clock(item.span.start)}-{clock(item.span.end)}"
        told = _("until {time}", time=clock(item.span.end)) if until else times
        return GridCell((where,)), GridCell((Part(told, "", look),))

    def _name(self, member: str) -> str:
        return self.teller.name(member, "member")

    # -- duties

    def duties(self) -> Grid:
        _, noon = self.language.gettext, self.team.noon
        columns = (
            Column("now", (_("Now") if self.found.is_today else _("Morning"),), 15, 30),
            Column("later", (_("This afternoon") if self.found.is_today else _("Afternoon"), _("Later")), 9, 30),
        )
        afternoon = Span(max(noon, self.minute), MINUTES_OF_DAY)
        rows = tuple(
            GridRow(
                item.id,
                self.teller.duty(item.id, item.is_desk),
                (self._now(item), self._cell(item, item.within(afternoon))),
                "desk" if item.is_desk else "account",
            )
            for item in self.found.duties
        )
        return Grid(_("Accounts"), columns, rows)

    def _now(self, item: DutyToday) -> GridCell:
        noon = self.team.noon
        if not self.found.is_today:
            return self._cell(item, item.within(Span(0, noon)))
        here = item.at(self.minute)
        if here is not None:
            return self._cell(item, (here,))
        coming = list(item.within(Span(self.minute, noon))) if self.minute < noon else []
        return self._cell(item, coming[:1], since=True)

    def _cell(self, item: DutyToday, told: Sequence[Stretch], *, since: bool = False) -> GridCell:
        """Who has it in these stretches, one after the other."""
        if not told:
            return GridCell((Part("", self.glyphs.free, Look.FREE),))
        members = list(dict.fromkeys(member for stretch in told for member in stretch.members))
        names = ", ".join(self.short[member] for member in members)
        marks = "".join(dict.fromkeys(self._mark(item, member) for member in members))
        look = Look.STAND_IN if marks else Look.PLAIN
        if any(stretch.is_short for stretch in told):
            names, marks, look = names or self.language.gettext("nobody"), marks + self.glyphs.short, Look.SHORT
        return GridCell((Part(f"{clock(told[0].span.start)} {names}" if since else names, marks, look),))

    def _mark(self, item: DutyToday, member: str) -> str:
        if item.is_desk:
            return ""
        role = self.seen.standing(item.id, member, self.found.day)[0]
        return {HolderRole.BACKUP: self.glyphs.backup, HolderRole.INCIDENTAL: self.glyphs.incidental}.get(role, "")

    # -- what to know, and to do

    def lines(self) -> Iterator[Line]:
        _ = self.language.gettext
        doing = [*self._left(), *self._absences(), *self._waiting(), *self._drafts()]
        if doing:
            yield Line(_("To do"))
            yield from doing
        if self.found.basis is not Basis.NOTHING:
            yield Line(_("Fragile today") if self.found.is_today else _("Fragile on this day"))
            yield from self._fragile()

    def _left(self) -> Iterator[Line]:
        for item in self.found.left:
            text = counts_on_who_left(item, self.teller)
            yield Line(text, self.glyphs.short, Look.SHORT, Opens("week", member=item.member, day=item.since))

    def _absences(self) -> Iterator[Line]:
        _, found = self.language.gettext, self.found
        mend = N_("{member} is away until {date}, and the roster still counts on her: m repairs it.")
        look = N_("{member} is away until {date}, and the roster still counts on her.")
        for record in found.unmended:
            text = _(
                mend if self.may_write else look,
                member=self._name(record.absence.member),
                date=self.teller.date(record.absence.end),
            )
            yield Line(text, self.glyphs.short, Look.SHORT, Opens(act="mend", member=record.absence.member))
        for record in found.long:
            text = _(
                "{member} has been away since {date}: plan without her from now on?",
                member=self._name(record.absence.member),
                date=self.teller.date(record.absence.start),
            )
            yield Line(text, self.glyphs.unknown, Look.STAND_IN, Opens(act="long", member=record.absence.member))

    def _waiting(self) -> Iterator[Line]:
        if not self.found.waiting:
            return
        text = self.language.ngettext(
            "{n} request for leave waits for an answer, of {members}.",
            "{n} requests for leave wait for an answer, of {members}.",
            len(self.found.waiting),
            members=self._listed(record.leave.member for record in self.found.waiting),
        )
        first = self.found.waiting[0].leave
        opens = Opens("leave", member=first.member, day=first.start)
        yield Line(text, self.glyphs.unknown, Look.STAND_IN, opens)

    def _drafts(self) -> Iterator[Line]:
        if not self.found.drafts:
            return
        weeks = self.language.listing(self.language.short_week(week) for week in self.found.drafts)
        text = self.language.gettext("Not published yet: {weeks}.", weeks=weeks)
        yield Line(text, self.glyphs.unproven, Look.STAND_IN, Opens("week", day=self.found.drafts[0].monday))

    def _fragile(self) -> Iterator[Line]:
        _, found, day = self.language.gettext, self.found, self.found.day
        for shortage in in_order(found.short, self.teller):
            opens = Opens("explain", duty=shortage.duty, is_desk=shortage.is_desk, day=day)
            yield Line(clean(shortage_notice(shortage, self.teller).text), self.glyphs.short, Look.SHORT, opens)
        unmended = {r.absence.member for r in found.unmended if r.absence.start <= day <= r.absence.end}
        missing = unmended | {item.member for item in found.left if item.since <= day}
        for item in found.hurt:
            told = fallout(item, self.teller)
            text = _(
                "Without {member} nobody has: {duties}.", member=told.member, duties=self.language.listing(told.lost)
            )
            mark, look = (self.glyphs.short, Look.SHORT) if item.member in missing else (self.glyphs.amber, Look.AMBER)
            yield Line(text, mark, look, Opens("explain", member=item.member, day=day))
        if missing:
            text = _("What else is fragile is known once the roster is repaired.")
            opens = Opens(act="mend") if unmended else Opens("week", day=day)
            yield Line(text, self.glyphs.unknown, Look.STAND_IN, opens)
        elif not found.short and not found.hurt:
            text = _("Nothing: whoever falls out, colleagues take over everything.")
            yield Line(text, self.glyphs.green, Look.GREEN, Opens("continuity"))

    def _listed(self, members: Iterable[str]) -> str:
        return self.language.listing(self.short[member] for member in dict.fromkeys(members))
