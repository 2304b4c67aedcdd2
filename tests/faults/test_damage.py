"""A database that is damaged, or is none, or is of another program: refused, or found by the check; never guessed."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.domain.errors import SecretariatError, Unusable
from secretariat_tui.domain.repository import Reading
from tests.conftest import Times
from tests.faults.databases import Database, Fresh
from tests.faults.leads import ACTS, TEAM, WEEKS, Lead
from tests.faults.ledger import Ledger

PAGE = 4096


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database in which one of everything was done."""
    database, ledger = Fresh(tmp_path_factory.mktemp("original"), None)()
    with database.store() as store:
        lead = Lead(store, ledger, "lead", random.Random(1))
        for kind in ("plan", "publish", "import", "assign", "swap", "leave", "decide", "absent", "undo"):
            ACTS[kind](lead)
    return bytes_of(database)


@pytest.fixture
def lived_in(original: bytes, tmp_path: Path) -> Database:
    """A copy of it."""
    file = tmp_path / "week.db"
    file.write_bytes(original)
    return Database(str(file), file)


def everything(view: Reading) -> tuple[Any, ...]:
    """All that can be read."""
    weeks = view.weeks(TEAM)
    return (
        view.team(TEAM),
        weeks,
        [(week.week, view.versions(TEAM, week.week)) for week in weeks],
        [[view.plan(TEAM, week.week, n.number) for n in view.versions(TEAM, week.week)] for week in weeks],
        view.publications(TEAM),
        view.acts(TEAM),
        view.leave(TEAM),
        view.absences(TEAM),
        view.wishes(TEAM),
        view.pins(TEAM),
        view.history(TEAM, WEEKS[-1].plus(3)),
    )


def read(database: Database) -> tuple[Any, ...]:
    with database.store() as store, store.read() as view:
        return everything(view)


def refusal(database: Database) -> SecretariatError | None:
    """What is said when all of it is read; None where nothing is."""
    try:
        read(database)
    except SecretariatError as error:
        return error
    return None


def told(database: Database) -> bool:
    """Whether the database is refused, or the check finds something."""
    try:
        return bool(database.check())
    except Unusable:
        return True


def bytes_of(database: Database) -> bytes:
    assert database.file is not None
    return database.file.read_bytes()


def put_bytes(database: Database, content: bytes) -> None:
    assert database.file is not None
    database.file.write_bytes(content)


def _header(content: bytes) -> bytes:
    return b"\0" * 100 + content[100:]


def _middle(content: bytes) -> bytes:
    middle = len(content) // 2 // PAGE * PAGE
    return content[:middle] + b"\xa5" * PAGE + content[middle + PAGE :]


def _truncated(content: bytes) -> bytes:
    return content[: len(content) // 2 // PAGE * PAGE]


def _torn(content: bytes) -> bytes:
    return content[: len(content) // 2 + 1000]


def _empty(_: bytes) -> bytes:
    return b""


def _table_of_numbers(_: bytes) -> bytes:
    return b"name;hours\r\nAnna;36\r\n" * 100


DAMAGES: tuple[Callable[[bytes], bytes], ...] = (_header, _middle, _truncated, _torn, _empty, _table_of_numbers)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_refused_or_found_and_stays_as_it_is(damage: Callable[[bytes], bytes], lived_in: Database):
    content = damage(bytes_of(lived_in))
    put_bytes(lived_in, content)
    assert told(lived_in)
    error = refusal(lived_in)
    assert error is None or error.exit_code == 7
    assert bytes_of(lived_in) == content


@pytest.mark.parametrize("damage", [item for item in DAMAGES if item is not _empty])
def test_a_backup_takes_the_place_of_what_is_damaged_which_is_kept_beside_it(
    damage: Callable[[bytes], bytes], lived_in: Database, tmp_path: Path
):
    before = read(lived_in)
    lived_in.keeper().backup(tmp_path / "backup.db")
    content = damage(bytes_of(lived_in))
    put_bytes(lived_in, content)
    lived_in.keeper().restore(tmp_path / "backup.db")
    assert read(lived_in) == before
    assert lived_in.check() == []
    (kept,) = tmp_path.glob("week.before-restore-*.db")
    assert kept.read_bytes() == content


def test_the_log_of_what_is_damaged_is_not_taken_for_one_of_the_backup(lived_in: Database, tmp_path: Path):
    before = read(lived_in)
    lived_in.keeper().backup(tmp_path / "backup.db")
    log = tmp_path / "week.db-wal"
    with closing(sqlite3.connect(lived_in.url, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("update act set who = 'somebody else'")
        left = log.read_bytes()
    assert b"somebody else" in left
    put_bytes(lived_in, _table_of_numbers(b""))
    log.write_bytes(left)
    lived_in.keeper().restore(tmp_path / "backup.db")
    assert read(lived_in) == before
    assert lived_in.check() == []
    (kept,) = tmp_path.glob("week.before-restore-*.db-wal")
    assert kept.read_bytes() == left


def test_the_database_of_another_program_is_refused_unchanged(tmp_path: Path):
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table bookmarks (url text)")
        connection.commit()
    content = file.read_bytes()
    error = refusal(Database(str(file), file))
    assert error is not None
    assert (error.exit_code, error.faults[0].kind) == (7, "foreign")
    assert told(Database(str(file), file))
    with pytest.raises(Unusable):
        Database(str(file), file).keeper().upgrade()
    assert file.read_bytes() == content


def newer(database: Database) -> None:
    """Says that the database is of a form that this program does not know."""
    with closing(sqlite3.connect(database.url)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()


def _write(database: Database, directory: Path) -> None:
    with database.store() as store:
        ACTS["plan"](Lead(store, Ledger(directory / "ledger"), "lead", random.Random(1)))


USES: dict[str, Callable[[Database, Path], object]] = {
    "read": lambda database, _: read(database),
    "write": _write,
    "check": lambda database, _: database.keeper().check(),
    "upgrade": lambda database, _: database.keeper().upgrade(),
    "backup": lambda database, directory: database.keeper().backup(directory / "backup.db"),
    "move": lambda database, directory: database.keeper().move(str(directory / "moved.db")),
}


@pytest.mark.parametrize("use", USES)
def test_a_newer_form_is_refused_unchanged(use: str, lived_in: Database, tmp_path: Path):
    newer(lived_in)
    digest = hashlib.sha256(bytes_of(lived_in)).hexdigest()
    with pytest.raises(Unusable) as caught:
        USES[use](lived_in, tmp_path)
    assert caught.value.exit_code == 7
    assert caught.value.faults[0].kind == "new-form"
    assert hashlib.sha256(bytes_of(lived_in)).hexdigest() == digest


# A change of one row, by somebody who knows SQL, or by a byte that turned.
ROWS = {
    "assignment": "update assignment set start = start + 1",
    "who has a duty": "update duty set member = 'carla'",
    "a roster's claims": "update roster set about = replace(about, 'feasible', 'optimal')",
    "the digest of a roster": "update roster set digest = 'x' || substr(digest, 2)",
    "a roster that is gone": "delete from roster where id = 1",
    "a version that is gone": "delete from version where number = 2",
    "a duty that is gone": "delete from duty where rowid = 1",
    "who did it": "update act set who = 'nobody' where number = 2",
    "when it was done": "update act set at = '2020-01-01 00:00:00.000000' where number = 2",
    "what it changed": "update act_change set after = '7' where act = 3",
    "a change that is gone": "delete from act_change where act = 3",
    "the last act": "delete from act where number = (select max(number) from act)",
    "the description": "update team_document set body = replace(body, 'Anna', 'Hanna')",
    "the newest version": "update week set draft = 1",
    "what is in force": "update week set published = 1 where published is not null",
    "a publication": "update publication set version = 1",
    "the status of leave": "update leave set status = 'withdrawn' where member = 'anna'",
    "the dates of leave": 'update leave set "end" = date("end", \'+1 day\') where id = 1',
    "who is on leave": "update leave set member = 'carla' where id = 1",
    "a leave that is gone": "delete from leave where id = 1",
    "an absence": "update absence set start = date(start, '-1 day')",
    "that an absence was lifted": "update absence set state = 'in_force'",
    "a place": "update assignment set place = 'office'",
    "a kind of act": "update act set kind = 'forget' where number = 2",
    "no date": "update leave set start = 'x' where id = 1",
    "no moment": "update act set at = 'x' where number = 2",
    "no week": "update roster set week = '2026-W99' where id = 1",
    "no number": "update assignment set start = 'x'",
}


@pytest.mark.parametrize("what", ROWS)
def test_a_row_that_was_changed_is_found(what: str, lived_in: Database):
    with closing(sqlite3.connect(lived_in.url)) as connection:
        connection.execute("pragma ignore_check_constraints = on")
        triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        changed = connection.execute(ROWS[what]).rowcount
        for _, made in triggers:
            connection.execute(made)
        connection.commit()
    assert changed > 0
    assert told(lived_in)
    error = refusal(lived_in)
    assert error is None or error.exit_code == 7


def test_a_form_that_is_no_text_is_refused(lived_in: Database):
    """SQLite names what it cannot read, in letters that are none."""
    content = bytes_of(lived_in)
    put_bytes(lived_in, content.replace(b"CREATE TABLE leave", b"CREATE TAB\xccE leave"))
    error = refusal(lived_in)
    assert error is not None
    assert error.exit_code == 7
    assert told(lived_in)


def test_a_byte_that_turned_is_refused_or_found_or_changes_nothing(
    lived_in: Database, rng: random.Random, times: Times
):
    before, content = read(lived_in), bytes_of(lived_in)
    found = 0
    for _ in range(times(15, 1500)):
        where, turned = rng.randrange(len(content)), 1 << rng.randrange(8)
        put_bytes(lived_in, content[:where] + bytes([content[where] ^ turned]) + content[where + 1 :])
        if told(lived_in):
            found += 1
        else:
            assert read(lived_in) == before, f"byte {where}, bit {turned}"
        error = refusal(lived_in)
        assert error is None or error.exit_code == 7, f"byte {where}, bit {turned}"
    assert found > 0
