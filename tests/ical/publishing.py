"""A small team that publishes, so that a test says only what it publishes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.roster import Assignment, Duty, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.ledger import Ledger
from secretariat_tui.ical.published import PublishedCalendars
from secretariat_tui.ical.revisions import advance
from tests.build import MON, TUE, WEEK, account, member, shift, team, work
from tests.ical.reading import Component, events

FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""The moment of the first publication; each next one is an hour later."""

WEEKDAYS = "mon tue wed thu fri"
TEAM = team(
    [member("anna", WEEKDAYS), member("bea", WEEKDAYS)],
    [account("dir", "anna")],
    shifts=(shift("dag"), shift("laat", "10:00-18:30")),
)
DAY, LATE = TEAM.shifts


def early(who: str = "anna", day: date = MON, place: Place = Place.OFFICE) -> Assignment:
    return work(who, day, DAY, place)


def late(who: str = "anna", day: date = MON, place: Place = Place.OFFICE) -> Assignment:
    return work(who, day, LATE, place)


@dataclass
class Press:
    """Publishes week after week."""

    team: Team = TEAM
    ledger: Ledger = field(default_factory=lambda: Ledger("so"))
    weeks: dict[Week, tuple[Problem, Roster]] = field(default_factory=dict)

    def publish(self, *assignments: Assignment, duties: tuple[Duty, ...] = (), week: Week = WEEK, at: object = None):
        problem = Problem(self.team, Horizon(week))
        roster = Roster("so", (week,), assignments, duties)
        self.weeks[week] = (problem, roster)
        self._advance(week, at, Composer(problem, roster))
        return self

    def withdraw(self, week: Week = WEEK, at: object = None):
        del self.weeks[week]
        self._advance(week, at, None)
        return self

    def _advance(self, week: Week, at: object, composer: Composer | None) -> None:
        number = self.ledger.number + 1
        moment = at or FIRST + timedelta(hours=number - 1)
        version = number if composer else None
        self.ledger = advance(self.ledger, Publication("so", number, week, version, moment, "lead"), composer)

    def calendars(self, options: CalendarOptions | None = None, **more: object) -> PublishedCalendars:
        return PublishedCalendars(
            self.team, self.ledger, list(self.weeks.values()), options or CalendarOptions(), **more
        )

    def files(self, options: CalendarOptions | None = None, **more: object) -> dict[str, bytes]:
        made = self.calendars(options, **more)
        return made.write(made.all())

    def events(self, file: str = "so-anna.ics", options: CalendarOptions | None = None) -> list[Component]:
        return events(self.files(options).get(file, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))

    def after(self, number: int) -> dict[str, bytes]:
        """What changed since a publication."""
        made = self.calendars()
        return made.write(news for calendar in made.all() for news in made.changes(calendar, number))

    def renamed(self, **names: str) -> None:
        people = [replace(m, name=names.get(m.id, m.name)) for m in self.team.members]
        self.team = replace(self.team, members=tuple(people))


LEAVE = CalendarOptions(choice=CalendarChoice(leave=True))
HOLIDAY = Leave("anna", TUE, TUE + timedelta(days=9))


def on_leave(press: Press, *leave: Leave) -> Press:
    press.team = replace(press.team, leave=leave)
    return press


def short(event: Component) -> tuple[str, int, str, str]:
    """UID without its ends, sequence, hour of the stamp, status."""
    uid = event["UID"].removeprefix("so.").removesuffix("@secretariat")
    assert event["DTSTAMP"] == event["LAST-MODIFIED"]
    return uid, int(event["SEQUENCE"]), event["DTSTAMP"][6:13], event["STATUS"]
