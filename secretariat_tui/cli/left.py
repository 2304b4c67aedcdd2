"""Rosters in the database that still count on somebody who has left the team since they were made.

Such a roster is read with the team as it was. From today on she is no more than away in it: nobody is told that she has
an account, or could take one over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from secretariat_tui.cli.output import complain
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence

if TYPE_CHECKING:
    from secretariat_tui.cli.session import Session
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.sheets import Sheet


def without_left(session: Session, team: Team, seen: Sheet) -> Sheet:
    """The same weeks, with whoever has left away from today on, and a warning where the roster counts on somebody.

    `team` is the team as it stands.
    """
    if seen.plan is None:
        return seen
    gone = tell_of_left(session, team, [seen.plan.roster], seen.asked.team)
    if not gone:
        return seen
    since = max(session.today(team), seen.asked.horizon.start)
    away = (Absence(member, since, seen.asked.horizon.end) for member in gone)
    return seen.with_absences((*seen.asked.team.absences, *away))


def tell_of_left(session: Session, team: Team, rosters: Iterable[Roster], former: Team) -> tuple[str, ...]:
    """Warns of those on whom rosters count from today on and who are in the team no more. Gives their ids.

    `former` is a team that has their names.
    """
    today = session.today(team)
    ahead = {(member, day) for member, day in _named(rosters) if day >= today and member not in team.member}
    gone = tuple(sorted({member for member, _ in ahead}))
    if gone:
        language, teller = session.language, session.teller(former)
        told = language.ngettext(
            "{members} is no longer in the team, and the roster still counts on her. Plan {weeks} anew.",
            "{members} are no longer in the team, and the roster still counts on them. Plan {weeks} anew.",
            len(gone),
            members=language.listing(teller.name(member, "member") for member in gone),
            weeks=language.listing(map(str, sorted({Week.of(day) for _, day in ahead}))),
        )
        complain(told)
    return gone


def _named(rosters: Iterable[Roster]) -> Iterator[tuple[str, date]]:
    for roster in rosters:
        yield from ((work.member, work.date) for work in roster.assignments)
        yield from ((duty.member, duty.date) for duty in roster.duties)
