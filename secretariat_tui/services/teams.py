"""The teams of a database: taken in, changed, and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from secretariat_tui.domain.errors import Fault, Refused, Unusable
from secretariat_tui.domain.records import ActKind, TeamEntry
from secretariat_tui.domain.repository import Reading, Writing
from secretariat_tui.domain.team import Team
from secretariat_tui.services.former import ensure_none_is_missed
from secretariat_tui.services.office import Office
from secretariat_tui.services.team_changes import change_team


@dataclass(frozen=True, slots=True)
class MayWrite:
    """Whether the user can change something; `why_not` is what keeps her from it."""

    why_not: Fault | None = None

    def __bool__(self) -> bool:
        return self.why_not is None


MAY: Final = MayWrite()


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
            _put_pages(work, team.id, pages or {})
        with self.office.store.read() as view:
            return view.entry(team.id)

    def seen(self, team: str) -> tuple[Team, int]:
        """A team as it stands, and its revision."""
        with self.office.store.read() as view:
            return view.team(team), view.entry(team).revision

    def take_in_changes(self, before: Team, after: Team, expected: int, pages: Mapping[str, str]) -> None:
        """What tables change of a team that had the revision `expected`, in one act. Raises Refused where somebody else
        changed it since, and BadInput where somebody or something would go that rosters name."""
        ensure_none_is_missed(self.office, before, after)
        with self.office.act(after.id, ActKind.IMPORT_TEAM) as work:
            change_team(work, before, after, expected)
            _put_pages(work, after.id, pages)

    def other_pages(self, team: str, pages: Mapping[str, str]) -> dict[str, str]:
        """Of the pages those that the handbook does not have so."""
        with self.office.store.read() as view:
            return _other(view, team, pages)

    def may_write(self, team: str) -> MayWrite:
        """Whether the user can change anything of a team: it is tried, and taken back. A database that is busy now can
        be written later."""
        try:
            with self.office.act(team, ActKind.EDIT_TEAM) as work:
                _try_to_write(work, team)
        except _TakenBackError:
            pass
        except Refused as refused:
            return MayWrite(next((item for item in refused.faults if item.kind == "not-allowed"), None))
        except Unusable as unusable:
            return MayWrite(unusable.faults[0])
        return MayWrite()


def _put_pages(work: Writing, team: str, pages: Mapping[str, str]) -> None:
    for account, text in _other(work, team, pages).items():
        work.put_page(account, text)


def _other(view: Reading, team: str, pages: Mapping[str, str]) -> dict[str, str]:
    known = view.pages(team)
    return {account: text for account, text in pages.items() if account not in known or known[account].text != text}


class _TakenBackError(Exception):
    """Nothing of the act is kept."""


def _try_to_write(work: Writing, team: str) -> NoReturn:
    work.set_absence_weeks(1 if work.absence_weeks(team) > 1 else 2)
    raise _TakenBackError
