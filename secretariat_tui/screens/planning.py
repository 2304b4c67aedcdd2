"""Waiting for the planner on a screen that goes on working: how far it is, and ways to stop it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.planner.limits import Progress
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.progress_view import Stages
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.services.questions import Count, Question, Step
from secretariat_tui.services.workspace import Planner
from secretariat_tui.widgets.telling import telling_of
from secretariat_tui.widgets.told import Told

A = TypeVar("A")

_BEAT_SECONDS = 0.25


@dataclass(frozen=True)
class Answered(Generic[A]):
    """What came of a question: the answer, or the error; neither where the user gave it up."""

    answer: A | None = None
    error: SecretariatError | None = None


class PlanningPanel(Vertical):
    """Above the keys, for as long as the planner works. `what` says at what, in the user's language.

    `seconds` is the time allowed, None where only work is counted.
    """

    DEFAULT_CSS = """
    PlanningPanel {
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $panel;
        border-top: solid $accent;
        & .stages { height: auto; }
        & ProgressBar { width: 1fr; height: 1; }
        & Bar { width: 1fr; }
    }
    """

    def __init__(self, what: str, seconds: float | None = None) -> None:
        super().__init__()
        self._what = what
        self._seconds = seconds
        self._stages = Stages()
        self._stop = asyncio.Event()
        self._asking: asyncio.Future[Any] | None = None
        self._given_up = False
        self._begun = 0.0

    def compose(self) -> ComposeResult:
        yield Static(Text(clean(self._what), style="bold"))
        yield Static(classes="stages", markup=False)
        yield ProgressBar(self._seconds, show_percentage=False, show_eta=False)
        yield Told(N_("{seconds} s"), classes="clock", seconds=0)

    def on_mount(self) -> None:
        self._begun = asyncio.get_running_loop().time()
        self.set_interval(_BEAT_SECONDS, self._tick)

    async def ask(self, planner: Planner, question: Question[A]) -> Answered[A]:
        """What comes of the question. Whoever waits for it may be cancelled: then the planner is ended."""
        self._asking = asyncio.ensure_future(planner.ask(question, self._take, self._stop))
        try:
            return Answered(await self._asking)
        except SecretariatError as error:
            return Answered(error=error)
        except asyncio.CancelledError:
            if self._given_up:
                return Answered()
            raise

    def stop(self) -> None:
        """The best so far is the answer."""
        self._stop.set()
        self._tick()

    def give_up(self) -> None:
        """There is to be no answer."""
        self._given_up = True
        if self._asking is not None:
            self._asking.cancel()

    def _take(self, step: Step) -> None:
        if not self.is_mounted:
            return
        if isinstance(step, Progress):
            self._stages.take(step)
            telling = telling_of(self)
            lines = self._stages.lines(Teller(telling.language), telling.glyphs)
            self.query_one(".stages", Static).update(Text("\n".join(lines)))
        elif isinstance(step, Count):
            self.query_one(ProgressBar).update(total=step.of, progress=step.done)

    def _tick(self) -> None:
        """The time used, of the time allowed."""
        used, clock = asyncio.get_running_loop().time() - self._begun, self.query_one(".clock", Told)
        if self._seconds is not None:
            self.query_one(ProgressBar).update(progress=min(used, self._seconds))
        if self._stop.is_set():
            clock.tell(N_("{seconds} s, stopping"), seconds=int(used))
        elif self._seconds is None:
            clock.tell(N_("{seconds} s"), seconds=int(used))
        else:
            clock.tell(N_("{seconds} s of at most {allowed} s"), seconds=int(used), allowed=int(self._seconds))
