"""What is wrong with a team file is told at once, each fault at its line, table and key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.exchange.team_file import parse_team, read_team
from tests.exchange.faulty import ANNA, DIR, LAST, SHIFT, SMALL, TEAM, faults, said

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("path", sorted(CASES.glob("invalid-*.toml")), ids=lambda path: path.stem)
def test_the_cases_are_refused_as_expected(path: Path) -> None:
    expected = json.loads(path.with_name(path.stem + ".expected.json").read_text())["errors"]
    with pytest.raises(BadInput) as caught:
        read_team(path)
    found = [
        {"table": f.table, "key": f.key, "kind": f.kind, "line": f.line} | ({"nearest": f.nearest} if f.nearest else {})
        for f in caught.value.faults
    ]
    assert found == expected
    assert {fault.file for fault in caught.value.faults} == {str(path)}


def test_the_small_team_is_fine() -> None:
    assert parse_team(SMALL.encode(), "team.toml").id == "so"


# -- keys of one table: what is added to the last row of the small team, and what is said of it

MEMBER = [
    ("name_ = 1", ("name_", "unknown-key")),
    ('email = "anna"', ("email", "bad-email")),
    ('email = "a\\u0007@b"', ("email", "control-character")),
    ("email = 3", ("email", "wrong-type")),
    ('day_hours = "8"', ("day_hours", "wrong-type")),
    ("day_hours = 12.25", ("day_hours", "out-of-range")),
    ("day_hours = true", ("day_hours", "wrong-type")),
    ("overtime = nan", ("overtime", "out-of-range")),
    ("overtime = 1e999999999999", ("overtime", "out-of-range")),
    ("overtime = 1.00000000001", ("overtime", "out-of-range")),
    ("balance = -inf", ("balance", "out-of-range")),
    ("capacity = true", ("capacity", "wrong-type")),
    ("capacity = 1.0", ("capacity", "wrong-type")),
    ("capacity = -1", ("capacity", "out-of-range")),
    ("remote_days = 8", ("remote_days", "out-of-range")),
    ("office_days = 0x" + "f" * 9000, ("office_days", "out-of-range")),
    ('office_on = "mon"', ("office_on", "wrong-type")),
    ('office_on = ["maandag"]', ("office_on", "bad-value")),
    ('works_odd = ["mon-xm"]', ("works_odd", "bad-value")),
    ('cluster = "noord"', ("cluster", "unknown-id")),
    ('shifts = ["dag", "dag"]', ("shifts", "duplicate")),
    ('shifts = ["dga"]', ("shifts", "unknown-id")),
    ('knows = ["dir"]', ("knows", "unknown-id")),
    ('unit = "../../x"', ("unit", "bad-id")),
    ('unit = "SO"', ("unit", "bad-id")),
    ('qualifications = ["a b"]', ("qualifications.id", "bad-id")),
    ('qualifications = [{ id = "a", till = "2026-01-01" }]', ("qualifications.till", "unknown-key")),
    ('qualifications = [{ until = "2026-01-01" }]', ("qualifications.id", "missing-key")),
    ("qualifications = [3]", ("qualifications", "wrong-type")),
    ('qualifications = ["a", "a"]', ("qualifications", "duplicate")),
    ('from = "1-1-2026"', ("from", "bad-date")),
    ('from = "2026-02-30"', ("from", "bad-date")),
    ("from = 2026-01-01T00:00:00", ("from", "bad-date")),
    ("from = 20260101", ("from", "bad-date")),
    ('role = "boss"', ("role", "bad-value")),
]


@pytest.mark.parametrize(("line", "expected"), MEMBER)
def test_a_wrong_key_of_a_member(line: str, expected: tuple[str, str]) -> None:
    assert said(SMALL + line + "\n") == [(LAST + 1, "member", *expected)]


@pytest.mark.parametrize(
    ("old", "new", "table", "key", "kind"),
    [
        ('id = "so"', 'id = "S O"', "team", "id", "bad-id"),
        ('id = "so"', f'id = "{"a" * 65}"', "team", "id", "too-long"),
        ('name = "Klein"', f'name = "{"a" * 501}"', "team", "name", "too-long"),
        ('name = "Klein"', 'name = " "', "team", "name", "empty"),
        ('name = "Klein"', 'name = "a\\nb"', "team", "name", "control-character"),
        ('name = "Klein"', 'name = "a\\u0085b"', "team", "name", "control-character"),
        ('name = "Klein"', 'name = "a\u202eb"', "team", "name", "control-character"),
        ('name = "Klein"', 'name = "a\\u2066b"', "team", "name", "control-character"),
        ("grade = 7", "grade = 4", "member", "grade", "out-of-range"),
        ("grade = 7", "grade = 14", "member", "grade", "out-of-range"),
        ("hours = 8", "hours = 61", "member", "hours", "out-of-range"),
        ("hours = 8", "hours = -1", "member", "hours", "out-of-range"),
        ('works = ["mon"]', 'works = "mon"', "member", "works", "wrong-type"),
        ('start = "09:00"', 'start = "9:00"', "shift", "start", "bad-time"),
        ('start = "09:00"', "start = 09:00:30", "shift", "start", "bad-time"),
        ('start = "09:00"', 'start = "25:00"', "shift", "start", "bad-time"),
        ('end = "17:00"', 'end = "09:00"', "shift", "end", "times-reversed"),
        ('end = "17:00"', 'end = "08:59"', "shift", "end", "crosses-midnight"),
        ('end = "17:00"', 'end = "17:00"\nbreak = 480', "shift", "break", "out-of-range"),
        ('end = "17:00"', 'end = "17:00"\nplaces = []', "shift", "places", "empty"),
        ('id = "dag"', 'id = "off"', "shift", "id", "bad-id"),
    ],
)
def test_a_wrong_value(old: str, new: str, table: str, key: str, kind: str) -> None:
    content = SMALL.replace(old, new, 1)
    line = content[: content.index(f"{key} =", content.index(new.split("\n")[-1]))].count("\n") + 1
    assert said(content) == [(line, table, key, kind)]


@pytest.mark.parametrize(
    ("line", "key", "kind"),
    [
        ('timezone = "Europe/Amsterdm"', "timezone", "unknown-zone"),
        ('timezone = "../../etc/passwd"', "timezone", "unknown-zone"),
        ('timezone = "Europe"', "timezone", "unknown-zone"),
        ('timezone = ""', "timezone", "unknown-zone"),
        ('country = "Nederland"', "country", "unknown-country"),
        ('region = "Utrecht"', "region", "unknown-region"),
        ("open_days = []", "open_days", "empty"),
        ('closed = ["2026-13-01"]', "closed", "bad-date"),
        ('noon = "00:00"', "noon", "bad-time"),
        ('noon = "24:00"', "noon", "bad-time"),
        ('language = "de"', "language", "bad-value"),
        ('short_rest = "no"', "short_rest", "wrong-type"),
        ("other_unit_quota = -1", "other_unit_quota", "out-of-range"),
        ("weights = { sprad = 4 }", "weights.sprad", "unknown-key"),
        ("weights = { spread = -4 }", "weights.spread", "out-of-range"),
        ("weights.spread = 1.5", "weights.spread", "wrong-type"),
        ("weights = 3", "weights", "wrong-type"),
    ],
)
def test_a_wrong_key_of_the_team(line: str, key: str, kind: str) -> None:
    assert said(TEAM + line + "\n" + SHIFT + ANNA) == [(4, "team", key, kind)]


@pytest.mark.parametrize(
    ("line", "key", "kind", "nearest"),
    [
        ('offce = "free"', "offce", "unknown-key", "office"),
        ('office = "fre"', "office", "bad-value", "free"),
        ('leave = "OOF"', "leave", "bad-value", None),
        ("alarm = -1", "alarm", "out-of-range", None),
        ("alarm = 1441", "alarm", "out-of-range", None),
        ('alarm = "15"', "alarm", "wrong-type", None),
    ],
)
def test_a_wrong_key_of_the_calendar(line: str, key: str, kind: str, nearest: str | None) -> None:
    (found,) = faults(SMALL + "[calendar]\n" + line + "\n")
    assert (found.table, found.key, found.kind, found.nearest) == ("calendar", key, kind, nearest)


@pytest.mark.parametrize("content", ["calendar = 3\n" + SMALL, SMALL + "[[calendar]]\noffice = 'busy'\n"])
def test_there_is_one_calendar_table(content: str) -> None:
    assert [(found.table, found.kind) for found in faults(content)] == [("calendar", "wrong-type")]


def test_the_nearest_zone_key_and_word_are_named() -> None:
    content = (
        SMALL.replace('name = "Klein"', 'name = "K"\ntimezone = "europe/amsterdm"') + 'role = "leda"\nemial = "x"\n'
    )
    assert [fault.nearest for fault in faults(content)] == ["Europe/Amsterdam", "lead", "email"]


WINDOW = 'support = [{ days = ["mon"], from = "09:00", to = "12:00"%s }]\n'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (DIR + "load = 11\n", [(4, "account", "load", "out-of-range")]),
        (DIR + "priority = 0\n", [(4, "account", "priority", "out-of-range")]),
        (DIR + 'level = "mt"\n', [(4, "account", "level", "bad-value")]),
        (DIR + WINDOW % ', form = "x"', [(4, "account", "support.form", "unknown-key")]),
        (DIR + WINDOW % ', until = "x"', [(4, "account", "support.until", "bad-date")]),
        (DIR + 'support = [{ days = ["mon"], from = "09:00" }]\n', [(4, "account", "support.to", "missing-key")]),
        (
            DIR + 'support = [\n{ days = ["mon"], from = "09:00", to = "08:00" },\n]\n',
            [(5, "account", "support.to", "times-reversed")],
        ),
        (
            DIR + '[[account.support]]\ndays = ["mon"]\nfrom = "09:00"\nto = "12:00"\nsince = "2026-02-01"\n'
            'until = "2026-01-01"\n',
            [(9, "account", "support.until", "dates-reversed")],
        ),
        (DIR + DIR, [(4 + 1, "account", "id", "duplicate-id")]),
        (DIR + '[[backup]]\naccount = "dir"\n', [(4, "backup", "member", "missing-key")]),
        (
            DIR + '[[backup]]\naccount = "dri"\n',
            [(4, "backup", "member", "missing-key"), (5, "backup", "account", "unknown-id")],
        ),
        (
            DIR + '[[backup]]\naccount = "dir"\nmember = "anna"\nuntil = "2026-06-30"\n'
            '[[backup]]\naccount = "dir"\nmember = "anna"\nfrom = "2026-06-30"\n',
            [(10, "backup", "member", "overlap")],
        ),
        (
            '[[leave]]\nmember = "ann"\nfrom = "2026-02-02"\nto = "2026-02-01"\n',
            [(2, "leave", "member", "unknown-id"), (4, "leave", "to", "dates-reversed")],
        ),
        (
            (
                '[[leave]]\nmember = "anna"\nfrom = "2026-02-02"\nto = "2026-02-02"\n'
                '[[leave]]\nmember = "anna"\nfrom = "2026-02-02"\nto = "2026-02-02"\nstatus = "requested"\n'
            ),
            [(9, "leave", "status", "contradiction")],
        ),
        (
            '[[absence]]\nmember = "anna"\nfrom = "2026-02-02"\nto = "2026-02-02"\nreason = "flu"\n',
            [(5, "absence", "reason", "unknown-key")],
        ),
        (
            '[[learning]]\nmember = "anna"\nname = "Cursus"\ndate = "2026-12-01"\nfrom = "13:00"\nto = "16:00"\n',
            [(4, "learning", "date", "outside-pattern")],
        ),
        (
            (
                '[[secondment]]\nmember = "anna"\nto_team = "A"\nfrom = "2026-11-30"\nto = "2026-12-13"\n'
                'days = ["mon"]\n'
                '[[secondment]]\nmember = "anna"\nto_team = "B"\nfrom = "2026-12-07"\nto = "2026-12-08"\n'
                'days = ["mon"]\n'
                'part = "pm"\n'
            ),
            [(12, "secondment", "days", "overlap")],
        ),
        ('[[wish]]\nmember = "anna"\nkind = "shift"\ndays = ["mon"]\n', [(1, "wish", "value", "missing-key")]),
        (
            '[[wish]]\nmember = "anna"\nkind = "together"\ndays = ["mon"]\nvalue = "anna"\n',
            [(5, "wish", "value", "contradiction")],
        ),
        (
            '[[wish]]\nmember = "anna"\nkind = "off"\ndays = ["mon"]\nweight = 11\n',
            [(5, "wish", "weight", "out-of-range")],
        ),
        ('[[pin]]\nmember = "anna"\ndate = "2026-11-30"\n', [(1, "pin", "shift", "missing-key")]),
        (
            '[[pin]]\nmember = "anna"\ndate = "2026-11-30"\nshift = "off"\nplace = "office"\n',
            [(5, "pin", "place", "contradiction")],
        ),
        (
            DIR + '[[pin]]\nmember = "anna"\ndate = "2026-11-30"\naccount = "dir"\n',
            [(4, "pin", "from", "missing-key"), (4, "pin", "to", "missing-key")],
        ),
        (
            '[[pin]]\nmember = "anna"\ndate = "2026-11-30"\nshift = "dag"\nfrom = "09:00"\n',
            [(5, "pin", "from", "not-allowed")],
        ),
        (
            '[[pin]]\nmember = "anna"\ndate = "2026-11-30"\ndesk = "dag"\nfrom = "09:00"\nto = "10:00"\n',
            [(4, "pin", "desk", "unknown-id")],
        ),
        (
            '[[meeting]]\nid = "o"\nname = "O"\ndays = ["mon"]\nfrom = "09:00"\nto = "10:00"\nwho = ["*", "anna"]\n',
            [(7, "meeting", "who", "contradiction")],
        ),
        (DIR + '[[handbook]]\naccount = "dir"\nfile = "../secret"\n', [(6, "handbook", "file", "bad-path")]),
        (DIR + '[[handbook]]\naccount = "dir"\nfile = "/etc/passwd"\n', [(6, "handbook", "file", "bad-path")]),
        ('[[members]]\nid = "x"\n', [(1, "members", None, "unknown-table")]),
        ('[cluster]\nid = "x"\nname = "y"\n', [(1, "cluster", None, "wrong-type")]),
    ],
)
def test_a_wrong_row(rows: str, expected: list[tuple[int, str, str | None, str]]) -> None:
    assert said(SMALL + rows) == [(LAST + line, *rest) for line, *rest in expected]


def test_a_window_in_odd_and_one_in_even_weeks_do_not_overlap() -> None:
    one = '{ days = ["mon"], from = "09:00", to = "12:00", weeks = "%s" }'
    content = SMALL + DIR + f"support = [{one % 'odd'}, {one % 'even'}]\n"
    assert len(parse_team(content.encode(), "x").account["dir"].support) == 2


def test_a_file_without_its_required_tables() -> None:
    found = said('[[cluster]]\nid = "noord"\nname = "Noord"\n')
    assert sorted(f"{table} {kind}" for _, table, _, kind in found) == [
        "member missing-table",
        "shift missing-table",
        "team missing-table",
    ]


def test_a_member_who_could_not_be_read_is_still_known_to_others() -> None:
    content = SMALL.replace("grade = 7", 'grade = "7"') + DIR + 'primary = "anna"\n'
    assert said(content) == [(12, "member", "grade", "wrong-type")]


def test_a_wrong_min_grade_causes_no_second_fault() -> None:
    low = ANNA.replace("grade = 7", "grade = 5")
    content = TEAM + SHIFT + low + DIR + 'level = "MT"\nmin_grade = "6"\nprimary = "anna"\n'
    assert [(key, kind) for _, _, key, kind in said(content)] == [("min_grade", "wrong-type")]


def test_faults_of_tables_out_of_order_are_told_in_the_order_of_the_file() -> None:
    content = DIR + 'primary = "ana"\n' + TEAM + "noon = 3\n" + ANNA + "x = 1\n" + SHIFT + "y = 1\n"
    assert [fault.line for fault in faults(content)] == [4, 8, 15, 21]


def test_very_many_faults_are_cut_off() -> None:
    found = faults(SMALL + "".join(f"k{n} = 1\n" for n in range(5000)))
    assert len(found) == 1001
    assert found[-1].kind == "too-many"


def test_very_many_ids_that_refer_to_nothing_are_cut_off_too() -> None:
    found = faults(
        SMALL + "".join(f'[[absence]]\nmember = "m{n}"\nfrom = 2026-01-01\nto = 2026-01-01\n' for n in range(1500))
    )
    assert len(found) == 1001
    assert found[-1].kind == "too-many"


def test_an_id_that_is_too_long_says_how_long_it_is_and_may_be() -> None:
    (told,) = faults(SMALL.replace('id = "so"', f'id = "{"a" * 65}"', 1))
    assert told.text.template.format(**dict(told.text.facts)) == "This id has 65 characters; at most 64 are allowed."
    assert told.hint is not None
    assert told.hint.template == "Make it shorter, and in the same way wherever it is named."
