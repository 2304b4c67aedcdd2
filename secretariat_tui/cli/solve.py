"""`secretariat solve`: from a team file to a roster, without a database."""

from __future__ import annotations

from pathlib import Path

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command
from secretariat_tui.cli.planning import Wanted, plan_and_show
from secretariat_tui.cli.reading import history_of, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.weeks import WeekOrOffset, week_from
from secretariat_tui.domain.finding import N_


@command(
    "solve", help=N_("Plan some weeks straight from a team file or a folder of tables (.csv), without a database.")
)
@options.team_file_argument
@options.week_option
@options.weeks_option
@options.history_option
@options.time_limit_option
@options.effort_option
@options.seed_option
@options.as_option
@options.out_option
@options.timing_option
@options.explain_option
def solve(
    session: Session,
    team_file: Path,
    week: WeekOrOffset,
    weeks: int,
    history: tuple[Path, ...],
    time_limit: float | None,
    effort: int,
    seed: int,
    form: str | None,
    out: Path | None,
    timing: bool,
    explain: bool,
) -> int:
    """Exit 0, or 4 with shortages, or 5 when it is impossible."""
    team = read_team(session, team_file)
    today = session.today(team)
    problem = session.services.pose(team, week_from(week, today), weeks, history_of(history, team), today)
    return plan_and_show(problem, Wanted(time_limit, seed, form, out, timing, explain, effort), session)
