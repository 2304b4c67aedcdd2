"""How the program begins and ends."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.domain.errors import Refused, fault
from tests.cli.conftest import Program
from tests.schemas import validate

ROOT = Path(__file__).parents[2]
HEAVY = ("textual", "ortools", "sqlalchemy", "holidays", "icalendar", "rich", "numpy", "pandas")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "secretariat_tui", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environment},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    code = f"import sys, secretariat_tui.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_a_command_and_a_terminal_it_prints_help_and_exits_2() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stdout == ""
    assert "solve" in done.stderr


def test_the_version_is_said() -> None:
    assert run("--version").stdout.startswith("secretariat, version ")


def test_help_is_in_the_language_that_is_asked_for() -> None:
    assert "Opties" in run("--help", SECRETARIAT_LANG="nl").stdout
    assert "Opties" in run("solve", "--help", "--lang", "nl").stdout
    assert "Opties" in run("--lang=nl", "solve", "--help").stdout
    assert "Options" in run("--lang", "en", "--help", LANG="nl_NL.UTF-8").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"], ["solve"], ["solve", "x"], ["solve", "x", "--week", "2026-W60"], ["--lang", "fr", "demo"],
        ["solve", "x", "--week", "next", "--weeks", "0"], ["show", "--roster", "a"], ["solve", "x", "--wek", "next"],
        ["solve", "x", "--week", "next", "--json", "--as", "csv"], ["export", "ical"], ["team"],
    ],
)  # fmt: skip
def test_wrong_usage_exits_2_with_a_sentence_and_an_empty_output(program: Program, arguments: list[str]) -> None:
    answer = program(*arguments)
    if "--json" in arguments:
        assert answer.document["errors"][0]["kind"] == "usage"
    else:
        assert (answer.code, answer.out) == (2, "")
        assert "Traceback" not in answer.err
    assert answer.code == 2


def test_a_mistaken_command_gets_the_nearest_one(program: Program) -> None:
    assert 'Did you mean "solve"?' in program("slove").err


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (["--db", "my.db", "who"], "secretariat who ... --db URL"),
        (["--team", "so", "leave", "list"], "secretariat leave ... --team ID"),
        (["--db", "my.db", "--team", "so", "plan"], "secretariat plan ... --db URL --team ID"),
        (["--ascii", "demo"], "secretariat demo ... --ascii"),
    ],
)
def test_an_option_before_the_command_is_told_where_it_belongs(program: Program, before: list[str], told: str) -> None:
    answer = program(*before)
    assert answer.code == 2
    assert f" after the command: {told}\n" in answer.err


def test_every_error_of_ours_has_its_exit_code_and_is_a_document_with_json(program: Program) -> None:
    def refuse(_: object) -> object:
        raise Refused([fault("locked", "The week is locked.", hint="Wait.")])

    program.answer = refuse  # type: ignore[assignment]
    answer = program("solve", "team.toml", "--week", "next")
    assert (answer.code, answer.out, answer.err) == (6, "", "The week is locked.\n  Wait.\n")
    answer = program("--json", "solve", "team.toml", "--week", "next")
    assert answer.code == 6
    assert answer.document["errors"] == [{"kind": "locked", "text": "The week is locked.", "hint": "Wait."}]
    validate(answer.document, "error")


def test_what_nobody_foresaw_exits_1_and_names_a_log_without_a_traceback(program: Program, tmp_path: Path) -> None:
    def fail(_: object) -> object:
        raise ZeroDivisionError("oh")

    program.answer = fail  # type: ignore[assignment]
    answer = program("solve", "team.toml", "--week", "next")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    (log,) = (tmp_path / "state").rglob("*.log")
    assert str(log) in answer.err
    assert "ZeroDivisionError: oh" in log.read_text()


def test_ctrl_c_exits_130_and_writes_nothing(program: Program, tmp_path: Path) -> None:
    def interrupt(_: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.3)
        raise AssertionError("this result must not be used")

    program.answer = interrupt  # type: ignore[assignment]
    answer = program("solve", "team.toml", "--week", "next", "--out", tmp_path / "out.json")
    assert (answer.code, answer.out, answer.err) == (130, "", "\nStopped. Nothing was kept.\n")
    assert not (tmp_path / "out.json").exists()


def test_stopping_waits_until_the_work_has_ended() -> None:
    ended = []

    def work(stop: threading.Event) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        stop.wait(10)
        time.sleep(0.3)
        ended.append(True)

    with pytest.raises(KeyboardInterrupt):
        stoppable(work)
    assert ended


def test_what_goes_wrong_in_the_work_is_raised_where_it_is_waited_for() -> None:
    def work(_: threading.Event) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        stoppable(work)


def test_a_request_to_end_is_as_ctrl_c(program: Program) -> None:
    def end(_: object) -> object:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.3)
        raise AssertionError("this result must not be used")

    program.answer = end  # type: ignore[assignment]
    assert program("solve", "team.toml", "--week", "next").code == 130
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize(("command", "needs"), [(["feed", "serve"], "uvicorn"), (["serve"], "textual_serve")])
def test_a_service_that_is_stopped_before_it_answers_has_done_its_work(
    made: Program, monkeypatch: pytest.MonkeyPatch, command: list[str], needs: str, number: int
) -> None:
    pytest.importorskip(needs)
    monkeypatch.setattr("secretariat_tui.listening.listen", lambda *_: os.kill(os.getpid(), number))
    answer = made(*command, "--port", "0")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_reader_that_goes_away_is_no_fault(program: Program) -> None:
    code = (
        "import os, sys; from secretariat_tui.cli.output import put\n"
        "put(b'x' * 1_000_000); put(b'y' * 1_000_000); sys.exit(4)"
    )
    done = subprocess.run(
        ["bash", "-c", '"$0" -c "$1" | head -c 1; echo ${PIPESTATUS[0]}', sys.executable, code],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "x4\n"
    assert done.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="a shell closes a stream otherwise there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("arguments", "code"), [("--version", 0), ("demo --list", 0), ("show --as what", 2)])
def test_who_is_started_without_a_standard_stream_runs_as_ever(closed: str, arguments: str, code: int) -> None:
    """As by a service, or by a shell that closed it."""
    line = f"{shlex.quote(sys.executable)} -m secretariat_tui {arguments} {closed}"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["demo", "--list"], ["demo", "--list", "--json"], ["--help"], ["--version"]])
def test_a_full_disk_behind_standard_output_exits_7_and_says_so(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "secretariat_tui", "--lang", "en", *arguments],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 7
    assert done.stderr.startswith("The disk is full.\n")
    assert "The answer could not be written." in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no such shell there")
@pytest.mark.parametrize("arguments", ["--help", "--version", "plan --help", "demo --list"])
def test_a_reader_of_the_help_that_goes_away_is_no_fault(arguments: str) -> None:
    """As `head -1` may, before anything is written."""
    line = f"{shlex.quote(sys.executable)} -m secretariat_tui {arguments} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
