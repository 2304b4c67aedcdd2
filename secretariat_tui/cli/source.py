"""Where a command takes its team and its roster from: files that are given, or the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import option
from secretariat_tui.cli.left import without_left
from secretariat_tui.cli.reading import history_of, read_team
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType, week_from
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.plan import Plan
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.team import Team
    from secretariat_tui.presenters.reasons import Teller
    from secretariat_tui.services.office import Office
    from secretariat_tui.services.sheets import Sheet
    from secretariat_tui.services.weeks import Weeks

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Source:
    """A team, in a file or in the database."""

    session: Session
    team_file: Path | None
    db: str | None
    asked: str | None

    @property
    def is_file(self) -> bool:
        return self.team_file is not None

    @cached_property
    def office(self) -> Office:
        """What works with the database."""
        return self.session.office(self.db)

    @cached_property
    def weeks(self) -> Weeks:
        """The weeks in the database."""
        from secretariat_tui.services.weeks import Weeks

        return Weeks(self.office)

    @cached_property
    def team_id(self) -> str:
        """The team in the database."""
        return self.session.team_in(self.office, self.asked)

    @cached_property
    def team(self) -> Team:
        """The team as it stands."""
        if self.team_file is not None:
            return read_team(self.session, self.team_file)
        return self.office.team(self.team_id)

    def week(self, given: WeekOrOffset | None) -> Week:
        """The week that is meant; this one unless said."""
        return week_from(0 if given is None else given, self.session.today(self.team))

    def ensure_history_fits(self, history: tuple[Path, ...]) -> None:
        """Raises UsageError for earlier rosters in files beside those of the database."""
        if history and not self.is_file:
            text = N_("--history goes with --team-file: the database knows what was before.")
            raise click.UsageError(self.session.language.gettext(text))

    def teller_naming(self, members: Iterable[str]) -> Teller:
        """Says names, also of those of these members who have left."""
        from secretariat_tui.services.former import team_naming

        with self.office.store.read() as view:
            return replace(self.session.teller(self.team), former=team_naming(view, self.team, members))

    def pose(self, first: Week, weeks: int = 1, history: tuple[Path, ...] = ()) -> Problem:
        """The problem of some weeks."""
        if self.is_file:
            before = history_of(history, self.team)
            return self.session.services.pose(self.team, first, weeks, before, self.session.today(self.team))
        self.ensure_history_fits(history)
        with self.office.store.read() as view:
            return self.office.pose(view, view.team(self.team_id), first, weeks)


@dataclass(frozen=True)
class RosterSource(Source):
    """A roster: a file with its team file, or a version of a week in the database."""

    file: Path | None
    given: WeekOrOffset | None
    number: int | None
    history: tuple[Path, ...]

    def read(self, state: str = "draft") -> tuple[Problem, Plan]:
        """The roster with its problem. Of the database it is the version that is asked for, else the newest "draft",
        "published" or "realised" one."""
        if self.file is not None:
            return self._read_file(self.file)
        seen, plan = self._stored(state, to_check=True)
        return seen.problem, plan

    def look(self, state: str = "draft") -> tuple[Problem, Plan]:
        """The same to be shown: with nothing of what happened before, where it is of the database."""
        if self.file is not None:
            return self._read_file(self.file)
        seen, plan = self._stored(state)
        return seen.asked, plan

    def _stored(self, state: str, *, to_check: bool = False) -> tuple[Sheet, Plan]:
        if self.is_file:
            raise click.UsageError(
                self.session.language.gettext("Say which roster belongs to the team file: --roster.")
            )
        self.ensure_history_fits(self.history)
        week = self.week(self.given)
        if self.number is None and state != "draft":
            seen = self.weeks.show(self.team_id, week, state=state)
            if seen.plan is not None:
                return without_left(self.session, self.team, seen, to_check=to_check), seen.plan
        seen, plan = self.weeks.version(self.team_id, week, self.number)
        return without_left(self.session, self.team, seen, to_check=to_check), plan

    def _read_file(self, file: Path) -> tuple[Problem, Plan]:
        from secretariat_tui.exchange.roster_json import read_plan

        if not self.is_file:
            raise click.UsageError(self.session.language.gettext("Say to which team it belongs: --team-file."))
        if self.given is not None or self.number is not None:
            text = N_("--week and --version are for the database: leave them out with --roster.")
            raise click.UsageError(self.session.language.gettext(text))
        plan = read_plan(file, self.team)
        weeks = plan.roster.weeks
        return self.pose(weeks[0], len(weeks), self.history), plan


def with_database(function: F) -> F:
    """Gives a command a `source` of its team in the database: `--db` and `--team`."""
    return _gathering(function, partial(Source, team_file=None), _OF_DATABASE)


def with_team(function: F) -> F:
    """Gives a command a `source` of its team: `--team-file`, or `--db` and `--team`."""
    return _gathering(function, Source, _OF_TEAM)


def with_roster(function: F) -> F:
    """Gives a command a `source` of its roster: files, or a week of the database."""
    return _gathering(function, RosterSource, _OF_ROSTER)


_OF_DATABASE: dict[str, tuple[str, Any]] = {
    "db": ("db", options.db_option),
    "team": ("asked", options.team_option),
}
_OF_TEAM = {"team_file": ("team_file", options.team_file_option)} | _OF_DATABASE
_OF_ROSTER = _OF_TEAM | {
    "roster": ("file", option("--roster", type=options.FILE, help=N_("The roster (JSON), with its --team-file."))),
    "week": (
        "given",
        option("--week", type=WeekType(), help=N_("A week of the database: 2026-W49, this, next or +2.")),
    ),
    "number": ("number", options.version_option),
    "history": ("history", options.history_option),
}


def _gathering(function: F, kind: Callable[..., Source], gathered: dict[str, tuple[str, Any]]) -> F:
    @wraps(function)
    def command(session: Session, **given: Any) -> int:
        parts = {field: given.pop(parameter) for parameter, (field, _) in gathered.items()}
        code: int = function(session, source=kind(session, **parts), **given)
        return code

    decorated: F = options.all_of(*(decorator for _, decorator in gathered.values()))(command)
    return decorated
