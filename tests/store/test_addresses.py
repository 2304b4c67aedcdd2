"""Addresses of databases: what is one, what is none, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from secretariat_tui.domain.errors import BadInput, Unusable
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import file_of, name_of, open_engine, url_of
from tests.conftest import Times


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("team.db", "team.db"),
        ("/var/lib/team.db", "/var/lib/team.db"),
        ("sqlite:///team.db", "team.db"),
        ("sqlite:////var/lib/team.db", "/var/lib/team.db"),
        ("sqlite+aiosqlite:///team.db", "team.db"),
    ],
)
def test_a_path_is_the_address_of_a_file(text: str, file: str):
    url = url_of(text)
    assert (url.drivername, file_of(url), name_of(url)) == ("sqlite", Path(file), file)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+asyncpg"])
def test_whichever_driver_is_named_the_one_of_the_program_is_used(scheme: str):
    url = url_of(f"{scheme}://lead@db.example.org/rosters")
    assert (url.drivername, file_of(url)) == ("postgresql+psycopg", None)
    assert name_of(url) == "postgresql://lead@db.example.org/rosters"


@pytest.mark.parametrize(
    "text",
    [
        *("mysql://host/rosters", "https://example.org/", "://", "postgresql://host:door/rosters", "postgres://host/x"),
        *("sqlite://team.db", "sqlite://host/team.db", "sqlite:///team.db?mode=ro", "sqlite://anna@/team.db"),
        *("sqlite://", "sqlite:///", "sqlite:///:memory:", ":memory:"),
    ],
)
def test_what_is_no_address_or_would_keep_nothing_is_refused(text: str):
    with pytest.raises(BadInput) as caught:
        url_of(text)
    assert [found.kind for found in caught.value.faults] == ["bad-url"]


@pytest.mark.parametrize("query", ["?password=geheim", "?user=lead&password=geheim", "?sslpassword=geheim"])
def test_a_password_is_never_told(query: str):
    assert "geheim" not in name_of(url_of(f"postgresql://host/rosters{query}"))
    assert "geheim" not in name_of(url_of("postgresql://lead:geheim@host/rosters"))
    assert name_of(url_of("postgresql:///rosters?host=/run/postgresql")).endswith("/rosters?host=%2Frun%2Fpostgresql")


PIECES = (
    *(
        "sqlite",
        "postgresql",
        "mysql",
        "+psycopg",
        "+aiosqlite",
        "://",
        ":///",
        ":",
        "/",
        "//",
        "@",
        "?",
        "=",
        "&",
        "#",
    ),
    *("%", "%2F", "%ff", "[", "]", "[::1]", "host", "team.db", "..", "5432", "99999999999", "-1", "\u0663", "\u00e9"),
    *(" ", "\t", "\n", ":memory:", "mode", "uri=true", "file:"),
)


def test_whatever_is_given_is_an_address_that_can_be_opened_or_refused(times: Times):
    rng = Random(2026)
    opened, refusals = 0, set()
    for _ in range(times(2000, 20_000)):
        text = rng.choice(("", "sqlite:///", "postgresql://")) + "".join(rng.choices(PIECES, k=rng.randint(1, 6)))
        try:
            url = url_of(text)
        except BadInput as error:
            refusals |= {found.kind for found in error.faults}
            continue
        assert (url.drivername, file_of(url) is None) in (("sqlite", False), ("postgresql+psycopg", True))
        assert name_of(url)
        open_engine(url).dispose()
        opened += 1
    assert opened > 500
    assert refusals == {"bad-url"}


def test_a_directory_is_told_to_be_no_file(tmp_path: Path):
    with pytest.raises(Unusable) as refused, Database(url_of(str(tmp_path))).read():
        pass
    (found,) = refused.value.faults
    assert found.hint is not None
    assert "a file, in a directory" in found.hint.template
