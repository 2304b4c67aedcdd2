"""Waiting for the planner in front of a screen: how far it is, and a way to stop it that keeps the best so far."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Footer, ProgressBar, Static

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.planner.limits import Progress
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.progress_view import Stages
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.screens.speaking import Dialog
from secretariat_tui.services.questions import Count, Question, Step
from secretariat_tui.services.workspace import Planner
from secretariat_tui.widgets.told import Told

A = TypeVar("A")

_BEAT_SECONDS = 0.25


@dataclass(frozen=True)
class Answered(Generic[A]):
    """What came of a question: the answer, or the error; neither where the user gave it up."""

    answer: A | None = None
    error: SecretariatError | None = None


class Planning(Dialog[Answered[Any]]):
    """Asks a question of the planner, and is dismissed with what came of it.

    `what` is said above it, in the user's language. `seconds` is the time allowed, None where only work is counted.
    """

    DEFAULT_CSS = """
    Planning {
        align: center middle;
        & > Vertical {
            width: 64;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 1;
            background: $surface;
            border: round $accent;
        }
        & #stages { height: auto; min-height: 6; }
        & ProgressBar { width: 100%; }
        & Bar { width: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "stop", N_("Stop, and keep the best so far")),
        Binding("escape", "give_up", N_("Give up")),
    ]

    def __init__(self, planner: Planner, question: Question[Any], what: str, seconds: float | None = None) -> None:
        super().__init__()
        self._planner = planner
        self._question = question
        self._what = what
        self._seconds = seconds
        self._stages = Stages()
        self._stop = asyncio.Event()
        self._begun = 0.0

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(Text(clean(self._what), style="bold"))
            yield Static(id="stages", markup=False)
            yield ProgressBar(self._seconds, show_percentage=False, show_eta=False)
            yield Told(N_("{seconds} s"), id="clock", seconds=0)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self._begun = asyncio.get_running_loop().time()
        self.set_interval(_BEAT_SECONDS, self._tick)
        self.run_worker(self._ask(), exit_on_error=True)

    async def _ask(self) -> None:
        try:
            found: Answered[Any] = Answered(await self._planner.ask(self._question, self._take, self._stop))
        except SecretariatError as error:
            found = Answered(error=error)
        if self.is_attached:
            self.dismiss(found)

    def _take(self, step: Step) -> None:
        if isinstance(step, Progress):
            self._stages.take(step)
            lines = self._stages.lines(Teller(self.telling.language), self.telling.glyphs)
            self.query_one("#stages", Static).update(Text("\n".join(lines)))
        elif isinstance(step, Count):
            self.query_one(ProgressBar).update(total=step.of, progress=step.done)

    def _tick(self) -> None:
        """The time used, of the time allowed."""
        used = asyncio.get_running_loop().time() - self._begun
        if self._seconds is None:
            self.query_one("#clock", Told).tell(N_("{seconds} s"), seconds=int(used))
            return
        self.query_one(ProgressBar).update(progress=min(used, self._seconds))
        allowed = {"seconds": int(used), "allowed": int(self._seconds)}
        self.query_one("#clock", Told).tell(N_("{seconds} s of at most {allowed} s"), **allowed)

    def action_stop(self) -> None:
        self._stop.set()
        self.query_one("#clock", Told).tell(N_("Stopping..."))

    def action_give_up(self) -> None:
        """Ends the planner: its worker is cancelled with this dialog, and nothing is changed."""
        self.dismiss(Answered())
