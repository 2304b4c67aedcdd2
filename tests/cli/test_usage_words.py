"""The words in capitals that stand for what is to be filled in are in the language of the reader."""

from __future__ import annotations

import pytest

from secretariat_tui.presenters.language import Language
from tests.cli.conftest import Program

WORDS = {"OPTIONS": "OPTIES", "COMMAND": "OPDRACHT", "MEMBER": "MEDEWERKER", "DATE": "DATUM", "NUMBER": "GETAL"}


@pytest.fixture(autouse=True)
def _translated(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Language.gettext
    monkeypatch.setattr(
        Language, "gettext", lambda self, text, /, **facts: WORDS.get(text) or known(self, text, **facts)
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("swap",), "secretariat swap [OPTIES] MEDEWERKER1 MEDEWERKER2 DATUM [DATUM2]\n"),
        (("swap",), "'MEDEWERKER1'"),
        (("leave", "xx"), "secretariat leave [OPTIES] OPDRACHT [ARGS]...\n"),
        (("leave", "approve", "x"), "'GETAL'"),
        (("absent", "anna"), "'--from'"),
        (("completion", "x"), "'{bash|zsh|fish|powershell}'"),
    ],
)
def test_wrong_usage_is_told_without_words_of_another_language(
    program: Program, arguments: tuple[str, ...], told: str
) -> None:
    answer = program(*arguments)
    assert answer.code == 2
    assert told in answer.err


def test_the_help_names_what_an_option_takes(program: Program) -> None:
    told = program("absent", "--help").out
    assert "--from DATUM" in told
    assert "--seed GETAL" in told
    assert "[am|pm]" in told
