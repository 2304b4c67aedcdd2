"""The Dutch texts are complete, fill the same placeholders, and are compiled as they stand."""

from __future__ import annotations

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import secretariat_tui

PACKAGE = Path(secretariat_tui.__file__).parent
COMPILED = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/secretariat.mo"))


def in_code() -> set[str]:
    keywords = {**DEFAULT_KEYWORDS, "N_": None}
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=keywords)
    return {text if isinstance(text, str) else text[0] for _, _, text, _, _ in found}


def catalogue(compiled: Path) -> Catalog:
    with compiled.with_suffix(".po").open("rb") as file:
        return read_po(file, locale=compiled.parts[-3])


def texts(message: Message) -> tuple[list[str], list[str]]:
    """Its forms in English, and in the other language."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    translations = [message.string] if isinstance(message.string, str) else list(message.string)
    return originals, translations


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_texts_with_a_number_stand_where_they_are_found():
    """A text that comes out of a variable is in no catalogue; one without a number may have been marked before."""
    hidden = []
    for path in sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "presenters" / "language.py"}):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "ngettext":
                forms = node.args[:2]
                if len(forms) < 2 or not all(isinstance(form, ast.Constant) for form in forms):
                    hidden.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert hidden == []


def test_there_is_dutch():
    assert [path.parts[-3] for path in COMPILED] == ["nl"]


@pytest.mark.parametrize("compiled", COMPILED, ids=lambda path: path.parts[-3])
def test_every_text_of_the_code_is_translated_and_no_other(compiled):
    translated = {texts(message)[0][0]: all(texts(message)[1]) for message in catalogue(compiled) if message.id}
    assert set(translated) == in_code()
    assert [text for text, done in sorted(translated.items()) if not done] == []


@pytest.mark.parametrize("compiled", COMPILED, ids=lambda path: path.parts[-3])
def test_translations_fill_the_same_placeholders(compiled):
    for message in catalogue(compiled):
        originals, translations = texts(message)
        if message.id and all(translations):
            asked = set().union(*map(placeholders, originals))
            assert set().union(*map(placeholders, translations)) == asked, message.id


@pytest.mark.parametrize("compiled", COMPILED, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_that_of_the_source(compiled):
    fresh = BytesIO()
    write_mo(fresh, catalogue(compiled))
    fresh.seek(0)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file)._catalog == gettext.GNUTranslations(fresh)._catalog
