"""The command palette: every act of the screen one is on, and of the app, found by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from rich.text import Text
from textual.app import App
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from secretariat_tui.domain.finding import N_
from secretariat_tui.widgets.telling import telling_of


class Palette(CommandPalette):
    """Textual's palette, made to bear every width: as it comes it fails where no column is left for its texts."""

    DEFAULT_CSS = "Palette CommandList { min-width: 8; }"


class Acts(Provider):
    """What can be done now, with the key that does it."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for name, key, run in self._acts():
            yield DiscoveryHit(name, run, help=key)

    async def search(self, query: str) -> Hits:
        """Those whose name has the letters that were typed, in their order."""
        matcher = self.matcher(query)
        found = False
        for name, key, run in self._acts():
            if (score := matcher.match(name)) > 0:
                found = True
                yield Hit(score, matcher.highlight(name), run, text=name, help=key)
        if not found:
            none = telling_of(self.screen).say(N_("Nothing is called that."))
            yield Hit(0.01, Text(none), _nothing, text=none)

    def _acts(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """Those of the screen and of the app; keys that move a cursor are nothing to look for."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            ours = isinstance(active.node, App | Screen) and binding.description and not binding.system
            if not active.enabled or not ours or binding.action in seen or binding.action.startswith("app.focus"):
                continue
            seen.add(binding.action)
            run = partial(self.app.run_action, binding.action, active.node)
            yield binding.description, self.app.get_key_display(binding), run


def _nothing() -> None:
    """There is nothing to do."""
