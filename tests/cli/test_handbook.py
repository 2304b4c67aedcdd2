"""`secretariat handbook`, on a real database."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.exchange.drafts import drafts_directory
from tests.cli.conftest import Program
from tests.plans import small_team
from tests.schemas import validate

PAGE = "# Director\n\nLikes short letters.\n"


@pytest.fixture
def made(made: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A database with the small team, and a terminal to write in."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdin", Terminal())
    return made


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def editor(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    script = folder / "editor.py"
    script.write_text(f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")


def written(program: Program, folder: Path, text: str = PAGE) -> Program:
    (folder / "page.md").write_text(text)
    assert program("handbook", "edit", "dir", "--file", folder / "page.md").code == 0
    return program


def test_a_page_from_a_file_is_kept_and_shown(made: Program, tmp_path: Path) -> None:
    answer = written(made, tmp_path)("handbook", "show", "dir")
    assert (answer.code, answer.out) == (0, PAGE)
    document = made("handbook", "show", "dir", "--json").document
    validate(document, "handbook")
    assert (document["number"], document["text"], document["review"]) == (1, PAGE, None)


def test_a_page_comes_from_standard_input(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"\xef\xbb\xbfCaf\xc3\xa9\r\n")
    answer = made("handbook", "edit", "dir", "--review", "2027-06-01", "--json")
    validate(answer.document, "handbook")
    assert (answer.document["text"], answer.document["review"]) == ("Café\n", "2027-06-01")


def test_a_date_of_review_alone_leaves_the_page(made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(made, tmp_path)
    piped(monkeypatch, b"")
    document = made("handbook", "edit", "dir", "--review", "2027-06-01", "--json").document
    assert (document["number"], document["text"], document["review"]) == (1, PAGE, "2027-06-01")


def test_a_page_is_written_in_the_editor(made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(made, tmp_path)
    editor(monkeypatch, tmp_path, "path.write_text(path.read_text() + 'More.\\n')")
    answer = made("handbook", "edit", "dir")
    assert (answer.code, answer.out) == (0, "The page of Dir is kept, as number 2.\n")
    assert made("handbook", "show", "dir").out == PAGE + "More.\n"
    assert list(drafts_directory().iterdir()) == []


@pytest.mark.parametrize("code", ["path.write_text('')", "path.write_text('Work'); sys.exit(1)"])
def test_nothing_is_lost_by_an_editor_that_fails(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    written(made, tmp_path)
    editor(monkeypatch, tmp_path, code)
    answer = made("handbook", "edit", "dir")
    assert answer.code == 3
    (draft,) = drafts_directory().iterdir()
    assert str(draft) in answer.err
    assert draft.read_text() == ("Work" if "Work" in code else PAGE)
    assert made("handbook", "show", "dir").out == PAGE


def test_an_editor_that_fails_on_a_new_page_is_told_as_that(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was said that there was nothing in the page."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    editor(monkeypatch, tmp_path, "sys.exit(1)")
    answer = made("handbook", "edit", "dir")
    assert answer.code == 3
    assert "The editor failed: the page was left as it was." in answer.err


def test_a_draft_that_is_no_text_is_opened_again_to_be_mended(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was refused before the editor opened, each time anew."""
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    editor(monkeypatch, tmp_path, "path.write_bytes(b'caf\\xe9')")
    assert made("handbook", "edit", "dir").code == 3
    editor(monkeypatch, tmp_path, "path.write_bytes(path.read_bytes().decode('cp1252').encode())")
    assert made("handbook", "edit", "dir").code == 0
    assert made("handbook", "show", "dir", "--json").document["text"] == "caf\u00e9"


def test_a_page_that_somebody_changed_meanwhile_is_not_overwritten(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(made, tmp_path)
    (tmp_path / "hers.md").write_text("Hers\n")
    words = [sys.executable, "-m", "secretariat_tui", "handbook", "edit", "dir", "--file", str(tmp_path / "hers.md")]
    editor(monkeypatch, tmp_path, f"import subprocess; subprocess.run({words!r}, check=True); path.write_text('Mine')")
    assert made("handbook", "edit", "dir").code == 6
    assert made("handbook", "show", "dir").out == "Hers\n"
    editor(monkeypatch, tmp_path, "pass")
    again = made("handbook", "edit", "dir")
    assert again.code == 0
    assert "Somebody changed the page since you began it." in again.err
    assert made("handbook", "show", "dir").out == "Mine\n"


def test_a_page_that_is_missing_can_be_written_as_the_hint_says(made: Program, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# Dir")
    *_, command = made("handbook", "show", "dir").err.rstrip().partition("secretariat ")
    assert made(*command.split(), "--file", tmp_path / "page.md").code == 0


def test_missing_pages_and_those_past_their_review_are_told(made: Program, tmp_path: Path) -> None:
    answer = made("handbook", "check")
    assert (answer.code, answer.out) == (0, "  - Warning: Dir has no page in the handbook.\n")
    written(made, tmp_path)
    assert made("handbook", "check").out == "Every account has a page, and none is past its review.\n"
    made("handbook", "edit", "dir", "--review", "2026-11-24")
    document = made("handbook", "check", "--json").document
    validate(document, "handbook-check")
    (finding,) = document["findings"]
    assert (finding["rule"], finding["account"], finding["date"]) == ("page-past-review", "dir", "2026-11-24")


@pytest.mark.parametrize("reviews", [("2026-06-01", "2027-06-01"), ("2027-06-01", "2026-06-01"), ("", "2026-06-01")])
def test_of_several_pages_of_an_account_the_first_review_counts(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reviews: tuple[str, str]
) -> None:
    table = tmp_path / "handbook.csv"
    table.write_text("account,file,review\n" + "".join(f"dir,{n}.md,{day}\n" for n, day in enumerate(reviews)))
    for n in range(2):
        (tmp_path / f"{n}.md").write_text(PAGE)
    assert made("team", "import", table, "--team", "so").code == 0
    assert made("handbook", "show", "dir", "--json").document["review"] == "2026-06-01"
    told = "The handbook page of Dir was to be reviewed on Monday 1 June."
    assert told in made("handbook", "check").out
    piped(monkeypatch, b"")
    assert made("handbook", "edit", "dir", "--review", "2027-01-01").code == 0
    assert "to be reviewed" not in made("handbook", "check").out
    assert made("handbook", "show", "dir", "--json").document["review"] == "2027-01-01"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("show", "nobody"), 3), (("show", "dir"), 3), (("edit", "nobody"), 3), (("edit",), 2), (("show", "../x"), 3)],
)
def test_what_is_not_there_is_told(made: Program, arguments: tuple[str, ...], code: int) -> None:
    assert made("handbook", *arguments).code == code


@pytest.mark.parametrize("data", [b"caf\xe9", b" \n", b"a\0b"])
def test_what_is_no_page_is_refused(made: Program, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "page.md").write_bytes(data)
    assert made("handbook", "edit", "dir", "--file", tmp_path / "page.md").code == 3


@pytest.mark.parametrize(("account", "file"), [("con", "con_.md"), ("lpt1", "lpt1_.md"), ("control", "control.md")])
def test_a_page_has_a_file_that_windows_can_have_too(program: Program, tmp_path: Path, account: str, file: str) -> None:
    program.team = replace(small_team(), accounts=(replace(small_team().accounts[0], id=account),), agreements=())
    database, page = tmp_path / "new.db", tmp_path / "page.md"
    page.write_text(PAGE)
    assert program("init", "team.toml", "--db", database).code == 0
    assert program("handbook", "edit", account, "--file", page, "--db", database).code == 0
    assert f'file = "handbook/{file}"' in program("team", "export", "--db", database).out


def test_no_sign_of_a_page_reaches_the_terminal_raw(made: Program, tmp_path: Path) -> None:
    out = written(made, tmp_path, "a\x1b[2Jb\u202ec\n\td\n")("handbook", "show", "dir").out
    assert out == "a\ufffd[2Jb\ufffdc\n    d\n"


def test_a_page_beyond_all_reading_is_refused_wherever_it_comes_from(
    made: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.md").write_bytes(b"a" * (5 * 1024 * 1024 + 1))
    answer = made("handbook", "edit", "dir", "--file", tmp_path / "page.md")
    assert answer.code == 3
    assert "The file is larger than 5 MiB." in answer.err
    piped(monkeypatch, b"a" * (5 * 1024 * 1024 + 1))
    assert made("handbook", "edit", "dir").code == 3
    assert made("handbook", "show", "dir").code == 3


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_page_without_an_end_is_not_read_to_it(made: Program) -> None:
    answer = made("handbook", "edit", "dir", "--file", "/dev/zero")
    assert (answer.code, "/dev/zero" in answer.err) == (3, True)
