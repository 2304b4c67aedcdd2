"""The table of docs/guide/calendar-events.md says what the files say."""

from pathlib import Path

from tests.build import hold
from tests.ical.publishing import Press, early, late

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "calendar-events.md"
NAMES = ("UID", "SEQUENCE", "DTSTAMP", "STATUS", "DTSTART")


def steps():
    """The steps of the table with what the two calendars have after each, in the order of the table."""
    press, more = Press(), (hold("anna", "dir"),)
    yield press
    for assignment, duties in (
        (early(), ()),
        (early(), ()),
        (late(), ()),
        (late(), more),
        (late("bea"), ()),
        (late(), more),
        (None, ()),
        (late(), more),
        (early(), more),
    ):
        yield press.withdraw() if assignment is None else press.publish(assignment, duties=duties)


def table():
    """The cells of each step: lines without a first cell belong to the step above."""
    found = []
    for line in GUIDE.read_text("utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 7 and cells[0] not in ("step", "---"):
            if cells[0]:
                found.append([])
            if cells[1]:
                found[-1].append(cells[1:])
    return found


def test_the_table_is_what_the_files_say():
    shown = []
    for press in steps():
        files = {"Anna": press.events(), "Bea": press.events("so-bea.ics")}
        shown.append([[whose, *(event[name] for name in NAMES)] for whose, found in files.items() for event in found])
    assert shown == table()
    assert len(shown) == 10
