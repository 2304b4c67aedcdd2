"""The Dutch catalogue has every text of the code, in Dutch, and is compiled.

When this fails: `python tools/catalogues.py`, translate what it names in the .po file, and run it again.
"""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message

from tools import catalogues

TEXTS = [message for message in catalogues.stored() if message.id]


def test_every_text_of_the_code_is_translated() -> None:
    assert catalogues.untranslated(catalogues.updated()) == []


def test_no_text_is_left_that_the_code_no_longer_has() -> None:
    assert {message.id for message in TEXTS} == {message.id for message in catalogues.extracted() if message.id}


def test_the_compiled_catalogue_is_up_to_date() -> None:
    assert not catalogues.is_stale()


@pytest.mark.parametrize("message", TEXTS, ids=lambda message: str(message.id)[:40])
def test_a_translation_names_only_facts_that_the_text_has(message: Message) -> None:
    def places(texts: object) -> set[str]:
        return set(re.findall(r"\{[^}]*\}|%\([^)]*\)s", " ".join([texts] if isinstance(texts, str) else list(texts))))  # type: ignore[call-overload]

    assert places(message.string) == places(message.id)


def test_english_is_dutch_nowhere_by_mistake() -> None:
    """The same text in both languages is a word that they share, never a sentence."""
    same = [message.id for message in TEXTS if isinstance(message.id, str) and message.id == message.string]
    assert [text for text in same if len(re.findall(r"[A-Za-z]+", re.sub(r"\{\w+\}", "", text))) > 1] == []
