"""The Textual application: screens, themes, languages, keys that work everywhere; no rule, no query."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.screen import Screen

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Impossible, SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.history_view import ACTS
from secretariat_tui.presenters.language import LANGUAGES, language
from secretariat_tui.presenters.reasons import Teller, tell_fault
from secretariat_tui.screens.base import MAY_NOT, BaseScreen, Shown
from secretariat_tui.screens.dialogs import Choice, Choose
from secretariat_tui.screens.help import HelpScreen, keys_of
from secretariat_tui.screens.palette import Acts
from secretariat_tui.screens.registry import BY_ID, SCREENS, Entry
from secretariat_tui.screens.speaking import Severity
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.plain import AsciiOnly
from secretariat_tui.widgets.telling import Telling
from secretariat_tui.widgets.themes import THEMES

STOPPED: Final = 130
"""The exit code when somebody, or the system, ends the program from outside."""

_LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}
_THEME_NAMES: Final = {
    "secretariat-dark": N_("Dark"),
    "secretariat-light": N_("Light"),
    "secretariat-contrast": N_("High contrast"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the user likes the screens. `start` is the screen to open first."""

    language: str = "en"
    ascii: bool = False
    theme: str = "secretariat-dark"
    start: str = "today"


class SecretariatApp(App[None]):
    """The screens on a workspace."""

    TITLE = "secretariat"
    COMMANDS: ClassVar[set[Any]] = {Acts}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    CSS = """
    Screen.-ascii * { scrollbar-size-vertical: 1; }
    .muted { color: $text-muted; }
    .warning { color: $text-warning; }
    .error { color: $text-error; text-style: bold; }
    .head { text-style: bold; }
    .banner { background: $panel; color: $text-warning; text-style: bold; height: auto; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(entry.key, f"app.go('{entry.id}')", entry.name, show=False) for entry in SCREENS),
        Binding("u", "undo", N_("Undo")),
        Binding("ctrl+r", "redo", N_("Redo"), show=False),
        Binding("question_mark", "help", N_("Help"), key_display="?"),
        Binding("ctrl+p", "command_palette", N_("All acts"), show=False, priority=True),
        Binding("ctrl+l", "language", N_("Language"), show=False),
        Binding("ctrl+t", "theme", N_("Colours"), show=False),
        Binding("ctrl+g", "signs", N_("Signs: plain or drawn"), show=False),
        Binding("ctrl+z", "suspend_process", N_("Back to the shell for a while"), show=False),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    telling: reactive[Telling] = reactive(Telling(language("en")), init=False)
    """In which language and with which signs everything is told."""

    def __init__(self, workspace: Workspace, preferences: Preferences | None = None, first: Week | None = None) -> None:
        super().__init__()
        chosen = preferences or Preferences()
        self.workspace = workspace
        self.shown = Shown(first or Week.of(workspace.now().date()))
        self._start = chosen.start
        self._plain = AsciiOnly()
        self.set_reactive(SecretariatApp.telling, Telling(language(chosen.language), chosen.ascii))
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen.theme
        for entry in SCREENS:
            self.add_mode(entry.id, partial(self._opened, entry))

    def _opened(self, entry: Entry) -> Screen[None]:
        module, _, name = entry.place.partition(":")
        opened: BaseScreen = getattr(import_module(module), name)(self.workspace, self.shown)
        return opened

    async def on_mount(self) -> None:
        self._heed_signals()
        self.app_resume_signal.subscribe(self, self._draw_anew)
        await self.switch_mode(self._start)
        self.run_worker(self._warm())

    async def _warm(self) -> None:
        """The planner starts while the user reads. Where it cannot, she is told when she asks something of it."""
        with contextlib.suppress(SecretariatError):
            await self.workspace.planner.warm()

    async def on_unmount(self) -> None:
        """Leaves no planner behind."""
        await self.workspace.planner.close()

    def _draw_anew(self, _: object) -> None:
        """Back from the shell, nothing that stood on the terminal is there any more. Once more a little later: the
        terminal may tell its size in between, and only what that changes would be drawn."""
        self.refresh(layout=True)
        self.set_timer(0.2, partial(self.refresh, layout=True))

    def _heed_signals(self) -> None:
        """Ends in good order when the system asks: else the terminal would stay as Textual needs it."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
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

    # -- what screens ask (screens.base.Shell)

    def tell(self, text: str, severity: Severity = "information") -> None:
        self.notify(clean(text), severity=severity, markup=False)

    def complain(self, error: SecretariatError) -> None:
        teller = Teller(self.telling.language, self.workspace.team)
        if isinstance(error, Impossible):
            said = [self.telling.say(N_("This cannot be planned: these statements cannot all hold."))]
            said += [f"- {teller.say(reason)}" for reason in error.conflict]
        else:
            said = [line for fault in error.faults for line in tell_fault(fault, teller)]
        self.notify("\n".join(map(clean, said)), severity="error", timeout=12, markup=False)

    def changed(self) -> None:
        for screen in self._screens():
            screen.mark_stale()

    def go(self, screen: str) -> None:
        if screen in BY_ID and not isinstance(self.screen, Choose | HelpScreen):
            self.switch_mode(screen)

    def _screens(self) -> list[BaseScreen]:
        stacks = [self._screen_stacks.get(entry.id, []) for entry in SCREENS]
        return [screen for stack in stacks for screen in stack if isinstance(screen, BaseScreen)]

    # -- keys that work everywhere

    def action_go(self, screen: str) -> None:
        self.go(screen)

    def action_undo(self) -> None:
        self._step(self.workspace.undo, N_("Undone: {act}."), N_("There is nothing to undo."))

    def action_redo(self) -> None:
        self._step(self.workspace.redo, N_("Done again: {act}."), N_("There is nothing to do again."))

    def _step(self, step: Any, done: str, nothing: str) -> None:
        say = self.telling.say
        if not self.workspace.may_write:
            self.tell(say(MAY_NOT), "warning")
            return
        try:
            kind: ActKind | None = step()
        except SecretariatError as error:
            self.complain(error)
            return
        self.tell(say(nothing) if kind is None else say(done, act=say(ACTS[kind])))
        if kind is not None:
            self.changed()

    def action_help(self) -> None:
        if not isinstance(self.screen, BaseScreen):
            return
        entry, say = BY_ID[self.screen.ID], self.telling.say
        keys = keys_of(self.screen.active_bindings.values(), self.get_key_display)
        text = "\n".join([say(entry.help), "", *self.screen.legend()]).strip()
        self.push_screen(HelpScreen(say(entry.name), text, tuple(keys)))

    def action_command_palette(self) -> None:
        """Textual's palette, in our words."""
        if isinstance(self.screen, BaseScreen):
            self.push_screen(CommandPalette(placeholder=self.telling.say(N_("What would you like to do?"))))

    def action_language(self) -> None:
        choices = [Choice(code, _LANGUAGE_NAMES[code]) for code in LANGUAGES]
        self._choose(N_("Language"), choices, self.telling.language.code, self.speak)

    def speak(self, code: str) -> None:
        """Tells everything in another language from now on."""
        self.telling = replace(self.telling, language=language(code))

    def action_theme(self) -> None:
        choices = [Choice(theme.name, self.telling.say(_THEME_NAMES[theme.name])) for theme in THEMES]
        self._choose(N_("Colours"), choices, self.theme, partial(setattr, self, "theme"))

    def action_signs(self) -> None:
        self.telling = replace(self.telling, ascii=not self.telling.ascii)

    def _choose(self, what: str, choices: list[Choice], chosen: str, take: Any) -> None:
        def taken(answer: str | None) -> None:
            if answer is not None:
                take(answer)

        if isinstance(self.screen, BaseScreen):
            self.push_screen(Choose(self.telling.say(what), choices, chosen), taken)

    def action_help_quit(self) -> None:
        self.tell(self.telling.say(N_("Press {key} to quit."), key="ctrl+q"))

    def watch_telling(self) -> None:
        self.changed()
        self.screen.refresh(layout=True)
