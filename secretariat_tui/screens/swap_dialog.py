"""Swapping: with whom, and on which dates, tried before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.edit_view import Candidate
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.screens.week_dialogs import TryEdits, Trying
from secretariat_tui.services.editing import editing
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.widgets.stepper import Stepper

_LONGEST: Final = 27
"""Days from the first date of a swap to its last."""
NO_ROSTER: Final = N_("There is no roster yet: plan it with p.")
"""What is told on the Week where there is nothing to change yet."""


@dataclass(frozen=True)
class Offer:
    """What can be chosen, and the weeks in which that is tried."""

    seen: Sheet
    candidates: tuple[Candidate, ...]


class TrySwap(TryEdits):
    """With whom somebody swaps: on a date, on every date until another, and on one other date.

    `offered` gives what can be chosen for some dates, in their order; None where there is no roster of one of them.
    """

    NOTHING: ClassVar[str] = N_("Nobody like that does anything else then: there is nothing to swap.")

    DEFAULT_CSS = """
    TrySwap {
        & .when { height: 1; }
        & .when Static { width: 12; }
    }
    """

    def __init__(self, what: str, day: date, offered: Callable[[Sequence[date]], Offer | None], teller: Teller) -> None:
        self._day = day
        self._offered = offered
        self.offer = offered([day])
        super().__init__(what, self.offer.candidates if self.offer else (), self._begun, teller)

    def _begun(self) -> Trying:
        seen = None if self.offer is None else self.offer.seen
        if seen is None or seen.plan is None:
            raise BadInput([fault("no-roster", NO_ROSTER)])
        return editing(seen.problem, seen.plan)

    def more(self) -> ComposeResult:
        """Until when, and on which other date."""
        with Horizontal(classes="when"):
            yield Static(Text(self.say(N_("Until"))))
            yield Stepper(self._told, 0, 0, _LONGEST, id="until")
        with Horizontal(classes="when"):
            yield Static(Text(self.say(N_("And on"))))
            yield Stepper(self._also_told, 0, 0, _LONGEST, id="also")

    def _told(self, days: int) -> str:
        return self.telling.language.date(self._day + timedelta(days), year=False)

    def _also_told(self, days: int) -> str:
        return self._told(self._until + days) if days else self.say(N_("no other date"))

    @property
    def _until(self) -> int:
        return self.query_one("#until", Stepper).value

    @property
    def _dates(self) -> list[date]:
        also = self.query_one("#also", Stepper).value
        days = [*range(self._until + 1), *([self._until + also] if also else [])]
        return [self._day + timedelta(n) for n in days]

    @on(Stepper.Changed)
    def _dates_changed(self, event: Stepper.Changed) -> None:
        """Other dates are another question."""
        if isinstance(event, Stepper.Taken):
            self._submitted()
            return
        self.query_one("#also", Stepper).refresh()
        self.offer = self._offered(self._dates)
        wrong = "" if self.offer is not None else self.say(NO_ROSTER)
        self._renew(self.offer.candidates if self.offer else (), self._begun)
        self.query_one(".fault", Static).update(Text(wrong))
