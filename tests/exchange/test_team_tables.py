"""Teams from tables in CSV: every dialect, every fault at its cell, and what goes out comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from secretariat_tui.domain.account import SupportWindow
from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_changes import CellChange, ChangeKind, RowChange, team_changes
from secretariat_tui.exchange.team_columns import FLAT, write_tables
from secretariat_tui.exchange.team_file import read_team
from secretariat_tui.exchange.team_tables import parse_tables, read_tables
from tests.conftest import Times
from tests.strategies import teams

ROOT = Path(__file__).parents[2]
FULL = read_team(Path(__file__).parent / "full.toml")

SMALL = {
    "team.csv": "id,name,weights.spread\nso,Secretariaat,7\n",
    "shifts.csv": "id,name,start,end,break\ndag,Dag,8:30,17:00:00,30\n",
    "member.csv": (
        "id,name,grade,hours,works,works_odd,knows,qualifications,from,balance\n"
        "anna,Anna de Vries,7,31.5,mon tue-am,[],dir mt,events mandaat:30-06-2027,1-1-2026,-2.25\n"
        "zoe,Zoë,8,8,mon,,,,,'-1\n"
    ),
    "account.csv": "id,name,level,primary\ndir,Directeur,MT,anna\nmt,Managementteam,,\n",
    "support.csv": (
        "account,days,from,to,on_site\ndir,mon tue,08:30,12:00,x\ndir,mon,13:00,17:00,nee\nmt,fri,09:00,10:00,\n"
    ),
    "backup.csv": "account,member,accepted\ndir,zoe,ja\n",
    "meeting.csv": "id,name,days,from,to,who\noverleg,'=Overleg,tue,10:00,11:00,anna zoe\n",
}


def small(**instead: str) -> dict[str, bytes]:
    texts = SMALL | {f"{name}.csv": text for name, text in instead.items()}
    return {name: text.encode() for name, text in texts.items()}


def read(contents: dict[str, bytes], into: Team | None = None, *, remove: bool = False) -> Team:
    return parse_tables(contents, into, remove=remove).team


def said(contents: dict[str, bytes], into: Team | None = None) -> list[tuple[object, ...]]:
    with pytest.raises(BadInput) as refused:
        parse_tables(contents, into)
    assert refused.value.exit_code == 3
    return [(item.file, item.line, item.table, item.key, item.kind) for item in refused.value.faults]


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


MEMBERS = "id,name,grade,hours,works\n"
ANNA = "anna,Anna,7,8,mon\n"


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


# -- into a team that is there


def test_known_rows_change_new_ones_are_added_and_the_rest_stays() -> None:
    before = read(small())
    text = "id;name;grade;hours;works;from\nanna;;9;32,5;;[]\nkim;Kim;7;8;fri;\n"
    after = read({"member.csv": text.encode()}, before)
    assert [member.id for member in after.members] == ["anna", "zoe", "kim"]
    anna = before.member["anna"]
    assert after.member["anna"] == replace(anna, grade=9, hours=Decimal("32.5"), start=None)
    assert replace(after, members=before.members) == before
    assert team_changes(before, after) == (
        RowChange(
            "member",
            "anna",
            ChangeKind.CHANGED,
            (
                CellChange("grade", "7", "9"),
                CellChange("hours", "31.5", "32.5"),
                CellChange("from", "2026-01-01", ""),
            ),
        ),
        RowChange("member", "kim", ChangeKind.NEW),
    )


def test_a_text_is_taken_away_as_everything_else_is() -> None:
    before = read(
        small(
            team="id,name,country,region\nso,Secretariaat,DE,BY\n",
            cluster="id,name,location\nnoord,Noord,Stadhuis\n",
            member=(
                "id,name,grade,hours,works,email,unit\nanna,Anna,7,8,mon,a@b.nl,elders\nzoe,Zoë,8,8,mon,z@b.nl,elders\n"
            ),
            account="id,name,unit\ndir,Directeur,elders\nmt,Managementteam,elders\n",
        )
    )
    after = read(
        {
            "team.csv": b"region\n[]\n",
            "cluster.csv": b"id,location\nnoord,[]\n",
            "member.csv": b"id,email,unit\nanna,[],[]\nzoe,,\n",
            "account.csv": b"id,unit\ndir,[]\n",
        },
        before,
    )
    assert (before.region, after.region) == ("BY", "")
    assert (before.cluster["noord"].location, after.cluster["noord"].location) == ("Stadhuis", "")
    assert after.member["anna"] == replace(before.member["anna"], email=None, unit=None)
    assert after.account["dir"] == replace(before.account["dir"], unit=None)
    assert (after.member["zoe"], after.account["mt"]) == (before.member["zoe"], before.account["mt"])


def test_a_text_that_must_be_there_is_missed_when_it_is_taken_away() -> None:
    assert said({"member.csv": b"id,name\nanna,[]\n"}, read(small())) == [
        ("member.csv", 2, "member", "name", "missing-key"),
    ]


@pytest.mark.parametrize("text", ["[]", "'[]", "''[]", "'", "[ ]"])
def test_a_text_that_looks_like_none_comes_back(text: str) -> None:
    team = read(small(cluster="id,name\nnoord,Noord\n"))
    team = replace(team, clusters=(replace(team.cluster["noord"], name=text, location=text),))
    written = write_tables(team)
    assert read(written) == team
    assert read(written, team, remove=True) == team


def test_the_windows_of_an_account_go_with_it() -> None:
    before = read(small(backup="account,member\n", member=MEMBERS + ANNA + "zoe,Zoë,8,8,mon\n"))
    after = read({"account.csv": b"id\nmt\n"}, before, remove=True)
    assert after.accounts == (before.account["mt"],)
    windows = b"account,days,from,to\ndir,mon,09:00,10:00\n"
    with pytest.raises(BadInput) as refused:
        read({"account.csv": b"id\nmt\n", "support.csv": windows}, before, remove=True)
    assert [(item.file, item.line, item.kind) for item in refused.value.faults] == [("support.csv", 2, "unknown-id")]


def test_nothing_is_removed_unless_told() -> None:
    before = read(small())
    rows = {"meeting.csv": b"id,name\n", "backup.csv": b"account,member\n"}
    assert read(rows, before) == before
    after = read(rows, before, remove=True)
    assert (after.meetings, after.agreements) == ((), ())
    assert [(item.table, item.id, item.kind.value) for item in team_changes(before, after)] == [
        ("backup", "dir zoe", "removed"),
        ("meeting", "overleg", "removed"),
    ]


def test_the_windows_of_an_account_in_the_file_are_all_its_windows() -> None:
    before = read(small())
    after = read({"support.csv": b"account,days,from,to\ndir,wed,09:00,10:00\n"}, before)
    assert after.account["dir"].support == (SupportWindow(frozenset({2}), Span(540, 600)),)
    assert after.account["mt"] == before.account["mt"]


def test_leave_is_known_by_whose_and_when_it_is() -> None:
    before = read(small(leave="member,from,to,status\nanna,2026-12-21,2026-12-23,requested\n"))
    text = b"member,from,to,part,status\nanna,21-12-2026,23-12-2026,day,approved\nzoe,21-12-2026,21-12-2026,am,\n"
    after = read({"leave.csv": text}, before)
    assert [(item.member, item.status.value) for item in after.leave] == [("anna", "approved"), ("zoe", "approved")]


def test_faults_of_what_is_added_to_a_team_are_told_as_elsewhere() -> None:
    before = read(small())
    assert said({"member.csv": b"id,grade\nanna,seven\nkim,7\nlo,7\n", "team.csv": b"id\nsp\n"}, before) == [
        ("member.csv", 1, "member", "name", "missing-key"),
        ("member.csv", 1, "member", "hours", "missing-key"),
        ("member.csv", 1, "member", "works", "missing-key"),
        ("member.csv", 2, "member", "grade", "wrong-type"),
        ("team.csv", 2, "team", "id", "other-team"),
    ]


# -- out and back


def without_edges(team: Team) -> Team:
    """The team whose texts have no spaces at their ends: those of a cell do not count."""
    return replace(
        team,
        name=team.name.strip(),
        clusters=tuple(replace(c, name=c.name.strip(), location=c.location.strip()) for c in team.clusters),
        shifts=tuple(replace(item, name=item.name.strip()) for item in team.shifts),
        members=tuple(replace(item, name=item.name.strip()) for item in team.members),
        accounts=tuple(replace(item, name=item.name.strip()) for item in team.accounts),
        desks=tuple(replace(item, name=item.name.strip()) for item in team.desks),
        meetings=tuple(replace(item, name=item.name.strip()) for item in team.meetings),
        learning=tuple(replace(item, name=item.name.strip()) for item in team.learning),
        secondments=tuple(replace(item, to_team=item.to_team.strip()) for item in team.secondments),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(teams())
def test_importing_what_was_exported_changes_nothing(drawn: Team) -> None:
    team = without_edges(drawn)
    written = write_tables(team)
    assert read(written) == team
    assert read(written, team) == team
    assert read(written, team, remove=True) == team
    assert team_changes(team, read(written, team)) == ()


SAMPLES = [*sorted((ROOT / "data").glob("*.toml")), Path(__file__).parent / "full.toml"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_teams_survive_being_tables(path: Path) -> None:
    team = read_team(path)
    written = write_tables(team)
    assert list(written) == [f"{name}.csv" for name in FLAT]
    assert read(written) == read(written, team) == team


def test_no_cell_goes_out_as_a_formula() -> None:
    team = replace(read(small()), name="=1+1")
    assert write_tables(team)["team.csv"].splitlines()[1].startswith(b"so,'=1+1,")


def test_the_examples_of_the_guide_are_tables() -> None:
    guide = (ROOT / "docs" / "guide" / "tables.md").read_text()
    blocks = [block.split("```")[0] for block in guide.split("```\n")[1:] if ";" in block.split("\n")[0]]
    names = {"id;name;grade": "member", "account;days": "support", "id;name;language": "team"}
    tables = {f"{name}.csv": block for block in blocks for start, name in names.items() if block.startswith(start)}
    assert len(tables) == len(names)
    rest = {"account.csv": "id,name\ndir,D\nwethouder,W\n", "shift.csv": SMALL["shifts.csv"]}
    team = read({name: text.encode() for name, text in (tables | rest).items()})
    assert len(team.account["dir"].support) == 2


# -- whatever the bytes

FULL_TABLES = {name: data.decode() for name, data in write_tables(FULL).items()}
ODD = (
    *("", "[]", "'", '"', "x", "-1", "1e9", "0,5", "mon", "*", "anna", "\0", "é" * 600, "9" * 400, ";", ":", "a:b"),
    *("2026-13-01", "31-12-2026", "24:00", "=1"),
)


def with_another_cell(rng: Random, text: str) -> bytes:
    rows = [line.split(",") for line in text.splitlines()]
    for _ in range(rng.randint(1, 3)):
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(ODD)
    return "\n".join(map(",".join, rows)).encode()


def with_letters_changed(rng: Random, text: str) -> bytes:
    letters = list(text)
    for _ in range(rng.randint(1, 4)):
        letters[rng.randrange(len(letters))] = rng.choice([*ODD, ",", "\n", "\r", "\t"])
    return "".join(letters).encode(rng.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), "replace")


def with_bytes_changed(rng: Random, text: str) -> bytes:
    data = bytearray(text.encode())
    for _ in range(rng.randint(1, 4)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def cut_short(rng: Random, text: str) -> bytes:
    return text[: rng.randrange(len(text))].encode()


@pytest.mark.parametrize("mutate", [with_another_cell, with_letters_changed, with_bytes_changed, cut_short])
def test_mutated_tables_are_a_team_or_refused(mutate: object, times: Times) -> None:
    rng = Random(20261222)
    refused, turns = 0, times(500, 5000)
    for turn in range(turns):
        name = rng.choice(sorted(FULL_TABLES))
        contents = {file: text.encode() for file, text in FULL_TABLES.items()}
        contents[name] = mutate(rng, FULL_TABLES[name])  # type: ignore[operator]
        into = FULL if turn % 2 else None
        try:
            team = read(contents, into)
        except BadInput as error:
            refused += 1
            places = [(item.file or "", item.line or 0) for item in error.faults]
            assert places
            assert places == sorted(places)
            assert {file for file, _ in places} <= {"", *contents}
            continue
        assert isinstance(team, Team)
        assert read(write_tables(team)) == team  # whose texts are trimmed: they came from cells
    assert 0 < refused < turns
