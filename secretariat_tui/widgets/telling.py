"""How widgets speak: in which language, and with which signs."""

from __future__ import annotations

from dataclasses import dataclass

from textual.dom import DOMNode

from secretariat_tui.presenters.glyphs import ASCII, UNICODE, Glyphs
from secretariat_tui.presenters.language import Language, language


@dataclass(frozen=True)
class Telling:
    """The language and the signs of the app. An app has one as its `telling`, and puts another in its place when the
    user switches."""

    language: Language
    ascii: bool = False

    @property
    def glyphs(self) -> Glyphs:
        return ASCII if self.ascii else UNICODE

    def say(self, text: str, /, **facts: object) -> str:
        """A text of the catalogues."""
        return self.language.gettext(text, **facts)


def telling_of(node: DOMNode) -> Telling:
    """How the app of a widget or screen speaks; English where it does not say."""
    found = getattr(node.app, "telling", None)
    return found if isinstance(found, Telling) else Telling(language("en"))
