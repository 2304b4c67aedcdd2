"""Tables in CSV into a database and out of it: `team import`, `check` and `export --as csv`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.cli import main
from secretariat_tui.exchange.team_columns import write_tables
from tests.cli.conftest import Program
from tests.cli.test_commands import SOLVE
from tests.plans import small_team
from tests.schemas import validate


def written(tmp_path: Path, **tables: str) -> list[Path]:
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_bytes(text.replace(",", ";").encode("cp1252"))
    return [tmp_path / f"{name}.csv" for name in tables]


def test_a_folder_of_tables_is_a_team_to_check_and_to_take_in(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETARIAT_DB", str(tmp_path / "weeks.db"))
    for name, data in write_tables(small_team()).items():
        (tmp_path / name).write_bytes(data)
    assert "The file is in order." in program("team", "check", tmp_path).out
    assert program("db", "upgrade").code == 0
    answer = program("team", "import", tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "Secretariaat is in the database.\n", "")
    assert program("team", "import", tmp_path, "--team", "so").out == "Nothing changed.\n"
    files = sorted(tmp_path.glob("*.csv"))
    validate(program("team", "check", *files, "--json").document, "team-check")


def test_what_a_table_changed_is_told_and_undone_in_one_act(made: Program, tmp_path: Path) -> None:
    before = made("team", "export").out
    member, leave = written(
        tmp_path,
        member="id,name,grade,hours,works\nanna,,,4,\nzoe,Zoë,8,8,mon\n",
        leave="member,from,to\nzoe,21-12-2026,22-12-2026\n",
    )
    answer = made("team", "import", member, leave, "--team", "so")
    assert answer.out.splitlines() == [
        "3 rows changed:",
        f"  - member anna: hours was {small_team().member['anna'].hours}, is 4",
        "  - member zoe: new",
        "  - leave zoe 2026-12-21 2026-12-22: new",
    ]
    assert "it was read as Windows-1252" in answer.err
    assert 'name = "Zoë"' in made("team", "export").out
    assert made("team", "import", member, leave, "--team", "so").out == "Nothing changed.\n"
    assert made("undo").code == 0
    assert made("team", "export").out == before


def test_the_changes_as_a_document(made: Program, tmp_path: Path) -> None:
    (member,) = written(tmp_path, member="id,hours,email\nanna,4,anna@example.org\n")
    document = made("team", "import", member, "--team", "so", "--json").document
    validate(document, "team-import")
    (change,) = document["changes"]
    assert (change["table"], change["id"], change["change"]) == ("member", "anna", "changed")
    assert {"key": "email", "before": None, "after": "anna@example.org"} in change["keys"]
    again = made("team", "import", member, "--team", "so", "--json").document
    validate(again, "team-import")
    assert again["changes"] == []


def test_what_the_tables_lack_goes_only_when_told(made: Program, tmp_path: Path) -> None:
    (backup,) = written(tmp_path, backup="account,member\n")
    agreed = made("team", "export").out.count("[[backup]]")
    assert agreed
    assert made("team", "import", backup, "--team", "so").out == "Nothing changed.\n"
    assert made("team", "import", backup, "--remove").code == 2
    assert "removed" in made("team", "import", backup, "--team", "so", "--remove").out
    assert made("team", "export").out.count("[[backup]]") == 0


def test_with_one_fault_nothing_is_changed(made: Program, tmp_path: Path) -> None:
    before = made("team", "export").out
    files = written(tmp_path, member="id,hours\nanna,4\nbea,veel\n", desks="id,naam\nx,y\n")
    answer = made("team", "import", *files, "--team", "so", "--json")
    assert answer.code == 3
    validate(answer.document, "error")
    found = {(Path(item["file"]).name, item["line"], item["key"]) for item in answer.document["errors"]}
    assert {("member.csv", 3, "hours"), ("desks.csv", 1, "naam"), ("desks.csv", 1, "name")} <= found
    assert made("team", "export").out == before


def test_a_team_file_and_tables_do_not_go_together(made: Program, tmp_path: Path) -> None:
    (member,) = written(tmp_path, member="id,hours\nanna,4\n")
    assert made("team", "import", member, "team.toml").code == 2
    assert made("team", "import", "team.toml", "--team", "so").code == 2
    assert made("team", "import", member, "--team", "none").code == 3


def test_the_tables_that_are_written_are_those_that_are_read(made: Program, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert made("team", "export", "--as", "csv").code == 2
    document = made("team", "export", "--as", "csv", "--out", out, "--json").document
    validate(document, "files")
    assert document["files"] == sorted(file.name for file in out.iterdir())
    document = made("team", "export", "--out", tmp_path / "so.toml", "--json").document
    validate(document, "files")
    assert document["files"] == ["so.toml"]
    assert (out / "member.csv").stat().st_mode & 0o777 == 0o600
    assert made("team", "import", out, "--team", "so", "--remove").out == "Nothing changed.\n"


def test_a_team_file_is_no_json_document(made: Program) -> None:
    answer = made("team", "export", "--json")
    assert answer.code == 2
    validate(answer.document, "error")


# -- wherever a team file does


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small team as a folder of tables."""
    place = tmp_path / "team"
    place.mkdir()
    for name, data in write_tables(small_team()).items():
        (place / name).write_bytes(data)
    return place


def test_a_folder_of_tables_is_planned_as_its_team_file_is(program: Program, folder: Path) -> None:
    of_file = program(*SOLVE, "--json")
    program.team = replace(small_team(), id="another")
    of_folder = program("solve", folder, *SOLVE[2:], "--json")
    assert (of_folder.code, of_folder.out) == (of_file.code, of_file.out)
    assert program.posed[1].team == small_team()


def test_a_roster_is_checked_and_explained_with_a_folder_of_tables(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.json"
    program(*SOLVE, "--json", "--out", roster)
    asked = (
        ("check", "--roster", roster),
        ("continuity", "--roster", roster, "--proposals", "0"),
        ("explain", "diff", roster, roster),
        ("team", "export"),
    )
    for words in asked:
        team = ["team.toml"] if words[0] == "team" else ["--team-file", "team.toml"]
        of_file = program(*words, *team, "--json")
        program.team = replace(small_team(), id="another")
        of_folder = program(*words, *team[:-1], folder, "--json")
        program.team = small_team()
        assert (of_folder.code, of_folder.out) == (of_file.code, of_file.out), words


def test_a_database_is_made_of_a_folder_with_its_handbook(program: Program, folder: Path, tmp_path: Path) -> None:
    (folder / "handbook.csv").write_text("account,file\ndir,pages/dir.md\n")
    (folder / "pages").mkdir()
    (folder / "pages" / "dir.md").write_text("# Directeur\n")
    file = tmp_path / "new.db"
    assert program("init", folder, "--db", file).code == 0
    assert program("handbook", "show", "dir", "--db", file).out == "# Directeur\n"


def test_a_page_that_changed_is_taken_in_where_no_row_did(program: Program, folder: Path, tmp_path: Path) -> None:
    (folder / "handbook.csv").write_text("account,file\ndir,dir.md\n")
    page, file = folder / "dir.md", tmp_path / "new.db"
    page.write_text("# Directeur\n")
    assert program("init", folder, "--db", file).code == 0
    again = ("team", "import", folder, "--team", "so", "--db", file)
    assert program(*again).out == "Nothing changed.\n"
    page.write_text("# De directeur\n")
    assert program(*again).out.splitlines() == ["1 row changed:", "  - handbook dir: another text"]
    assert program("handbook", "show", "dir", "--db", file).out == "# De directeur\n"
    assert program(*again).out == "Nothing changed.\n"
    assert program("undo", "--db", file).code == 0
    assert program("handbook", "show", "dir", "--db", file).out == "# Directeur\n"
    told = program(*again, "--json").document
    validate(told, "team-import")
    assert told["changes"] == [{"table": "handbook", "id": "dir", "change": "changed", "keys": []}]


def test_a_page_that_is_new_is_told_once(program: Program, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    assert program("init", folder, "--db", file).code == 0
    (folder / "handbook.csv").write_text("account,file\ndir,dir.md\n")
    (folder / "dir.md").write_text("# Directeur\n")
    answer = program("team", "import", folder, "--team", "so", "--db", file)
    assert answer.out.splitlines() == ["1 row changed:", "  - handbook dir dir.md: new"]
    assert program("handbook", "show", "dir", "--db", file).out == "# Directeur\n"


def test_a_table_alone_is_no_team_and_says_where_it_may_go(program: Program, tmp_path: Path) -> None:
    (member,) = written(tmp_path, member="id,name,grade,hours,works\nanna,Anna,7,8,mon\n")
    answer = program("solve", member, "--week", "next", "--lang", "en")
    assert answer.code == 3
    assert "There is no table team." in answer.err
    assert 'tables go with "team import --team"' in answer.err


@pytest.mark.parametrize(
    "words", [("solve", "{}", "--week", "next"), ("team", "check", "{}"), ("team", "import", "{}")]
)
def test_a_name_that_no_file_can_have_is_bad_input(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word.format("a" * 5000) for word in words]) == 3
    assert "No file can have this name" in capsys.readouterr().err
