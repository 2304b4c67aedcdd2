"""`secretariat leave import` and `secretariat account import`, with files of every dialect. It is 26 November 2026."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.exchange.team_file import parse_team, write_team
from tests.build import account, member, team
from tests.cli.conftest import Program
from tests.ical.foreign import FILES, calendar, event
from tests.schemas import validate

LEAVE = ("leave", "import", "--member", "anna", "--team-file", "team.toml")
ACCOUNT = ("account", "import", "--account", "dir", "--team-file", "team.toml")
OUTLOOK = FILES / "outlook.ics"


@pytest.fixture
def office(program: Program) -> Program:
    program.team = team([member("anna", "mon tue wed")], [account("dir", "anna", when="mon tue wed thu fri")])
    return program


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """An event in a zone that nobody knows, an appointment of an hour, and a day off."""
    path = tmp_path / "agenda.ics"
    away = "X-MICROSOFT-CDO-BUSYSTATUS:OOF"
    lost = event("SUMMARY:Ziekenhuis", "DTSTART;TZID=Mars:20261201T090000", uid="lost")
    hour = event("SUMMARY:Tandarts", away, "DTSTART:20261202T080000Z", "DURATION:PT1H", uid="hour")
    day = event("SUMMARY:Ziekenhuis", away, "DTSTART;VALUE=DATE:20261203", uid="day")
    path.write_bytes(calendar(lost, hour, day))
    return path


def test_leave_of_outlook_in_words(office: Program) -> None:
    answer = office(*LEAVE, OUTLOOK)
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out.splitlines() == [
        "Leave of Anna that the team does not have yet:",
        "  - Anna, Wednesday 2 December, the afternoon: requested",
        "  - Anna, Monday 21 December to Wednesday 23 December: approved",
    ]


def test_the_rows_for_the_team_file_are_what_it_lacks(office: Program) -> None:
    answer = office(*LEAVE, OUTLOOK, "--toml")
    assert answer.code == 0
    read = parse_team((write_team(office.team) + "\n" + answer.out).encode(), "team.toml")
    assert read.leave == (
        Leave("anna", date(2026, 12, 2), date(2026, 12, 2), Daypart.PM, LeaveStatus.REQUESTED),
        Leave("anna", date(2026, 12, 21), date(2026, 12, 23)),
    )
    office.team = read
    again = office(*LEAVE, OUTLOOK, "--toml")
    assert (again.code, again.out) == (0, "")
    assert office(*LEAVE, OUTLOOK).out == "The team has all the leave of Anna that is in this calendar.\n"


def test_only_the_dayparts_that_the_team_lacks_are_new(office: Program) -> None:
    office.team = replace(office.team, leave=(Leave("anna", date(2026, 12, 22), date(2026, 12, 22), Daypart.AM),))
    found = office(*LEAVE, OUTLOOK, "--json").document
    assert [(row["from"], row["to"], row["part"]) for row in found["new"]] == [
        ("2026-12-02", "2026-12-02", "pm"),
        ("2026-12-21", "2026-12-21", "day"),
        ("2026-12-22", "2026-12-22", "pm"),
        ("2026-12-23", "2026-12-23", "day"),
    ]


def test_json_keeps_its_schema_and_tells_no_titles(office: Program, broken: Path) -> None:
    answer = office(*LEAVE, broken, "--json")
    found = answer.document
    validate(found, "import")
    assert found["from"] == "2026-11-26"
    assert found["to"] == "2027-11-26"
    assert found["new"] == [{"from": "2026-12-03", "to": "2026-12-03", "part": "day", "status": "approved"}]
    assert found["short"] == [{"date": "2026-12-02", "start": "09:00", "end": "10:00"}]
    assert found["read"] == {"free": 0, "elsewhere": 0, "tentative": 0, "busy": 0, "away": 2}
    assert found["events"][1]["start"] == "2026-12-03T00:00+01:00"
    assert not found["whole"]
    assert [problem["kind"] for problem in found["problems"]] == ["unknown-zone"]
    assert "Ziekenhuis" not in answer.out
    assert "Tandarts" not in answer.out


def test_titles_come_only_when_they_are_asked_for(office: Program, broken: Path) -> None:
    found = office(*LEAVE, broken, "--json", "--titles").document
    validate(found, "import")
    assert [item["title"] for item in found["events"]] == ["Tandarts", "Ziekenhuis"]
    assert "Ziekenhuis" not in office(*LEAVE, broken, "--titles", "--toml").out


def test_what_is_wrong_with_a_file_is_told_beside_the_answer(office: Program, broken: Path) -> None:
    answer = office(*LEAVE, broken)
    assert answer.code == 0
    assert answer.out.splitlines()[-2:] == [
        "Too short for leave, less than half of a morning or afternoon:",
        "  - Wednesday 2 December, 09:00 to 10:00",
    ]
    assert answer.err.splitlines() == [
        f"{broken}, line 4: This event was left out: nobody knows its time zone Mars.",
        "  Choose a zone such as Europe/Amsterdam for the event, and export the calendar again.",
    ]


def test_a_managers_trip_lowers_the_need(office: Program) -> None:
    """From Wednesday 08:00 to Friday 16:00 by the clock of Amsterdam; he asks for support until 17:00."""
    trip = ("--from", "2026-06-29", "--to", "2026-07-05")
    answer = office(*ACCOUNT, FILES / "exchange.ics", *trip)
    assert answer.out.splitlines() == [
        "Dir needs nobody, which the team does not know yet:",
        "  - Wednesday 1 July to Thursday 2 July",
        "  - Friday 3 July, the morning",
        "Away for a part of the support only, which stays as it is:",
        "  - Friday 3 July, 12:30 to 16:00",
    ]
    document = office(*ACCOUNT, FILES / "exchange.ics", *trip, "--json").document
    validate(document, "import")
    assert document["account"] == "dir"
    rows = tomllib.loads(office(*ACCOUNT, FILES / "exchange.ics", *trip, "--toml").out)
    assert rows["no_support"] == [
        {"account": "dir", "from": "2026-07-01", "to": "2026-07-02"},
        {"account": "dir", "from": "2026-07-03", "to": "2026-07-03", "part": "am"},
    ]
    office.team = replace(office.team, no_support=(NoSupport("dir", date(2026, 7, 1), date(2026, 7, 3)),))
    known = office(*ACCOUNT, FILES / "exchange.ics", *trip).out.splitlines()
    assert known[0] == "The team knows already when Dir needs nobody by this calendar."


def test_a_calendar_without_leave_says_so(office: Program) -> None:
    assert office(*LEAVE, OUTLOOK, "--from", "2027-02-01").out == "By this calendar Anna has no leave.\n"
    assert office(*ACCOUNT, OUTLOOK, "--from", "2027-02-01").out == "By this calendar Dir always needs somebody.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((*LEAVE, OUTLOOK, "--member", "ana"), 3, "Did you mean Anna (anna)?"),
        ((*ACCOUNT, OUTLOOK, "--account", "directeur"), 3, "The team has no account directeur."),
        ((*LEAVE, "nowhere.ics"), 3, "There is no such file."),
        ((*LEAVE, FILES), 3, "This is a directory, not a file."),
        ((*LEAVE, __file__), 3, "The file is not a calendar"),
        ((*LEAVE, OUTLOOK, "--from", "2026-12-01", "--to", "2026-11-01"), 2, "before the first"),
        ((*LEAVE, OUTLOOK, "--from", "2026-12-01", "--to", "2036-11-01"), 2, "five years"),
        ((*LEAVE, OUTLOOK, "--toml", "--json"), 2, "--toml"),
    ],
)
def test_what_cannot_be_is_refused(office: Program, arguments: tuple[str, ...], code: int, told: str) -> None:
    answer = office(*arguments)
    assert answer.code == code
    assert told in answer.out + answer.err


def test_the_progress_line_is_for_terminals(office: Program) -> None:
    assert "Events" not in office(*LEAVE, OUTLOOK).err


def test_a_calendar_does_not_say_whose_it_is(office: Program) -> None:
    answer = office("leave", "import", OUTLOOK, "--team-file", "team.toml")
    assert answer.code == 2
    assert "Say whose calendar it is: --member." in answer.err
