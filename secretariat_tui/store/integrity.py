"""Whether a database is still what was written: its pages, its references, its digests and its chain of acts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_, Fact, Reason, because
from secretariat_tui.domain.records import TeamEntry
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables
from secretariat_tui.store.chain import first_broken
from secretariat_tui.store.documents import digest_of, roster_digest, team_text_for_members
from secretariat_tui.store.reading import View
from secretariat_tui.store.replaying import differing
from secretariat_tui.store.rows import sealed


def findings(connection: Connection) -> Iterator[Reason]:
    """Everything that is not as it was written, or cannot be."""
    if connection.dialect.name == "sqlite":
        yield from _pages(connection)
    view = View(connection)
    for entry in view.teams():
        if not view.leads(entry.id):
            continue  # of a team that she is a member of she does not see enough
        for look in (_acts, _documents, _rosters, _versions, _records, _team):
            try:
                yield from look(view, connection, entry)
            except SecretariatError as error:
                yield _unreadable(entry, error.faults[0].text.fact("what") if error.faults else None)
            except (ValueError, TypeError, LookupError) as error:
                yield _unreadable(entry, str(error))


def _unreadable(entry: TeamEntry, detail: Fact | None) -> Reason:
    template = N_("Team {team} cannot be read: {detail}.")
    return because("damaged", template, team=entry.id, detail=str(detail or "?").rstrip("."))


def _pages(connection: Connection) -> Iterator[Reason]:
    for (told,) in connection.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield because("damaged", N_("The file is damaged: {detail}."), detail=str(told))
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        template = N_("Row {row} of {table} belongs to a {parent} that is not there.")
        yield because("damaged", template, row=str(row), table=str(table), parent=str(parent))


def _acts(view: View, connection: Connection, entry: TeamEntry) -> Iterator[Reason]:
    team = entry.id
    acts = view.acts(team)
    broken = first_broken(acts)
    if broken is not None:
        yield because("damaged", N_("Team {team}: act {number} is not what was written."), team=team, number=broken)
    elif len(acts) != entry.acts:
        template = N_("Team {team}: there are {count} acts, and {known} were counted.")
        yield because("damaged", template, team=team, count=len(acts), known=entry.acts)
    elif view.head(team) != (acts[-1].digest if acts else ""):
        yield because("damaged", N_("Team {team}: its last act is not what was written."), team=team)
    else:
        for subject in dict.fromkeys(differing(connection, team, acts)):
            template = N_("Team {team}: {subject} does not stand where its acts left it.")
            yield because("damaged", template, team=team, subject=subject)


def _records(_: View, connection: Connection, entry: TeamEntry) -> Iterator[Reason]:
    for table in (*requests.SEALED, requests.page):
        for row in connection.execute(select(table).where(table.c.team == entry.id)).mappings():
            if row["digest"] != sealed(dict(row))["digest"]:
                template = N_("Team {team}: {kind} {number} is not what was written.")
                number = row["account"] if table is requests.page else row["id"]
                yield because("damaged", template, team=entry.id, kind=table.name, number=str(number))


def _documents(view: View, connection: Connection, entry: TeamEntry) -> Iterator[Reason]:
    team = entry.id
    document = tables.team_document
    for row in connection.execute(select(document).where(document.c.team == team)).mappings():
        if row["digest"] != digest_of(row["body"]):
            template = N_("Team {team}: version {number} of its description is not what was written.")
            yield because("damaged", template, team=team, number=row["number"])
    told = tables.team_for_members
    body = connection.execute(select(told.c.body).where(told.c.team == team)).scalar_one_or_none()
    if body != team_text_for_members(view.team(team)):
        yield because("damaged", N_("Team {team}: what members see of it is not what it is."), team=team)


def _rosters(view: View, connection: Connection, entry: TeamEntry) -> Iterator[Reason]:
    team = entry.id
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


def _versions(_: View, connection: Connection, entry: TeamEntry) -> Iterator[Reason]:
    team = entry.id
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


def _team(view: View, _: Connection, entry: TeamEntry) -> Iterator[Reason]:
    """Whether the team can be read at all, with everything that belongs to it."""
    try:
        view.team(entry.id)
    except (SecretariatError, ValueError) as error:
        yield _unreadable(entry, str(error))
