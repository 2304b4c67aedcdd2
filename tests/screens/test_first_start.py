"""The bare program in a real terminal: from nothing to a planned week; and nothing is lost when it is killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.domain.records import Act, ActKind
from secretariat_tui.services.teams import Teams
from secretariat_tui.services.weeks import Weeks
from tests.plans import small_team
from tests.screens.terminal import Terminal

KILLS = [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


def start(terminal: Terminal, file: Path, text: str) -> int:
    """Starts the bare program on a database, and gives its process once a text is there."""
    terminal.type(f"{sys.executable} -m secretariat_tui --lang en --db {file}; echo 'it gave '$?", "Enter")
    terminal.wait_for(text)
    pane = int(terminal.tmux("display-message", "-p", "#{pane_pid}"))
    return int(Path(f"/proc/{pane}/task/{pane}/children").read_text().split()[0])


def acts(file: Path, team: str) -> tuple[Act, ...]:
    services = Services()
    return Weeks(services.open_office(str(file), services.clock)).acts(team)


def test_from_no_database_to_a_planned_week(terminal, tmp_path):
    file = tmp_path / "new" / "team.db"
    start(terminal, file, "A team of your own")
    terminal.type("Enter")
    terminal.wait_for("What is the team called?")
    terminal.type("Office", "Enter")
    terminal.wait_for("Who is in the team?")
    terminal.type("Anna", "Enter", "Bea: mon-wed", "Enter")
    terminal.wait_for("- Bea: Mon Tue Wed")
    terminal.type("Enter")
    terminal.wait_for("On how many days a week may somebody work at home")
    terminal.type("Enter")
    terminal.wait_for("For whom do they work?")
    terminal.type("Director: Anna, Bea", "Enter")
    terminal.wait_for("- Director: Anna, then Bea")
    terminal.type("Enter")
    terminal.wait_for("There is no roster yet: plan it with p.")
    terminal.type("p")
    terminal.wait_for("draft: Week")
    terminal.type("C-q")
    terminal.wait_for("it gave 0")
    assert [act.kind for act in acts(file, "office")] == [ActKind.IMPORT_TEAM, ActKind.PLAN]


@pytest.mark.parametrize("number", KILLS, ids=lambda number: number.name)
def test_nothing_that_was_done_is_lost_when_it_is_killed(terminal, tmp_path, number):
    file, services = tmp_path / "team.db", Services()
    services.maintenance(str(file), services.clock).upgrade()
    Teams(services.open_office(str(file), services.clock)).take_in(small_team())
    process = start(terminal, file, "T Today")
    terminal.type("W")
    terminal.wait_for("not planned: Week")
    terminal.type("x")
    terminal.wait_for("Pinned: the planner keeps it.")
    os.kill(process, number)
    terminal.wait_for("it gave")
    assert [act.kind for act in acts(file, "so")] == [ActKind.IMPORT_TEAM, ActKind.PIN]
    if number != signal.SIGKILL:
        start(terminal, file, "T Today")
        terminal.type("W", "u")
        terminal.wait_for("Undone: pinned.")
        terminal.type("C-q")
