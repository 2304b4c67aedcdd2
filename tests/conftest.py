"""What tests of every room may ask for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pytest
from hypothesis import HealthCheck, settings

from tests.postgresql import NoServerError, Server, server

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

_STEP = 1 / 200
"""Seconds."""

# Hardly anything of what is made while tests are collected goes again: to look for it takes a quarter of that time.
gc.disable()

# How long examples take says how busy the machine is: the first text in a fresh clone waits for a table of characters.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


class Times(Protocol):
    """What is tried in the suite, and what in the campaign."""

    def __call__(self, few: T, full: T) -> T: ...


@pytest.fixture
def times(request: pytest.FixtureRequest) -> Times:
    """The number of tries: `times(few, full)`."""
    is_full = request.config.getoption("--full")
    return lambda few, full: full if is_full else few


def pytest_collection_finish() -> None:
    """Has the garbage collector leave alone what is there now, since none of it goes before the end: to look through
    all modules and tests again and again takes a third of the time of those that make many objects."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000)
    if "sqlalchemy" in sys.modules:  # or no test has a database
        from sqlalchemy import Engine, event

        event.listen(Engine, "engine_connect", _do_not_wait_for_the_disk)


def _do_not_wait_for_the_disk(connection: Connection) -> None:
    """Programs are killed here, but nobody cuts the power: what is written need not be on the disk itself."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA synchronous=OFF").close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="try every fault as often as the campaign does")


@pytest.fixture
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot that looks more often whether the app has done all that a key set off: in steps of 20 ms, which are
    Textual's own, nearly all the time of a test of screens is spent asleep. And style sheets that are parsed once: each
    app has the same, and would spend a seventh of the time of a test on them."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", _STEP)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", _STEP / 20)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _STEP / 2)
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", _parse_once())


@cache
def _parse_once() -> Callable[..., Any]:
    """What Textual parses style sheets by, keeping the rules for all apps as it does for one."""
    from textual.css.stylesheet import Stylesheet

    parse = Stylesheet._parse_rules
    parsed: dict[Any, Any] = {}

    def parse_rules(self: Stylesheet, css: str, **where: Any) -> Any:
        key = (css, *where.items(), *self._variables.items())
        if key not in parsed:
            parsed[key] = parse(self, css, **where)
        return parsed[key]

    return parse_rules


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own. Where there can be none the test is skipped, but never in CI."""
    with ExitStack() as stack:
        try:
            running = stack.enter_context(server())
        except NoServerError as error:
            if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
                pytest.fail(f"PostgreSQL may not be left out here. {error}", pytrace=False)
            pytest.skip(str(error))
        yield running


@pytest.fixture
def postgresql_url(postgresql: Server) -> Iterator[str]:
    """A new and empty PostgreSQL database, as its superuser."""
    with postgresql.database() as name:
        yield postgresql.url_of(name)
