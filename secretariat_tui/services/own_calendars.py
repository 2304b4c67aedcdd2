"""What members want in their calendars: kept once, and followed by the feed, CalDAV and every export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from secretariat_tui.domain.known import ensure_known
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class OwnCalendars:
    """The calendars of members of the teams of an office."""

    office: Office

    def choice(self, team: str, member: str) -> CalendarChoice:
        """What a member wants in hers; raises BadInput for somebody who is not in the team."""
        with self.office.store.read() as view:
            ensure_known(view.team(team), member=member)
            return view.calendar_choices(team).get(member, CalendarChoice())

    def choices(self, team: str) -> Mapping[str, CalendarChoice]:
        """What members want in theirs, of those who chose."""
        with self.office.store.read() as view:
            return view.calendar_choices(team)

    def choose(self, team: str, member: str, choice: CalendarChoice, seen: CalendarChoice | None = None) -> None:
        """Keeps what a member wants in hers. Raises Refused where the database lets the user choose for herself only,
        or where it is no longer what was `seen`, and BadInput for somebody who is not in the team."""
        with self.office.act(team, ActKind.WISH) as work:
            ensure_known(work.team(team), member=member)
            work.choose_calendar(member, choice, seen)
