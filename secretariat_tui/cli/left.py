"""Warnings of rosters in the database that still count on somebody who has left the team since they were made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from secretariat_tui.cli.output import complain
from secretariat_tui.domain.calendar import Week
from secretariat_tui.services.left import Left, counted_on, without

if TYPE_CHECKING:
    from secretariat_tui.cli.session import Session
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.sheets import Sheet


def without_left(session: Session, team: Team, seen: Sheet, *, to_check: bool = False) -> Sheet:
    """The same weeks, with whoever has left away, and a warning where the roster counts on somebody.

    `team` is the team as it stands. The rules themselves tell of a last day: `to_check` leaves that to them.
    """
    gone = tell_of_left(session, team, seen.rosters, seen.asked.team)
    return without(seen, (item for item in gone if not (to_check and item.member in team.member)))


def tell_of_left(session: Session, team: Team, rosters: Iterable[Roster], former: Team) -> tuple[Left, ...]:
    """Warns of those on whom rosters count when they are in the team no more, and gives them.

    `former` is a team that has their names.
    """
    gone = counted_on(rosters, team, session.today(team))
    for text in _told(session, team, gone, former):
        complain(text)
    return gone


def _told(session: Session, team: Team, gone: Iterable[Left], former: Team) -> Iterator[str]:
    language, teller = session.language, session.teller(former, session.today(team).year)

    def weeks(items: Iterable[Left]) -> str:
        return language.listing(map(str, sorted({Week.of(day) for item in items for day in item.dates})))

    if out := [item for item in gone if item.member not in team.member]:
        names = language.listing(teller.name(item.member, "member") for item in out)
        facts = {"members": names, "team": team.id, "weeks": weeks(out)}
        yield language.ngettext(
            "{members} is no longer in team {team}, and the roster still counts on her. Plan {weeks} anew.",
            "{members} are no longer in team {team}, and the roster still counts on them. Plan {weeks} anew.",
            len(out),
            **facts,
        )
    for item in gone:
        if item.member in team.member and (last := team.member[item.member].until) is not None:
            yield language.gettext(
                "The last day of {member} in team {team} is {date}, and the roster counts on her after it. "
                "Plan {weeks} anew.",
                member=teller.name(item.member, "member"),
                team=team.id,
                date=teller.date(last),
                weeks=weeks([item]),
            )
