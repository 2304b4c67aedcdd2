"""A report as people read it: the team by period, then each account and desk over the whole of it. Nobody by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.report import By, Cover, Figures, Period, Report
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.html import Box, Grid, Remarks, Sheet, page
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import told_apart

PERIODS: Final[Mapping[By, str]] = {
    By.WEEK: N_("Week"),
    By.MONTH: N_("Month"),
    By.QUARTER: N_("Quarter"),
    By.YEAR: N_("Year"),
}
"""What the periods of a report are called."""
_UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the headings of its columns, and its rows, each with its name in front."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report, ready to be drawn. Everything in it is one-line text without control characters."""

    language: str
    title: str
    summary: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def report_view(report: Report, team: Team, language: Language) -> ReportView:
    """The view of a report."""
    drawing = _Drawing(report, team, language)
    return ReportView(language.code, drawing.title(), drawing.summary(), drawing.tables(), drawing.notes())


def report_page(view: ReportView) -> bytes:
    """The report as a page of HTML."""
    parts: list[Grid | Remarks] = [Remarks("", tuple((text, ()) for text in view.summary))]
    for table in view.tables:
        rows = tuple((name, tuple(Box((text,)) for text in cells)) for name, cells in table.rows)
        parts.append(Grid(table.caption, tuple(Box((text,)) for text in table.columns), rows))
    parts.append(Remarks("", tuple((text, ()) for text in view.notes)))
    return page(view.language, view.title, [Sheet(view.title, tuple(parts))])


@dataclass(frozen=True)
class _Drawing:
    """One report being drawn."""

    report: Report
    team: Team
    language: Language

    def title(self) -> str:
        first, last = self.report.first, self.report.last
        _ = self.language.gettext
        if first == last:
            return _("{team}: {period}", team=clean(self.team.name), period=self.language.week(first))
        return _("{team}: weeks {first} to {last}", team=clean(self.team.name), first=str(first), last=str(last))

    # -- sentences on the whole

    def summary(self) -> tuple[str, ...]:
        """What the whole of it came to; what really happened, where that is known, after what was planned."""
        planned, realised = self.report.total.planned, self.report.total.realised
        told = [] if planned is None else list(self._sentences(planned))
        if realised is not None:
            weeks = self.language.ngettext(
                "As it really went, in {n} week:", "As it really went, in {n} weeks:", len(realised.weeks)
            )
            told += [weeks, *self._sentences(realised)]
        return tuple(told)

    def _sentences(self, figures: Figures) -> tuple[str, ...]:
        _, hours = self.language.gettext, self.language.duration
        told = [
            _(
                "{coverage} of what is asked is covered; {continuity} of that survives the loss of any one person.",
                coverage=self._share(figures.cover.coverage),
                continuity=self._share(figures.cover.continuity),
            )
        ]
        if figures.n_2 is not None:
            told.append(
                _("{share} of it survives the loss of any two on the same day.", share=self._share(figures.n_2))
            )
        told += self._quiet(figures)
        made, contract = hours(figures.made), hours(figures.target)
        told.append(_("Hours made: {made}, of {contract} by contract.", made=made, contract=contract))
        told.append(_("Free of duties: {duration}.", duration=hours(figures.free)))
        if figures.seconded:
            told.append(_("Lent to other teams: {duration}.", duration=hours(figures.seconded)))
        if figures.learning_planned:
            held, planned = hours(figures.learning_held), hours(figures.learning_planned)
            told.append(_("Learning time held: {held}, of {planned} planned.", held=held, planned=planned))
        if figures.custom:
            standard, custom = hours(figures.standard), hours(figures.custom)
            told.append(_("Standard work: {standard}; custom work: {custom}.", standard=standard, custom=custom))
        return (*told, *self._events(figures))

    def _events(self, figures: Figures) -> tuple[str, ...]:
        """Leave, requests for support and changes, where there were any."""
        _, told = self.language.gettext, []
        granted, refused, waiting = figures.leave_granted, figures.leave_refused, figures.leave_open
        if granted or refused or waiting:
            text = _(
                "Leave wishes: {granted} granted, {refused} refused, {open} open.",
                granted=granted,
                refused=refused,
                open=waiting,
            )
            told.append(text)
        if figures.support_asked:
            text = self.language.ngettext(
                "{n} request for acute support; {met} could be met without loss.",
                "{n} requests for acute support; {met} could be met without loss.",
                figures.support_asked,
                met=figures.support_met,
            )
            told.append(text)
        changed = sum(figures.changes.values())
        if changed:
            text = self.language.ngettext(
                "{n} daypart changed after publication.", "{n} dayparts changed after publication.", changed
            )
            told.append(text)
        if any(notice is not None for notice in figures.changes):
            text = _(
                "By notice: 28 days ahead or more: {ahead}; 4 days or more: {weeks}; less than 4 days: {days}; "
                "on the day itself: {today}.",
                ahead=figures.changes.get(Notice.AHEAD, 0),
                weeks=figures.changes.get(Notice.WITHIN_28_DAYS, 0),
                days=figures.changes.get(Notice.WITHIN_4_DAYS, 0),
                today=figures.changes.get(Notice.SAME_DAY, 0),
            )
            told.append(text)
        return tuple(told)

    def _quiet(self, figures: Figures) -> tuple[str, ...]:
        if figures.quietest is None:
            return ()
        _ = self.language.gettext
        weekday, part = figures.quietest
        day = self.language.weekday(weekday)
        people = self.language.number(figures.fewest or 0)
        if part is Daypart.AM:
            return (_("Quietest: {day} morning, with {people} at work on average.", day=day, people=people),)
        return (_("Quietest: {day} afternoon, with {people} at work on average.", day=day, people=people),)

    # -- tables

    def tables(self) -> tuple[Table, ...]:
        _ = self.language.gettext
        by_period = Table(
            _(PERIODS[self.report.by]),
            (*self._columns(), _("Hours"), _("Contract"), _("Free")),
            tuple(self._rows(self.report.periods, self._period)),
        )
        return by_period, *self._duties()

    def _columns(self) -> tuple[str, ...]:
        _ = self.language.gettext
        return _("Covered"), _("Continuity"), _("Stand-in"), _("Incidental")

    def _period(self, figures: Figures) -> tuple[str, ...]:
        hours = self.language.hours
        cover, accounts = figures.cover, figures.accounts
        return (
            *map(self._share, (cover.coverage, cover.continuity, accounts.stand_in_share, accounts.incidental_share)),
            *map(hours, (figures.made, figures.target, figures.free)),
        )

    def _rows(
        self, periods: tuple[Period, ...], cells: Callable[[Figures], tuple[str, ...]]
    ) -> list[tuple[str, tuple[str, ...]]]:
        rows = []
        for period in periods:
            if period.planned is not None:
                rows.append((period.name, cells(period.planned)))
            if period.realised is not None:
                rows.append((self._went(), cells(period.realised)))
        return rows

    def _went(self) -> str:
        """The name of a row about what really happened, which stands below what was planned."""
        return self.language.gettext("as it went")

    def _duties(self) -> tuple[Table, ...]:
        _ = self.language.gettext
        columns = self._columns()
        accounts = [(id, False, name) for id, name in told_apart(self.team.accounts).items()]
        desks = [(id, True, name) for id, name in told_apart(self.team.desks).items()]
        tables = (
            Table(_("Account"), columns, self._covers(accounts)),
            Table(_("Desk"), columns[:2], self._covers(desks)),
        )
        return tuple(table for table in tables if table.rows)

    def _covers(self, duties: list[tuple[str, bool, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        rows = []
        total = self.report.total
        for id, is_desk, name in duties:
            for figures, label in ((total.planned, name), (total.realised, self._went())):
                if figures is not None and (id, is_desk) in figures.duties:
                    rows.append((label, self._cover(figures.duties[id, is_desk], is_desk)))
        return tuple(rows)

    def _cover(self, cover: Cover, is_desk: bool) -> tuple[str, ...]:
        shares = [cover.coverage, cover.continuity]
        if not is_desk:
            shares += [cover.stand_in_share, cover.incidental_share]
        return tuple(map(self._share, shares))

    def _share(self, share: float | None) -> str:
        return _UNKNOWN if share is None else self.language.percent(share)

    def notes(self) -> tuple[str, ...]:
        _ = self.language.gettext
        shares = _("Stand-in and incidental cover are shares of the time in which accounts are held.")
        if self.report.by is By.WEEK:
            return (shares,)
        return shares, _("A week belongs to the month, quarter and year in which its Thursday lies.")
