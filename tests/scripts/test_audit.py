"""What is said of known weaknesses, whatever the auditing program comes to."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / "scripts" / "audit"

SOUND = {"dependencies": [{"name": "rich", "version": "15.0.0", "vulns": []}]}
WEAK = {
    "dependencies": [
        {"name": "rich", "version": "15.0.0", "vulns": []},
        {"name": "click", "version": "8.5.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["8.5.2"]}]},
    ]
}


@pytest.fixture
def audited(tmp_path: Path):
    """Runs the script with a program in place of pip-audit that writes this report and ends with this code."""

    def run(report: dict[str, object] | None, code: int) -> subprocess.CompletedProcess[str]:
        written = tmp_path / "report.json"
        if report is not None:
            written.write_text(json.dumps(report))
        program = tmp_path / "pip-audit"
        copies = "" if report is None else f'while [ "$1" != --output ]; do shift; done; cp "{written}" "$2"\n'
        program.write_text(f"#!/bin/sh\n{copies}echo 'no route to the service' >&2\nexit {code}\n")
        program.chmod(0o755)
        path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run([AUDIT], env=os.environ | {"PATH": path}, capture_output=True, text=True)

    return run


def test_versions_without_a_known_weakness_pass(audited):
    done = audited(SOUND, 0)
    assert (done.returncode, done.stdout) == (0, "Nothing in constraints.txt has a known weakness.\n")


def test_a_known_weakness_fails_and_is_named_with_what_mends_it(audited):
    done = audited(WEAK, 1)
    assert done.returncode == 1
    assert "click 8.5.1 PYSEC-1 mended in 8.5.2" in done.stderr
    assert "rich" not in done.stderr


def test_a_service_that_cannot_be_reached_is_said_aloud_and_fails_nothing(audited):
    done = audited(None, 1)
    assert done.returncode == 0
    assert done.stderr == "COULD NOT CHECK: the advisory service cannot be reached.\nno route to the service\n"
