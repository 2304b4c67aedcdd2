"""Files in whatever encoding, with whatever line ends, and files that are no calendars at all."""

import gzip
import os

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.ical import lines
from tests.ical.foreign import calendar, event, file, kinds, only, take

TITLE = "Overleg in de Ĳzerzaal – café 😀"
PLAIN = calendar(event(f"SUMMARY:{TITLE}"))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"\r\n", b"\r"),
        PLAIN.replace(b"\r\n", b"\r\r\n"),
        PLAIN.replace(b"\r\n", b"\r\n\r\n"),
        PLAIN.decode().encode("utf-16"),
        b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"),
        PLAIN.decode().encode("utf-16-le"),
        PLAIN.decode().encode("utf-16-be"),
        PLAIN.decode().encode("utf-32"),
        b"From: a@b.nl\r\nSubject: agenda\r\n\r\n" + PLAIN,
        PLAIN.lower().replace(b"overleg", b"Overleg"),
    ],
    ids=[
        "plain",
        "bom",
        "lf",
        "cr",
        "crcrlf",
        "blank-lines",
        "utf-16",
        "be",
        "no-bom-le",
        "no-bom-be",
        "32",
        "mail",
        "lower",
    ],
)
def test_the_same_calendar_is_read_the_same(data):
    found = take(data, titles=True)
    assert only(found).title == TITLE
    assert found.problems == ()


def test_a_line_folded_in_the_middle_of_a_character():
    raw = calendar(event("SUMMARY:café"))
    assert only(take(raw.replace("é".encode(), b"\xc3\r\n \xa9"), titles=True)).title == "café"
    assert only(take(raw.replace("é".encode(), b"\xc3\n\t\xa9"), titles=True)).title == "café"


def test_windows_1252_is_read_and_said():
    found = take(calendar(event("SUMMARY:café – Noé")).decode().encode("cp1252"), titles=True)
    assert only(found).title == "café – Noé"
    assert kinds(found) == ["windows-1252"]


def test_bytes_that_are_no_text_are_never_replaced():
    """One line of a UTF-8 file was damaged: it is named, the event stands, and no other text is guessed."""
    raw = calendar(event("SUMMARY:café", uid="1"), event("SUMMARY:Noé", uid="2"))
    found = take(raw.replace("Noé".encode(), b"No\xc3"), titles=True)
    assert kinds(found) == ["bad-line", "bad-line"]
    assert [item.title for item in found.events] == ["café"]
    assert found.lost == {"2"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty-file"),
        (b"\r\n \t\r\n", "empty-file"),
        (b"<!DOCTYPE html><html><body><form>Log in</form></body></html>", "web-page"),
        (b"\xef\xbb\xbf\n<html lang=nl>", "web-page"),
        (b"PK\x03\x04whatever", "archive"),
        (gzip.compress(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", mtime=0), "archive"),
        (b"BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n", "not-a-calendar"),
        (b'{"events": []}', "not-a-calendar"),
        (b"\x00\x01\x02\xff\xfe", "not-a-calendar"),
        ("BEGIN:VCALENDAR".encode("utf-16") + b"\x00", "wrong-encoding"),
    ],
)
def test_what_is_no_calendar_is_said_so(data, kind):
    with pytest.raises(BadInput) as caught:
        take(data)
    (fault,) = caught.value.faults
    assert (fault.kind, fault.file) == (kind, "agenda.ics")
    assert fault.hint is not None


def test_a_file_that_is_too_large_is_not_even_looked_at():
    with pytest.raises(BadInput) as caught:
        take(b"x" * (lines.LARGEST + 1))
    assert [fault.kind for fault in caught.value.faults] == ["too-large"]


def test_more_than_20000_events_are_refused():
    body = b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001
    with pytest.raises(BadInput) as caught:
        take(b"BEGIN:VCALENDAR\n" + body + b"END:VCALENDAR\n")
    assert [fault.kind for fault in caught.value.faults] == ["too-many"]


def test_more_than_a_million_lines_are_refused():
    with pytest.raises(BadInput) as caught:
        take(b"BEGIN:VCALENDAR\n" + b"A\n" * (lines.MOST_LINES + 1))
    assert [fault.kind for fault in caught.value.faults] == ["too-many"]


def test_the_name_of_a_file_is_no_calendar(tmp_path, monkeypatch):
    """A package would open the path that it is given as a text without line breaks."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agenda.ics").write_bytes(file("outlook.ics"))
    for path in ("agenda.ics", os.fspath(tmp_path / "agenda.ics")):
        with pytest.raises(BadInput):
            take(path.encode())
