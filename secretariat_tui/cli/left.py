"""Rosters in the database that still count on somebody who has left the team since they were made.

Such a roster is read with the team as it was. From today on, or after her last day, she is no more than away in it:
nobody is told that she has an account then, or could take one over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat_tui.cli.output import complain
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import Absence

if TYPE_CHECKING:
    from secretariat_tui.cli.session import Session
    from secretariat_tui.domain.roster import Roster
    from secretariat_tui.domain.team import Team
    from secretariat_tui.services.sheets import Sheet


def without_left(session: Session, team: Team, seen: Sheet, *, to_check: bool = False) -> Sheet:
    """The same weeks, with whoever has left away, and a warning where the roster counts on somebody.

    `team` is the team as it stands. The rules themselves tell of a last day: `to_check` leaves that to them.
    """
    if seen.plan is None:
        return seen
    gone, whole = tell_of_left(session, team, [seen.plan.roster], seen.asked.team), seen.asked.horizon
    if not gone:
        return seen
    away = (
        Absence(member, max(since, whole.start), whole.end)
        for member, since in gone.items()
        if not (to_check and member in team.member)
    )
    return seen.with_absences((*seen.asked.team.absences, *away))


def of_those_there(session: Session, team: Team, roster: Roster) -> Roster:
    """The roster without what whoever has left has in it then: what is asked of it is told without her."""
    today = session.today(team)

    def is_there(member: str, day: date) -> bool:
        return day < max(today, _gone_since(team, member))

    assignments = tuple(item for item in roster.assignments if is_there(item.member, item.date))
    duties = tuple(item for item in roster.duties if is_there(item.member, item.date))
    return replace(roster, assignments=assignments, duties=duties)


def tell_of_left(session: Session, team: Team, rosters: Iterable[Roster], former: Team) -> Mapping[str, date]:
    """Warns of those on whom rosters count when they are in the team no more. Gives since when each is not, today at
    the earliest: of what is past nothing is asked.

    `former` is a team that has their names.
    """
    today = session.today(team)
    counted: dict[str, set[date]] = {}
    gone: dict[str, date] = {}
    for member, day in sorted(set(_named(rosters))):
        since = max(today, _gone_since(team, member))
        if day >= since:
            counted.setdefault(member, set()).add(day)
            gone[member] = since
    for text in _told(session, team, counted, former):
        complain(text)
    return gone


def _gone_since(team: Team, member: str) -> date:
    """The first date on which she is not in the team; the last there is where she stays."""
    known = team.member.get(member)
    if known is None:
        return date.min
    return date.max if known.until in (None, date.max) else known.until + timedelta(1)


def _told(session: Session, team: Team, counted: Mapping[str, Iterable[date]], former: Team) -> Iterator[str]:
    language, teller = session.language, session.teller(former, session.today(team).year)

    def weeks(members: Iterable[str]) -> str:
        return language.listing(map(str, sorted({Week.of(day) for member in members for day in counted[member]})))

    if out := [member for member in counted if member not in team.member]:
        names = language.listing(teller.name(member, "member") for member in out)
        facts = {"members": names, "team": team.id, "weeks": weeks(out)}
        yield language.ngettext(
            "{members} is no longer in team {team}, and the roster still counts on her. Plan {weeks} anew.",
            "{members} are no longer in team {team}, and the roster still counts on them. Plan {weeks} anew.",
            len(out),
            **facts,
        )
    for member in counted:
        if member in team.member and (last := team.member[member].until) is not None:
            yield language.gettext(
                "The last day of {member} in team {team} is {date}, and the roster counts on her after it. "
                "Plan {weeks} anew.",
                member=teller.name(member, "member"),
                team=team.id,
                date=teller.date(last),
                weeks=weeks([member]),
            )


def _named(rosters: Iterable[Roster]) -> Iterator[tuple[str, date]]:
    for roster in rosters:
        yield from ((work.member, work.date) for work in roster.assignments)
        yield from ((duty.member, duty.date) for duty in roster.duties)
