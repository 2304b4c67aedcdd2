"""`secretariat leave`: the light of a request, the calendar of lights, and a round of wishes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import put_document, say, say_lines
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_team
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.cli.weeks import WeekOrOffset
from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.errors import FALLS_SHORT
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import ensure_known
from secretariat_tui.domain.leave_light import Colour, ensure_askable, judged_weeks
from secretariat_tui.domain.team import Team

_A_QUARTER = 13

_REQUESTS = "secretariat_tui.cli.leave_requests"

leave = Group(
    (
        Entry("request", f"{_REQUESTS}:request", N_("Ask for leave.")),
        Entry("approve", f"{_REQUESTS}:approve", N_("Approve a request.")),
        Entry("refuse", f"{_REQUESTS}:refuse", N_("Refuse a request.")),
        Entry("withdraw", f"{_REQUESTS}:withdraw", N_("Withdraw a request.")),
        Entry("decline", f"{_REQUESTS}:decline", N_("Say that a substitute declines.")),
        Entry("list", f"{_REQUESTS}:list_", N_("List requests.")),
        Entry("check", f"{__name__}:check", N_("Give the light of one request.")),
        Entry("calendar", f"{__name__}:calendar", N_("Give the light of everybody on every open daypart.")),
        Entry("round", f"{__name__}:round_", N_("Decide all requested leave together, fairly.")),
        Entry("import", "secretariat_tui.cli.importing:leave_import", N_("Take leave from a calendar or a table.")),
    ),
    name="leave",
    help=N_("Tell what leave does to cover and continuity, solved and not counted."),
)

from_option = option("--from", "since", type=DateType(), required=True, help=N_("The first date."))
to_option = option("--to", "until", type=DateType(), help=N_("The last date; the first unless given."))
part_option = option("--part", type=click.Choice([part.value for part in DAYPARTS]), help=N_("Only am or pm."))


def known_member(text: str, team: Team) -> str:
    """The id of a member of the team; raises BadInput for another."""
    ensure_known(team, member=text)
    return text


def daypart(text: str | None) -> Daypart | None:
    """The daypart of `--part`; None is the whole day."""
    return None if text is None else Daypart(text)


@command("check", help=N_("Give the light of one request: green, amber or red, and why."))
@with_team
@option("--member", required=True, help=N_("Who asks, by id."))
@from_option
@to_option
@part_option
@options.history_option
@options.time_limit_option
@options.seed_option
def check(
    session: Session,
    source: Source,
    member: str,
    since: date,
    until: date | None,
    part: str | None,
    history: tuple[Path, ...],
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0 for green and amber, 4 for red."""
    from secretariat_tui.planner.limits import Limits

    services, team = session.services, source.team
    asked = Leave(known_member(member, team), since, until or since, daypart(part), LeaveStatus.REQUESTED)
    ensure_askable(asked)
    horizon = judged_weeks(asked)
    problem = source.pose(horizon.first, horizon.weeks, history)
    limits = Limits(wall=time_limit, seed=seed)
    found = stoppable(lambda stop: services.advise(problem, asked, limits, stop))
    teller = session.teller(team, horizon.first.year)
    if session.settings.json:
        from secretariat_tui.exchange.leave import light_document

        put_document(light_document(found, problem, teller.say))
    else:
        from secretariat_tui.presenters.leave_view import advice_lines

        say_lines(advice_lines(found, teller))
    return FALLS_SHORT if found.light.colour is Colour.RED else 0


_quarter_option = option(
    "--weeks", type=options.Whole(1, 53), default=_A_QUARTER, show_default=True, help=N_("How many weeks.")
)


@command("calendar", help=N_("Give the light of everybody on every open daypart, week after week."))
@with_team
@options.week_option
@_quarter_option
@options.history_option
@options.time_limit_option
@options.seed_option
def calendar(
    session: Session,
    source: Source,
    week: WeekOrOffset,
    weeks: int,
    history: tuple[Path, ...],
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0."""
    from secretariat_tui.planner.limits import Limits

    services, team = session.services, source.team
    problem = source.pose(source.week(week), weeks, history)
    line = CountLine(session.teller(), N_("Lights: {done} of {all}"))
    every = len(problem.open_dates) * len(DAYPARTS) * len(team.members)
    done = 0

    def on_light(_: object) -> None:
        nonlocal done
        done += 1
        line(done, every)

    limits = Limits(wall=time_limit, seed=seed)
    found = stoppable(lambda stop: services.leave_calendar(problem, on_light, stop, limits), line)
    if session.settings.json:
        from secretariat_tui.exchange.leave import calendar_document

        put_document(calendar_document(found, problem))
    else:
        from secretariat_tui.cli.leave_drawing import drawn

        say(drawn(found, problem, session))
    return 0


@command("round", help=N_("Grant the largest fair set of the requested leave, and tell of the rest why not and when."))
@with_team
@options.week_option
@_quarter_option
@option("--keep", is_flag=True, help=N_("In the database: approve what is granted, refuse the rest, remember."))
@option("--memory", type=options.FILE, help=N_("The answer to an earlier round (JSON): who gave way is served first."))
@options.history_option
@options.time_limit_option
@options.seed_option
def round_(
    session: Session,
    source: Source,
    week: WeekOrOffset,
    weeks: int,
    keep: bool,
    memory: Path | None,
    history: tuple[Path, ...],
    time_limit: float | None,
    seed: int,
) -> int:
    """Exit 0."""
    from secretariat_tui.exchange.leave import read_memory, round_document
    from secretariat_tui.planner.limits import Limits

    limits = Limits(wall=time_limit, seed=seed)
    if source.is_file:
        if keep:
            raise click.UsageError(session.language.gettext("--keep is for the database."))
        problem = source.pose(source.week(week), weeks, history)
        gave_way = {} if memory is None else read_memory(memory, source.team)
        found = stoppable(lambda stop: session.services.leave_round(problem, gave_way, limits, stop))
    else:
        from secretariat_tui.services.requests import Requests

        source.ensure_history_fits(history)
        if memory is not None:
            text = N_("--memory goes with --team-file: the database remembers by itself.")
            raise click.UsageError(session.language.gettext(text))
        requests, first = Requests(source.office), source.week(week)
        problem, found = stoppable(
            lambda stop: requests.round(source.team_id, first, weeks, limits, stop, keep=keep), keeps=keep
        )
    if session.settings.json:
        put_document(round_document(found, problem))
    else:
        from secretariat_tui.presenters.leave_view import round_lines

        say_lines(round_lines(found, session.teller(source.team, problem.horizon.start.year)))
    return 0
