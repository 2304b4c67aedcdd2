from pathlib import Path

import pytest

from tests.cli.conftest import Program

TEAM = """
[team]
id = "so"
name = "Secretariaat"
[[shift]]
id = "dag"
name = "Dag"
start = "08:30"
end = "17:00"
break = 30
[[member]]
id = "anna"
name = "Anna"
grade = 7
hours = 8
works = ["mon"]
[[account]]
id = "dir"
name = "Directeur"
primary = "anna"
[[handbook]]
account = "dir"
file = "handboek/dir.md"
"""


def test_a_handbook_page_that_is_not_beside_the_team_file_is_told(program: Program, tmp_path: Path) -> None:
    from secretariat_tui.exchange.team_file import read_team

    file = tmp_path / "team.toml"
    file.write_text(TEAM)
    program.team = read_team(file)
    told = "The handbook page of Directeur, handboek/dir.md, is not there."
    assert told in " ".join(program("team", "check", file, "--lang", "en").out.split())
    (tmp_path / "handboek").mkdir()
    (tmp_path / "handboek" / "dir.md").write_text("# Directeur")
    assert told not in " ".join(program("team", "check", file, "--lang", "en").out.split())


def test_a_handbook_page_that_is_no_text_is_wrong_as_it_is_when_the_team_is_taken_in(
    program: Program, tmp_path: Path
) -> None:
    from secretariat_tui.exchange.team_file import read_team

    file = tmp_path / "team.toml"
    file.write_text(TEAM)
    program.team = read_team(file)
    (tmp_path / "handboek").mkdir()
    (tmp_path / "handboek" / "dir.md").write_bytes(b"# Directeur\xff")
    answer = program("team", "check", file)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("handboek/dir.md is not a text in UTF-8.\n")


def test_a_file_that_may_not_be_read_is_for_its_reader_to_tell(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is bad input, told in the reader's language: click took it for wrong usage, and said so in English."""
    file = tmp_path / "team.toml"
    file.write_text(TEAM)
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    assert program("team", "check", file).code == 0
