"""What does not fit into a column of PostgreSQL is wrong with the input, and the database can be used all the same. And
what a team can have does fit: SQLite takes any length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.invariants import LONGEST_ID
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.records import ActKind, ImportedEvent
from secretariat_tui.domain.repository import Writing
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests.build import account, desk, member, shift, team
from tests.plans import small_team
from tests.postgresql import Server

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


def with_a_long_name_of_a_file(work: Writing) -> None:
    source = f"{'a' * 200}.ics"
    work.put_imported("member", "anna", source, [ImportedEvent(source, "k", 1, NOW, NOW, False, "busy", "", None)])


def with_a_high_sequence(work: Writing) -> None:
    event = ImportedEvent("own.ics", "k", 2**40, NOW, NOW, False, "busy", "", None)
    work.put_imported("member", "anna", "own.ics", [event])


@pytest.mark.parametrize("change", [with_a_long_name_of_a_file, with_a_high_sequence])
def test_what_is_too_long_or_too_large_is_told_as_bad_input(
    postgresql: Server, change: Callable[[Writing], None]
) -> None:
    with postgresql.database() as name:
        url = url_of(postgresql.url_of(name))
        DatabaseKeeper(url, NOW).upgrade()
        store = Database(url)
        with store.write("so", ActKind.IMPORT_TEAM, "lead", NOW) as work:
            work.put_team(small_team())
        with pytest.raises(BadInput) as caught, store.write("so", ActKind.IMPORT_TEAM, "lead", NOW) as work:
            change(work)
        store.close()
    (told,) = caught.value.faults
    assert told.text.template == "A value does not fit into the database: {detail}."


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_longest_ids_that_a_team_can_have_fit(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    longest = "a" * LONGEST_ID
    url = url_of(str(tmp_path / "weeks.db") if kind == "sqlite" else request.getfixturevalue("postgresql_url"))
    DatabaseKeeper(url, NOW).upgrade()
    people, accounts = [member(longest)], [account(longest, primary=longest)]
    of_the_longest = replace(team(people, accounts, shifts=(shift(longest),), desks=(desk(longest),)), id=longest)
    store = Database(url)
    with store.write(longest, ActKind.IMPORT_TEAM, "lead", NOW) as work:
        work.put_team(of_the_longest)
        work.put_page(longest, "How it is done.")
        work.put_imported("account", longest, "own.ics", [])
        work.choose_calendar(longest, CalendarChoice(alarm=15))
    with store.read() as view:
        assert view.team(longest) == of_the_longest
    store.close()
