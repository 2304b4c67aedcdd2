"""What a member wants in her calendar, kept once and followed by every way out of the database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.records import ActKind
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.cli.conftest import Program
from tests.cli.test_export import AT, files, published_in
from tests.ical.reading import Component, events
from tests.plans import small_team
from tests.schemas import validate

Given = tuple[str, str]
BUSY = "X-MICROSOFT-CDO-BUSYSTATUS"


@pytest.fixture
def database(tmp_path: Path) -> Given:
    return published_in(tmp_path)


def exported(program: Program, given: Given, into: Path, *more: str) -> list[Component]:
    """What Bea finds in her file; she stands in for Anna's account."""
    assert program("export", "ical", "--all", "--out", into, *more, *given).code == 0
    return events(files(into)["so-bea.ics"])


def styled(given: Given, style: CalendarStyle) -> None:
    with Database(url_of(given[1])).write("so", ActKind.EDIT_TEAM, "lead", AT) as act:
        act.put_team(replace(small_team(), calendar=style))


def alarms(event: Component) -> list[str]:
    return [part["TRIGGER"] for part in event.parts]


def test_what_she_chose_is_in_every_export_until_it_is_undone(program: Program, database: Given, tmp_path: Path):
    assert len(exported(program, database, tmp_path / "before")) == 1
    answer = program("member", "calendar", "bea", "--stand-ins", "--alarm", "15", *database)
    assert (answer.code, answer.out.splitlines()) == (
        0,
        [
            "In the calendar of Bea:",
            "  - her shifts",
            "  - her learning time",
            "  - each stand-in duty apart",
            "  - an alarm 15 minutes before each shift",
        ],
    )
    shift, stand_in = exported(program, database, tmp_path / "after")
    assert alarms(shift) == ["-PT15M"]
    assert stand_in["UID"] == "so.bea.2026-11-30.stand-in-dir@secretariat"
    assert alarms(events(files(tmp_path / "after")["so-anna.ics"])[0]) == []
    assert program("undo", *database).code == 0
    (again,) = exported(program, database, tmp_path / "undone")
    assert alarms(again) == []
    assert program("redo", *database).code == 0
    assert len(exported(program, database, tmp_path / "redone")) == 2


def test_the_friday_job_writes_what_she_chose(program: Program, database: Given, tmp_path: Path):
    program("member", "calendar", "bea", "--stand-ins", *database)
    answer = program(
        "plan", "--week", "2026-W49", "--if-missing", "--publish", "--export", tmp_path / "friday", *database
    )
    assert answer.code in (0, 4)
    assert len(events(files(tmp_path / "friday")["so-bea.ics"])) == 2


def test_an_option_of_one_export_counts_for_more(program: Program, database: Given, tmp_path: Path):
    program("member", "calendar", "bea", "--stand-ins", "--alarm", "15", *database)
    (shift,) = exported(program, database, tmp_path / "less", "--no-stand-ins", "--alarm", "off")
    assert alarms(shift) == []
    shift, _ = exported(program, database, tmp_path / "later", "--alarm", "30")
    assert alarms(shift) == ["-PT30M"]
    assert len(exported(program, database, tmp_path / "as before")) == 2


def test_the_busy_states_and_the_alarm_are_those_of_the_team(program: Program, database: Given, tmp_path: Path):
    styled(database, CalendarStyle(office=Availability.BUSY, remote=Availability.TENTATIVE, alarm=10))
    (shift,) = exported(program, database, tmp_path / "team")
    assert (shift[BUSY], alarms(shift)) == ("BUSY", ["-PT10M"])
    program("member", "calendar", "bea", "--alarm", "off", *database)
    assert alarms(exported(program, database, tmp_path / "hers")[0]) == []
    program("member", "calendar", "bea", "--alarm", "team", *database)
    assert alarms(exported(program, database, tmp_path / "theirs")[0]) == ["-PT10M"]


def test_how_it_stands_is_told_in_a_document(program: Program, database: Given) -> None:
    asked = ("member", "calendar", "bea", "--json", *database)
    first = program(*asked).document
    validate(first, "calendar-choice")
    assert (first["leave"], first["learning"], first["alarm"]) == (False, True, "team")
    then = program(*asked, "--leave", "--no-learning", "--alarm", "off").document
    validate(then, "calendar-choice")
    assert (then["leave"], then["learning"], then["alarm"]) == (True, False, "off")
    assert program(*asked).document == then
    with Database(url_of(database[1])).read() as view:
        assert view.calendar_choices("so")["bea"] == CalendarChoice(leave=True, learning=False, alarm=-1)


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        (("beo",), 3, "The team has no member beo."),
        (("bea", "--alarm", "soon"), 2, '"soon" is no alarm: write minutes from 0 to 1440, or one of: off, team.'),
        (("bea", "--alarm", "1441"), 2, "1441"),
        (("bea", "--alarm", "-1"), 2, "-1"),
    ],
)
def test_what_cannot_be_is_told(program: Program, database: Given, given: tuple[str, ...], code: int, text: str):
    answer = program("member", "calendar", *given, *database)
    assert answer.code == code
    assert text in answer.err


def test_the_same_choice_again_is_no_act(program: Program, database: Given) -> None:
    for _ in range(2):
        program("member", "calendar", "bea", "--leave", *database)
    with Database(url_of(database[1])).read() as view:
        assert [act.kind for act in view.acts("so")].count(ActKind.WISH) == 1
