"""The examples of the Friday-night job are commands that the program takes."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli.root import root
from secretariat_tui.cli.session import open_session
from secretariat_tui.domain.errors import BadInput, Impossible, UsageError

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
XML = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def of_cron() -> str:
    return next(line for line in (EXAMPLES / "secretariat.cron").read_text().splitlines() if line.startswith("0 21"))


def commands() -> dict[str, list[str]]:
    cron = of_cron().split("secretariat ", 1)[1].split(">")[0]
    service = re.search(r"exec secretariat (.*)'", (EXAMPLES / "secretariat.service").read_text())
    assert service is not None
    task = ElementTree.parse(EXAMPLES / "secretariat-task.xml").getroot()  # noqa: S314  (our own file)
    arguments = task.find(f".//{XML}Arguments")
    assert arguments is not None
    assert task.find(f".//{XML}Command").text == "secretariat"
    found = {"cron": cron, "systemd": service[1], "windows": arguments.text}
    return {name: shlex.split(text) for name, text in found.items()}


@pytest.mark.parametrize("name", ["cron", "systemd", "windows"])
def test_the_program_takes_the_command_of_the_example(name):
    arguments = commands()[name]
    session = open_session(arguments, {}, Services())
    plan = root.get_command(click.Context(root, obj=session), arguments[0])
    given = plan.make_context("plan", arguments[1:], parent=click.Context(root, obj=session)).params
    assert given["publish"]
    assert given["if_missing"]
    assert given["directory"] is not None


def test_the_command_of_cron_runs_with_the_little_that_cron_gives_it(tmp_path):
    """A shell with no more than cron's own environment; the database is one of a small team, planned already."""
    program = Path(sys.executable).parent
    environment = {"PATH": f"{program}:/usr/bin:/bin", "HOME": str(tmp_path), "SECRETARIAT_DB": str(tmp_path / "s.db")}
    subprocess.run(
        [
            "secretariat",
            "init",
            "--name",
            "Bureau",
            "--member",
            "Anna",
            "--member",
            "Bea",
            "--account",
            "Raad: Anna, Bea",
        ],
        env=environment,
        check=True,
        capture_output=True,
    )
    line = of_cron().split("* * 5 ", 1)[1].replace("--time-limit 600", "--time-limit 20")
    for _ in range(2):  # as it may be fired twice
        done = subprocess.run(["/bin/sh", "-c", line], env=environment, check=False, capture_output=True, text=True)
        assert done.stdout == done.stderr == "", (tmp_path / "secretariat-friday.log").read_text()
    assert sorted(file.name for file in (tmp_path / "calendars").iterdir())
    history = subprocess.run(["secretariat", "history"], env=environment, check=True, capture_output=True, text=True)
    assert history.stdout.count("planned") == 1
    (tmp_path / "s.db").write_bytes(b"")
    done = subprocess.run(["/bin/sh", "-c", line], env=environment, check=False, capture_output=True, text=True)
    assert done.stdout.startswith("secretariat ended with 7: see ")


def test_systemd_does_not_try_again_for_ever_what_trying_does_not_mend():
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.read(EXAMPLES / "secretariat.service")
    service = unit["Service"]
    wrong, bad, impossible = (error.exit_code for error in (UsageError, BadInput, Impossible))
    assert {int(code) for code in service["RestartPreventExitStatus"].split()} == {wrong, bad, impossible}
    # A limit counts only the starts within its interval: else each try a minute later would be the first.
    assert unit["Unit"]["StartLimitIntervalSec"] == "1h"
    assert int(unit["Unit"]["StartLimitBurst"]) * int(service["RestartSec"]) < 3600


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here to look at the units")
def test_systemd_takes_the_units(tmp_path):
    for name in ("secretariat.service", "secretariat.timer"):
        shutil.copy(EXAMPLES / name, tmp_path / name)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(tmp_path / "secretariat.timer")],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "secretariat." in line]
    assert told == []
