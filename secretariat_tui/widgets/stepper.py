"""A value to step through in one line: a date, or one of a few words. What is not typed cannot be mistyped."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.clean import clean


class Stepper(Widget, can_focus=True, inherit_bindings=False):
    """A number between two, shown as what `told` says of it; `stride` is a bigger step."""

    DEFAULT_CSS = """
    Stepper {
        height: 1;
        width: 1fr;
        &:focus { text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", N_("Earlier"), show=False),
        Binding("right,l", "step(1)", N_("Later"), show=False),
        Binding("pageup", "stride(-1)", N_("Much earlier"), show=False),
        Binding("pagedown", "stride(1)", N_("Much later"), show=False),
        Binding("enter", "take", N_("Take it"), show=False),
    ]

    value: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value is shown."""

        def __init__(self, stepper: Stepper) -> None:
            self.stepper = stepper
            super().__init__()

        @property
        def control(self) -> Stepper:
            return self.stepper

    class Taken(Changed):
        """The value was confirmed."""

    def __init__(
        self, told: Callable[[int], str], value: int, least: int, most: int, *, stride: int = 7, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._told = told
        self._least, self._most, self._stride = least, most, stride
        self.set_reactive(Stepper.value, value)

    def validate_value(self, value: int) -> int:
        return max(self._least, min(self._most, value))

    def watch_value(self) -> None:
        self.post_message(self.Changed(self))

    def render(self) -> Text:
        before, after = ("<" if self.value > self._least else " "), (">" if self.value < self._most else " ")
        return Text(f"{before} {clean(self._told(self.value))} {after}", no_wrap=True)

    def action_step(self, steps: int) -> None:
        self.value += steps

    def action_stride(self, strides: int) -> None:
        self.value += strides * self._stride

    def action_take(self) -> None:
        self.post_message(self.Taken(self))

    def on_click(self, event: events.Click) -> None:
        """Steps back on the arrow in front, else on."""
        self.focus()
        place = event.get_content_offset(self)
        if place is not None:
            self.value += -1 if place.x < 2 else 1
