"""Calendars as a table: how work shows in them, in the row of the team, and what each member wants in hers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import NO_ALARM, CalendarChoice, CalendarStyle
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.grid import Grid
from secretariat_tui.presenters.language import LANGUAGES, Language, language
from secretariat_tui.presenters.names import told_apart
from secretariat_tui.presenters.text_grid import TextRow, text_grid

THE_TEAM: Final = ":team"
"""The row of the team; no member can be called so."""
ALARM: Final = "alarm"
SHIFTS: Final = ("office", "remote")
"""The columns of what everybody has in her calendar."""

STATES: Final[Mapping[Availability, str]] = {
    Availability.FREE: N_("free time"),
    Availability.ELSEWHERE: N_("working elsewhere"),
    Availability.TENTATIVE: N_("tentative"),
    Availability.BUSY: N_("busy"),
    Availability.AWAY: N_("out of office"),
}
"""What others see of whoever has it in her calendar."""

_COLUMNS: Final[Mapping[str, str]] = {
    "office": N_("Office"),
    "remote": N_("Home"),
    "stand_ins": N_("Stand-in"),
    "leave": N_("Leave"),
    "learning": N_("Learning time"),
    "meetings": N_("Meetings"),
    ALARM: N_("Alarm"),
}
_TEAM_CALLS: Final[Mapping[str, str]] = {"stand_ins": "stand_in", "meetings": "meeting"}
_NO_ALARM: Final = N_("none")


def calendars_grid(team: Team, choices: Mapping[str, CalendarChoice], told: Language) -> Grid:
    """The table. Who chose nothing has what everybody has."""
    _ = told.gettext
    style = team.calendar
    heads = {column: _(head) for column, head in _COLUMNS.items()}
    states = [_(STATES[_state(style, column)]) for column in heads if column != ALARM]
    rows = [TextRow(THE_TEAM, _("All show as"), (*states, _alarm(style.alarm, told)))]
    names = told_apart(team.members)
    for member in team.members:
        choice = choices.get(member.id, CalendarChoice())
        cells = [_("yes") if is_shown(choice, column) else _("no") for column in heads if column != ALARM]
        alarm = _("as the team") if choice.alarm is None else _alarm(choice.alarm, told)
        rows.append(TextRow(member.id, names[member.id], (*cells, alarm)))
    return text_grid(_("Calendar of"), tuple(heads.values()), rows, tuple(heads))


def is_shown(choice: CalendarChoice, column: str) -> bool:
    """Whether she has it in her calendar."""
    return column in SHIFTS or bool(getattr(choice, column))


def turned(choice: CalendarChoice, column: str) -> CalendarChoice:
    """With it where it was not shown, without it where it was."""
    return replace(choice, **{column: not is_shown(choice, column)})


def state_of(team: Team, column: str) -> str:
    """How it shows in calendars."""
    return _state(team.calendar, column).value


def with_state(team: Team, column: str, state: str) -> Team:
    """The team of which it shows otherwise."""
    shown: dict[str, Any] = {_TEAM_CALLS.get(column, column): Availability(state)}
    return replace(team, calendar=replace(team.calendar, **shown))


def team_alarm(team: Team, told: Language) -> str:
    """The alarm of the team, as it is asked for."""
    return _alarm(team.calendar.alarm, told)


def with_team_alarm(team: Team, text: str) -> Team:
    """The team with another alarm. Raises BadInput."""
    minutes = _minutes(text)
    return replace(team, calendar=replace(team.calendar, alarm=None if minutes == NO_ALARM else minutes))


def own_alarm(choice: CalendarChoice, told: Language) -> str:
    """Her alarm, as it is asked for."""
    return "" if choice.alarm is None else _alarm(choice.alarm, told)


def with_own_alarm(choice: CalendarChoice, text: str) -> CalendarChoice:
    """With another alarm; nothing for that of the team. Raises BadInput."""
    return replace(choice, alarm=_minutes(text) if text.strip() else None)


def _state(style: CalendarStyle, column: str) -> Availability:
    found: Availability = getattr(style, _TEAM_CALLS.get(column, column))
    return found


def _alarm(minutes: int | None, told: Language) -> str:
    return told.gettext(_NO_ALARM) if minutes is None or minutes == NO_ALARM else str(minutes)


def _minutes(text: str) -> int:
    """The minutes that a text says, or NO_ALARM for none, in either language."""
    said = text.strip().casefold()
    if said in ("", *(language(code).gettext(_NO_ALARM) for code in LANGUAGES)):
        return NO_ALARM
    if not re.fullmatch(r"\d{1,4}", said, re.ASCII):
        template = N_("{value} is no alarm: write how many minutes before a shift, or none.")
        raise BadInput([fault("bad-number", template, value=text.strip()[:40])])
    return int(said)
