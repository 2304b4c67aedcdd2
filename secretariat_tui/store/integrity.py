"""Whether a database is still what was written: its pages, its references, its digests and its chain of acts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_, Reason, because
from secretariat_tui.store import tables
from secretariat_tui.store.chain import first_broken
from secretariat_tui.store.documents import digest_of, roster_digest
from secretariat_tui.store.reading import View


def findings(connection: Connection) -> Iterator[Reason]:
    """Everything that is not as it was written, or cannot be."""
    if connection.dialect.name == "sqlite":
        yield from _pages(connection)
    view = View(connection)
    for entry in view.teams():
        yield from _acts(view, entry.id, entry.acts)
        yield from _documents(connection, entry.id)
        yield from _rosters(view, connection, entry.id)
        yield from _versions(connection, entry.id)
        yield from _team(view, entry.id)


def _pages(connection: Connection) -> Iterator[Reason]:
    for (told,) in connection.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield because("damaged", N_("The file is damaged: {detail}."), detail=str(told))
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        template = N_("Row {row} of {table} belongs to a {parent} that is not there.")
        yield because("damaged", template, row=str(row), table=str(table), parent=str(parent))


def _acts(view: View, team: str, known: int) -> Iterator[Reason]:
    acts = view.acts(team)
    broken = first_broken(acts)
    if broken is not None:
        yield because("damaged", N_("Team {team}: act {number} is not what was written."), team=team, number=broken)
    elif len(acts) != known:
        template = N_("Team {team}: there are {count} acts, and {known} were counted.")
        yield because("damaged", template, team=team, count=len(acts), known=known)


def _documents(connection: Connection, team: str) -> Iterator[Reason]:
    document = tables.team_document
    for row in connection.execute(select(document).where(document.c.team == team)).mappings():
        if row["digest"] != digest_of(row["body"]):
            template = N_("Team {team}: version {number} of its description is not what was written.")
            yield because("damaged", template, team=team, number=row["number"])


def _rosters(view: View, connection: Connection, team: str) -> Iterator[Reason]:
    roster = tables.roster
    for row in connection.execute(select(roster).where(roster.c.team == team)).mappings().all():
        try:
            found = view.roster_rows(row["id"], team, Week.parse(row["week"]))
            same = row["digest"] == roster_digest(row["week"], found.assignments, found.duties, row["about"])
        except (SecretariatError, ValueError, TypeError):
            same = False
        if not same:
            template = N_("Team {team}: a roster of {week} is not what was written.")
            yield because("damaged", template, team=team, week=row["week"])


def _versions(connection: Connection, team: str) -> Iterator[Reason]:
    version = tables.version
    numbers: dict[str, list[int]] = {}
    query = select(version).where(version.c.team == team).order_by(version.c.week, version.c.number)
    for row in connection.execute(query).mappings():
        numbers.setdefault(row["week"], []).append(row["number"])
    for week, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            template = N_("Team {team}: the versions of {week} are not numbered one by one.")
            yield because("damaged", template, team=team, week=week)
    publication = tables.publication
    ordered = select(publication.c.number).where(publication.c.team == team).order_by(publication.c.number)
    published = list(connection.execute(ordered).scalars())
    if published != list(range(1, len(published) + 1)):
        yield because("damaged", N_("Team {team}: its publications are not numbered one by one."), team=team)


def _team(view: View, team: str) -> Iterator[Reason]:
    """Whether the team can be read at all, with everything that belongs to it."""
    try:
        view.team(team)
    except (SecretariatError, ValueError) as error:
        yield because("damaged", N_("Team {team} cannot be read: {detail}."), team=team, detail=str(error) or "?")
