"""`secretariat report`, over rosters made by hand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.roster import Roster
from secretariat_tui.exchange.documents import dump, roster_document
from tests.build import TUE, WEEK, hold, roster, work
from tests.cli.conftest import Program
from tests.planner.test_indicators import ROSTER, TEAM, later
from tests.schemas import validate

REPORT = ("report", "--team-file", "team.toml")


@pytest.fixture
def team(program: Program) -> Program:
    """The program with the team of the indicators: Anna and Bea, the director and the phone."""
    program.team = TEAM
    return program


def saved(folder: Path, name: str, of: Roster) -> Path:
    path = folder / name
    path.write_bytes(dump(roster_document(Plan(of), TEAM)))
    return path


def test_the_json_keeps_its_schema_and_has_the_figures(team: Program, tmp_path: Path) -> None:
    first, second = saved(tmp_path, "1.json", ROSTER), saved(tmp_path, "2.json", later(5))
    answer = team(*REPORT, "--roster", first, "--roster", second, "--by", "month", "--json")
    assert answer.code == 0
    document = answer.document
    validate(document, "report")
    assert [period["period"] for period in document["periods"]] == ["2026-12", "2027-01"]
    assert (document["first"], document["last"]) == ("2026-W49", "2027-W01")
    (director,) = document["periods"][0]["planned"]["accounts"]
    assert director == {
        "account": "dir", "asked": 360, "covered": 360, "coverage": 1.0, "held": 360, "lost": 180, "continuity": 0.5,
        "stand_in": 180, "stand_in_share": 0.5, "incidental": 0, "incidental_share": 0.0,
    }  # fmt: skip
    assert document["total"]["planned"]["team"]["hours"] == {"contract": 3840, "made": 2880}
    assert document["total"]["planned"]["team"]["quietest"] == {"day": "wed", "part": "am", "people": 0.0}
    assert document["total"]["realised"] is None


def test_a_report_is_no_picture(team: Program, tmp_path: Path) -> None:
    answer = team(*REPORT, "--roster", saved(tmp_path, "1.json", ROSTER), "--out", tmp_path / "report.svg")
    assert answer.code == 2
    assert ".csv, .html, .json, .txt" in answer.err
    assert not (tmp_path / "report.svg").exists()


def test_the_csv_has_a_row_for_each_figure(team: Program, tmp_path: Path) -> None:
    answer = team(*REPORT, "--roster", saved(tmp_path, "1.json", ROSTER), "--as", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    values = {(row["period"], row["scope"], row["id"], row["figure"]): row["value"] for row in rows}
    assert values["2026-W49", "account", "dir", "continuity"] == "0.5"
    assert values["total", "desk", "telefoon", "covered"] == "480"
    assert values["2026-W49", "team", "so", "hours_made"] == "1440"
    assert {row["of"] for row in rows} == {"planned"}


def test_the_table_tells_the_whole_in_words_then_periods_accounts_and_desks(team: Program, tmp_path: Path) -> None:
    answer = team(*REPORT, "--roster", saved(tmp_path, "1.json", ROSTER))
    lines = answer.out.splitlines()
    assert lines[0] == "Secretariaat: Week 49, 30 November to 6 December 2026"
    assert "Quietest: Wednesday morning, with 0 at work on average." in lines
    assert "Hours made: 24 hours, of 32 hours by contract." in lines
    assert [line.split() for line in lines if line.startswith(("2026-W49", "Dir", "Telefoon"))] == [
        ["2026-W49", "100", "%", "78.5", "%", "50", "%", "0", "%", "24", "32", "10"],
        ["Dir", "100", "%", "50", "%", "50", "%", "0", "%"],
        ["Telefoon", "100", "%", "100", "%"],
    ]


def test_what_really_happened_stands_below_what_was_planned(team: Program, tmp_path: Path) -> None:
    planned = saved(tmp_path, "1.json", ROSTER)
    went = saved(tmp_path, "2.json", replace(ROSTER, duties=ROSTER.duties[:2]))
    answer = team(*REPORT, "--roster", planned, "--realised", went)
    assert "As it really went, in 1 week:" in answer.out
    rows = [line.split()[3:5] for line in answer.out.splitlines() if line.startswith("as it went")]
    assert rows == [["78.5", "%"], ["50", "%"], ["100", "%"]]  # the week: 660 of 840
    document = team(*REPORT, "--roster", planned, "--realised", went, "--json").document
    validate(document, "report")
    assert document["total"]["realised"]["team"]["covered"] == 660


def test_the_page_says_nothing_of_anybody(team: Program, tmp_path: Path) -> None:
    team.team = replace(
        TEAM,
        absences=(Absence("anna", TUE, TUE),),
        leave=(Leave("bea", TUE, TUE, status=LeaveStatus.REFUSED),),
    )
    answer = team(*REPORT, "--roster", saved(tmp_path, "1.json", ROSTER), "--as", "html")
    assert answer.out.count("<section") == 1
    assert "Leave wishes: 0 granted, 1 refused, 0 open." in answer.out
    assert not any(name in answer.out for name in ("Anna", "Bea", "anna", "bea", "absen"))


def test_a_later_version_counts_and_says_what_was_changed(team: Program, tmp_path: Path) -> None:
    published = saved(tmp_path, "1.json", replace(ROSTER, state="published"))
    mended = saved(tmp_path, "2.json", roster([work("bea", TUE)], [hold("bea", "dir", day=TUE)]))
    team_figures = team(*REPORT, "--roster", published, "--roster", mended, "--json").document["total"]["planned"][
        "team"
    ]
    assert team_figures["hours"]["made"] == 480
    assert team_figures["changes"]["notice_unknown"] == 4  # both their Mondays


def test_dates_choose_weeks_and_no_week_is_bad_input(team: Program, tmp_path: Path) -> None:
    files = ("--roster", saved(tmp_path, "1.json", ROSTER), "--roster", saved(tmp_path, "2.json", later(1)))
    chosen = team(*REPORT, *files, "--from", str(WEEK.monday + timedelta(7)), "--json").document
    assert [period["period"] for period in chosen["periods"]] == ["2026-W50"]
    answer = team(*REPORT, *files, "--to", "2026-01-01")
    assert (answer.code, answer.out) == (3, "")
    assert "No week of these rosters lies within these dates." in answer.err


@pytest.mark.parametrize("date", ["2026-13-01", "1-12-2026", "20261201", "soon"])
def test_what_is_no_date_is_wrong_usage(team: Program, date: str) -> None:
    answer = team(*REPORT, "--roster", "r.json", "--from", date)
    assert answer.code == 2
    assert "is not a date: write 2026-11-30." in answer.err


def test_twice_is_the_same_bytes(team: Program, tmp_path: Path) -> None:
    files = ("--roster", saved(tmp_path, "1.json", ROSTER), "--roster", saved(tmp_path, "2.json", later(1)))
    for form in ("json", "csv", "html", "table"):
        assert team(*REPORT, *files, "--as", form).out == team(*REPORT, *files, "--as", form).out
    assert json.loads(team(*REPORT, *files, "--as", "json").out)["by"] == "week"


def test_before_anything_is_published_there_is_nothing_to_report_on(made: Program) -> None:
    assert made("plan", "--week", "next").code in (0, 4)
    for dates in ((), ("--from", "2026-11-30", "--to", "2026-12-06")):
        answer = made("report", *dates, "--json")
        assert answer.code == 3
        validate(answer.document, "error")
    assert made("publish", "--week", "next").code == 0
    validate(made("report", "--json").document, "report")


def test_a_week_that_was_withdrawn_is_not_reported_on(made: Program) -> None:
    for week in ("next", "+2"):
        assert made("plan", "--week", week, "--publish").code in (0, 4)
    assert made("unpublish", "--week", "next").code == 0
    assert [period["period"] for period in made("report", "--json").document["periods"]] == ["2026-W50"]
    assert made("unpublish", "--week", "+2").code == 0
    answer = made("report")
    assert (answer.code, answer.out) == (3, "")
    assert "There is no roster to report on." in answer.err


def test_requests_for_support_that_were_kept_are_counted_in_their_week(made: Program) -> None:
    assert made("plan", "--week", "next", "--publish").code in (0, 4)
    asked = ("capacity", "request", "--week", "next", "--json", "--on")
    assert made(*asked, "2026-12-01-am", "--keep").document["verdict"] == "needed"
    assert made(*asked, "2026-12-02-am").document["verdict"] == "free"
    assert made(*asked, "2026-12-02-am", "--keep").document["verdict"] == "free"
    document = made("report", "--json").document
    validate(document, "report")
    (week,) = document["periods"]
    assert week["planned"]["team"]["support"] == {"asked": 2, "met": 1}
    assert "2 requests for acute support; 1 could be met without loss." in made("report").out
    assert "request for support answered" in made("history").out
    assert made("undo").code == 0
    assert made("report", "--json").document["total"]["planned"]["team"]["support"] == {"asked": 1, "met": 0}
    assert made("redo").code == 0
    assert made("report", "--json").document == document
    assert made("db", "check").code == 0


def test_a_request_for_support_of_a_file_is_not_kept(team: Program) -> None:
    asked = ("capacity", "request", "--team-file", "team.toml", "--week", "2026-W49", "--on", "2026-12-01", "--keep")
    assert team(*asked).code == 2
