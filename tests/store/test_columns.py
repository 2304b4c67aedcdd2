"""What does not fit into a column of PostgreSQL is wrong with the input, and the database can be used all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.records import ActKind, ImportedEvent
from secretariat_tui.domain.repository import Writing
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests.build import member
from tests.plans import small_team
from tests.postgresql import Server

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


def with_a_long_id(work: Writing) -> None:
    team = small_team()
    work.put_team(replace(team, members=(*team.members, member("a" * 80))))


def with_a_high_sequence(work: Writing) -> None:
    event = ImportedEvent("own.ics", "k", 2**40, NOW, NOW, False, "busy", "", None)
    work.put_imported("member", "anna", "own.ics", [event])


@pytest.mark.parametrize("change", [with_a_long_id, with_a_high_sequence])
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
