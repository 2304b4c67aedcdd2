"""What a member wants in her calendar: the options that say it, and `secretariat member calendar`, which keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session, in_words
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.own_calendar import LONGEST_ALARM, NO_ALARM, CalendarChoice

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team

F = TypeVar("F", bound=Callable[..., Any])

_AS_TEAM: Final = "team"
_OFF: Final = "off"


class _Alarm(click.ParamType[int | str]):
    """Minutes before a shift, "off" or, where it may be, "team"."""

    def __init__(self, *words: str) -> None:
        self.name = "|".join(("MIN", *words))
        self._words = words

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        if isinstance(value, int):
            return value
        word = str(value).strip()
        if word in self._words:
            return NO_ALARM if word == _OFF else word
        try:
            return _minutes(word)
        except ValueError:
            message = N_('"{value}" is no alarm: write minutes from 0 to {most}, or one of: {words}.')
            facts = {"value": word[:40], "most": str(LONGEST_ALARM), "words": ", ".join(self._words)}
            self.fail(in_words(ctx, message, **facts), param, ctx)


def _minutes(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > LONGEST_ALARM:
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True)
class Wants:
    """What was said of a member's calendar; None where nothing was."""

    leave: bool | None
    stand_ins: bool | None
    meetings: bool | None
    learning: bool | None
    alarm: int | str | None

    def added_to(self, choice: CalendarChoice) -> CalendarChoice:
        """The choice with what was said of it."""
        said = dict(self._said())
        if said.get("alarm") == _AS_TEAM:
            said["alarm"] = None
        return replace(choice, **said)

    def _said(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in vars(self).items() if value is not None)


def wants_options(*words: str) -> Callable[[F], F]:
    """The options that make a `Wants`; `words` are what `--alarm` takes besides minutes."""
    own = N_("In a member's own calendar each stand-in duty apart.")
    decorate: Callable[[F], F] = options.all_of(
        option("--leave/--no-leave", default=None, help=N_("In a member's own calendar also her leave.")),
        option("--stand-ins/--no-stand-ins", default=None, help=own),
        option("--meetings/--no-meetings", default=None, help=N_("In a member's own calendar also the meetings.")),
        option("--learning/--no-learning", default=None, help=N_("In a member's own calendar her learning time.")),
        option("--alarm", type=_Alarm(*words), help=N_("Minutes before a shift to warn her.")),
    )
    return decorate


wants_of_one_export = wants_options(_OFF)


@command("calendar", help=N_("Tell or set what a member wants in her calendar; the feed and all exports follow it."))
@click.argument("who", metavar="MEMBER")
@wants_options(_OFF, _AS_TEAM)
@with_database
def calendar(session: Session, source: Source, who: str, **said: Any) -> int:
    """Exit 0. Without options it tells how it stands."""
    from secretariat_tui.services.own_calendars import OwnCalendars

    wants, own = Wants(**said), OwnCalendars(source.office)
    choice = own.choice(source.team_id, who)
    wanted = wants.added_to(choice)
    if wanted != choice:
        own.choose(source.team_id, who, wanted, choice)
    if session.settings.json:
        put_document(_document(source.team_id, who, wanted))
    else:
        _tell(session, source.team, who, wanted)
    return 0


def _document(team: str, member: str, choice: CalendarChoice) -> dict[str, object]:
    alarm: int | str = _AS_TEAM if choice.alarm is None else _OFF if choice.alarm == NO_ALARM else choice.alarm
    return {
        "schema": "secretariat/calendar-choice/1",
        "team": team,
        "member": member,
        "leave": choice.leave,
        "stand_ins": choice.stand_ins,
        "meetings": choice.meetings,
        "learning": choice.learning,
        "alarm": alarm,
    }


def _tell(session: Session, team: Team, member: str, choice: CalendarChoice) -> None:
    language = session.language
    say(language.gettext("In the calendar of {member}:", member=session.teller(team).name(member, "member")))
    words = [N_("her shifts")]
    words += [N_("her learning time")] if choice.learning else []
    words += [N_("her leave")] if choice.leave else []
    words += [N_("each stand-in duty apart")] if choice.stand_ins else []
    words += [N_("meetings")] if choice.meetings else []
    lines = [language.gettext(word) for word in words]
    alarm = choice.alarm_in(team.calendar)
    if alarm is not None:
        lines.append(
            language.ngettext("an alarm {n} minute before each shift", "an alarm {n} minutes before each shift", alarm)
        )
    say(bullets(lines))
