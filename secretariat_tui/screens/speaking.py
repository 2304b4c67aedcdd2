"""What every screen and every dialog has: the language of the app, and what it may ask of it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final, Literal, Protocol, TypeVar, cast

from textual.binding import ActiveBinding, Binding, BindingType
from textual.message import Message
from textual.screen import ModalScreen, Screen

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.widgets.telling import Telling, telling_of

Severity = Literal["information", "warning", "error"]
T = TypeVar("T")

PARTS: Final = (
    Binding("tab", "app.focus_next", N_("To the next part"), show=False),
    Binding("shift+tab", "app.focus_previous", N_("To the part before"), show=False),
)
"""The keys that go from one part of a screen to another."""


class Shell(Protocol):
    """What a screen may ask of the app."""

    telling: Telling

    def tell(self, text: str, severity: Severity = "information") -> None:
        """Shows a notice, already in the user's language."""
        ...

    def complain(self, error: SecretariatError) -> None:
        """Tells what is wrong, and how to mend it."""
        ...

    def changed(self) -> None:
        """Something changed in the workspace: every screen fills itself anew, when it is next seen."""
        ...

    def go(self, screen: str) -> None:
        """Opens another screen."""
        ...


class Speaking:
    """Says texts in the language of the app. For screens and modal screens alike."""

    @property
    def telling(self) -> Telling:
        return telling_of(cast("Screen[object]", self))

    @property
    def shell(self) -> Shell:
        return cast("Shell", cast("Screen[object]", self).app)

    def say(self, text: str, /, **facts: object) -> str:
        """A text of the catalogues in the user's language."""
        return self.telling.say(text, **facts)


class Dialog(Speaking, ModalScreen[T], inherit_bindings=False):
    """A question in front of a screen. It gives its answer by `dismiss`. Keys wait until it `is_ready`.

    What is asked stands in a frame, the container with the class `dialog`.
    """

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog {
            width: 84;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 1;
            background: $surface;
            border: round $accent;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*PARTS, Binding("escape", "leave", N_("Back"))]

    class Ready(Message):
        """There is somebody to take keys now."""

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False

    def on_mount(self) -> None:
        self.call_after_refresh(self._be_ready)

    def _be_ready(self) -> None:
        self.is_ready = True
        self.post_message(self.Ready())

    def action_leave(self) -> None:
        """Without an answer."""
        self.dismiss(None)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the user's language."""
        return translated(super().active_bindings, self.telling)


def translated(bindings: dict[str, ActiveBinding], telling: Telling) -> dict[str, ActiveBinding]:
    """The bindings with descriptions in a language."""

    def said(binding: Binding) -> Binding:
        return replace(binding, description=telling.say(binding.description)) if binding.description else binding

    return {key: active._replace(binding=said(active.binding)) for key, active in bindings.items()}
