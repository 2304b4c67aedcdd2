"""A text of the catalogues on the screen: it is said anew when the language changes."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from secretariat_tui.widgets.telling import telling_of


class Told(Static):
    """Shows a text of the catalogues with its facts; never markup, whatever the facts contain."""

    def __init__(self, text: str, *, classes: str, **facts: object) -> None:
        super().__init__(classes=classes, markup=False)
        self._text = text
        self._facts = facts

    def render(self) -> Content:
        """The text in the present language."""
        return Content(telling_of(self).say(self._text, **self._facts))

    def tell(self, text: str, **facts: object) -> None:
        """Shows another text."""
        self._text, self._facts = text, facts
        self.refresh(layout=True)
