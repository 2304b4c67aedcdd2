"""The roster that a question is about: one from a file, or the best for some weeks, planned first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import option
from secretariat_tui.cli.left import tell_of_left
from secretariat_tui.cli.planning import Wanted, planned, tell_impossible
from secretariat_tui.cli.progress import ProgressLine
from secretariat_tui.cli.reading import history_of, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType, week_from
from secretariat_tui.domain.errors import BadInput, Impossible, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.known import unknown_in
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.services.left import left_out

if TYPE_CHECKING:
    from secretariat_tui.planner.limits import Limits, Progress

T = TypeVar("T")

F = TypeVar("F", bound=Callable[..., Any])


def subject_options(function: F) -> F:
    """The options that say which roster; together they make a `Given`."""
    decorated: F = options.all_of(
        options.team_file_option,
        option(
            "--roster",
            "file",
            type=options.FILE,
            help=N_("The roster (JSON); else that of --week in the database, or what planning it gives."),
        ),
        option("--week", type=WeekType(), help=N_("The first week: 2026-W49, this, next or +2.")),
        options.weeks_option,
        options.db_option,
        options.team_option,
        options.history_option,
        options.time_limit_option,
        options.seed_option,
    )(function)
    return decorated


@dataclass(frozen=True)
class Given:
    """What those options came to. Its time runs from when it is made."""

    team_file: Path | None
    file: Path | None
    week: WeekOrOffset | None
    weeks: int
    db: str | None
    team: str | None
    history: tuple[Path, ...]
    time_limit: float | None
    seed: int
    begun: float = field(default_factory=time.monotonic)

    def left(self) -> float | None:
        """Seconds of the time limit that are left."""
        return None if self.time_limit is None else max(0.1, self.time_limit - (time.monotonic() - self.begun))


class Subject:
    """A problem, with its roster as far as it is known. Raises UsageError where it is not said which roster."""

    def __init__(self, session: Session, given: Given) -> None:
        if (given.file is None) == (given.week is None):
            raise click.UsageError(session.language.gettext("Say which roster: either --roster or --week."))
        if given.file is not None and given.team_file is None:
            raise click.UsageError(session.language.gettext("Say to which team it belongs: --team-file."))
        self.session = session
        self.given = given
        self.problem, self._roster = self._posed()
        self.teller = session.teller(self.problem.team, self.problem.horizon.start.year)

    def _posed(self) -> tuple[Problem, Roster | None]:
        services, given = self.session.services, self.given
        if given.team_file is None:
            return self._stored()
        team = read_team(self.session, given.team_file)
        before, today = history_of(given.history, team), self.session.today(team)
        if given.file is not None:
            from secretariat_tui.exchange.roster_json import read_roster

            read = read_roster(given.file, team)
            return services.pose(team, read.weeks[0], len(read.weeks), before, today), read
        first = week_from(given.week if given.week is not None else 0, today)
        return services.pose(team, first, given.weeks, before, today), None

    def _stored(self) -> tuple[Problem, Roster | None]:
        """The weeks in the database, with their roster where they have one."""
        source = Source(self.session, None, self.given.db, self.given.team)
        source.ensure_history_fits(self.given.history)
        seen = source.weeks.show(source.team_id, source.week(self.given.week), self.given.weeks)
        seen = left_out(seen, tell_of_left(self.session, source.team, seen.rosters, seen.asked.team))
        return seen.problem, None if seen.plan is None else seen.plan.roster

    def ensure_known(self, *, member: str | None = None, day: date | None = None, **others: str | None) -> None:
        """Raises BadInput for a member, account, desk or shift that the team has not, or a date outside its weeks."""
        faults = list(unknown_in(self.problem.team, member=member, **others))
        if day is not None and day not in self.problem.horizon:
            faults.append(fault("outside-weeks", N_("{date} is not in the weeks of this roster."), date=day))
        if faults:
            raise BadInput(faults)

    def answer(self, ask: Callable[[Roster], int]) -> int:
        """The exit code of the question, or of telling that these weeks cannot be planned."""
        wanted = Wanted(self.given.left(), self.given.seed)
        return self.guarded(lambda: ask(self._roster or planned(self.problem, wanted, self.session).roster))

    def guarded(self, ask: Callable[[], int]) -> int:
        """The same of a question for which something else is planned first."""
        try:
            return ask()
        except Impossible as clash:
            form = "json" if self.session.settings.json else "table"
            return tell_impossible(self.problem, self.given.seed, clash, form, self.session)

    def limits(self) -> Limits:
        """The seed that is asked for, and what is left of the time."""
        from secretariat_tui.planner.limits import Limits

        return Limits(wall=self.given.left(), seed=self.given.seed)

    def work(self, task: Callable[[Limits, Callable[[Progress], None], threading.Event], T]) -> T:
        """Long work, with progress, a way to stop and what is left of the time."""
        limits, progress = self.limits(), ProgressLine(self.session.teller())
        try:
            return stoppable(lambda stop: task(limits, progress, stop))
        finally:
            progress.clear()
