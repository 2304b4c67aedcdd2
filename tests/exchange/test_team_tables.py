"""Teams from tables in CSV: every dialect, and every fault at its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from secretariat_tui.domain.account import SupportWindow
from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.member import Held
from secretariat_tui.exchange.team_tables import parse_tables, read_tables
from tests.exchange.tables import ANNA, MEMBERS, SMALL, read, said, small

ROOT = Path(__file__).parents[2]


def test_a_team_of_tables_is_what_they_say() -> None:
    team = read(small())
    anna = team.member["anna"]
    assert (anna.name, anna.grade, anna.hours, anna.balance) == ("Anna de Vries", 7, Decimal("31.5"), Decimal("-2.25"))
    assert {f"{day}{part}" for day, part in anna.pattern.even} == {"0am", "0pm", "1am"}
    assert (anna.pattern.odd, anna.knows, anna.start) == (frozenset(), ("dir", "mt"), date(2026, 1, 1))
    assert anna.qualifications == (Held("events"), Held("mandaat", date(2027, 6, 30)))
    zoe = team.member["zoe"]
    assert (zoe.pattern.odd, zoe.balance, zoe.shifts) == (zoe.pattern.even, Decimal(-1), None)
    assert team.shift["dag"].span == Span(510, 1020)
    assert team.account["dir"].support == (
        SupportWindow(frozenset({0, 1}), Span(510, 720), True),
        SupportWindow(frozenset({0}), Span(780, 1020), False),
    )
    assert (team.account["dir"].priority, team.account["mt"].priority) == (3, 1)
    assert team.account["mt"].support == (SupportWindow(frozenset({4}), Span(540, 600)),)
    assert team.agreements[0].accepted
    assert (team.meetings[0].name, team.meetings[0].who) == ("=Overleg", ("anna", "zoe"))
    assert team.weights.spread == 7


def in_dutch(text: str) -> str:
    """As a spreadsheet on a Dutch computer writes it: semicolons, decimal commas."""
    return text.replace(",", ";").replace("31.5", "31,5").replace("2.25", "2,25").replace("\n", "\r\n")


DIALECTS = {
    "commas": lambda text: text.encode(),
    "with a mark": lambda text: text.encode("utf-8-sig"),
    "semicolons": lambda text: in_dutch(text).encode(),
    "semicolons with a mark": lambda text: in_dutch(text).encode("utf-8-sig"),
    "windows-1252": lambda text: in_dutch(text).encode("cp1252"),
    "commas in windows-1252": lambda text: text.encode("cp1252"),
    "tabs": lambda text: text.replace(",", "\t").encode("utf-16"),
    "lists with commas": lambda text: (
        in_dutch(text).replace("mon tue", "mon, tue").replace("dir mt", "dir,mt").encode()
    ),
    "lists with semicolons": lambda text: text.replace("mon tue", "mon;tue").replace("dir mt", "dir; mt").encode(),
    "columns in capitals": lambda text: (text.split("\n")[0].upper() + text[text.index("\n") :]).encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_same_team_in_every_dialect(dialect: str) -> None:
    found = parse_tables({name: DIALECTS[dialect](text) for name, text in SMALL.items()})
    assert found.team == read(small())
    told = [(item.kind, item.file) for item in found.problems]
    assert told == ([("windows-1252", "member.csv")] if "1252" in dialect else [])


@pytest.mark.parametrize(
    ("words", "value"), [("true TRUE yes Ja x X 1", True), ("false no Nee 0", False), ("", False)]
)  # fmt: skip
def test_yes_and_no_in_many_words(words: str, value: bool) -> None:
    for word in words.split() or [""]:
        team = read(small(cluster=f"id,name,never_alone\nnoord,Noord,{word}\n"))
        assert team.cluster["noord"].never_alone is value


@pytest.mark.parametrize("name", ["desk", "desks", "DESK", "Desks"])
def test_a_table_is_known_by_its_name_or_its_plural(name: str) -> None:
    row = "id,name,days,from,to\ntel,Telefoon,mon,09:00,17:00\n"
    assert "tel" in read(small(**{name: row})).desk


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("member", MEMBERS + ANNA.replace("7", "seven"), [(2, "member", "grade", "wrong-type")]),
        ("member", MEMBERS + ANNA.replace("8", "8,,"), [(2, None, None, "too-many-cells")]),
        (
            "member",
            MEMBERS.replace("grade", "grad") + ANNA,
            [(1, "member", "grad", "unknown-key"), (1, "member", "grade", "missing-key")],
        ),
        ("member", MEMBERS + ANNA.replace("mon", "mon tuesday"), [(2, "member", "works", "bad-value")]),
        ("member", MEMBERS + ANNA + "\n" + ANNA, [(4, "member", "id", "duplicate-id")]),
        ("desk", "id,name,days,from,to\nt,T,mon,9.00,17:00\n", [(2, "desk", "from", "bad-time")]),
        ("leave", "member,from,to\nanna,30-2-2026,2026-03-01\n", [(2, "leave", "from", "bad-date")]),
        ("leave", "member,from,to\n\nana,2026-02-01,2026-03-01\n", [(3, "leave", "member", "unknown-id")]),
        ("cluster", "id,name,never_alone\nn,N,maybe\n", [(2, "cluster", "never_alone", "wrong-type")]),
        ("support", "account,days,from,to\nmt,mon,09:00,25:00\n", [(2, "support", "to", "bad-time")]),
        ("support", "account,days,to\ndir,mon,09:00\nmt,mon,10:00\n", [(1, "support", "from", "missing-key")]),
        ("support", "account,days,from,to\ndri,mon,09:00,10:00\n", [(2, "support", "account", "unknown-id")]),
        ("support", "account,days,from,to\n,mon,09:00,10:00\n", [(2, "support", "account", "missing-key")]),
        ("support", "days,from,to\nmon,09:00,10:00\n", [(1, "support", "account", "missing-key")]),
        ("support", "account,days,from,to\nmt,mon,09:00,10:00\nmt,mon,9:30,11:00\n", [(2, "support", None, "overlap")]),
        ("team", "id,name\nso,S\nsp,P\n", [(3, "team", None, "twice")]),
        ("team", "id,name,weights.spred\nso,S,1\n", [(1, "team", "weights.spred", "unknown-key")]),
        ("team", "id,name,weights.spread\nso,S,high\n", [(2, "team", "weights.spread", "wrong-type")]),
        ("account", "id,name,support\ndir,D,mon\nmt,M,\n", [(1, "account", "support", "unknown-key")]),
        ("memebr", MEMBERS, [(None, None, None, "unknown-table")]),
    ],
)  # fmt: skip
def test_a_fault_is_named_at_its_file_line_and_column(
    table: str, text: str, expected: list[tuple[object, ...]]
) -> None:
    contents = small(
        **{
            "member": MEMBERS + ANNA,
            "account": "id,name\ndir,Directeur\nmt,M\n",
            "support": "account,days,from,to\n",
            "backup": "account,member\n",
            "meeting": "id,name,days,from,to\n",
            table: text,
        }
    )
    assert said(contents) == [(f"{table}.csv", *place) for place in expected]


def test_the_nearest_column_is_offered_and_how_a_cell_is_written() -> None:
    with pytest.raises(BadInput) as refused:
        read(small(member=MEMBERS.replace("grade", "grad") + ANNA.replace(",8,", ",veel,")))
    found = {item.kind: item for item in refused.value.faults}
    assert found["unknown-key"].nearest == "grade"
    assert found["wrong-type"].hint is not None
    assert found["wrong-type"].hint.template == "Write it in digits, as in 36 or 7,5."


def test_a_number_of_many_digits_is_a_number_that_is_too_large() -> None:
    found = said(small(member=f"{MEMBERS}{ANNA}zoe,Zoë,{'9' * 20},{'9' * 20}.5,mon\n"))
    assert found == [("member.csv", 3, "member", key, "out-of-range") for key in ("grade", "hours")]


def test_all_faults_of_all_files_are_told_at_once_in_the_order_of_the_files() -> None:
    assert said(
        small(
            backup="account;member;from\ndir;zoo;tomorrow\n",
            cluster="PK\x03\x04",
            member=SMALL["member.csv"].replace("anna,", "Anna,"),
            shifts="id,name,start,end\ndag,Dag,17:00,08:30\n",
        )
    ) == [
        ("backup.csv", 2, "backup", "from", "bad-date"),
        ("cluster.csv", None, None, None, "workbook"),
        ("member.csv", 2, "member", "id", "bad-id"),
        ("shifts.csv", 2, "shift", "end", "crosses-midnight"),
    ]


@pytest.mark.parametrize("account", ["id,name\ndir,D,too,much\n", 'id,name\ndir,"D\n', "PK\x03\x04"])
def test_an_account_is_not_missed_whose_file_could_not_be_read(account: str) -> None:
    ((file, *_),) = said(small(account=account))
    assert file == "account.csv"


def test_where_there_are_more_faults_than_anybody_reads_the_last_says_so() -> None:
    rows = "".join(f"x{n},X,seven,8,mon\n" for n in range(1200))
    found = said(small(member=MEMBERS + ANNA + rows, backup="account,member\n", meeting="id,name,days,from,to\n"))
    assert [line for _, line, *_ in found] == [*range(3, 1003), None]
    assert found[-1][-1] == "too-many"


def test_tables_that_a_team_needs_are_missed() -> None:
    assert said({"member.csv": (MEMBERS + ANNA).encode()}) == [
        (None, None, "team", None, "missing-table"),
        (None, None, "shift", None, "missing-table"),
    ]


def test_a_table_in_two_files_is_refused(tmp_path: Path) -> None:
    assert said(small(members=MEMBERS)) == [("members.csv", None, None, None, "twice")]


def test_a_folder_is_all_its_tables(tmp_path: Path) -> None:
    for name, data in small().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "notes.txt").write_text("not ours")
    assert read_tables([tmp_path]).team == read(small())
    assert read_tables(sorted(tmp_path.glob("*.csv"))).team == read(small())
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput) as refused:
        read_tables([tmp_path / "empty", tmp_path / "none.csv"])
    assert [item.kind for item in refused.value.faults][:2] == ["no-tables", "no-file"]


def test_the_examples_of_the_guide_are_tables() -> None:
    guide = (ROOT / "docs" / "guide" / "tables.md").read_text()
    blocks = [block.split("```")[0] for block in guide.split("```\n")[1:] if ";" in block.split("\n")[0]]
    names = {"id;name;grade": "member", "account;days": "support", "id;name;language": "team"}
    tables = {f"{name}.csv": block for block in blocks for start, name in names.items() if block.startswith(start)}
    assert len(tables) == len(names)
    rest = {"account.csv": "id,name\ndir,D\nwethouder,W\n", "shift.csv": SMALL["shifts.csv"]}
    team = read({name: text.encode() for name, text in (tables | rest).items()})
    assert len(team.account["dir"].support) == 2
