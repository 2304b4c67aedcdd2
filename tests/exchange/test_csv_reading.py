"""CSV as spreadsheets and personnel systems write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.exchange.csv_reading import MOST_ROWS, read_csv
from secretariat_tui.exchange.tables import to_csv

ROWS = ((2, {"member": "anna", "from": "2026-12-21"}), (3, {"member": "bea"}))
PLAIN = "member,from\nanna,2026-12-21\nbea,\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.upper().lower().replace("member,from", " Member , FROM ").encode(),
        b'"member";"from"\n"anna";"2026-12-21"\n"bea";""\n',
        b"member,from,,\nanna,2026-12-21,,\nbea,,,\n",
        b"member,from\nanna,2026-12-21\nbea",
        b"member,from\n'anna,2026-12-21\nbea,\n".replace(b"'anna", b"anna"),
    ],
)
def test_the_same_table_in_every_dialect(data: bytes) -> None:
    table = read_csv(data, "leave.csv")
    assert (table.columns, table.rows, table.problems) == (("member", "from"), ROWS, ())


def test_lines_are_those_of_the_file() -> None:
    data = b'sep=;\r\n\r\nname;member\r\n"two\r\nlines";anna\r\n\r\n;;\r\nx;bea\r\n'
    assert [line for line, _ in read_csv(data, "x.csv").rows] == [4, 8]


def test_what_is_not_utf_8_is_windows_1252_and_said() -> None:
    table = read_csv("name\nZoë\n".encode("cp1252"), "x.csv")
    assert table.rows == ((2, {"name": "Zoë"}),)
    assert [item.kind for item in table.problems] == ["windows-1252"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["=1+1", "'=1", "+x", "-1", "@a", "''@a", "'", "a;b", 'a"b', "é"]), min_size=1))
def test_what_was_kept_from_being_a_formula_is_as_it_was(cells: list[str]) -> None:
    written = to_csv(["a"], [[cell] for cell in cells])
    assert [row["a"] for _, row in read_csv(written, "x.csv").rows] == cells


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"", "empty-file", None),
        (b" \r\n;;\n", "empty-file", None),
        (b"PK\x03\x04 and so on", "workbook", None),
        (b"member\nanna\0\n", "no-text", None),
        (b"\x81\x8d\xff", "no-text", None),
        (b"\xff\xfea", "wrong-encoding", None),
        (b"\xef\xbb\xbfmember\n\xff\n", "wrong-encoding", None),
        (b"<!DOCTYPE html><html>", "web-page", None),
        (b"member,member\nanna,bea\n", "twice", 1),
        (b"member;;from\nanna;;2026-12-21\n", "no-name", 1),
        (b"member\nanna,bea\n", "too-many-cells", 2),
        (b'member\nanna\n"bea\n', "bad-csv", 3),
        (b"member\n" + b"anna\n" * (MOST_ROWS + 1), "too-many", None),
    ],
)
def test_what_is_no_table_is_named(data: bytes, kind: str, line: int | None) -> None:
    with pytest.raises(BadInput) as refused:
        read_csv(data, "x.csv")
    (found,) = refused.value.faults
    assert (found.kind, found.line, found.file) == (kind, line, "x.csv")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_answer(data: bytes) -> None:
    try:
        table = read_csv(data, "x.csv")
    except BadInput:
        return
    assert all(set(row) <= set(table.columns) for _, row in table.rows)
