"""The workshop of the campaign, and what is said where a part of it cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaigns.calendars.workshop import Khal, MissingError, Radicale, Workshop, place_of_choice, radicale


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(place_of_choice() or tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="session", params=Workshop.PARSERS)
def parser(request: pytest.FixtureRequest, workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a parser that works here."""
    name = str(request.param)
    try:
        workshop.read(name, _least(tmp_path_factory.mktemp("least")))
    except MissingError as error:
        pytest.skip(f"{name} cannot be had here: {error}")
    return name


@pytest.fixture
def khal(workshop: Workshop, tmp_path: Path) -> Khal:
    program = Khal(_python(workshop, "khal"), tmp_path / "khal")
    program.prepare()
    return program


@pytest.fixture
def server(workshop: Workshop, tmp_path: Path) -> Iterator[Radicale]:
    """A Radicale that is empty."""
    with radicale(_python(workshop, "Radicale"), tmp_path / "radicale") as running:
        yield running


def _python(workshop: Workshop, wanted: str) -> Path:
    try:
        return workshop.python()
    except MissingError as error:
        pytest.skip(f"{wanted} cannot be had here: {error}")


def _least(directory: Path) -> Path:
    file = directory / "least.ics"
    event = (
        "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nDTEND:20260101T010000Z\r\n"
    )
    event += "SEQUENCE:0\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n"
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nX-WR-CALNAME:x\r\n"
    file.write_bytes((head + event + "END:VCALENDAR\r\n").encode())
    return file
