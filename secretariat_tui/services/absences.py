"""Unforeseen absence in a database: marked, answered at once, mended, and forgotten after its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from secretariat_tui.domain.calendar import DAYPARTS, Week
from secretariat_tui.domain.events import Absence
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.records import AbsenceRecord, ActKind
from secretariat_tui.domain.repair import Repair
from secretariat_tui.domain.team import Team
from secretariat_tui.services.left import counted_on, without
from secretariat_tui.services.office import Office
from secretariat_tui.services.repairing import applied, stored_plan
from secretariat_tui.services.sheets import Sheet, sheet
from secretariat_tui.services.weeks import Kept, Weeks, no_roster

LONG: Final = timedelta(days=28)
"""After so long an absence is no longer unforeseen: the lead is asked whether to plan without her."""


@dataclass(frozen=True)
class Absences:
    """Absence in the teams of an office."""

    office: Office

    def all(self, team: str) -> tuple[AbsenceRecord, ...]:
        """The absences that count, by start."""
        with self.office.store.read() as view:
            return view.absences(team)

    def long(self, team: str) -> tuple[AbsenceRecord, ...]:
        """Those of members that have lasted for four weeks and are not over, each from its beginning."""
        with self.office.store.read() as view:
            whole = view.team(team)
            records = of_members(view.absences(team), whole)
            today = self.office.today(whole)
        return lasting([record for record in records if record.absence.end >= today], records, whole, today)

    def mark(self, team: str, absence: Absence) -> AbsenceRecord:
        """Marks a member away. There is nothing to say why. Marking the same twice changes nothing."""
        with self.office.act(team, ActKind.ABSENT) as work:
            whole = work.team(team)
            replace(whole, absences=(*whole.absences, absence))  # which checks it
            known = next((item for item in work.absences(team) if item.absence == absence), None)
            if known is None:
                number = work.add_absence(absence)
                known = next(item for item in work.absences(team) if item.id == number)
        return known

    def around(self, team: str, absence: Absence) -> Sheet:
        """The weeks of an absence as they are in force, else as they were last planned, without the absence itself, and
        with whoever has left away.

        Weeks that have no roster yet are left out; raises BadInput where the first has none.
        """
        first, last = Week.of(absence.start), Week.of(absence.end)
        for state in ("published", "draft"):
            weeks = self._known(team, first, last, state)
            if weeks:
                seen = sheet(self.office, team, first, weeks, state)
                break
        else:
            raise no_roster(first)
        whole = self.office.team(team)
        gone = counted_on(seen.rosters, whole, self.office.today(whole))
        return without(seen.with_absences(item for item in seen.asked.team.absences if item != absence), gone)

    def _known(self, team: str, first: Week, last: Week, state: str) -> int:
        """How many weeks from the first on have such a version."""
        with self.office.store.read() as view:
            there = {item.week for item in view.weeks(team, first, last) if getattr(item, state) is not None}
        weeks = 0
        while first.plus(weeks) in there:
            weeks += 1
        return weeks

    def stored(self, seen: Sheet, absence: Absence) -> tuple[Contingency, ...]:
        """Who takes over now, as the roster says, before anything is solved."""
        if seen.plan is None:
            raise no_roster(seen.asked.horizon.first)
        return stored_plan(seen.problem, seen.plan.roster, absence)

    def apply(self, team: str, seen: Sheet, absence: Absence, repair: Repair, *, publish: bool = False) -> Kept:
        """Keeps a repair as the newest version of its weeks. Raises Refused where one of them changed since, or where
        the absence no longer counts."""
        plan = applied(seen.problem, absence, repair)
        away = seen.with_absences((*seen.asked.team.absences, absence))
        return Weeks(self.office).keep(team, away, plan, ActKind.REPAIR, publish=publish, absence=absence)

    def back(self, team: str, member: str, day: date) -> tuple[Absence, ...]:
        """A member is back from a date on: what lies before it stands. Gives what was marked from then on."""
        with self.office.act(team, ActKind.BACK) as work:
            ended = [item for item in work.absences(team) if item.absence.member == member and item.absence.end >= day]
            for item in ended:
                work.lift_absence(item.id)
                if item.absence.start < day:
                    work.add_absence(replace(item.absence, end=day - timedelta(1)))
        return tuple(item.absence for item in ended)

    def erase_old(self, team: str) -> int:
        """Erases absences that have been over for as long as the lead set. Gives how many."""
        with self.office.act(team, ActKind.ERASE) as work:
            today = self.office.today(work.team(team))
            return work.erase_absences(today - timedelta(weeks=work.absence_weeks(team)))

    def keep_for(self, team: str, weeks: int) -> None:
        """Sets after how many weeks absences are erased."""
        with self.office.act(team, ActKind.EDIT_TEAM) as work:
            work.set_absence_weeks(weeks)


def of_members(records: Iterable[AbsenceRecord], team: Team) -> tuple[AbsenceRecord, ...]:
    """Without those of who has left the team since."""
    return tuple(record for record in records if record.absence.member in team.member)


def lasting(
    now: Iterable[AbsenceRecord], records: Sequence[AbsenceRecord], team: Team, today: date
) -> tuple[AbsenceRecord, ...]:
    """Those that have lasted for four weeks, one of each member, from where it began.

    What was marked before one is part of it, when she does not work on the days between: an absence is made longer week
    by week. `records` are all that count.
    """
    found: dict[str, AbsenceRecord] = {}
    for record in now:
        start = _beginning(record.absence, records, team)
        if record.absence.start <= today and start + LONG <= today:
            found.setdefault(record.absence.member, replace(record, absence=replace(record.absence, start=start)))
    return tuple(found.values())


def _beginning(absence: Absence, records: Iterable[AbsenceRecord], team: Team) -> date:
    start = absence.start
    others = (item.absence for item in records if item.absence.member == absence.member)
    for before in sorted(others, key=lambda item: item.end, reverse=True):
        if before.start < start and not _works_between(team, absence.member, before.end, start):
            start = before.start
    return start


def _works_between(team: Team, member: str, after: date, before: date) -> bool:
    days = (after + timedelta(n) for n in range(1, (before - after).days))
    pattern = team.member[member].pattern
    worked = ((day.weekday(), pattern.in_week(Week.of(day))) for day in days if day.weekday() in team.open_days)
    return any((weekday, part) in cells for weekday, cells in worked for part in DAYPARTS)
