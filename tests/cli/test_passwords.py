"""Where an address of a database has a password, nobody is told it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program
from tests.postgresql import Server


@pytest.mark.parametrize("place", ["before the host", "in the query"])
def test_what_init_and_doctor_say_of_a_database_is_without_its_password(
    program: Program, postgresql: Server, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with postgresql.database() as name:
        url = postgresql.url_of(name)
        user = url.removeprefix("postgresql://").partition("@")[0]
        secret = url.replace("@", ":geheim@", 1) if place == "before the host" else f"{url}&password=geheim"
        monkeypatch.setenv("SECRETARIAT_DB", secret)
        told = program("init", "team.toml").out
        assert "geheim" not in told
        assert f"postgresql://{user}" in told
        assert "geheim" not in program("doctor").out
