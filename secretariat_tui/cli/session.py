"""What every command is given: the settings, the language and the services."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from secretariat_tui.bootstrap import Services, database_url
from secretariat_tui.domain.clock import local_time, today
from secretariat_tui.domain.errors import BadInput, Refused, SecretariatError
from secretariat_tui.presenters.language import LANGUAGES, Language, chosen_language, fill
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.settings import Settings, settings_from

if TYPE_CHECKING:
    from secretariat_tui.domain.maintenance import Maintenance
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class Session:
    """One run of the program."""

    settings: Settings
    language: Language
    services: Services
    teams: list[Callable[[], Team]] = field(default_factory=list)
    """The teams that the command works with, read where their names are needed to tell what is wrong."""

    def teller(self, team: Team | None = None, year: int | None = None) -> Teller:
        return Teller(self.language, team, year)

    def fault_teller(self, error: SecretariatError) -> Teller:
        """Says what is wrong, with the names of the team that it is about."""
        if not self.teams or not isinstance(error, (BadInput, Refused)):
            return self.teller()
        try:
            return self.teller(self.teams[-1]())
        except SecretariatError:
            return self.teller()

    def office(self, db: str | None) -> Office:
        """What works with the database that is asked for."""
        return self.services.open_office(database_url(db, os.environ), self.services.clock)

    def maintenance(self, db: str | None) -> Maintenance:
        """The database that is asked for, as a whole."""
        return self.services.maintenance(database_url(db, os.environ), self.services.clock)

    def team_in(self, office: Office, asked: str | None) -> str:
        """The id of the team that is asked for, else of SECRETARIAT_TEAM, else of the only one."""
        id = office.team_id(asked or os.environ.get("SECRETARIAT_TEAM") or None)
        self.teams.append(lambda: office.team(id))
        return id

    def today(self, team: Team) -> date:
        return today(self.services.clock, team.timezone)

    def local_time(self, team: Team) -> datetime:
        return local_time(self.services.clock, team.timezone)


def open_session(arguments: Sequence[str], environment: Mapping[str, str], services: Services) -> Session:
    """The session that the arguments ask for.

    `--lang` and `--json` are looked for before anything is parsed, since they also say how a mistake in the arguments
    is told; they count wherever they stand.
    """
    given = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    after = [value for flag, value in pairwise(given) if flag == "--lang"]
    after += [text.removeprefix("--lang=") for text in given if text.startswith("--lang=")]
    wanted = after[-1] if after and after[-1] in LANGUAGES else None
    language = chosen_language(environment, wanted)
    return Session(settings_from(environment, language.code, "--json" in given), language, services)


def session_of(context: click.Context) -> Session:
    """The session of a command that runs."""
    session = context.find_object(Session)
    if session is None:
        raise RuntimeError("a command was run without a session")
    return session


def in_words(context: click.Context | None, template: str, **facts: object) -> str:
    """A text in the user's language, as far as it is known already."""
    return fill(template, facts) if context is None else session_of(context).language.gettext(template, **facts)


pass_session = click.make_pass_decorator(Session)
