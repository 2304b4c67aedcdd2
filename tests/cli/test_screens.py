"""Where the screens cannot be drawn, that is said, and nothing waits for a key that cannot come."""

from __future__ import annotations

import io
import sqlite3
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretariat_tui.app import SecretariatApp
from secretariat_tui.bootstrap import Services
from secretariat_tui.cli import main
from secretariat_tui.cli.screens import check_terminal
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import UsageError
from secretariat_tui.domain.team import Team
from secretariat_tui.screens.wizard import OpeningApp
from secretariat_tui.services.teams import Teams
from tests.clocks import StoppedClock
from tests.plans import small_team

TUESDAY = datetime(2026, 12, 1, 6, 40, tzinfo=UTC)


class Drawn(io.TextIOWrapper):
    """A stream that says that it is a terminal."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    def make(term: str = "xterm-256color", encoding: str = "utf-8") -> None:
        monkeypatch.setenv("TERM", term)
        for name in ("stdin", "stdout", "stderr"):
            monkeypatch.setattr(sys, name, Drawn(encoding))

    return make


def refused(plain: bool = False) -> str:
    with pytest.raises(UsageError) as caught:
        check_terminal(plain)
    assert caught.value.exit_code == 2
    return caught.value.faults[0].kind


def test_without_a_terminal_the_demo_says_so_and_does_not_plan(program):
    answer = program("demo", "--tui")
    assert answer.code == 2
    assert "The screens need a terminal" in answer.err
    assert not program.posed or not program.limits


def test_a_terminal_that_can_draw_will_do(terminal):
    terminal()
    check_terminal(False)


def test_a_dumb_terminal_is_told(terminal):
    terminal(term="dumb")
    assert refused() == "no-terminal"


def test_a_terminal_without_utf_8_is_told_and_ascii_is_enough_for_it(terminal):
    terminal(encoding="latin-1")
    assert refused() == "not-utf-8"
    check_terminal(True)


# -- the bare program


def opened(monkeypatch, services=None, *arguments: str) -> tuple[int, list]:
    """The exit code of the program in a terminal, and what was opened: apps in the place of which nothing runs."""
    from secretariat_tui.screens.ground import GroundApp

    apps = []

    def run(app):
        apps.append(app)
        return getattr(app, "answer", None)

    monkeypatch.setattr(GroundApp, "run", run)
    return main(arguments, services or Services()), apps


def test_the_bare_program_opens_the_screens_on_the_only_team(terminal, monkeypatch, tmp_path):
    terminal()
    file = database_with(tmp_path, small_team())
    code, apps = opened(monkeypatch, None, "--db", str(file), "--ascii", "--lang", "nl")
    assert code == 0
    (app,) = apps
    assert app.workspace.team.name == "Secretariaat"
    assert app.workspace.may_write
    assert app.telling.ascii
    assert app.telling.language.code == "nl"
    assert app._start == "today"


def test_the_database_and_the_team_of_the_environment_count(terminal, monkeypatch, tmp_path):
    terminal()
    file = database_with(tmp_path, small_team(), replace(small_team(), id="zuid", name="Zuid"))
    monkeypatch.setenv("SECRETARIAT_DB", str(file))
    monkeypatch.setenv("SECRETARIAT_TEAM", "zuid")
    _, (app,) = opened(monkeypatch)
    assert app.workspace.team.id == "zuid"


def test_without_a_database_or_a_team_the_first_start_comes_and_with_several_teams_a_question(
    terminal, monkeypatch, tmp_path
):
    terminal()
    for file, teams in [(tmp_path / "none.db", 0), (database_with(tmp_path), 0)]:
        _, (app,) = opened(monkeypatch, None, "--db", str(file))
        assert isinstance(app, OpeningApp)
        assert len(app._teams) == teams
        assert app._ways.place == str(file)
    file = database_with(tmp_path, small_team(), replace(small_team(), id="zuid"))
    _, (app,) = opened(monkeypatch, None, "--db", str(file))
    assert [entry.id for entry in app._teams] == ["so", "zuid"]


def test_a_team_that_was_just_made_opens_on_the_coming_week(terminal, monkeypatch, tmp_path):
    terminal()
    file = tmp_path / "deep" / "new.db"

    def begin(app):
        return app._ways.take_in(small_team(), {})

    monkeypatch.setattr(OpeningApp, "answer", property(begin), raising=False)
    _, (_, app) = opened(monkeypatch, None, "--db", str(file))
    assert app._start == "week"
    assert app.shown.first == Week.of(app.workspace.now().date()).plus(1)
    assert file.stat().st_mode & 0o077 == 0


def test_a_database_that_can_only_be_read_opens_to_be_looked_at(terminal, monkeypatch, tmp_path):
    terminal()
    file = database_with(tmp_path, small_team())
    connect = sqlite3.dbapi2.connect
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect", lambda file, **more: connect(f"file:{file}?mode=ro", **{**more, "uri": True})
    )
    _, (app,) = opened(monkeypatch, None, "--db", str(file))
    assert not app.workspace.may_write


def test_what_nobody_foresaw_in_the_screens_is_told_with_a_log_and_no_traceback(terminal, monkeypatch, tmp_path, capfd):
    terminal()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "logs"))
    monkeypatch.setattr(SecretariatApp, "failure", property(lambda _: KeyError("something")))
    code, _ = opened(monkeypatch, None, "--db", str(database_with(tmp_path, small_team())))
    assert code == 1
    told = sys.stderr.buffer.getvalue().decode()
    assert "Something went wrong inside secretariat; what you did before is kept." in told
    assert "Traceback" not in told
    (log,) = (tmp_path / "logs").rglob("error-*.log")
    assert "KeyError" in log.read_text()


def test_a_demo_that_is_kept_opens_on_its_database_and_once(terminal, monkeypatch, tmp_path):
    terminal()
    file = tmp_path / "demo.db"
    asked = ("demo", "--tui", "--keep", "--db", str(file))
    services = Services(read_team=lambda _: small_team())
    code, (app,) = opened(monkeypatch, services, *asked)
    assert (code, app.workspace.team.id) == (0, "so")
    assert file.exists()
    assert opened(monkeypatch, services, *asked) == (6, [])


@pytest.mark.parametrize("how", ["--tui", "--tour"])
def test_a_demo_on_the_screens_is_of_this_week_and_in_a_weekend_of_the_next(terminal, monkeypatch, how):
    """Or Today, with which they open, would have no roster to show."""
    terminal()
    for today, week in ((TUESDAY, "2026-W49"), (TUESDAY + timedelta(days=4), "2026-W50")):
        services = Services(clock=StoppedClock(today), read_team=lambda _: small_team())
        code, (app,) = opened(monkeypatch, services, "demo", how)
        assert (code, str(app.shown.first)) == (0, week)


def test_options_before_a_command_are_refused(program):
    answer = program("--ascii", "demo")
    assert answer.code == 2
    assert "after the command" in answer.err


def database_with(directory: Path, *teams: Team) -> Path:
    """A database with these teams."""
    file = directory / f"{len(teams)}.db"
    services = Services()
    services.maintenance(str(file), services.clock).upgrade()
    for team in teams:
        Teams(services.open_office(str(file), services.clock)).take_in(team)
    return file
