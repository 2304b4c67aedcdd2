"""Changing how work shows in calendars, and what a member wants in hers."""

from __future__ import annotations

from functools import partial

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters import team_calendars as shown
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Choice, Choose
from secretariat_tui.screens.team_acts import asked


async def calendar_edited(screen: BaseScreen, row: str, column: str) -> Team | None:
    """Changes a cell of the calendars: the team of which it shows otherwise; what a member wants is kept at once."""
    if row == shown.THE_TEAM:
        return await _of_the_team(screen, column)
    await _of_a_member(screen, row, column)
    return None


async def _of_the_team(screen: BaseScreen, column: str) -> Team | None:
    team, told = screen.workspace.team, screen.telling.language
    if column == shown.ALARM:
        what = screen.say(N_("How many minutes before a shift do calendars warn? Or: none"))
        return await asked(screen, what, shown.team_alarm(team, told), partial(shown.with_team_alarm, team))
    choices = [Choice(state.value, screen.say(name)) for state, name in shown.STATES.items()]
    what = screen.say(N_("What do others see of whoever has it in her calendar?"))
    answer = await screen.app.push_screen_wait(Choose(what, choices, shown.state_of(team, column)))
    return None if answer is None else shown.with_state(team, column, answer)


async def _of_a_member(screen: BaseScreen, member: str, column: str) -> None:
    if column in shown.SHIFTS:
        screen.shell.tell(screen.say(N_("Her shifts are always in her calendar.")))
        return
    choice = screen.workspace.calendar_choices().get(member, CalendarChoice())
    if column == shown.ALARM:
        what = screen.say(N_("How many minutes before a shift is she warned? Or: none; nothing for as the team has it"))
        make = partial(shown.with_own_alarm, choice)
        wanted = await asked(screen, what, shown.own_alarm(choice, screen.telling.language), make)
    else:
        wanted = shown.turned(choice, column)
    if wanted is not None:
        screen.attempt(lambda: screen.workspace.choose_calendar(member, wanted, choice))
