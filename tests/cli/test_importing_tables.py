"""Leave from a CSV: read as the team file is, kept as a calendar is. It is 26 November 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.exchange.team_file import parse_team, write_team
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import account, member, team
from tests.cli.conftest import Program
from tests.cli.test_export import published_in
from tests.schemas import validate

HEAD = "member;from;to;part;status\n"
FILE = ("--team-file", "team.toml")
CHRISTMAS = "anna;2026-12-21;2026-12-23;;\n"


@pytest.fixture
def office(program: Program) -> Program:
    people = [member("anna", "mon tue wed"), member("bea", "mon tue wed")]
    program.team = team(people, [account("dir", "anna", when="mon tue wed thu fri")])
    return program


def written(tmp_path: Path, text: str, name: str = "verlof.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8-sig"))
    return file


def test_the_leave_of_everybody_in_the_file(office: Program, tmp_path: Path) -> None:
    rows = "bea;1-12-2026;1-12-2026;am;requested\n" + CHRISTMAS + "anna;2026-12-28;2026-12-29;pm;approved\n"
    file = written(tmp_path, HEAD + rows)
    answer = office("leave", "import", file, *FILE)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Leave of Anna that the team does not have yet:",
        "  - Anna, Monday 21 December to Wednesday 23 December: approved",
        "  - Anna, Monday 28 December, the afternoon: approved",
        "  - Anna, Tuesday 29 December, the afternoon: approved",
        "Leave of Bea that the team does not have yet:",
        "  - Bea, Tuesday 1 December, the morning: requested",
    ]
    found = office("leave", "import", file, *FILE, "--json").document
    validate(found, "imports")
    assert [item["member"] for item in found["imports"]] == ["anna", "bea"]
    toml = office("leave", "import", file, *FILE, "--toml").out
    read = parse_team((write_team(office.team) + "\n" + toml).encode(), "team.toml")
    first = date.fromisoformat("2026-12-01")
    assert Leave("bea", first, first, Daypart.AM, LeaveStatus.REQUESTED) in read.leave
    assert len(read.leave) == 4


def test_the_leave_of_one_member_of_a_file(office: Program, tmp_path: Path) -> None:
    file = written(tmp_path, HEAD + CHRISTMAS + CHRISTMAS.replace("anna", "bea"))
    found = office("leave", "import", file, *FILE, "--member", "bea", "--json").document
    validate(found, "import")
    assert (found["member"], found["new"]) == (
        "bea", [{"from": "2026-12-21", "to": "2026-12-23", "part": "day", "status": "approved"}]
    )  # fmt: skip


def test_a_file_without_the_column_is_of_who_is_named(office: Program, tmp_path: Path) -> None:
    file = written(tmp_path, "from,to\n2026-12-21,2026-12-23\n")
    assert len(office("leave", "import", file, *FILE, "--member", "bea", "--json").document["new"]) == 1
    answer = office("leave", "import", file, *FILE)
    assert answer.code == 2
    assert "say whose it is with --member" in answer.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("member;frm;to\nanna;2026-12-21;2026-12-23\n", "line 1, [leave] frm: frm is not a key of leave."),
        ("member;to\nanna;2026-12-23\n", 'line 1, [leave] from: "from" is missing here.'),
        (
            HEAD + "\nana;2026-12-21;2026-12-23;;\n",
            "[leave] member: The team has no member ana.\nDid you mean Anna (anna)?",
        ),
        (HEAD + "\nana;2026-12-21;2026-12-23;;\n", "line 3, [leave] member: "),
        (HEAD + "anna;21 dec;2026-12-23;;\n", "line 2, [leave] from: This must be a date."),
        (HEAD + "anna;2026-02-30;2026-12-23;;\n", "line 2, [leave] from: 2026-02-30 is not in the calendar."),
        (HEAD + "anna;30-02-2026;2026-12-23;;\n", "line 2, [leave] from: 2026-02-30 is not in the calendar."),
        (HEAD + "anna;2026-12-23;2026-12-21;;\n", "line 2, [leave] to: "),
        (HEAD + "anna;2026-12-21;2026-12-23;mrning;\n", "line 2, [leave] part: This must be one of: day, am, pm."),
        (HEAD + "anna;2026-12-21;2026-12-23;;aproved\n", 'Did you mean "approved"?'),
        (HEAD + ";2026-12-21;2026-12-23;;\n", 'line 2, [leave] member: "member" is missing here.'),
        (HEAD + "=1+1;2026-12-21;2026-12-23;;\n", "line 2, [leave] member: The team has no member =1+1."),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_nothing_is_kept(
    office: Program, tmp_path: Path, text: str, told: str
) -> None:
    answer = office("leave", "import", written(tmp_path, text), *FILE)
    assert answer.code == 3
    assert told in "\n".join(line.strip() for line in answer.err.splitlines())


def test_all_faults_of_a_file_are_told_at_once(office: Program, tmp_path: Path) -> None:
    rows = "anna;x;2026-12-23;;\nzed;2026-12-21;2026-12-21;;\nbea;2026-12-21;y;;\n"
    answer = office("leave", "import", written(tmp_path, HEAD + rows), *FILE, "--json")
    assert [(item["line"], item["key"]) for item in answer.document["errors"]] == [
        (2, "from"), (3, "member"), (4, "to")
    ]  # fmt: skip


def test_where_there_are_more_faults_than_anybody_reads_the_last_says_so(office: Program, tmp_path: Path) -> None:
    text = HEAD + "zed;2026-12-21;2026-12-21;;\nanna;x;2026-12-23;;\n" * 600
    told = office("leave", "import", written(tmp_path, text), *FILE).err.splitlines()
    assert told[-1].endswith("verlof.csv: There are more faults: these are the first 1000.")
    assert sum(line.startswith(str(tmp_path)) for line in told) == 1001


def test_headings_of_another_program_are_named_before_it_is_asked_whose_the_rows_are(
    office: Program, tmp_path: Path
) -> None:
    """As Excel writes it, with the separator before the heading."""
    file = written(tmp_path, "sep=;\nmedewerker;from;to\nanna;2026-12-21;2026-12-23\n")
    (told,) = office("leave", "import", file, *FILE, "--json").document["errors"]
    assert (told["line"], told["key"]) == (2, "medewerker")


class TestInADatabase:
    @pytest.fixture
    def given(self, tmp_path: Path) -> tuple[str, str]:
        return published_in(tmp_path)

    def leave_in(self, given: tuple[str, str]) -> list[tuple[str, str, str, str]]:
        with Database(url_of(given[1])).read() as view:
            found = [
                record.leave for record in view.leave("so") if record.leave.start >= date.fromisoformat("2027-01-01")
            ]
        return [(item.member, str(item.start), str(item.end), item.status.value) for item in found]

    def test_the_same_file_twice_changes_nothing(self, program: Program, given, tmp_path: Path) -> None:
        file = written(tmp_path, HEAD + "anna;2027-01-11;2027-01-12;;\nbea;2027-01-18;2027-01-18;;requested\n")
        first = program("leave", "import", file, *given, "--json").document
        validate(first, "imports")
        kept = [
            ("anna", "2027-01-11", "2027-01-12", "approved"),
            ("bea", "2027-01-18", "2027-01-18", "requested"),
        ]
        assert self.leave_in(given) == kept
        again = program("leave", "import", file, *given)
        assert (again.code, again.out) == (0, "Nothing changed.\n")
        assert self.leave_in(given) == kept
        assert program("undo", *given).code == 0
        assert {status for *_, status in self.leave_in(given)} == {"withdrawn"}

    def test_what_is_gone_from_the_file_is_offered_and_taken_out_when_asked(
        self, program: Program, given, tmp_path: Path
    ) -> None:
        edges = "bea;2027-01-04;2027-01-04;;\nbea;2027-01-29;2027-01-29;;\n"
        stays, goes = "anna;2027-01-11;2027-01-12;;\n", "anna;2027-01-18;2027-01-18;;\n"
        assert program("leave", "import", written(tmp_path, HEAD + edges + stays + goes), *given).code == 0
        file = written(tmp_path, HEAD + edges + stays)
        assert "Gone from the calendar" in program("leave", "import", file, *given).out
        assert "2027" in program("leave", "import", file, *given, "--remove").out
        assert ("anna", "2027-01-18", "2027-01-18", "withdrawn") in self.leave_in(given)

    def test_leave_that_the_file_calls_withdrawn_goes(self, program: Program, given, tmp_path: Path) -> None:
        row = "anna;2027-01-11;2027-01-12;;"
        program("leave", "import", written(tmp_path, HEAD + row + "approved\n"), *given)
        file = written(tmp_path, HEAD + row + "withdrawn\n")
        assert program("leave", "import", file, *given, "--remove").code == 0
        assert self.leave_in(given) == [("anna", "2027-01-11", "2027-01-12", "withdrawn")]

    def test_a_request_that_is_approved_in_the_file_is_approved(self, program: Program, given, tmp_path: Path) -> None:
        row = "anna;2027-01-11;2027-01-12;;"
        program("leave", "import", written(tmp_path, HEAD + row + "requested\n"), *given)
        program("leave", "import", written(tmp_path, HEAD + row + "approved\n"), *given)
        assert ("anna", "2027-01-11", "2027-01-12", "approved") in self.leave_in(given)


def test_an_account_may_be_told_of_in_a_table_too(office: Program, tmp_path: Path) -> None:
    file = written(tmp_path, "account,from,to\ndir,2026-12-28,2026-12-31\n")
    answer = office("account", "import", file, *FILE)
    assert answer.out.splitlines() == [
        "Dir needs nobody, which the team does not know yet:",
        "  - Monday 28 December to Thursday 31 December",
    ]
