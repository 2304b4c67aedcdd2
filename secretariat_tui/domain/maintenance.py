"""What can be done to a database as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from secretariat_tui.domain.finding import Reason


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The form of a database before and after, and the copy that was made of it first, if any."""

    before: str | None
    after: str
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What a user of a shared database may in a team: as "lead", or as "member" and then who she is."""

    user: str
    team: str
    kind: str
    member: str | None = None


class Maintenance(Protocol):
    """A database as a whole. Methods raise Unusable where it cannot be used, and leave it as it was then."""

    def upgrade(self) -> Upgraded:
        """Brings it to the form of this program, making it where it is not there; a copy is made of an older one."""
        ...

    def check(self) -> tuple[Reason, ...]:
        """Everything in it that is not as it was written, or cannot be."""
        ...

    def version(self) -> tuple[str, str]:
        """What keeps it, such as "SQLite 3.45.1", and the form in which it is kept."""
        ...

    def backup(self, file: Path) -> Mapping[str, int]:
        """A copy of it as an SQLite file, compared. Gives the number of rows of each table."""
        ...

    def would_replace(self) -> bool:
        """Whether there is anything that `restore` would take the place of."""
        ...

    def restore(self, file: Path) -> Mapping[str, int]:
        """Puts a backup in its place, after looking whether it is whole; what was there is kept beside it."""
        ...

    def move(self, url: str) -> Mapping[str, int]:
        """Carries everything to another database, which must be empty, counted and compared. It stays as it is."""
        ...

    def grant(self, user: str, team: str | None, member: str | None) -> tuple[Access, ...]:
        """Lets a user of the server lead a team (the only one, unless said), or be a member of it. Gives all that she
        may now."""
        ...

    def revoke(self, user: str, team: str | None) -> tuple[Access, ...]:
        """Takes away what a user may in a team, in all of them unless said. Gives what she still may."""
        ...
