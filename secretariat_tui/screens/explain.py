"""Explain: a conversation about the roster. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.explanation import WhatIf
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.conversation_view import Paragraph, about, paragraph, question_text
from secretariat_tui.presenters.view import Look
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Choice, Choose
from secretariat_tui.services.conversation import (
    AboutDuty,
    AboutMember,
    Asked,
    EndLoss,
    EndShortage,
    Instead,
    Matter,
    Overview,
    Topic,
    Turn,
    answered,
    next_of,
    question_of,
    topics,
)
from secretariat_tui.widgets.note_list import NoteList
from secretariat_tui.widgets.reading import Reading

_SECONDS: Final = 60.0
_MOST_TURNS: Final = 50
_KEYS: Final = range(1, 10)


@dataclass(frozen=True, slots=True)
class _Place:
    """What other screens look at."""

    member: str | None
    duty: str | None
    is_desk: bool
    day: date | None
    first: Week


class Talk(Reading):
    """What was said, the last at the bottom."""


class Said(Static):
    """A question with its answer. The last one is in sight from its beginning on, once it has its place."""

    def on_resize(self) -> None:
        talk = self.parent
        if isinstance(talk, Talk) and talk.children[-1] is self:
            talk.scroll_to_widget(self, top=True, animate=False)


class ExplainScreen(BaseScreen):
    """Why, why not, what if: about what was looked at on the screen before."""

    ID: ClassVar[str] = "explain"

    DEFAULT_CSS = """
    ExplainScreen {
        & #about { height: auto; padding: 0 1; color: $text-muted; }
        & Talk { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
        & Said { height: auto; margin-bottom: 1; }
        & NoteList { height: auto; max-height: 40%; background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"ask({n})", N_("Ask the question with this number"), show=False) for n in _KEYS),
        Binding("s", "other", N_("Another subject")),
        Binding("t", "take_over", N_("Take it over in the week")),
        Binding("n", "clear", N_("Begin anew")),
    ]

    def body(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        yield Talk()
        yield NoteList()

    def on_mount(self) -> None:
        self._turns: list[Turn] = []
        self._next: tuple[Asked, ...] = ()
        self._matter: Matter | None = None
        self._seen: _Place | None = None
        self._look()
        self.query_one(NoteList).focus()

    def on_screen_resume(self) -> None:
        """Goes on with what was looked at last."""
        if self.is_mounted and self._seen is not None and self._look():
            self.mark_stale()

    # -- what it is about

    def _look(self) -> bool:
        """Opens what other screens look at, if that is another thing than before."""
        shown = self.shown
        here = _Place(shown.member, shown.duty, shown.is_desk, shown.day, shown.first)
        before, self._seen = self._seen, here
        if here == before:
            return False
        self._find()
        matter = self._matter
        if matter is not None:
            self._say(answered(matter, self._topic(matter, before, here)))
        return True

    def _find(self) -> None:
        """The newest roster of the week that is looked at."""
        week = self.shown.first if self.shown.day is None else Week.of(self.shown.day)
        sheet, self._left = self.workspace.sheet_without_left(week)
        self._matter = None if sheet.plan is None else Matter(sheet.problem, sheet.plan, sheet.former)
        self._is_newer = sheet.is_newer

    def _topic(self, matter: Matter, before: _Place | None, here: _Place) -> Topic:
        """The cell or the duty, whichever was looked at last."""
        team, day = matter.problem.team, here.day
        if day is None or day not in matter.problem.horizon:
            return Overview()
        known = team.desk if here.is_desk else team.account
        duty = here.duty if here.duty in known else None
        moved = before is not None and (before.duty, before.is_desk) == (here.duty, here.is_desk)
        if duty is not None and not (moved and before is not None and before.member != here.member):
            return AboutDuty(duty, here.is_desk, day)
        if here.member in team.member and here.member is not None:
            return AboutMember(here.member, day)
        return Overview()

    @property
    def note(self) -> str:
        week = self.shown.first if self.shown.day is None else Week.of(self.shown.day)
        return f"{self.telling.language.week(week)}, {self.workspace.team.name}"

    @property
    def former(self) -> Team | None:
        return None if self._matter is None else self._matter.former

    # -- showing it

    def fill(self) -> None:
        self._find()
        self._show()

    def _say(self, turn: Turn) -> None:
        self._turns = [*self._turns, turn][-_MOST_TURNS:]

    def _show(self) -> None:
        teller, talk = self.teller(), self.query_one(Talk)
        matter = self._matter
        if matter is None:
            told = [self.say(N_("There is no roster for this week yet. W opens the week, where p plans it."))]
            self._next = ()
        else:
            told = about(matter, teller, is_newer=self._is_newer, left=self._left)
            self._next = self._following(matter)
        self.query_one("#about", Static).update(Text("\n".join(map(clean, told))))
        drawn = [_drawn(paragraph(turn, teller)) for turn in self._turns]
        old = list(talk.query(Said))
        for widget, text_of_turn in zip(old, drawn, strict=False):
            widget.update(text_of_turn)
        for widget in old[len(drawn) :]:
            widget.remove()
        if len(drawn) > len(old):
            talk.mount(*map(Said, drawn[len(old) :]))
        self.query_one(NoteList).show([self._offered(n, item) for n, item in enumerate(self._next, 1)])
        self.refresh_bindings()

    def _following(self, matter: Matter) -> tuple[Asked, ...]:
        """What comes after what was said last; where all that was asked already, what came before it leads on to."""
        asked = [turn.asked for turn in self._turns]
        for turn in reversed(self._turns):
            left = [item for item in next_of(Turn(matter, turn.asked, turn.found)) if item not in asked]
            if left:
                return tuple(dict.fromkeys(left))
        return tuple(item for item in (Overview(),) if item not in asked)

    def _offered(self, number: int, asked: Asked) -> tuple[str, str, Look, bool]:
        key = str(number) if number in _KEYS else " "
        return key, question_text(asked, self.teller()), Look.PLAIN, True

    # -- asking

    @on(NoteList.Chosen)
    def _chosen(self, event: NoteList.Chosen) -> None:
        self.action_ask(event.number + 1)

    def action_ask(self, number: int) -> None:
        """One of the questions below."""
        if self._matter is None or not 1 <= number <= len(self._next):
            return
        asked = self._next[number - 1]
        if isinstance(asked, EndShortage | EndLoss | Instead):
            self._ask_planner(self._matter, asked)
        else:
            self._say(answered(self._matter, asked))
            self._show()

    @work
    async def _ask_planner(self, matter: Matter, asked: EndShortage | EndLoss | Instead) -> None:
        question = question_of(matter, asked, Limits(wall=_SECONDS))
        found = await self.ask(question, question_text(asked, self.teller()), _SECONDS)
        if found is not None:
            self._say(Turn(matter, asked, found))
            self._show()

    @work
    async def action_other(self) -> None:
        """Anything else in these weeks."""
        matter = self._matter
        if matter is None:
            return
        day, teller = self.shown.day, self.teller()
        found = list(dict.fromkeys(topics(matter, day if day in matter.problem.horizon else None)))
        choices = [Choice(str(n), question_text(topic, teller)) for n, topic in enumerate(found)]
        answer = await self.app.push_screen_wait(Choose(self.say(N_("What would you like to know?")), choices))
        if answer is not None:
            self._say(answered(matter, found[int(answer)]))
            self._show()

    def action_take_over(self) -> None:
        """To the cell in the week where it can be done."""
        asked = self._turns[-1].asked
        if isinstance(asked, Instead):
            pin = asked.pins[0]
            self.shown.member, self.shown.day, self.shown.first = pin.member, pin.date, Week.of(pin.date)
            self._seen = _Place(pin.member, self.shown.duty, self.shown.is_desk, pin.date, self.shown.first)
            self.shell.go("week")

    def action_clear(self) -> None:
        """What was said is gone; the last subject stays."""
        self._turns = self._turns[-1:]
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was asked last, and can be, is there to be taken over."""
        turns = getattr(self, "_turns", [])
        if action == "take_over":
            found = turns[-1].found if turns else None
            return isinstance(found, WhatIf) and found.roster is not None
        if action == "clear":
            return len(turns) > 1
        return super().check_action(action, parameters)


def _drawn(told: Paragraph) -> Text:
    text = Text(clean(told.question), style="bold")
    for line in told.lines:
        text.append(Text("\n" + clean(line), style="not bold"))
    return text
