"""Options and arguments that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import click

from secretariat_tui.cli.commands import option
from secretariat_tui.cli.formats import FORMATS
from secretariat_tui.cli.session import in_words
from secretariat_tui.cli.weeks import WeekType
from secretariat_tui.domain.finding import N_

F = TypeVar("F", bound=Callable[..., Any])


class _Name(click.Path):
    """A file or directory. An empty name, which a path takes for where one is, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail(in_words(ctx, N_("The name of a file or directory is empty.")), param, ctx)
        return super().convert(value, param, ctx)


FILE: Final = _Name(path_type=Path, readable=False)  # who reads it tells what is wrong, as bad input


class Whole(click.IntRange):
    """A whole number of a range."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = N_('"{value}" is not a whole number from {low} to {high}.')
            if self.max is None:
                words = N_('"{value}" is not a whole number of at least {low}.')
            _refuse(self, words, value, param, ctx)


class Number(click.FloatRange):
    """A number of a range, in which "nan" is not, though it is neither below nor above it."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            found = super().convert(value, param, ctx)
        except click.BadParameter:
            found = math.nan
        if math.isnan(found):
            _refuse(self, N_('"{value}" is not a number from {low} to {high}.'), value, param, ctx)
        return found


def _refuse(
    kind: Whole | Number, words: str, value: Any, param: click.Parameter | None, ctx: click.Context | None
) -> NoReturn:
    kind.fail(in_words(ctx, words, value=str(value)[:40], low=kind.min, high=kind.max), param, ctx)


COUNTED: Final = Whole(1, 2**31 - 1)
"""The number of what a database counts: a version, a request. Larger ones it cannot even be asked for."""

team_file_argument = click.argument("team_file", metavar="FILE", type=FILE)
team_paths_argument = click.argument("paths", metavar="FILE...", type=FILE, nargs=-1, required=True)

week_option = option("--week", type=WeekType(), required=True, help=N_("The first week: 2026-W49, this, next or +2."))
weeks_option = option("--weeks", type=Whole(1, 53), default=1, show_default=True, help=N_("How many weeks."))
_history: Final = N_("An earlier roster (JSON); may be given more than once.")
history_option = option("--history", type=FILE, multiple=True, many=True, help=_history)
one_history_option = option("--history", type=FILE, multiple=True, help=_history)
"""Where rosters are arguments, those would be taken for earlier ones."""
time_limit_option = option(
    "--time-limit",
    type=Number(0.1, 86400),
    help=N_("Seconds after which the best roster so far is the answer."),
)
effort_option = option(
    "--effort",
    type=Whole(1, 100),
    default=1,
    show_default=True,
    help=N_(
        "How many times the usual work goes into quality, the last stage: for a better roster, or proof that there is "
        "none."
    ),
)
seed_option = option(
    "--seed",
    type=Whole(0, 2**31 - 1),
    default=1,
    show_default=True,
    help=N_("Chooses among equally good rosters."),
)
as_option = option("--as", "form", type=click.Choice(FORMATS), help=N_("The form of the answer."))
out_option = option("--out", type=FILE, help=N_("The file to write; standard output unless given."))
timing_option = option("--timing", is_flag=True, help=N_("Tell how long it took."))
ascii_option = option("--ascii", "plain", is_flag=True, help=N_("Draw the screens with plain ASCII signs."))
explain_option = option(
    "--explain", is_flag=True, help=N_("Try which changes would end each shortage; this takes longer.")
)
team_file_option = option(
    "--team-file", type=FILE, help=N_("The team file, or a folder of tables (.csv); else the database has the team.")
)
db_option = option("--db", metavar="URL", help=N_("The database, as an address or a file; else SECRETARIAT_DB."))
team_option = option("--team", metavar="ID", help=N_("The team; else SECRETARIAT_TEAM, else the only one."))
version_option = option("--version", "number", type=COUNTED, help=N_("That version, not the newest."))
why_option = option("--why", default="", help=N_("A word for the history."))
roster_team_option = option("--team-file", type=FILE, required=True, help=N_("The team file it belongs to."))


def all_of(*decorators: Any) -> Any:
    """The decorators as one; the first is the first in the help."""

    def decorate(function: Any) -> Any:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


def of_database(function: F) -> F:
    """`--db` and `--team`."""
    decorated: F = all_of(db_option, team_option)(function)
    return decorated
