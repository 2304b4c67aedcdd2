"""`secretariat demo`: a team that comes with the program, planned and shown."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import say
from secretariat_tui.cli.planning import Wanted, plan_and_show
from secretariat_tui.cli.samples import samples
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType, week_from
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_


@command("demo", help=N_("Plan a team that comes with the program, and show the roster. Nothing is kept."))
@click.argument("name", metavar="[TEAM]", required=False)
@option("--list", "listed", is_flag=True, help=N_("List the teams."))
@option("--week", type=WeekType(), help=N_("The first week: 2026-W49, this, next or +2; next unless given."))
@options.weeks_option
@options.time_limit_option
@options.seed_option
@options.as_option
@options.out_option
@options.timing_option
@option("--tui", is_flag=True, help=N_("Open the screens on it; this week unless another is given."))
@option("--tour", is_flag=True, help=N_("Open the screens and be shown around: the morning in two minutes."))
@options.ascii_option
def demo(
    session: Session,
    name: str | None,
    listed: bool,
    week: WeekOrOffset | None,
    weeks: int,
    time_limit: float | None,
    seed: int,
    form: str | None,
    out: Path | None,
    timing: bool,
    tui: bool,
    tour: bool,
    plain: bool,
) -> int:
    """As `solve`, for a team of `data/`; the first one unless named."""
    known = samples()
    if listed:
        say("\n".join(known))
        return 0
    team = session.services.read_team(_chosen(name, known))
    today = session.today(team)
    # The screens open on a working day: in a weekend that is next week's Monday.
    morning = tui and today.weekday() <= max(team.open_days)
    first = week_from((0 if morning else 1) if week is None else week, today)
    wanted = Wanted(time_limit, seed, form, out, timing)
    if tui or tour:
        from secretariat_tui.cli.screens import open_demo

        return open_demo(team, first, weeks, wanted, session, plain, tour)
    problem = session.services.pose(team, first, weeks, (), today)
    return plan_and_show(problem, wanted, session)


def _chosen(name: str | None, known: dict[str, Path]) -> Path:
    if name is None and known:
        return next(iter(known.values()))
    if name in known:
        return known[name]
    near = get_close_matches(name or "", known, n=1)
    raise BadInput(
        [
            fault(
                "unknown-team",
                N_('No team "{name}" comes with the program.'),
                hint=N_('"secretariat demo --list" lists them.'),
                nearest=near[0] if near else None,
                name=(name or "")[:100],
            )
        ]
    )
