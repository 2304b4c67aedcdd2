"""The commands round a database: made, listed, looked after, and who is in it; in both languages."""

from __future__ import annotations

import json
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.outcome import TeamOutcome
from tests import build
from tests.cli.conftest import Program
from tests.plans import small_team
from tests.schemas import validate


def test_init_makes_a_private_file_and_done_twice_changes_nothing(made: Program, tmp_path: Path) -> None:
    (tmp_path / "weeks.db").unlink()
    assert made("init", "team.toml").code == 0
    assert (tmp_path / "weeks.db").stat().st_mode & 0o777 == 0o600
    again = made("init", "team.toml", "--json")
    assert again.code == 0
    validate(again.document, "done")
    listed = made("team", "list", "--json")
    validate(listed.document, "teams")
    assert listed.document["teams"] == [{"id": "so", "name": "Secretariaat"}]


def test_init_without_a_team_tells_which_teams_there_are(made: Program) -> None:
    told = made("init").out
    assert "no team yet" not in told
    assert "These teams are in it:\n  - so: " in told


def test_init_makes_a_first_team_of_a_few_words(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    words = ("--name", "Bureau", "--member", "Anna", "--member", "Bea", "--account", "Directeur: Anna, Bea")
    assert program("init", *words, "--db", file).code == 0
    assert program("team", "list", "--db", file).out.strip() == "- bureau: Bureau"
    assert program("init", *words, "--db", file).code == 0


def test_what_init_says_comes_next_is_of_the_database_that_was_named(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "my team.db"
    *_, last = program("init", "team.toml", "--db", file).out.splitlines()
    assert last == f"  - secretariat team export --out FILE --db '{file}'"
    words = shlex.split(last.replace("FILE", str(tmp_path / "so.toml")))
    assert program(*words[2:]).code == 0


def test_what_init_says_comes_next_names_the_team_where_there_are_several(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "two.db"
    program("init", "team.toml", "--db", file)
    words = ("init", "--name", "Bureau", "--member", "Anna", "--account", "Directeur: Anna", "--db", file)
    told = program(*words, "--lang", "nl").out.splitlines()
    assert told[-3:] == [
        f"  - secretariat plan --week next --db {file} --team bureau",
        f"  - secretariat show --week next --db {file} --team bureau",
        f"  - secretariat team export --out BESTAND --db {file} --team bureau",
    ]
    assert program(*shlex.split(told[-3])[2:]).code in (0, 4)


def test_init_of_a_few_words_does_not_replace_a_team_that_is_there(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    words = ("--name", "Bureau", "--member", "Anna", "--db", file)
    assert program("init", *words, "--account", "Directeur: Anna").code == 0
    kept = program("team", "export", "--db", file).out
    again = program("init", *words)
    assert (again.code, again.out) == (6, "")
    assert again.err.startswith("The database has a team bureau already.\n")
    assert program("team", "export", "--db", file).out == kept


@pytest.mark.parametrize(
    "words", [("--member", "Anna"), ("--name", "Bureau"), ("--account", "Directeur: Anna")]
)  # fmt: skip
def test_init_with_too_few_words_is_wrong_usage(program: Program, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert program("init", *words, "--db", tmp_path / "new.db").code == 2
    assert not (tmp_path / "new.db").exists()


def test_without_a_database_it_says_how_to_make_one(program: Program, tmp_path: Path) -> None:
    answer = program("team", "list", "--db", tmp_path / "none.db", "--lang", "nl")
    assert answer.code == 7
    assert "secretariat init" in answer.err
    assert not (tmp_path / "none.db").exists()


def test_a_database_may_be_in_the_home_of_the_user_where_no_shell_says_which_that_is(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As cron and systemd give SECRETARIAT_DB."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SECRETARIAT_DB", "~/weeks.db")
    assert program("init", "team.toml").code == 0
    assert (tmp_path / "weeks.db").is_file()


def test_which_team_is_meant_must_be_said_where_there_are_two(made: Program) -> None:
    made.team = replace(small_team(), id="other")
    assert made("team", "import", "other.toml").code == 0
    answer = made("team", "export", "--json")
    assert answer.code == 3
    validate(answer.document, "error")
    assert made("team", "export", "--team", "so").code == 0
    assert made("team", "export", "--team", "sp").code == 3


def test_doctor_finds_nothing_wrong_and_then_something(made: Program, tmp_path: Path) -> None:
    well = made("doctor", "--json")
    validate(well.document, "doctor")
    assert well.code == (0 if all(check["ok"] for check in well.document["checks"]) else 7)
    (tmp_path / "weeks.db").write_bytes(b"no database at all, by any means" * 10)
    assert made("doctor").code == 7


def test_doctor_tells_the_version_of_the_database(made: Program) -> None:
    found = {check["what"]: check["found"] for check in made("doctor", "--json", "--lang", "en").document["checks"]}
    form = made("db", "upgrade", "--json").document["after"]
    assert found["version of the database"] == f"SQLite {sqlite3.sqlite_version}, form {form}"


def test_backup_restore_and_move_count_what_they_carry(made: Program, tmp_path: Path, postgresql_url: str) -> None:
    backup = tmp_path / "backup.db"
    answer = made("db", "backup", backup, "--json")
    validate(answer.document, "db")
    assert answer.document["rows"]["member"] == 3
    assert made("db", "backup", backup).code == 6
    assert made("db", "restore", backup).code == 2
    assert made("db", "restore", backup, "--yes").code == 0
    assert made("db", "check", "--json").document["findings"] == []
    moved = made("db", "move", postgresql_url, "--json").document
    assert moved["rows"] == answer.document["rows"]
    assert made("db", "move", postgresql_url).code == 6
    back = made("db", "move", tmp_path / "back.db", "--db", postgresql_url, "--json").document
    assert back["rows"] == answer.document["rows"]
    assert made("team", "export").out == made("team", "export", "--db", tmp_path / "back.db").out


def test_a_backup_is_restored_without_yes_where_it_replaces_nothing(
    made: Program, tmp_path: Path, postgresql_url: str
) -> None:
    backup = tmp_path / "backup.db"
    made("db", "backup", backup)
    empty = tmp_path / "empty.db"
    empty.touch()
    for place in (tmp_path / "new" / "team.db", empty, postgresql_url):
        assert made("db", "restore", backup, "--db", place).code == 0
        assert made("team", "export", "--db", place).out == made("team", "export").out
    before = (tmp_path / "weeks.db").read_bytes()
    assert made("db", "restore", backup).code == 2
    assert (tmp_path / "weeks.db").read_bytes() == before


def test_upgrade_says_what_it_did(made: Program) -> None:
    assert made("db", "upgrade").out == "The database is up to date.\n"
    document = made("db", "upgrade", "--json").document
    validate(document, "db")
    assert document["before"] == document["after"]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_letters_that_the_terminal_did_not_give_as_letters_are_bad_input(
    made: Program, kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        assert made("db", "move", url).code == 0
        monkeypatch.setenv("SECRETARIAT_DB", url)
    assert made("plan", "--week", "next").code in (0, 4)
    before = made("history").out
    for words in (("restore", "--week", "next", "1", "--why", "caf\udce9"), ("team", "export", "--team", "caf\udce9")):
        answer = made(*words, "--json")
        assert answer.code == 3
        validate(answer.document, "error")
    assert made("history").out == before


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 30])
def test_a_number_that_nothing_can_have_is_wrong_usage(made: Program, number: str) -> None:
    assert made("plan", "--week", "next").code in (0, 4)
    for words in (
        ("restore", "--week", "next", number),
        ("show", "--week", "next", "--version", number),
        ("publish", "--week", "next", "--version", number),
        ("diff", "--week", "next", number, "1"),
        ("diff", "--week", "next", "1", number),
        ("leave", "approve", number),
        ("leave", "decline", number),
    ):
        assert made(*words).code == 2, words
    assert made("restore", "--week", "next", "2147483647").code == 3
    assert made("leave", "decline", "2147483647").code == 3


def test_of_many_teams_it_tells_how_long_nobody_is_there(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def planned(*_: object) -> Iterator[TeamOutcome]:
        yield TeamOutcome("so", 4, {Week(2026, 49): 1, Week(2026, 50): 1}, shortage=61)
        yield TeamOutcome("noord", 0, {Week(2026, 49): 2})

    monkeypatch.setattr("secretariat_tui.services.many.plan_all", planned)
    answer = made("plan", "--week", "next", "--all-teams", "--workers", "1", "--lang", "en")
    assert answer.code == 4
    assert answer.out.splitlines() == [
        "noord: 2026-W49 (2): everything covered",
        "so: 2026-W49 (1), 2026-W50 (1): 1 hour 1 min uncovered",
    ]


# -- what is kept about people


def test_a_member_is_told_what_is_kept_about_her(made: Program) -> None:
    answer = made("member", "export", "anna", "--json")
    assert answer.code == 0
    validate(answer.document, "member")
    assert answer.document["records"]["leave"][0]["part"] == "pm"
    told = made("member", "export", "anna")
    assert told.out.splitlines()[0] == "Everything that is kept about Anna:"
    assert "Leave (1)" in told.out
    assert "part of the day: the afternoon; status: approved" in told.out
    assert "member: anna" not in told.out
    assert "{" not in told.out
    assert made("member", "export", "ann").code == 3


def test_a_member_is_told_in_a_file(made: Program, tmp_path: Path) -> None:
    assert made("member", "export", "bea", "--out", tmp_path / "bea.json").code == 0
    validate(json.loads((tmp_path / "bea.json").read_bytes()), "member")


def test_who_has_left_is_told_by_name_what_is_kept_about_her(made: Program) -> None:
    team = small_team()
    made.team = replace(team, members=team.members[:2], absences=())
    assert made("team", "import", "team.toml").code == 0
    told = made("member", "export", "carla")
    assert told.out.splitlines()[0] == "Everything that is kept about Carla:"
    assert made("member", "export", "carla", "--json").document["name"] == "Carla"


def test_who_has_left_is_forgotten(made: Program, tmp_path: Path) -> None:
    assert made("member", "forget", "carla").code == 2
    assert made("member", "forget", "carla", "--yes").code == 6
    team = small_team()
    made.team = replace(team, members=team.members[:2], absences=())
    assert made("team", "import", "team.toml").code == 0
    answer = made("member", "forget", "carla", "--yes")
    assert answer.code == 0
    assert "former-" in answer.out
    assert b"carla" not in (tmp_path / "weeks.db").read_bytes().lower()
    assert made("db", "check").code == 0
    assert made("member", "forget", "carla", "--yes").code == 3


def test_absences_are_erased_after_the_weeks_that_are_set(made: Program) -> None:
    team = small_team()
    made.team = replace(
        team, absences=(*team.absences, Absence("bea", build.date(2026, 11, 2), build.date(2026, 11, 3)))
    )
    made("team", "import", "team.toml")
    assert "bea" in made("member", "export", "bea").out
    assert made("member", "export", "bea", "--json").document["records"]["absence"]
    assert made("team", "set", "--absence-weeks", "0").code == 2
    answer = made("team", "set", "--absence-weeks", "2")
    assert answer.out.splitlines() == [
        "Absences are erased 2 weeks after they ended.",
        "1 absence was erased.",
    ]
    assert "absence" not in made("member", "export", "bea", "--json").document["records"]
    assert made("db", "check").code == 0


# -- what is done with weeks


def test_what_is_undone_and_done_again_is_called_what_it_was(made: Program) -> None:
    assert made("plan", "--week", "next").code in (0, 4)
    assert made("publish", "--week", "next").code == 0
    for command in ("undo", "redo", "undo", "redo"):
        told = made(command, "--json").document
        validate(told, "done")
        assert told["act"] == "publish"
    assert made("undo", "--lang", "en").out == "Undone: published.\n"


def test_where_calendars_cannot_be_written_it_is_said_what_is_published_and_the_next_run_writes_them(
    made: Program, tmp_path: Path
) -> None:
    out = tmp_path / "calendars"
    in_the_way = out / "so-anna.ics"
    in_the_way.mkdir(parents=True)
    job = ("plan", "--week", "next", "--publish", "--if-missing", "--export", out)
    answer = made(*job, "--lang", "en")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.splitlines()[-1] == "2026-W49 is published, as version 1."
    in_the_way.rmdir()
    assert made(*job).code == 0
    assert in_the_way.is_file()


def test_calendars_of_one_team_that_cannot_be_written_do_not_stop_those_of_others(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.team = replace(made.team, id="noord")
    assert made("team", "import", "team.toml").code == 0

    def planned(*_: object) -> Iterator[TeamOutcome]:
        for team in ("noord", "so"):
            assert made("plan", "--week", "next", "--publish", "--team", team).code in (0, 4)
            yield TeamOutcome(team, 0, {Week(2026, 49): 1})

    monkeypatch.setattr("secretariat_tui.services.many.plan_all", planned)
    (tmp_path / "out" / "noord.ics").mkdir(parents=True)
    job = ("plan", "--week", "next", "--all-teams", "--publish", "--export", tmp_path / "out", "--lang", "en")
    answer = made(*job)
    assert answer.code == 3
    assert (tmp_path / "out" / "so.ics").is_file()
    assert answer.err == f"noord:\n  - {tmp_path}/out/noord.ics: This is a directory, not a file.\n"
    assert answer.out == "noord: 2026-W49 (1): everything covered\nso: 2026-W49 (1): everything covered\n"


def test_an_edit_that_says_what_is_so_already_makes_no_version(made: Program) -> None:
    assert made("plan", "--week", "next").code == 0
    before = made("history", "--json").document
    answer = made("assign", "bea", "2026-12-03", "off", "--lang", "en")
    assert (answer.code, answer.out) == (0, "Nothing changed.\n")
    assert made("history", "--json").document == before
    made("assign", "bea", "2026-12-02", "off")
    assert made("history", "--json").document != before


def test_a_week_that_is_not_published_is_not_withdrawn(made: Program) -> None:
    assert made("unpublish", "--week", "next").code == 3
    assert made("plan", "--week", "next").code in (0, 4)
    answer = made("unpublish", "--week", "next", "--lang", "en")
    assert (answer.code, answer.out.strip()) == (0, "2026-W49 was not published; nothing was changed.")
    assert made("publish", "--week", "next").code == 0
    for weeks in ({"2026-W49": None}, {}):
        told = made("unpublish", "--week", "next", "--json").document
        validate(told, "done")
        assert told["weeks"] == weeks


def test_a_week_without_a_roster_says_how_to_get_one(made: Program) -> None:
    for command in (("diff",), ("publish",), ("unpublish",), ("show",)):
        told = made(*command, "--week", "next", "--json")
        assert told.code == 3
        assert told.document["errors"][0]["hint"] == "Plan it with: secretariat plan --week 2026-W49"


def test_a_week_that_is_over_is_planned_with_a_word_about_it(made: Program) -> None:
    assert "over" not in made("plan", "--week", "this", "--lang", "en").err
    past = made("plan", "--week", "2025-W49", "--lang", "en")
    assert past.code in (0, 4)
    assert "2025-W49 is over: it was planned all the same." in past.err
    assert "2025-W49" not in made("plan", "--week", "this", "--lang", "en").err
