"""`secretariat leave request`, `approve`, `refuse`, `withdraw`, `decline` and `list`: leave in the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.leave import daypart, from_option, known_member, part_option, to_option
from secretariat_tui.cli.output import put_document, say, say_bullets, say_lines
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.errors import FALLS_SHORT
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Colour

if TYPE_CHECKING:
    from secretariat_tui.domain.records import LeaveRecord
    from secretariat_tui.services.requests import Asked, Requests

_number = click.argument("number", metavar="NUMBER", type=options.COUNTED)


@command("request", help=N_("Ask for leave, and see at once what it does."))
@click.argument("member", metavar="MEMBER")
@from_option
@to_option
@part_option
@option("--substitute", help=N_("Who is told that she stands in, by id."))
@options.time_limit_option
@with_database
def request(
    _: Session,
    source: Source,
    member: str,
    since: date,
    until: date | None,
    part: str | None,
    substitute: str | None,
    time_limit: float | None,
) -> int:
    """Exit 0, 4 for red."""
    from secretariat_tui.planner.limits import Limits

    leave = Leave(known_member(member, source.team), since, until or since, daypart(part), LeaveStatus.REQUESTED)
    told = None if substitute is None else known_member(substitute, source.team)
    limits = Limits(wall=time_limit)
    requests = _requests(source)
    found = stoppable(lambda stop: requests.request(source.team_id, leave, told, limits, stop), keeps=True)
    return _tell(source, found)


@command("approve", help=N_("Approve a request for leave; a red one needs a word why."))
@_number
@options.why_option
@options.time_limit_option
@with_database
def approve(_: Session, source: Source, number: int, why: str, time_limit: float | None) -> int:
    """Exit 0, 4 for red."""
    return _decide(source, number, LeaveStatus.APPROVED, why, time_limit)


@command("refuse", help=N_("Refuse a request for leave."))
@_number
@options.why_option
@options.time_limit_option
@with_database
def refuse(_: Session, source: Source, number: int, why: str, time_limit: float | None) -> int:
    """Exit 0."""
    _decide(source, number, LeaveStatus.REFUSED, why, time_limit)
    return 0


@command("withdraw", help=N_("Withdraw a request for leave, approved or not."))
@_number
@with_database
def withdraw(session: Session, source: Source, number: int) -> int:
    """Exit 0. What she gives back needs no light; of leave that was approved it would say that she is away anyway."""
    record = _requests(source).settle(source.team_id, number, LeaveStatus.WITHDRAWN)
    return _listed(session, source, [record])


@command("decline", help=N_("Say that the substitute of a leave declines; the leave itself stands."))
@_number
@with_database
def decline(session: Session, source: Source, number: int) -> int:
    """Exit 0."""
    record = _requests(source).decline(source.team_id, number)
    return _listed(session, source, [record])


@command("list", help=N_("List requests for leave."))
@option("--status", type=click.Choice([status.value for status in LeaveStatus]), help=N_("Only those."))
@with_database
def list_(session: Session, source: Source, status: str | None) -> int:
    """Exit 0."""
    statuses = None if status is None else [LeaveStatus(status)]
    return _listed(session, source, _requests(source).all(source.team_id, statuses))


def _requests(source: Source) -> Requests:
    from secretariat_tui.services.requests import Requests

    return Requests(source.office)


def _decide(source: Source, number: int, status: LeaveStatus, why: str, time_limit: float | None) -> int:
    from secretariat_tui.planner.limits import Limits

    requests, limits = _requests(source), Limits(wall=time_limit)
    found = stoppable(lambda stop: requests.decide(source.team_id, number, status, why, limits, stop), keeps=True)
    return _tell(source, found)


def _tell(source: Source, found: Asked) -> int:
    session, team = source.session, found.problem.team
    teller = session.teller(team, session.today(team).year)
    if session.settings.json:
        from secretariat_tui.exchange.leave import light_document

        put_document(light_document(found.advice, found.problem, teller.say) | {"request": found.record.id})
    else:
        from secretariat_tui.presenters.leave_view import advice_lines, request_line

        say_lines([request_line(found.record, teller), *advice_lines(found.advice, teller)])
    return FALLS_SHORT if found.advice.light.colour is Colour.RED else 0


def _listed(session: Session, source: Source, chosen: Sequence[LeaveRecord]) -> int:
    if session.settings.json:
        from secretariat_tui.exchange.leave import requests_document

        put_document(requests_document(source.team_id, chosen))
    elif chosen:
        from secretariat_tui.presenters.leave_view import request_line

        named = {member for item in chosen for member in (item.leave.member, item.substitute) if member is not None}
        teller = source.teller_naming(named)
        say_bullets(request_line(record, teller) for record in chosen)
    else:
        say(session.language.gettext("There are no requests."))
    return 0
