"""`secretariat capacity` and `secretariat propose`: what a team can spare, what it lacks, whose pattern might move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.options import Number, Whole
from secretariat_tui.cli.output import put_document, say_lines
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session, in_words
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.cli.subject import Given, Subject, subject_options
from secretariat_tui.domain.calendar import DAYPARTS, WEEKDAYS, Daypart, Span, parse_clock
from secretariat_tui.domain.capacity import Cell, Gathering, Lending, Request, Verdict
from secretariat_tui.domain.errors import FALLS_SHORT
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.shift import Place

if TYPE_CHECKING:
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.exchange.documents import Document

T = TypeVar("T")

_SECONDS = 60.0
"""The time limit unless another is given: these questions take many searches."""

capacity = Group(
    (
        Entry("free", f"{__name__}:free", N_("Who can be lent, and when.")),
        Entry("request", f"{__name__}:request", N_("Who can answer an acute request.")),
        Entry("secondment", f"{__name__}:secondment", N_("What lending somebody would cost.")),
        Entry("meeting", f"{__name__}:meeting", N_("When to meet with cover kept.")),
        Entry("formation", f"{__name__}:formation", N_("How many hours could go, and how many are missing.")),
    ),
    name="capacity",
    help=N_("Tell what the team can spare, and what it lacks; solved, not counted."),
)

propose = Group(
    (Entry("pattern", f"{__name__}:pattern", N_("Whose free dayparts might move.")),),
    name="propose",
    help=N_("Propose other work patterns; nothing is changed."),
)


class _Matched(click.ParamType[Any]):
    """A value of a form that a pattern describes, made by a function."""

    def __init__(self, name: str, form: str, make: Callable[[re.Match[str]], Any]) -> None:
        self.name = name
        self._form = form
        self._make = make

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return self.name

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        match = re.fullmatch(self._form, str(value).strip().lower(), re.ASCII)
        try:
            if match is not None:
                return self._make(match)
        except ValueError:
            match = None
        told = N_('"{value}" is not understood: write {form}.')
        return self.fail(in_words(ctx, told, value=str(value)[:40], form=self.name), param, ctx)


def _parts(word: str | None) -> tuple[Daypart, ...]:
    return DAYPARTS if word is None else (Daypart(word),)


def _between(start: str, end: str) -> Span:
    """Raises ValueError for times that are none, or the wrong way around."""
    found = Span(parse_clock(start), parse_clock(end))
    if found.start >= found.end:
        raise ValueError(found)
    return found


_DAYPARTS = _Matched(
    "2026-12-02, 2026-12-02-am, 2026-12-02-pm",
    r"(\d{4}-\d{2}-\d{2})(?:-(am|pm))?",
    lambda m: tuple((date.fromisoformat(m[1]), part) for part in _parts(m[2])),
)
_CELLS = _Matched(
    "wed, wed-am, wed-pm",
    rf"({'|'.join(WEEKDAYS)})(?:-(am|pm))?",
    lambda m: tuple((WEEKDAYS.index(m[1]), part) for part in _parts(m[2])),
)
_BETWEEN = _Matched("09:00-17:00", r"(\d{2}:\d{2})-(\d{2}:\d{2})", lambda m: _between(m[1], m[2]))
_place = option("--place", type=click.Choice([place.value for place in Place]), help=N_("Where they work then."))
_requires = option("--requires", multiple=True, help=N_("A qualification that is needed; may be given more than once."))


@command("free", help=N_("Tell who can be lent, on which dayparts, with cover and continuity as they are."))
@subject_options
@option("--member", "members", multiple=True, help=N_("Only these members, by id."))
def free(session: Session, members: tuple[str, ...], **given: Any) -> int:
    """Exit 0, or 5 where the weeks cannot be planned."""
    subject = _subject(session, given, members)
    services, problem = session.services.capacity, subject.problem

    def ask(roster: Roster) -> int:
        from secretariat_tui.exchange.capacity import free_document
        from secretariat_tui.presenters.capacity import free_lines

        found = _counted(subject, services.free_capacity, problem, roster, members or None)
        return _tell(subject, free_document(found, problem.team, problem.weeks), free_lines(found, subject.teller))

    return _answer(subject, ask)


@command("request", help=N_("Rank who can help another team on some dayparts, with the effect on continuity."))
@subject_options
@option("--on", "when", type=_DAYPARTS, multiple=True, required=True, help=N_("A date, or half of it (-am, -pm)."))
@option("--people", type=Whole(1, 25), default=1, show_default=True, help=N_("How many people."))
@_place
@_requires
@option("--keep", is_flag=True, help=N_("In the database: keep that it was asked and answered, for the report."))
def request(
    session: Session, when: Any, people: int, place: str | None, requires: tuple[str, ...], keep: bool, **given: Any
) -> int:
    """Exit 0 when it can be done without cost, 4 when not or not known, or 5 where the weeks cannot be planned."""
    if keep and given["team_file"] is not None:
        raise click.UsageError(session.language.gettext("--keep is for the database."))
    subject = _subject(session, given, ())
    dayparts = tuple(sorted({cell for cells in when for cell in cells}))
    for day, _part in dayparts:
        subject.ensure_known(day=day)
    asked = Request(dayparts, people, None if place is None else Place(place), requires)
    services, problem = session.services.capacity, subject.problem

    def ask(roster: Roster) -> int:
        from secretariat_tui.exchange.capacity import request_document
        from secretariat_tui.presenters.capacity import request_lines

        found = _counted(subject, services.request, problem, roster, asked)
        if keep:
            from secretariat_tui.services.support import Support

            Support(session.office(given["db"])).keep(problem.team.id, asked, found)
        document = request_document(found, problem.team, problem.weeks, subject.teller.say)
        _tell(subject, document, request_lines(found, subject.teller))
        return 0 if found.verdict is Verdict.FREE else FALLS_SHORT

    return _answer(subject, ask)


@command("secondment", help=N_("Tell whether the team can spare somebody for a secondment, and what it would cost."))
@subject_options
@option("--member", "members", multiple=True, help=N_("Only these members, by id."))
@option("--from", "start", type=DateType(), help=N_("The first date; the first of the weeks unless given."))
@option("--to", "end", type=DateType(), help=N_("The last date; the last of the weeks unless given."))
@option("--days", "days", type=_CELLS, multiple=True, help=N_("A weekday, or half of it (-am, -pm)."))
@option("--hours", type=Number(0.5, 60), help=N_("Hours a week, on the dayparts that cost least."))
@_requires
def secondment(
    session: Session,
    members: tuple[str, ...],
    start: date | None,
    end: date | None,
    days: Any,
    hours: float | None,
    requires: tuple[str, ...],
    **given: Any,
) -> int:
    """Exit 0 when somebody can be spared, 4 when not or not known, or 5 where the weeks cannot be planned."""
    if bool(days) == (hours is not None):
        raise click.UsageError(session.language.gettext("Say how much: either --days or --hours."))
    subject = _subject(session, given, members)
    problem = subject.problem
    first, last = _dates(subject, start, end)
    cells: tuple[Cell, ...] = tuple(sorted({cell for each in days for cell in each}))
    everybody = tuple(member.id for member in problem.team.members)
    minutes = None if hours is None else round(hours * 60)
    asked = Lending(members or everybody, first, last, cells or None, minutes, requires)

    def ask(roster: Roster) -> int:
        from secretariat_tui.exchange.capacity import secondment_document
        from secretariat_tui.presenters.capacity import secondment_lines

        services = session.services.capacity
        found = _counted(subject, services.secondment, problem, roster, asked)
        document = secondment_document(found, problem.team, problem.weeks)
        _tell(subject, document, secondment_lines(found, subject.teller))
        return 0 if any(offer.verdict is Verdict.FREE for offer in found.offers) else FALLS_SHORT

    return _answer(subject, ask)


@command("meeting", help=N_("Find the moments at which most can meet and cover and continuity stay as they are."))
@subject_options
@option("--member", "members", multiple=True, help=N_("Who is invited, by id; everybody unless given."))
@option("--minutes", type=Whole(5, 720), required=True, help=N_("How long it takes."))
@option("--from", "start", type=DateType(), help=N_("The first date; the first of the weeks unless given."))
@option("--to", "end", type=DateType(), help=N_("The last date; the last of the weeks unless given."))
@option("--between", type=_BETWEEN, default="09:00-17:00", show_default=True, help=N_("Within these times."))
@_place
@option("--best", type=Whole(1, 50), default=3, show_default=True, help=N_("How many moments."))
def meeting(
    session: Session,
    members: tuple[str, ...],
    minutes: int,
    start: date | None,
    end: date | None,
    between: Span,
    place: str | None,
    best: int,
    **given: Any,
) -> int:
    """Exit 0, 4 where there is no such moment, or 5 where the weeks cannot be planned."""
    subject = _subject(session, given, members)
    problem = subject.problem
    first, last = _dates(subject, start, end)
    dates = tuple(day for day in problem.open_dates if first <= day <= last)
    asked = Gathering(minutes, dates, between, members or None, None if place is None else Place(place), best)

    def ask(roster: Roster) -> int:
        from secretariat_tui.exchange.capacity import meeting_document
        from secretariat_tui.presenters.capacity import meeting_lines

        services = session.services.capacity
        found = _counted(subject, services.gathering, problem, roster, asked)
        _tell(subject, meeting_document(found, problem.team, problem.weeks), meeting_lines(found, subject.teller))
        return 0 if found.moments else FALLS_SHORT

    return _answer(subject, ask)


@command("formation", help=N_("Tell how many contract hours could go, and how many are missing for full continuity."))
@subject_options
def formation(session: Session, **given: Any) -> int:
    """Exit 0, or 5 where the weeks cannot be planned."""
    subject = _subject(session, given, ())
    problem = subject.problem

    def ask(roster: Roster) -> int:
        from secretariat_tui.exchange.capacity import formation_document
        from secretariat_tui.presenters.capacity import formation_lines

        found = _counted(subject, session.services.capacity.formation, problem, roster)
        document = formation_document(found, problem.team, problem.weeks)
        return _tell(subject, document, formation_lines(found, subject.teller))

    return _answer(subject, ask)


@command("pattern", help=N_("Propose whose free dayparts might move for the best continuity and spread."))
@subject_options
@option("--members", "most", type=Whole(1, 25), default=2, show_default=True, help=N_("How many may move."))
def pattern(session: Session, most: int, **given: Any) -> int:
    """Exit 0, or 5 where the weeks cannot be planned. A roster that is given says only which weeks are meant."""
    subject = _subject(session, given, ())
    problem = subject.problem

    def ask() -> int:
        from secretariat_tui.exchange.capacity import proposal_document
        from secretariat_tui.presenters.capacity import proposal_lines

        found = _counted(subject, session.services.capacity.propose, problem, most)
        return _tell(
            subject, proposal_document(found, problem.team, problem.weeks), proposal_lines(found, subject.teller)
        )

    return subject.guarded(ask)


def _subject(session: Session, given: dict[str, Any], members: Iterable[str]) -> Subject:
    asked = Given(**given)
    subject = Subject(session, asked if asked.time_limit is not None else replace(asked, time_limit=_SECONDS))
    for member in members:
        subject.ensure_known(member=member)
    return subject


def _dates(subject: Subject, start: date | None, end: date | None) -> tuple[date, date]:
    """The first and last date that are meant; raises BadInput where one is outside the weeks."""
    horizon = subject.problem.horizon
    first, last = start or horizon.start, end or horizon.end
    for day in (first, last):
        subject.ensure_known(day=day)
    if last < first:
        raise click.UsageError(subject.session.language.gettext("The last date is before the first."))
    return first, last


def _answer(subject: Subject, ask: Callable[[Roster], int]) -> int:
    """Asks of the roster in the file, or of one that is best in the stages that count here."""
    if subject.given.file is not None:
        return subject.answer(ask)
    covered = subject.session.services.capacity.covered

    def planned() -> int:
        return ask(subject.work(lambda limits, tell, stop: covered(subject.problem, limits, tell, stop)))

    return subject.guarded(planned)


def _counted(subject: Subject, service: Callable[..., T], *asked: object) -> T:
    """What the service answers, with progress, a way to stop and what is left of the time."""
    line = CountLine(subject.session.teller(), N_("Questions answered: {done} of {all}"))
    limits = subject.limits()
    return stoppable(lambda stop: service(*asked, limits, line, stop), line)


def _tell(subject: Subject, document: Document, lines: Iterable[str]) -> int:
    """Tells the answer, and which rules of the team's own it keeps besides."""
    from secretariat_tui.presenters.capacity import own_rules_lines

    session = subject.session
    own = session.services.capacity.own_rules()
    if session.settings.json:
        put_document({**document, "own_rules": list(own)} if own else document)
    else:
        say_lines([*lines, *own_rules_lines(own, subject.teller)])
    return 0
