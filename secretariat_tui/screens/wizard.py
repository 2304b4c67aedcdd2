"""The first start: a team of one's own in four short steps, a demo team or a team file; and which of several teams."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from secretariat_tui.domain.errors import SecretariatError
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import TeamEntry
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.typed_path import typed_path
from secretariat_tui.presenters.first_team import (
    account_told,
    account_written,
    example_days,
    member_told,
    read_account,
    read_home_days,
    read_member,
)
from secretariat_tui.screens.dialogs import Ask, Choice, Choose
from secretariat_tui.screens.ground import GroundApp
from secretariat_tui.screens.list_step import ListStep, NameSuggester
from secretariat_tui.services.starting import HOME_DAYS, FirstAccount, FirstMember, first_team
from secretariat_tui.widgets.telling import Telling

Read = tuple[Team, Mapping[str, str]]
"""A team, and the pages of its handbook by account."""

_MOST_FAULTS = 8
_STEPS = 3


@dataclass(frozen=True)
class Ways:
    """What the first start may do: `samples` are the demo teams by name, `read` takes a team and its handbook from a
    file, `take_in` keeps them and gives the id, `place` is where."""

    samples: Mapping[str, Path]
    read: Callable[[Path], Read]
    take_in: Callable[[Team, Mapping[str, str]], str]
    place: str


@dataclass
class _Typed:
    """What was typed of a team of one's own, kept for who leaves the steps and comes again."""

    name: str = ""
    home: str = str(HOME_DAYS)
    members: Sequence[FirstMember] = ()
    accounts: Sequence[FirstAccount] = ()


class OpeningApp(GroundApp[str]):
    """Asks with which team to work; it gives the id of the team, or None where the user left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True)]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, telling: Telling, theme: str, ways: Ways, teams: Sequence[TeamEntry] = ()) -> None:
        super().__init__(telling, theme)
        self._ways = ways
        self._teams = tuple(teams)
        self._typed = _Typed()

    def on_mount(self) -> None:
        self.heed_signals()
        if self._teams:
            self._choose()
        else:
            self._begin()

    def say(self, text: str, /, **facts: object) -> str:
        """A text of the catalogues in the user's language."""
        return self.telling.say(text, **facts)

    @work
    async def _choose(self) -> None:
        """Which of several teams."""
        choices = [Choice(entry.id, entry.name, entry.id) for entry in self._teams]
        self.exit(await self.push_screen_wait(Choose(self.say(N_("Which team?")), choices)))

    @work
    async def _begin(self) -> None:
        """One of the ways to a first team. Escape goes back to this question, and from here out."""
        own, file = N_("A team of your own, in four short steps"), N_("A team from a file")
        while True:
            choices = [Choice(":own", self.say(own)), Choice(":file", self.say(file))]
            choices += [
                Choice(name, self.say(N_("The demo team {name}, to look around"), name=name))
                for name in self._ways.samples
            ]
            what = self.say(
                N_("There is no team yet. How would you like to begin? It is kept in {place}."), place=self._ways.place
            )
            way = await self.push_screen_wait(Choose(what, choices))
            if way is None:
                self.exit(None)
                return
            if way == ":own":
                done = await self._own()
            elif way == ":file":
                done = await self._file()
            else:
                done = self._take_in(partial(self._ways.read, self._ways.samples[way])) is None
            if done:
                return

    async def _own(self) -> bool:
        """Name, people, days at home, accounts. A step back is one step back, with what was typed."""
        kept, step = self._typed, 0
        while step >= 0:
            if step == 0:
                name = await self.push_screen_wait(
                    Ask(self.say(N_("What is the team called?")), kept.name, self._named)
                )
                kept.name, step = (kept.name, -1) if name is None else (name, 1)
            elif step == 1:
                kept.members, goes_on = await self.push_screen_wait(self._people(kept.members))
                step = 2 if goes_on else 0
            elif step == 2:
                question = self.say(N_("On how many days a week may somebody work at home, at most?"))
                days = await self.push_screen_wait(Ask(question, kept.home, self._wrong_home_days))
                kept.home, step = (kept.home, 1) if days is None else (days, 3)
            else:
                kept.accounts, goes_on = await self.push_screen_wait(self._accounts(kept.members, kept.accounts))
                step = 4 if goes_on else 2
            if step > _STEPS:
                fault = self._take_in(self._team)
                if fault is None:
                    return True
                self.tell(fault, "error")
                step = _STEPS
        return False

    def _named(self, typed: str) -> str:
        return "" if typed.strip() else self.say(N_("Begin with a name."))

    def _wrong_home_days(self, typed: str) -> str:
        read = read_home_days(typed, self.telling.language)
        return read if isinstance(read, str) else ""

    def _team(self) -> Read:
        kept, code, shift = self._typed, self.telling.language.code, self.say(N_("Day"))
        name, home = kept.name.strip(), int(kept.home)
        return first_team(name, kept.members, kept.accounts, language=code, shift=shift, home_days=home), {}

    def _people(self, there: Sequence[FirstMember]) -> ListStep[FirstMember]:
        speaks = self.telling.language
        return ListStep(
            self.say(N_("Who is in the team? Type a name, and the days on which she works.")),
            self.say(N_("Anna Bakker: {days}"), days=example_days(speaks)),
            lambda typed, items: read_member(typed, items, speaks),
            lambda item: member_told(item, speaks),
            lambda item: member_told(item, speaks),
            there,
            least=1,
        )

    def _accounts(self, members: Sequence[FirstMember], there: Sequence[FirstAccount]) -> ListStep[FirstAccount]:
        speaks, names = self.telling.language, [member.name for member in members]
        return ListStep(
            self.say(N_("For whom do they work? Type the account, whose it is, and then who takes over.")),
            self.say(N_("Director: {members}"), members=", ".join(names[:3])),
            lambda typed, items: read_account(typed, items, members, speaks),
            lambda item: account_told(item, speaks),
            account_written,
            there,
            suggester=NameSuggester(names),
        )

    async def _file(self) -> bool:
        """A path, asked again until it can be read."""
        path, wrong = "", ""
        while True:
            question = self.say(N_("Where is the team file?"))
            answer = await self.push_screen_wait(Ask(f"{wrong}\n\n{question}" if wrong else question, path))
            if answer is None:
                return False
            path = answer
            fault = self._take_in(partial(self._ways.read, typed_path(path)))
            if fault is None:
                return True
            wrong = fault

    def _take_in(self, read: Callable[[], Read]) -> str | None:
        """Keeps the team, and ends; else what is wrong."""
        try:
            team, pages = read()
            id = self._ways.take_in(team, pages)
        except SecretariatError as error:
            told = self.said(error)
            more = [self.say(N_("and {n} more"), n=len(told) - _MOST_FAULTS)] if len(told) > _MOST_FAULTS else []
            return "\n".join([*told[:_MOST_FAULTS], *more])
        self.exit(id)
        return None
