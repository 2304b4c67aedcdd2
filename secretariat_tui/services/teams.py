"""The teams of a database: taken in, changed, and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretariat_tui.domain.records import ActKind, TeamEntry
from secretariat_tui.domain.team import Team
from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class Teams:
    """The teams of an office."""

    office: Office

    def all(self) -> tuple[TeamEntry, ...]:
        """The teams that the user may see, by id."""
        with self.office.store.read() as view:
            return view.teams()

    def take_in(self, team: Team, pages: Mapping[str, str] | None = None) -> TeamEntry:
        """A new team, or a new version of one; what is in it already stays. `pages` are its handbook by account."""
        with self.office.act(team.id, ActKind.IMPORT_TEAM) as work:
            work.put_team(team)
            known = work.pages(team.id)
            for account, text in (pages or {}).items():
                if account not in known or known[account].text != text:
                    work.put_page(account, text)
        return self.entry(team.id)

    def change(self, team: Team, expected: int | None = None) -> TeamEntry:
        """Another description of a team; `expected` is the revision it was made on. Raises Refused where it is not."""
        with self.office.act(team.id, ActKind.EDIT_TEAM) as work:
            work.put_team(team, expected)
        return self.entry(team.id)

    def entry(self, team: str) -> TeamEntry:
        """The entry of a team."""
        with self.office.store.read() as view:
            return view.entry(team)
