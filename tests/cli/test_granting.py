"""Who may what in a database of several users, as each of them meets it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program
from tests.postgresql import Server
from tests.schemas import validate
from tests.store.roles import Roles, roles


@pytest.fixture
def granting(program: Program, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> Granting:
    monkeypatch.delenv("SECRETARIAT_TEAM", raising=False)
    return Granting(program, postgresql, monkeypatch)


class Granting:
    """The program on a PostgreSQL database, as one user or another."""

    def __init__(self, program: Program, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self._program, self._server, self._monkeypatch = program, server, monkeypatch

    def __enter__(self) -> Granting:
        self._context = roles(self._server)
        self.found: Roles = self._context.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.__exit__(None, None, None)

    def __call__(self, user: str, *arguments: str):  # type: ignore[no-untyped-def]
        self._monkeypatch.setenv("SECRETARIAT_DB", self.found.url(user))
        return self._program(*arguments)


def test_on_sqlite_there_is_nobody_to_grant_anything_to(made: Program) -> None:
    assert made("db", "grant", "anna", "--lead").code == 2
    assert made("db", "revoke", "anna").code == 2


def test_granting_tells_what_a_user_may(granting: Granting) -> None:
    with granting as program:
        answer = program("owner", "db", "grant", "stranger", "--member", "carla", "--team", "so", "--json")
        assert answer.code == 0
        validate(answer.document, "access")
        assert answer.document["access"] == [{"team": "so", "kind": "member", "member": "carla"}]
        assert program("stranger", "team", "list").out.strip() == "- so: Secretariaat"
        assert program("owner", "db", "revoke", "stranger").out == "stranger may do nothing here any more.\n"
        assert program("stranger", "team", "list").code == 6
        assert program("owner", "db", "grant", "stranger").code == 2
        assert program("owner", "db", "grant", "strangr", "--lead", "--team", "so").code == 3
        assert program("lead_so", "db", "grant", "lead_so", "--lead", "--team", "other").code == 6


def test_a_member_shows_what_is_published_and_may_not_publish(granting: Granting) -> None:
    with granting as program:
        shown = program("anna", "show", "--week", "2026-W49", "--json")
        assert shown.code == 0
        assert (shown.document["version"], shown.document["state"]) == (1, "published")
        refused = program("anna", "unpublish", "--week", "2026-W49", "--json")
        assert refused.code == 6
        validate(refused.document, "error")
        assert refused.document["errors"][0]["kind"] == "not-allowed"
        assert program("anna", "doctor").code == 0
        assert program("lead_so", "publish", "--week", "2026-W49").code == 0
        assert program("anna", "show", "--week", "2026-W49", "--json").document["version"] == 2


def test_a_member_asks_for_leave_and_withdraws_it_and_cannot_approve_it(granting: Granting) -> None:
    with granting as program:
        asked = program("anna", "leave", "request", "anna", "--from", "2026-11-30", "--json")
        assert asked.code in (0, 4), asked.err
        assert program("anna", "leave", "request", "bea", "--from", "2026-11-30").code == 6
        listed = program("anna", "leave", "list", "--json").document
        number = next(item["request"] for item in listed["requests"] if item["from"] == "2026-11-30")
        assert program("anna", "leave", "approve", str(number), "--why", "mine").code == 6
        assert program("anna", "leave", "withdraw", str(number)).code in (0, 4)
        assert program("owner", "db", "check").code == 0
