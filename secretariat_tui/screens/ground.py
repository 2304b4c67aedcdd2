"""What every Textual app of the product stands on: languages, signs, themes, and ways to end in good order."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import replace
from functools import partial
from typing import Final, Generic, TypeVar

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.events import Event, Key
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.worker import WorkerFailed

from secretariat_tui.domain.errors import CLASH, Fault, Impossible, SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.screens.in_turn import KeysInTurn
from secretariat_tui.screens.speaking import Dialog, Severity
from secretariat_tui.widgets.plain import AsciiOnly
from secretariat_tui.widgets.telling import Telling
from secretariat_tui.widgets.themes import THEMES

STOPPED: Final = 130
"""The exit code when somebody, or the system, ends the program from outside."""

R = TypeVar("R")


class GroundApp(App[R], Generic[R]):
    """An app that speaks the user's language in her terminal."""

    TITLE = "secretariat"

    telling: reactive[Telling] = reactive(Telling(language("en")), init=False)
    """In which language and with which signs everything is told."""

    def __init__(self, telling: Telling, theme: str) -> None:
        super().__init__()
        self._plain = AsciiOnly()
        self._keys = KeysInTurn(self, super().on_event)
        self.set_reactive(GroundApp.telling, telling)
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme

    def get_driver_class(self) -> type[Driver]:
        """Where the terminal is a file, one that may go away."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from secretariat_tui.screens.lasting import LastingDriver

        return LastingDriver

    async def on_event(self, event: Event) -> None:
        """What is typed goes in in turn."""
        if isinstance(event, Key) and not event.is_forwarded:
            await self._keys.type(event)
        else:
            await super().on_event(event)

    @on(Dialog.Ready)
    async def _dialog_ready(self) -> None:
        await self._keys.go_on()

    @property
    def failure(self) -> Exception | None:
        """What nobody foresaw, and ended the app, if anything did."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) and isinstance(error.error, Exception) else error

    def _fatal_error(self) -> None:
        """Ends without a word: who opened the app tells of the `failure`, and logs it."""
        self._close_messages_no_wait()

    def heed_signals(self) -> None:
        """Ends in good order when the system asks: else the terminal would stay as Textual needs it."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                try:
                    loop.add_signal_handler(number, partial(self.exit, return_code=STOPPED))
                except (NotImplementedError, RuntimeError, ValueError):  # not on Windows, nor beside the main thread
                    return

    def get_line_filters(self) -> list[LineFilter]:
        """Where only ASCII may be drawn, the last word on every line."""
        filters = list(super().get_line_filters())
        return [*filters, self._plain] if self.telling.ascii else filters

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is told: the space bar has another name in each language."""
        return self.telling.say(N_("space")) if binding.key == "space" else super().get_key_display(binding)

    def tell(self, text: str, severity: Severity = "information") -> None:
        """Shows a notice, already in the user's language."""
        self.notify("\n".join(map(clean, text.split("\n"))), severity=severity, markup=False)

    def complain_about(self, error: SecretariatError, team: Team | None, year: int | None = None) -> None:
        """Tells what is wrong, and how to mend it. `year` is what a conflict is told without."""
        self.notify("\n".join(self.said(error, team, year)), severity="error", timeout=12, markup=False)

    def said(self, error: SecretariatError, team: Team | None = None, year: int | None = None) -> list[str]:
        """An error in words, a line for each."""
        teller = Teller(self.telling.language, team)
        if isinstance(error, Impossible):
            teller = replace(teller, year=year)
            told = [self.telling.say(CLASH)]
            told += [f"- {teller.say(reason)}" for reason in error.conflict]
        else:
            told = [line for fault in error.faults for line in tell_fault(self.mendable(fault), teller)]
        return [clean(line) for line in told]

    def mendable(self, fault: Fault) -> Fault:
        """A fault with the hint that helps in this app."""
        return fault
