"""How a team's work shows in calendars, and what a member wants in hers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Self

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.invariants import ensure, within

LONGEST_ALARM: Final = 24 * 60
"""Minutes before a shift, at most, at which a calendar may warn."""
NO_ALARM: Final = -1
"""What a member says who wants no alarm, whatever her team has."""
_SILENT: Final = "silent"


@dataclass(frozen=True, slots=True)
class CalendarStyle:
    """How a team's shifts, duties and leave show in the availability of whoever has them in her calendar.

    Being at work is not being busy, so shifts leave the time free. `alarm` is minutes before a shift; None is no alarm.
    """

    office: Availability = Availability.FREE
    remote: Availability = Availability.ELSEWHERE
    stand_in: Availability = Availability.FREE
    leave: Availability = Availability.AWAY
    learning: Availability = Availability.BUSY
    meeting: Availability = Availability.BUSY
    alarm: int | None = None

    def __post_init__(self) -> None:
        ensure(within("alarm", self.alarm, 0, LONGEST_ALARM))


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What a member wants in her calendar besides her shifts.

    `stand_ins` are entries of their own for each stand-in duty; `alarm` is minutes before a shift, None as the team has
    it, `NO_ALARM` none.
    """

    leave: bool = False
    stand_ins: bool = False
    meetings: bool = False
    learning: bool = True
    alarm: int | None = None

    def __post_init__(self) -> None:
        ensure(within("alarm", self.alarm, NO_ALARM, LONGEST_ALARM))

    def alarm_in(self, style: CalendarStyle) -> int | None:
        """How many minutes before a shift to warn her: as she chose, else as her team has it; None is no alarm."""
        minutes = style.alarm if self.alarm is None else self.alarm
        return None if minutes == NO_ALARM else minutes

    def __str__(self) -> str:
        """The choice in a few words, such as "leave learning 15", which `parse` reads."""
        words = [name for name in _KINDS if getattr(self, name)]
        if self.alarm is not None:
            words.append(_SILENT if self.alarm == NO_ALARM else str(self.alarm))
        return " ".join(words)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The choice of such words; raises ValueError for others."""
        words = text.split()
        numbers = [NO_ALARM if word == _SILENT else int(word) for word in words if word not in _KINDS]
        if len(numbers) > 1:
            raise ValueError(text)
        return cls(**{name: name in words for name in _KINDS}, alarm=numbers[0] if numbers else None)


EVERYTHING: Final = CalendarChoice(leave=True, stand_ins=True, meetings=True, learning=True)

_KINDS: Final = tuple(item.name for item in fields(CalendarChoice) if item.name != "alarm")
