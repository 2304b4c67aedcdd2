"""`secretariat explain`: why nobody can, why her, and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType, MinuteType
from secretariat_tui.cli.output import put_document, say, say_lines
from secretariat_tui.cli.reading import history_of, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.subject import Given, Subject, subject_options
from secretariat_tui.domain.calendar import MINUTES_OF_DAY, Span
from secretariat_tui.domain.errors import FALLS_SHORT, BadInput, Impossible, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.shift import OFF, Place

if TYPE_CHECKING:
    from secretariat_tui.domain.events import Pin
    from secretariat_tui.domain.explanation import Difference, WhatIf
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.roster import Roster


explain = Group(
    (
        Entry("shortage", f"{__name__}:shortage", N_("Why nobody can, and what would end it.")),
        Entry("loss", "secretariat_tui.cli.explain_loss:loss", N_("Why nobody can take over when somebody falls out.")),
        Entry("member", f"{__name__}:member", N_("Why she works as she does, and what an alternative would cost.")),
        Entry("account", f"{__name__}:account", N_("Why she has the account, and what it would cost with another.")),
        Entry("diff", f"{__name__}:diff", N_("What changed between two rosters.")),
    ),
    name="explain",
    help=N_("Tell why nobody can, why her and why not me, and what changed."),
)


@command("shortage", help=N_("Tell of each shortage why nobody can, and which changes would end it, tried one by one."))
@subject_options
@option("--date", "day", type=DateType(), help=N_("Only the shortages of this date."))
@option("--account", help=N_("Only those of this account, by id."))
@option("--desk", help=N_("Only those of this desk, by id."))
def shortage(session: Session, day: date | None, account: str | None, desk: str | None, **given: Any) -> int:
    """Exit 4 with shortages, 0 where nothing that is asked about falls short."""
    from secretariat_tui.services.explaining import shortages

    subject = Subject(session, Given(**given))
    subject.ensure_known(day=day, account=account, desk=desk)
    wanted = {(id, is_desk) for id, is_desk in ((account, False), (desk, True)) if id is not None}

    def ask(roster: Roster) -> int:
        problem, teller = subject.problem, subject.teller
        meant = [
            item
            for item in shortages(problem, roster)
            if day in (None, item.date) and (not wanted or (item.duty, item.is_desk) in wanted)
        ]
        relax = session.services.relax
        found = subject.work(lambda *limits: relax(problem, roster, meant, *limits)) if meant else ()
        if session.settings.json:
            from secretariat_tui.exchange.explanation import shortages_document

            put_document(shortages_document(problem.team, problem.weeks, found, teller.say))
        elif not found:
            say(session.language.gettext("Nothing falls short."))
        else:
            from secretariat_tui.presenters.explanation import shortage_lines
            from secretariat_tui.presenters.order import shortage_order

            ordered = sorted(found, key=lambda item: shortage_order(item.shortage, teller))
            said = "\n\n".join("\n".join(shortage_lines(item, problem.team, teller)) for item in ordered)
            say_lines(said.splitlines())
        return FALLS_SHORT if found else 0

    return subject.answer(ask)


@command("member", help=N_("Tell why a member works as she does on a date, or what another shift or duty would cost."))
@click.argument("member", metavar="MEMBER")
@subject_options
@option("--date", "day", type=DateType(), required=True, help=N_("The date."))
@option("--shift", help=N_("What if she works this shift (an id, or off)?"))
@option("--place", type=click.Choice([place.value for place in Place]), help=N_("And where?"))
@option("--account", help=N_("What if she has this account, by id?"))
@option("--desk", help=N_("What if she mans this desk, by id?"))
@option("--from", "since", type=MinuteType(), help=N_("From when she has it; all of it unless given."))
@option("--to", "until", type=MinuteType(), help=N_("Until when she has it; all of it unless given."))
def member(
    session: Session,
    member: str,
    day: date,
    shift: str | None,
    place: str | None,
    account: str | None,
    desk: str | None,
    since: int | None,
    until: int | None,
    **given: Any,
) -> int:
    """Exit 0, or 5 where the alternative is impossible."""
    from secretariat_tui.domain.events import AssignmentPin
    from secretariat_tui.services.explaining import day_of

    span = Span(since or 0, MINUTES_OF_DAY if until is None else until)
    if place is not None and shift in (None, OFF):
        raise click.UsageError(session.language.gettext("--place says where --shift is worked: give both."))
    if span.start >= span.end:
        raise click.UsageError(session.language.gettext("--to must be after --from."))
    subject = Subject(session, Given(**given))
    subject.ensure_known(member=member, day=day, account=account, desk=desk, shift=None if shift == OFF else shift)
    pins: list[Pin] = []
    if shift is not None:
        where = None if place is None else Place(place)
        pins.append(AssignmentPin(member, day, None if shift == OFF else shift, where))
    for id, is_desk in ((account, False), (desk, True)):
        if id is not None:
            pins += _duty_pins(subject, member, day, id, is_desk, span)

    def ask(roster: Roster) -> int:
        problem, teller = subject.problem, subject.teller
        found = day_of(problem, roster, member, day)
        answer = _what_if(subject, roster, pins)
        if session.settings.json:
            from secretariat_tui.exchange.explanation import member_document

            put_document(member_document(problem.team, problem.weeks, found, answer, teller.say))
        else:
            from secretariat_tui.presenters.explanation import member_lines

            _say(member_lines(found, teller), subject, answer)
        return _exit_code(answer)

    return subject.answer(ask)


@command("account", help=N_("Tell who has an account on a date and why; with a member, what it would cost with her."))
@click.argument("account", metavar="ACCOUNT")
@subject_options
@option("--date", "day", type=DateType(), required=True, help=N_("The date."))
@option("--member", help=N_("What if this member has it, by id?"))
def account(session: Session, account: str, day: date, member: str | None, **given: Any) -> int:
    """Exit 0, or 5 where the alternative is impossible."""
    from secretariat_tui.services.explaining import holdings

    subject = Subject(session, Given(**given))
    subject.ensure_known(account=account, day=day, member=member)
    whole = Span(0, MINUTES_OF_DAY)
    pins = [] if member is None else _duty_pins(subject, member, day, account, False, whole)

    def ask(roster: Roster) -> int:
        problem, teller = subject.problem, subject.teller
        found = holdings(problem, roster, account, day)
        answer = _what_if(subject, roster, pins)
        if session.settings.json:
            from secretariat_tui.exchange.explanation import account_document

            put_document(
                account_document(problem.team, problem.weeks, account, day.isoformat(), found, answer, teller.say)
            )
        else:
            from secretariat_tui.presenters.explanation import account_lines

            is_asked = any(item.duty == account and not item.is_desk for item in problem.demands(day))
            text = N_("Nobody has {account} on {date}.") if is_asked else N_("{account} needs nobody on {date}.")
            nobody = session.language.gettext(text, account=teller.duty(account, False), date=teller.date(day))
            _say(account_lines(found, teller) if found else [nobody], subject, answer)
        return _exit_code(answer)

    return subject.answer(ask)


@command("diff", help=N_("Tell what changed from one roster to another of the same weeks."))
@click.argument("before", metavar="ROSTER1", type=options.FILE)
@click.argument("after", metavar="ROSTER2", type=options.FILE)
@options.roster_team_option
@options.one_history_option
def diff(session: Session, before: Path, after: Path, team_file: Path, history: tuple[Path, ...]) -> int:
    """Exit 0, whatever changed."""
    from secretariat_tui.exchange.roster_json import read_roster
    from secretariat_tui.services.explaining import compare

    team = read_team(session, team_file)
    one, other = read_roster(before, team), read_roster(after, team)
    if one.weeks != other.weeks:
        raise BadInput([fault("other-weeks", N_("These rosters are not of the same weeks."))])
    weeks = one.weeks
    problem = session.services.pose(team, weeks[0], len(weeks), history_of(history, team), session.today(team))
    return tell_difference(compare(problem, one, other), problem, session)


def tell_difference(found: Difference, problem: Problem, session: Session) -> int:
    """Tells what changed between two rosters, and gives the exit code."""
    team = problem.team
    if session.settings.json:
        from secretariat_tui.exchange.explanation import diff_document

        put_document(diff_document(team, problem.weeks, found))
    else:
        from secretariat_tui.presenters.explanation import difference_lines

        say_lines(difference_lines(found, session.teller(team, problem.horizon.start.year)))
    return 0


def _duty_pins(subject: Subject, member: str, day: date, duty: str, is_desk: bool, span: Span) -> Iterable[Pin]:
    from secretariat_tui.services.explaining import duty_pins

    pins = duty_pins(subject.problem, member, day, duty, is_desk, span)
    if not pins:
        template = (
            N_("{desk} is not asked for then on {date}.") if is_desk else N_("{account} needs nobody then on {date}.")
        )
        raise BadInput([fault("not-asked", template, **{"desk" if is_desk else "account": duty}, date=day)])
    return pins


def _what_if(subject: Subject, roster: Roster, pins: Iterable[Pin]) -> WhatIf | None:
    asked, what_if = list(pins), subject.session.services.what_if
    if not asked:
        return None
    return subject.work(lambda *limits: what_if(subject.problem, roster, asked, *limits))


def _say(lines: Iterable[str], subject: Subject, answer: WhatIf | None) -> None:
    def told() -> Iterator[str]:
        yield from lines
        if answer is not None:
            from secretariat_tui.presenters.explanation import what_if_lines

            yield ""
            yield from what_if_lines(answer, subject.teller)

    say_lines(told())


def _exit_code(answer: WhatIf | None) -> int:
    return Impossible.exit_code if answer is not None and answer.roster is None else 0
