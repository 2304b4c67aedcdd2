"""The Textual application: screens, themes, languages, keys that work everywhere; no rule, no query."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Fault, SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.presenters.history_view import ACTS
from secretariat_tui.presenters.language import LANGUAGES, language
from secretariat_tui.presenters.screen_hints import on_screen
from secretariat_tui.presenters.week_view import news_lines
from secretariat_tui.screens.base import BaseScreen, Shown, looking_only
from secretariat_tui.screens.dialogs import Choice, Choose
from secretariat_tui.screens.ground import GroundApp
from secretariat_tui.screens.help import HelpScreen, keys_of
from secretariat_tui.screens.palette import Acts, Palette
from secretariat_tui.screens.registry import BY_ID, SCREENS, Entry
from secretariat_tui.screens.tour import Tour
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.telling import Telling
from secretariat_tui.widgets.themes import DEFAULT_THEME, THEMES

_LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}
_THEME_NAMES: Final = {
    "secretariat-dark": N_("Dark"),
    "secretariat-light": N_("Light"),
    "secretariat-contrast": N_("High contrast"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the user likes the screens. `start` is the screen to open first; `tour` is whether she is shown around."""

    language: str = "en"
    ascii: bool = False
    theme: str = DEFAULT_THEME
    start: str = "today"
    tour: bool = False


class SecretariatApp(GroundApp[None]):
    """The screens on a workspace."""

    COMMANDS: ClassVar[set[Any]] = {Acts}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    CSS = """
    .banner { background: $panel; color: $text-warning; text-style: bold; height: auto; padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(entry.key, f"app.go('{entry.id}')", entry.name, show=False) for entry in SCREENS),
        Binding("u", "undo", N_("Undo")),
        Binding("ctrl+r", "redo", N_("Redo"), show=False),
        Binding("question_mark", "help", N_("Help"), key_display="?"),
        Binding("ctrl+p", "command_palette", N_("All acts"), show=False, priority=True),
        Binding("f3", "tour", N_("The tour: the morning in two minutes"), show=False),
        Binding("space", "go_on", N_("Go on with the tour"), show=False),
        Binding("ctrl+l", "language", N_("Language"), show=False),
        Binding("ctrl+t", "theme", N_("Colours"), show=False),
        Binding("ctrl+g", "signs", N_("Signs: plain or drawn"), show=False),
        Binding("ctrl+z", "suspend_process", N_("Back to the shell for a while"), show=False),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    NEWS_SECONDS: ClassVar[float] = 3.0
    """How often it is looked whether somebody else did something."""

    def __init__(self, workspace: Workspace, preferences: Preferences | None = None, first: Week | None = None) -> None:
        chosen = preferences or Preferences()
        super().__init__(Telling(language(chosen.language), chosen.ascii), chosen.theme)
        self.workspace = workspace
        self.shown = Shown(first or workspace.this_week)
        self._start = chosen.start
        self._with_tour = chosen.tour
        self._tour: Tour | None = None
        self._is_cut_off = False
        for entry in SCREENS:
            self.add_mode(entry.id, partial(self._opened, entry))

    def _opened(self, entry: Entry) -> Screen[None]:
        module, _, name = entry.place.partition(":")
        opened: BaseScreen = getattr(import_module(module), name)(self.workspace, self.shown)
        return opened

    async def on_mount(self) -> None:
        self.heed_signals()
        self.app_resume_signal.subscribe(self, self._draw_anew)
        await self.switch_mode(self._start)
        self.run_worker(self._warm())
        if self._with_tour:
            self.call_after_refresh(self.action_tour)
        self._watch_for_news()

    async def _warm(self) -> None:
        """The planner starts while the user reads. Where it cannot, she is told when she asks something of it."""
        with contextlib.suppress(SecretariatError):
            await self.workspace.planner.warm()

    async def on_unmount(self) -> None:
        """Leaves no planner behind."""
        await self.workspace.planner.close()

    def on_resize(self) -> None:
        """A terminal that was small for a moment has forgotten what stood on it, also when it has its old size again
        before anybody heard of the other: then nothing seems to have changed."""
        self._draw_anew(None)

    def _draw_anew(self, _: object) -> None:
        """Back from the shell, nothing that stood on the terminal is there any more. Once more a little later: the
        terminal may tell its size in between, and only what that changes would be drawn."""
        self.refresh(layout=True)
        self.set_timer(0.2, partial(self.refresh, layout=True))

    @work(group="news")
    async def _watch_for_news(self) -> None:
        """Looks again and again, each time when it has looked: a database may take longer than it waits in between."""
        while True:
            await asyncio.sleep(self.NEWS_SECONDS)
            await self._look_for_news()

    async def _look_for_news(self) -> None:
        """Shows what others did, and tells of it, once. It is looked for beside the screen: a database may be far."""
        try:
            if not await asyncio.to_thread(self.workspace.is_behind):
                self._is_cut_off = False
                return
            acts = self.workspace.news()
        except SecretariatError as error:
            if not self._is_cut_off:
                self.complain(error)
            self._is_cut_off = True
            return
        self._is_cut_off = False
        self.changed()
        if acts:
            self.tell("\n".join(news_lines(acts, self.telling.language)))

    # -- what screens ask (screens.base.Shell)

    def complain(self, error: SecretariatError) -> None:
        self.complain_about(error, self.workspace.team, self.shown.first.year)

    def mendable(self, fault: Fault) -> Fault:
        """Keys are told, and no commands, for what can be done on a screen."""
        return on_screen(fault)

    def changed(self) -> None:
        for screen in self._screens():
            screen.mark_stale()
        self._look_on()

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
            self.tell("\n".join(looking_only(self.workspace, self.telling)), "warning")
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
            self.push_screen(Palette(placeholder=self.telling.say(N_("What would you like to do?"))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The tour goes on while there is one."""
        return self._tour is not None if action == "go_on" else super().check_action(action, parameters)

    def action_tour(self) -> None:
        """Begins the tour, or ends it."""
        if self._tour is not None:
            self.screen_change_signal.unsubscribe(self)
            self._tour.close()
            self._tour = None
        elif isinstance(self.screen, BaseScreen):
            self._tour = Tour(self, self.action_tour)
            self.screen_change_signal.subscribe(self, self._look_on)
            self.go("today")
            self._look_on()

    def action_go_on(self) -> None:
        if self._tour is not None:
            self._tour.go_on()

    def _look_on(self, _: object = None) -> None:
        if self._tour is not None:
            self._tour.look()

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
