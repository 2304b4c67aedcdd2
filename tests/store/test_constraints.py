"""What must never be in a database, tried with plain SQL that knows nothing of the program, on both kinds."""

# ruff: noqa: S608  (plain SQL is what is tried)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Connection, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError

from secretariat_tui.domain.records import ActKind
from secretariat_tui.store import tables
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import WRITING, open_engine, url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from secretariat_tui.store.schema import metadata
from tests.faults.leads import START, found
from tests.postgresql import Server

AWAY = 'team, member, "start", "end", part, at, digest'
LEAVE = f"INSERT INTO leave ({AWAY}, status, declined) VALUES ({{}}, '2026-12-01', '', {{}}, false)"
ABSENCE = f"INSERT INTO absence ({AWAY}, state) VALUES ({{}}, '2026-12-01', '', {{}})"
WISH = "INSERT INTO wish (team, member, kind, days, value, weight, state, digest) VALUES ({}, 'off', '', '', {}, '')"
PIN = (
    'INSERT INTO pin (team, member, date, shift, place, duty, is_desk, "start", "end", state, digest)'
    " VALUES ({}, '2026-12-01', {}, {}, '')"
)
SUPPORT = (
    "INSERT INTO support (team, date, dayparts, people, verdict, at, state, digest)"
    " VALUES ({}, '2026-12-01', {}, '2026-12-01', '{}', '')"
)
ANNA = "'so', 'anna'"
DAYS = "'2026-12-01', '2026-12-02', NULL"
ROSTER = "INSERT INTO roster (id, team, week, about, digest) VALUES ({}, '', '')"
ASSIGNMENT = (
    'INSERT INTO assignment (roster, date, member, team, shift, place, "start", "end", pinned)'
    " VALUES ({}, 'dag', {}, false)"
)
DUTY = (
    'INSERT INTO duty (roster, date, duty, is_desk, member, "start", "end", team, role, pinned)'
    " VALUES ({}, {}, {}, false)"
)
ACT = "INSERT INTO act (team, number, kind, who, at, why, undoes, digest) VALUES ({}, 'x', '2026-12-01', {}, '')"
COUNTED = "; UPDATE team SET acts = 4, head = ''"
VERSION = "INSERT INTO version (team, week, number, roster, act, restores) VALUES ({})"
EVENT = (
    'INSERT INTO imported_event (team, kind, owner, source, key, sequence, "start", "end", all_day, busy, title)'
    " VALUES ({}, 'x', '', '', 0, '2026-12-01', '2026-12-01', false, 'busy', '')"
)
ADDRESS = "INSERT INTO feed_token (team, kind, owner, hash, created) VALUES ({}, 'x', {}, '2026-12-01')"

WELL = {
    "leave": LEAVE.format(f"{ANNA}, {DAYS}", "'requested'"),
    "absence": ABSENCE.format(f"{ANNA}, {DAYS}", "'in_force'"),
    "wish": WISH.format(ANNA, "10, 'in_force'"),
    "pin": PIN.format(ANNA, "'dag', 'office', NULL, NULL, NULL, NULL", "'in_force'"),
    "pin of a duty": PIN.format(ANNA, "NULL, NULL, 'dir', false, 0, 1440", "'lifted'"),
    "support": SUPPORT.format("'so'", "1, 25, 'free'", "lifted"),
    "roster": ROSTER.format("99, 'so', '2026-W53'"),
    "assignment": ASSIGNMENT.format("1, '2026-12-05', 'anna', 'so'", "'remote', 0, 1440"),
    "duty": DUTY.format("1, '2026-12-05'", "'dir', false, 'anna', 0, 60, 'so'", "'primary'"),
    "act": ACT.format("'so', 4, 'plan'", "'', 1") + COUNTED,
    "version": VERSION.format("'so', '2026-W53', 2, 1, 1, 1"),
    "gave_way": "INSERT INTO gave_way VALUES ('so', 'anna', 1)",
    "balance": "INSERT INTO balance VALUES ('so', '2026-W53', 'anna', -60)",
    "calendar_choice": "INSERT INTO calendar_choice VALUES ('so', 'anna', 'leave 15')",
    "access": "INSERT INTO access VALUES ('x', 'so', 'member', 'anna')",
    "event": EVENT.format("'so', 'member'"),
    "token": ADDRESS.format("'so', 'team'", "'y'"),
}  # fmt: skip

WRONG = {
    "ck_team_absence_weeks": ["UPDATE team SET absence_weeks = 0", "UPDATE team SET absence_weeks = 521"],
    "ck_act_number": [ACT.format("'so', 0, 'plan'", "'', NULL")],
    "ck_act_kind": [ACT.format("'so', 99, 'sick'", "'', NULL")],
    "ck_act_wordless": [
        ACT.format("'so', 99, 'absent'", "'flu', NULL"), ACT.format("'so', 99, 'back'", "'better', NULL"),
    ],
    "ck_act_undoes": [ACT.format("'so', 99, 'undo'", "'', 99")],
    "ck_roster_week": [ROSTER.format("99, 'so', '2026-W5'"), ROSTER.format("99, 'so', '20261201'")],
    "ck_assignment_place": [ASSIGNMENT.format("1, '2026-12-05', 'anna', 'so'", "'beach', 0, 60")],
    "ck_assignment_minutes": [
        ASSIGNMENT.format("1, '2026-12-05', 'anna', 'so'", "'office', -1, 60"),
        ASSIGNMENT.format("1, '2026-12-05', 'anna', 'so'", "'office', 60, 60"),
        ASSIGNMENT.format("1, '2026-12-05', 'anna', 'so'", "'office', 60, 1441"),
    ],
    "ck_duty_role": [
        DUTY.format("1, '2026-12-05'", "'dir', false, 'anna', 0, 60, 'so'", "NULL"),
        DUTY.format("1, '2026-12-05'", "'dir', true, 'anna', 0, 60, 'so'", "'primary'"),
        DUTY.format("1, '2026-12-05'", "'dir', false, 'anna', 0, 60, 'so'", "'boss'"),
    ],
    "ck_duty_minutes": [DUTY.format("1, '2026-12-05'", "'dir', false, 'anna', 60, 0, 'so'", "'primary'")],
    "ck_version_number": [VERSION.format("'so', '2026-W53', 0, 1, 1, NULL")],
    "ck_version_restores": [VERSION.format("'so', '2026-W53', 2, 1, 1, 2")],
    "ck_week_week": ["UPDATE week SET week = 'week 53' WHERE week = '2026-W53'"],
    "ck_publication_number": ["INSERT INTO publication VALUES ('so', 0, '2026-W53', 1, 1)"],
    "ck_leave_part": [LEAVE.format(f"{ANNA}, '2026-12-01', '2026-12-01', 'xx'", "'requested'")],
    "ck_leave_status": [LEAVE.format(f"{ANNA}, {DAYS}", "'hoped'")],
    "ck_leave_dates": [LEAVE.format(f"{ANNA}, '2026-12-02', '2026-12-01', NULL", "'requested'")],
    "ck_absence_part": [ABSENCE.format(f"{ANNA}, '2026-12-01', '2026-12-01', 'xx'", "'in_force'")],
    "ck_absence_state": [ABSENCE.format(f"{ANNA}, {DAYS}", "'ill'")],
    "ck_absence_dates": [ABSENCE.format(f"{ANNA}, '2026-12-02', '2026-12-01', NULL", "'in_force'")],
    "ck_wish_weight": [WISH.format(ANNA, "0, 'in_force'"), WISH.format(ANNA, "11, 'in_force'")],
    "ck_wish_state": [WISH.format(ANNA, "1, 'x'")],
    "ck_pin_state": [PIN.format(ANNA, "'dag', NULL, NULL, NULL, NULL, NULL", "'x'")],
    "ck_pin_one_kind": [
        PIN.format(ANNA, "'dag', NULL, 'dir', false, 0, 60", "'in_force'"),
        PIN.format(ANNA, "NULL, NULL, 'dir', false, 60, 0", "'in_force'"),
    ],
    "ck_support_size": [
        SUPPORT.format("'so'", "0, 1, 'free'", "in_force"), SUPPORT.format("'so'", "1, 0, 'free'", "in_force"),
    ],
    "ck_support_verdict": [SUPPORT.format("'so'", "1, 1, 'perhaps'", "in_force")],
    "ck_support_state": [SUPPORT.format("'so'", "1, 1, 'free'", "x")],
    "ck_gave_way_times": ["INSERT INTO gave_way VALUES ('so', 'anna', 0)"],
    "ck_imported_event_kind": [EVENT.format("'so', 'team'")],
    "ck_feed_token_kind": [ADDRESS.format("'so', 'all'", "'y'")],
    "ck_access_kind": [
        "INSERT INTO access VALUES ('x', 'so', 'lead', 'anna')",
        "INSERT INTO access VALUES ('x', 'so', 'member', NULL)",
        "INSERT INTO access VALUES ('x', 'so', 'owner', NULL)",
    ],
    "ck_balance_week": ["INSERT INTO balance VALUES ('so', 'week 53', 'anna', 0)"],
    "uq_feed_token_hash": ["; ".join([ADDRESS.format("'so', 'team'", "'y'")] * 2)],
}  # fmt: skip


def fk(table: str, columns: str, referred: str) -> str:
    return f"fk_{table}_{columns}_{referred}"


STRANGE = {
    fk("member", "team", "team"): "INSERT INTO member VALUES ('none', 'anna')",
    fk("team_document", "team", "team"): "INSERT INTO team_document VALUES ('none', 1, 1, '', '')",
    fk("team_document", "team_act", "act"): "INSERT INTO team_document VALUES ('so', 9, 999, '', '')",
    fk("team_for_members", "team", "team"): "INSERT INTO team_for_members VALUES ('none', '', '')",
    fk("act", "team", "team"): ACT.format("'none', 1, 'plan'", "'', NULL"),
    fk("act", "team_undoes", "act"): ACT.format("'so', 99, 'plan'", "'', 98"),
    fk("act_change", "team_act", "act"): "INSERT INTO act_change VALUES ('so', 999, 0, 'x', NULL, NULL)",
    fk("roster", "team", "team"): ROSTER.format("99, 'none', '2026-W53'"),
    fk("assignment", "team_roster", "roster"): ASSIGNMENT.format("999, '2026-12-05', 'anna', 'so'", "'office', 0, 60"),
    fk("assignment", "team_member", "member"): ASSIGNMENT.format("1, '2026-12-05', 'dora', 'so'", "'office', 0, 60"),
    fk("duty", "team_roster", "roster"): DUTY.format(
        "999, '2026-12-05'", "'dir', false, 'anna', 0, 60, 'so'", "'primary'"
    ),
    fk("duty", "team_member", "member"): DUTY.format(
        "1, '2026-12-05'", "'dir', false, 'dora', 0, 60, 'so'", "'primary'"
    ),
    fk("version", "team_roster", "roster"): VERSION.format("'so', '2026-W53', 2, 999, 1, NULL"),
    fk("version", "team_week_restores", "version"): VERSION.format("'so', '2027-W05', 9, 1, 1, 8"),
    fk("version", "team_act", "act"): VERSION.format("'so', '2026-W53', 2, 1, 999, NULL"),
    fk("week", "team_week_draft", "version"): "UPDATE week SET draft = 9",
    fk("week", "team_week_published", "version"): "UPDATE week SET published = 9",
    fk("week", "team_week_realised", "version"): "UPDATE week SET realised = 9",
    fk("publication", "team_week_version", "version"): "INSERT INTO publication VALUES ('so', 9, '2026-W53', 9, 1)",
    fk("publication", "team_act", "act"): "INSERT INTO publication VALUES ('so', 9, '2026-W53', 1, 999)",
    fk("leave", "team_member", "member"): LEAVE.format(f"'so', 'dora', {DAYS}", "'requested'"),
    fk("leave", "team_substitute", "member"): "UPDATE leave SET substitute = 'dora'",
    fk("absence", "team_member", "member"): ABSENCE.format(f"'so', 'dora', {DAYS}", "'in_force'"),
    fk("wish", "team_member", "member"): WISH.format("'so', 'dora'", "1, 'in_force'"),
    fk("pin", "team_member", "member"): PIN.format("'so', 'dora'", "'dag', NULL, NULL, NULL, NULL, NULL", "'in_force'"),
    fk("support", "team", "team"): SUPPORT.format("'none'", "1, 1, 'free'", "in_force"),
    fk("gave_way", "team_member", "member"): "INSERT INTO gave_way VALUES ('so', 'dora', 1)",
    fk("balance", "team_member", "member"): "INSERT INTO balance VALUES ('so', '2026-W53', 'dora', 0)",
    fk("calendar_choice", "team_member", "member"): "INSERT INTO calendar_choice VALUES ('so', 'dora', '')",
    fk("access", "team", "team"): "INSERT INTO access VALUES ('x', 'none', 'lead', NULL)",
    fk("access", "team_member", "member"): "INSERT INTO access VALUES ('x', 'so', 'member', 'dora')",
    fk("page", "team", "team"): "INSERT INTO page VALUES ('none', 'dir', 1, 1, '', '')",
    fk("page", "team_act", "act"): "INSERT INTO page VALUES ('so', 'dir', 1, 999, '', '')",
    fk("page_head", "team_account_number", "page"): "INSERT INTO page_head VALUES ('so', 'dir', 9)",
    fk("imported_event", "team", "team"): EVENT.format("'none', 'member'"),
    fk("feed_token", "team", "team"): ADDRESS.format("'none', 'team'", "'y'"),
    fk("calendar_ledger", "team", "team"): "INSERT INTO calendar_ledger VALUES ('none', 1, '')",
}  # fmt: skip

FIXED = [
    "DELETE FROM act", "DELETE FROM act_change", "DELETE FROM version", "DELETE FROM roster", "DELETE FROM assignment",
    "DELETE FROM team_document", "UPDATE act SET number = number + 100", "UPDATE act SET kind = 'wish'",
    "UPDATE act_change SET after = '9'", "UPDATE version SET roster = 1", "UPDATE roster SET week = '2026-W01'",
    "UPDATE assignment SET shift = 'x'", "UPDATE assignment SET pinned = true", "UPDATE duty SET rank = 3",
    "UPDATE team_document SET number = 9",
]  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A database with a team and two weeks. Whatever is tried in it is taken back."""
    if request.param == "sqlite":
        yield from _filled(str(tmp_path_factory.mktemp("constraints") / "weeks.db"))
        return
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield from _filled(server.url_of(name))


def _filled(url: str) -> Iterator[Connection]:
    DatabaseKeeper(url_of(url), START).upgrade()
    store = Database(url_of(url))
    found(store)
    store.close()
    engine = open_engine(url_of(url))
    with engine.connect() as plain:
        yield plain.execution_options(**{WRITING: True})
    engine.dispose()


def tried(connection: Connection, statements: str) -> None:
    """Runs them in a transaction, with the constraints that wait for its end, and takes them back."""
    transaction = connection.begin()
    try:
        for statement in statements.split("; "):
            connection.execute(text(statement.replace(":", r"\:")))
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        elif connection.execute(text("PRAGMA foreign_key_check")).all():
            raise DBAPIError("", None, Exception("FOREIGN KEY constraint failed"))
    finally:
        transaction.rollback()


@pytest.mark.parametrize("statement", WELL.values(), ids=WELL.keys())
def test_what_may_be_is_taken(connection: Connection, statement: str) -> None:
    """Else what follows would be refused for another reason."""
    tried(connection, statement)


@pytest.mark.parametrize(
    ("name", "statement"), [(name, statement) for name, statements in WRONG.items() for statement in statements]
)
def test_what_may_not_be_is_refused_by_its_constraint(connection: Connection, name: str, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        tried(connection, statement)
    told = str(refused.value.orig)
    assert name in told or (name == "uq_feed_token_hash" and "feed_token.hash" in told)


@pytest.mark.parametrize(("name", "statement"), STRANGE.items())
def test_what_belongs_to_nothing_is_refused_by_its_key(connection: Connection, name: str, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        tried(connection, statement)
    told = str(refused.value.orig)
    assert name in told if connection.dialect.name == "postgresql" else "FOREIGN KEY" in told


@pytest.mark.parametrize("statement", FIXED)
def test_what_is_written_is_not_overwritten(connection: Connection, statement: str) -> None:
    with pytest.raises(DBAPIError, match="nothing is overwritten"):
        tried(connection, statement)


def test_every_kind_of_act_may_be_kept(connection: Connection) -> None:
    for kind in ActKind:
        tried(connection, ACT.format(f"'so', 4, '{kind}'", "'', NULL") + COUNTED)


def test_every_constraint_is_tried() -> None:
    checks = {c.name for t in metadata.tables.values() for c in t.constraints if isinstance(c, CheckConstraint)}
    uniques = {c.name for t in metadata.tables.values() for c in t.constraints if isinstance(c, UniqueConstraint)}
    keys = [c for t in metadata.tables.values() for c in t.constraints if isinstance(c, ForeignKeyConstraint)]
    assert {str(name) for name in checks} == {name for name in WRONG if name.startswith("ck_")}
    # Of a roster the number alone is unique already; with its team it is what keys refer to.
    assert {str(name) for name in uniques} == {"uq_feed_token_hash", "uq_roster_team_id"}
    assert {_name(key) for key in keys} == set(STRANGE)
    assert tables.act is metadata.tables["act"]


def _name(key: ForeignKeyConstraint) -> str:
    columns = "_".join(key.column_keys)
    return fk(str(key.parent.name), columns, key.referred_table.name)
