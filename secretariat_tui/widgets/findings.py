"""What is to be known of a roster, beside it: each with why it is so, and what would help."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.view import Notice
from secretariat_tui.widgets.reading import Reading
from secretariat_tui.widgets.telling import telling_of


class Findings(Reading):
    """Notices one under the other; long ones go on on the next line. Nothing in them is markup."""

    DEFAULT_CSS = """
    Findings {
        padding: 0 1;
        border-left: solid $panel;
        &:focus { border-left: solid $accent; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, notices: Sequence[Notice], empty: str) -> None:
        """Shows others; `empty` is said where there are none."""
        telling = telling_of(self)
        text = Text()
        text.append(telling.say(N_("Findings")) + (f" ({len(notices)})" if notices else "") + "\n", "bold")
        for notice in notices:
            mark = f"{telling.glyphs.short} " if notice.why or notice.helps else ""
            text.append(f"\n{mark}{clean(notice.text)}\n", "bold" if mark else "")
            for why in notice.why:
                text.append(f"- {clean(why)}\n")
            if notice.helps:
                text.append(telling.say(N_("What would help:")) + "\n")
                text.append("".join(f"- {clean(remedy)}\n" for remedy in notice.helps))
        if not notices:
            text.append(f"\n{clean(empty)}")
        self.query_one(Static).update(text)
