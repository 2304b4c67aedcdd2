"""What is offered below a line in which it is looked for."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from secretariat_tui.widgets.options import NarrowOptions


class Choices(NarrowOptions):
    """Who types on while she is in it does so in that line."""

    def on_key(self, event: events.Key) -> None:
        line = self.screen.query_one(Input)
        if event.is_printable and event.character is not None:
            line.insert_text_at_cursor(event.character)
        elif event.key == "backspace":
            line.action_delete_left()
        else:
            return
        event.stop()
        line.focus()
