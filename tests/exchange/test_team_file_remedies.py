"""What is said of a fault leads to a file without it: the right line, one sentence, and what to write instead."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.errors import Fault
from tests.exchange.faulty import ANNA, DIR, LAST, SHIFT, SMALL, TEAM, faults, said

WITHOUT_HEADING = 'id = "so"\nname = "Klein"\nclosed = ["2026-12-24"]\n' + SHIFT + ANNA


def hint(fault: Fault) -> str:
    return "" if fault.hint is None else fault.hint.template


def test_keys_and_lists_before_the_first_table_are_told_at_their_lines() -> None:
    found = [(fault.line, fault.kind) for fault in faults(WITHOUT_HEADING)]
    assert found == [(None, "missing-table"), (1, "unknown-key"), (2, "unknown-key"), (3, "unknown-key")]


def test_a_table_that_is_named_by_an_entry_is_told_at_its_line() -> None:
    assert said(SMALL + '[cluster.noord]\nname = "Noord"\n') == [(LAST + 1, "cluster", None, "wrong-type")]


# -- numbers, and yes or no


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("capacity = 1.5", "in digits"),
        ('capacity = "2"', "without quotes"),
        ('overtime = "7,5"', "with a point"),
        ('overtime = "7,5"', "without quotes"),
    ],
)
def test_a_number_is_told_how_to_be_written(line: str, words: str) -> None:
    (fault,) = faults(SMALL + line + "\n")
    assert words in hint(fault)


@pytest.mark.parametrize("value", ['"ja"', '"true"', "1"])
def test_yes_and_no_are_told_how_to_be_written(value: str) -> None:
    (fault,) = faults(SMALL.replace('name = "Klein"', f'name = "Klein"\nshort_rest = {value}'))
    assert "true or false" in hint(fault)


@pytest.mark.parametrize(
    "line", ["overtime = 7,5", "from = 30-11-2026", "from = 2026/11/30", "from = 08:30", "overtime = 4 uur"]
)
def test_a_value_that_goes_on_unexpectedly_is_told_to_be_quoted_or_to_have_a_point(line: str) -> None:
    (fault,) = faults(SMALL + line + "\n")
    assert (fault.line, fault.kind) == (LAST + 1, "syntax")
    assert "between quotes" in hint(fault)
    assert "with a point" in hint(fault)


# -- what is not closed, or stands twice


@pytest.mark.parametrize("value", ["'An", '"""An', "'''An"])
def test_a_text_that_is_not_closed_is_told_where_it_begins(value: str) -> None:
    content = TEAM + SHIFT + ANNA.replace('"Anna"', value) + DIR.replace('"', "")
    (fault,) = faults(content)
    assert (fault.line, fault.kind) == (11, "syntax")
    assert "closing quotation mark" in fault.text.template


def test_a_list_that_is_not_closed_is_told_where_it_was_to_end() -> None:
    (fault,) = faults(SMALL + 'shifts = [\n  "dag",\n  "vroeg"\n\nrole = "lead"\n')
    assert (fault.line, fault.kind) == (LAST + 3, "syntax")
    assert "]" in hint(fault)


def test_a_list_that_never_ends_is_told_where_it_begins() -> None:
    (fault,) = faults(SMALL + 'shifts = [\n  "dag",\n  "vroeg",\n')
    assert (fault.line, fault.kind) == (LAST + 1, "syntax")


@pytest.mark.parametrize("heading", ["[backup]]", "[[back up]]", "[[backup]"])
def test_a_heading_that_is_not_well_formed_is_told_how_to_be_written(heading: str) -> None:
    (fault,) = faults(SMALL + heading + "\n")
    assert (fault.line, fault.kind) == (LAST + 1, "syntax")
    assert "[[member]]" in hint(fault)


def test_a_key_that_stands_twice_at_the_very_end_is_no_end_too_early() -> None:
    (fault,) = faults(SMALL + "hours = 4")
    assert (fault.line, fault.kind) == (LAST + 1, "duplicate-key")
    assert "too early" not in hint(fault)
    assert "heading" in hint(fault)


def test_a_table_that_stands_twice_is_told_of_double_brackets() -> None:
    (fault,) = faults(TEAM + SHIFT + ANNA.replace("[[member]]", "[member]") * 2)
    assert "[[member]]" in hint(fault)


# -- one fault, one sentence


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("shift", SHIFT.replace('"09:00"', '"24:00"') + ANNA + 'shifts = ["dag"]\n'),
        ("desk", SHIFT + ANNA + '[[desk]]\nid = "t"\nname = "T"\ndays = ["mon"]\nfrom = "24:00"\nto = "17:00"\n'
         '[[pin]]\nmember = "anna"\ndate = "2026-11-30"\ndesk = "t"\nfrom = "09:00"\nto = "10:00"\n'),
        ("shift", SHIFT.replace("[[shift]]", "[shift]") + ANNA + 'shifts = ["dag"]\n'),
    ],
)  # fmt: skip
def test_what_could_not_be_read_is_there_for_those_that_name_it(table: str, row: str) -> None:
    assert {(fault.table, fault.kind == "unknown-id") for fault in faults(TEAM + row)} == {(table, False)}


@pytest.mark.parametrize("line", ["country = 0", 'country = ""', 'timezone = ""', 'email = " "', 'unit = ""'])
def test_what_is_empty_or_no_text_is_told_once(line: str) -> None:
    place = TEAM + (line + "\n") * line.startswith(("country", "timezone")) + SHIFT + ANNA
    content = place.replace("[team]\n", '[team]\nregion = ""\n') + (line + "\n") * line.startswith(("email", "unit"))
    (fault,) = faults(content)
    assert "  " not in fault.text.template.replace("{value}", str(fault.text.fact("value") or ""))
    assert fault.text.fact("value") is None


def test_a_page_without_a_name_is_told_once() -> None:
    assert said(SMALL + DIR + '[[handbook]]\naccount = "dir"\nfile = ""\n') == [(LAST + 6, "handbook", "file", "empty")]


def test_a_wrong_country_causes_no_fault_of_its_region() -> None:
    found = said(SMALL.replace('name = "Klein"', 'name = "Klein"\ncountry = 0\nregion = "BY"'))
    assert found == [(4, "team", "country", "wrong-type")]


# -- ids


def test_an_id_with_accents_keeps_its_letters() -> None:
    (fault,) = faults(SMALL.replace('id = "anna"', 'id = "Zoë"'))
    assert fault.text.fact("slug") == "zoe"


def test_an_id_that_differs_in_accents_is_recognised() -> None:
    (fault,) = faults(SMALL.replace('"anna"', '"zoe"') + DIR + 'primary = "Zoë"\n')
    assert fault.nearest == "zoe"


@pytest.mark.parametrize(("wrong", "told"), [('knows = ["xx"]', "dir"), ('shifts = ["nacht"]', "dag")])
def test_the_ids_that_there_are_stand_beside_one_that_is_not_there(wrong: str, told: str) -> None:
    (fault,) = faults(SMALL + wrong + "\n" + DIR)
    assert fault.nearest is None
    assert hint(fault) == "Known here are: {words}."
    assert fault.hint is not None
    assert fault.hint.fact("words") == told


def test_where_there_is_nothing_to_name_the_table_is_told() -> None:
    (fault,) = faults(SMALL + 'cluster = "noord"\n')
    assert "table {table}" in hint(fault)
    assert fault.hint is not None
    assert fault.hint.fact("table") == "cluster"
