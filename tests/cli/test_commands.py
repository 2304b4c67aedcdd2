"""The commands, over a plan made by hand."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.cli.samples import samples
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import roster_document
from tests.build import MON, THU, TUE, WEEK, days, member, shift, team, work
from tests.build import roster as roster_of
from tests.cli.conftest import Program
from tests.plans import without_shortages
from tests.schemas import validate

ROOT = Path(__file__).parents[2]
SOLVE = ("solve", "team.toml", "--week", "2026-W49")


@pytest.fixture
def roster(program: Program, tmp_path: Path) -> Path:
    """The plan as a file."""
    path = tmp_path / "roster.json"
    program(*SOLVE, "--json", "--out", path)
    return path


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("2026-W49", Week(2026, 49)), ("2026-w49", Week(2026, 49)), ("this", Week(2026, 48)), ("next", Week(2026, 49)),
        ("+2", Week(2026, 50)), ("+6", Week(2027, 1)),
    ],
)  # fmt: skip
def test_weeks_are_named_or_counted_from_today(program: Program, text: str, week: Week) -> None:
    program("solve", "team.toml", "--week", text)
    assert program.posed[0].horizon.first == week


def test_today_is_the_date_in_the_time_zone_of_the_team(program: Program) -> None:
    """Half past eleven in the evening in London is tomorrow in Amsterdam."""
    program(*SOLVE)
    assert str(program.posed[0].today) == "2026-11-26"


def test_solve_exits_4_with_shortages_and_0_without(program: Program) -> None:
    assert program(*SOLVE).code == 4
    program.answer = without_shortages
    assert program(*SOLVE).code == 0


def test_solve_passes_the_limits_on(program: Program) -> None:
    program(*SOLVE, "--time-limit", "2.5", "--seed", "7", "--weeks", "3")
    assert (program.limits[0].wall, program.limits[0].seed, program.posed[0].horizon.weeks) == (2.5, 7, 3)


def test_json_keeps_its_schema_and_twice_is_the_same(program: Program) -> None:
    first, second = program(*SOLVE, "--json"), program("--json", *SOLVE)
    validate(first.document, "roster")
    assert first.out == second.out
    assert first.err == ""
    assert first.document["shortages"][1]["why"] == [
        {"member": "bea", "rule": "pattern", "text": "Bea does not work on Tuesday 1 December by her work pattern."}
    ]


def test_timing_is_told_only_when_asked_for(program: Program) -> None:
    assert "timing" not in program(*SOLVE, "--json").document
    timed = program(*SOLVE, "--json", "--timing").document
    validate(timed, "roster")
    assert timed["timing"]["seconds"] >= 0


def test_an_impossible_plan_exits_5_with_the_clash(program: Program) -> None:
    reason = because("pinned", "{member} is pinned on {date}.", member="anna", date=TUE)

    def clash(_: object) -> object:
        raise Impossible([reason])

    program.answer = clash  # type: ignore[assignment]
    answer = program(*SOLVE)
    assert (answer.code, answer.out) == (5, "")
    assert "- Anna is pinned on Tuesday 1 December." in answer.err
    answer = program(*SOLVE, "--json")
    assert answer.code == 5
    validate(answer.document, "roster")
    assert answer.document["conflict"][0]["text"] == "Anna is pinned on Tuesday 1 December."


def test_history_is_read_and_passed_on(program: Program, roster: Path) -> None:
    program("solve", "team.toml", "--week", "2026-W50", "--history", roster)
    assert program.posed[-1].history[0].weeks == (Week(2026, 49),)


def test_several_earlier_rosters_stand_behind_one_option_or_each_behind_its_own(
    program: Program, roster: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.json"
    nothing: dict[str, Any] = {key: [] for key in ("assignments", "duties", "shortages", "contingency")}
    later.write_text(json.dumps(json.loads(roster.read_text()) | nothing | {"weeks": ["2026-W50"]}))
    week = ("--week", "2026-W51")
    ways = [
        ("solve", "team.toml", *week, "--history", roster, later),
        ("solve", *week, "--history", roster, later, "team.toml"),
        ("solve", f"--history={roster}", later, "team.toml", *week),
        ("solve", "--history", roster, "--history", later, "team.toml", *week),
        ("solve", "--history", roster, later, *week, "--", "team.toml"),
    ]
    for words in ways:
        assert program(*words).code == 4, words
        assert [item.weeks for item in program.posed[-1].history] == [(Week(2026, 49),), (Week(2026, 50),)]
    checked = ("check", "--history", roster, later, "--roster", later, "--team-file", "team.toml")
    assert program(*checked).code == program("check", "--history", roster, "--history", later, *checked[4:]).code == 3


def test_rosters_that_are_compared_are_not_taken_for_earlier_ones(program: Program, roster: Path) -> None:
    assert program("explain", "diff", "--team-file", "team.toml", "--history", roster, roster, roster).code == 0


def test_a_wrong_history_exits_3_before_anything_is_planned(program: Program, tmp_path: Path) -> None:
    (tmp_path / "h.json").write_text("{")
    answer = program(*SOLVE, "--history", tmp_path / "h.json")
    assert answer.code == 3
    assert "h.json, line 1: This is not JSON." in answer.err
    assert program.posed == []


def test_the_table_fits_80_columns_and_says_everything_without_colour(program: Program) -> None:
    answer = program(*SOLVE)
    assert max(len(line) for line in answer.out.splitlines()) <= 80
    assert "\x1b" not in answer.out
    for text in (
        "Dag O*",
        "Dag H",
        "! nobody",
        "am Anna !",
        "leave pm",
        "away",
        "12/24",
        "Bea does not work",
        "Continuity",
    ):
        assert text in answer.out


def test_a_wide_terminal_is_used(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert max(len(line) for line in program(*SOLVE).out.splitlines()) > 100


def test_a_narrow_terminal_does_no_harm(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert program(*SOLVE).code == 4


@pytest.mark.parametrize("form", ["table", "html", "svg", "csv", "json"])
def test_hostile_names_do_no_harm_in_any_form(program: Program, form: str) -> None:
    program.team = _hostile(program.team)
    answer = program(*SOLVE, "--as", form)
    assert answer.code == 4
    assert "\x1b" not in answer.out
    if form == "table":
        assert "[red]x[/]" in answer.out
    if form == "svg":
        ET.fromstring(answer.out)  # noqa: S314  (our own)
        assert "http" not in answer.out.replace('xmlns="http://www.w3.org/2000/svg"', "")
    if form == "html":
        assert "<b>" not in answer.out


def _hostile(team: Team) -> Team:
    names = {"anna": "[red]x[/] {member}", "bea": "</text><b>&", "carla": "=1+1"}
    return replace(team, members=tuple(replace(item, name=names[item.id]) for item in team.members))


@pytest.mark.parametrize(
    ("suffix", "begin"), [("html", b"<!DOCTYPE"), ("csv", b"date,"), ("svg", b"<svg"), ("json", b"{\n")]
)
def test_the_name_of_the_file_tells_the_form(program: Program, tmp_path: Path, suffix: str, begin: bytes) -> None:
    out = tmp_path / f"roster.{suffix}"
    answer = program(*SOLVE, "--out", out)
    assert out.read_bytes().startswith(begin)
    assert answer.out == f"Written: {out}\n"


@pytest.mark.parametrize("name", ["roster.xlsx", "ROSTER.PDF", "team.toml", "secretariat.db", "anna.ics"])
def test_a_name_that_promises_what_is_not_written_is_refused(program: Program, tmp_path: Path, name: str) -> None:
    answer = program(*SOLVE, "--out", tmp_path / name)
    assert (answer.code, program.posed, list(tmp_path.glob("[rR]*"))) == (2, [], [])
    assert ".html" in answer.err
    assert program(*SOLVE, "--as", "csv", "--out", tmp_path / name).code in (0, 4)


def test_show_reads_back_what_solve_wrote(program: Program, roster: Path) -> None:
    shown = program("show", "--roster", roster, "--team-file", "team.toml")
    assert shown.code == 0
    assert shown.out == program(*SOLVE).out
    again = program("show", "--roster", roster, "--team-file", "team.toml", "--as", "json")
    assert again.out.encode() == roster.read_bytes()


def test_check_finds_what_is_broken_and_what_is_not_so(program: Program, roster: Path) -> None:
    answer = program("check", "--roster", roster, "--team-file", "team.toml", "--json")
    validate(answer.document, "check")
    claims = [item["text"] for item in answer.document["differences"]]
    assert answer.code == 3
    assert any("hours" in text for text in claims)
    assert any(text.startswith("Continuity is said to be 0.7391; it is ") for text in claims)
    assert {stage["id"]: stage["value"] for stage in answer.document["stages"]}["shortage"] == 510 * 3 + 180


def test_check_says_it_in_words_too(program: Program, roster: Path) -> None:
    answer = program("check", "--roster", roster, "--team-file", "team.toml")
    assert answer.code == 3
    assert "shortage: 1710" in answer.out


def test_check_says_by_which_branch_of_the_law_weekly_rest_is_had(program: Program, tmp_path: Path) -> None:
    """Anna works every day of two weeks, but for the first Thursday: from Wednesday 13:00 she is free for 44 hours.

    The seven days that begin on one of the first three dates have that. Those that begin later have not, but the
    fortnight has, with what comes after the second Sunday: nothing is planned then, so that she is free.
    """
    week = "mon tue wed thu fri sat sun"
    program.team = team([member("anna", week)], shifts=(shift("kort", "09:00-13:00", 0),), open_days=days(week))
    worked = [day for n in range(14) if (day := MON + timedelta(n)) != THU]
    plan = Plan(
        roster_of([work("anna", day, shift("kort", "09:00-13:00", 0)) for day in worked], weeks=[WEEK, WEEK.plus(1)])
    )
    file = tmp_path / "roster.json"
    file.write_text(json.dumps(roster_document(plan, program.team)))
    answer = program("check", "--roster", file, "--team-file", "team.toml", "--json")
    validate(answer.document, "check")
    told = {item["date"]: item["branch"] for item in answer.document["rest"]}
    assert list(told.values()) == ["36 h in 7 x 24 h"] * 3 + ["72 h in 14 x 24 h"] * 4 + ["36 h in 7 x 24 h"] * 6
    words = program("check", "--roster", file, "--team-file", "team.toml").out
    assert words.count("Anna, in the 14 days from ") == 4
    assert "Anna, in the 14 days from Friday 4 December" in words


def test_the_teams_that_come_with_the_program_are_listed(program: Program) -> None:
    assert samples()
    assert program("demo", "--list").out.split() == list(samples())


def test_the_teams_that_come_with_the_program_are_a_document_too(program: Program) -> None:
    document = program("demo", "--list", "--json").document
    validate(document, "teams")
    assert [item["id"] for item in document["teams"]] == list(samples())


def test_a_demo_leaves_nothing_behind_unless_it_is_to_be_kept(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "demo.db"
    monkeypatch.setenv("SECRETARIAT_DB", str(file))
    assert program("demo").code == 4
    assert not file.exists()
    kept = program("demo", "--keep", "--weeks", "2")
    assert kept.code in (0, 4), kept.err
    assert "2026-W50 is kept as version 1, a draft." in kept.err
    assert program("team", "list").out.strip() == "- so: Secretariaat"
    shown = program("show", "--week", "2026-W50", "--json").document
    assert (shown["version"], shown["state"]) == (1, "draft")


def test_a_demo_does_not_take_the_place_of_a_team_that_is_there(made: Program) -> None:
    before = made("history").out
    answer = made("demo", "--keep", "--lang", "en")
    assert answer.code == 6
    assert "The database has a team so already." in answer.err
    assert made("history").out == before


def test_an_unknown_demo_exits_3(program: Program) -> None:
    answer = program("demo", "nowhere")
    assert answer.code == 3
    assert 'No team "nowhere"' in answer.err


def test_calendars_are_written_for_whom_they_are_asked(program: Program, roster: Path, tmp_path: Path) -> None:
    given = ("export", "ical", "--roster", roster, "--team-file", "team.toml", "--out", tmp_path / "ics")
    assert program(*given, "--member", "anna").code == 0
    (file,) = (tmp_path / "ics").iterdir()
    assert "anna" in file.name
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    answer = program(*given, "--all", "--json")
    validate(answer.document, "files")
    assert len(answer.document["files"]) == len(list((tmp_path / "ics").iterdir())) > 1


def test_a_calendar_of_nobody_we_know_exits_3(program: Program, roster: Path, tmp_path: Path) -> None:
    answer = program(
        "export", "ical", "--roster", roster, "--team-file", "t", "--out", tmp_path / "ics", "--member", "../x"
    )
    assert (answer.code, (tmp_path / "ics").exists()) == (3, False)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script_that_names_the_program(program: Program, shell: str) -> None:
    answer = program("completion", shell)
    assert answer.code == 0
    assert "_SECRETARIAT_COMPLETE" in answer.out


def test_show_adds_the_contingency_plans_when_asked(program: Program, roster: Path) -> None:
    shown = ("show", "--roster", roster, "--team-file", "team.toml")
    assert "If Bea falls out:" not in program(*shown).out
    out = program(*shown, "--contingency").out
    assert "Contingency plan for Monday 30 November" in out
    assert "- If Bea falls out:\n    > Dir 08:30 to 17:00: Anna" in out
    assert "- If Anna falls out:\n    ! Telefoon 09:00 to 12:00: nobody" in out
