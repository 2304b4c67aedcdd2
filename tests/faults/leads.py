"""Leads who work on one team, straight on the store, and remember what they were told.

Every version carries a number, the seed of its roster, which is one more than that of the version it was made on: an
update that is lost shows as a number that comes twice. Acts that change several things change them by the same number.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Refused, SecretariatError
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repository import Reading, Store, Writing
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from tests import build
from tests.faults.ledger import Ledger
from tests.plans import plan_of, small_team

TEAM = "so"
WEEKS = (Week(2026, 53), Week(2027, 1))
START = datetime(2026, 12, 1, 8, tzinfo=UTC)
SPRING = date(2027, 3, 1)
NAME = "Secretariaat {number}"

Facts = dict[str, Any]


@dataclass
class Lead:
    """One who acts. `rng` chooses what; her name is her own, so that her name and the moment name an act."""

    store: Store
    ledger: Ledger
    name: str
    rng: random.Random
    weeks: tuple[Week, ...] = WEEKS
    _acts: int = field(default=0)

    @contextmanager
    def act(self, kind: ActKind, undoes: int | None = None) -> Iterator[tuple[Writing, Facts]]:
        """One act, written down before it begins and after it is acknowledged or refused."""
        self._acts += 1
        at = START + timedelta(seconds=self._acts)
        name = (self.name, at.isoformat(), str(kind))
        facts: Facts = {}
        self.ledger.begin(*name)
        try:
            with self.store.write(TEAM, kind, self.name, at, undoes=undoes) as writing:
                yield writing, facts
        except SecretariatError:
            self.ledger.refuse(*name)
            raise
        self.ledger.acknowledge(*name, facts)


def found(store: Store, weeks: tuple[Week, ...] = WEEKS) -> None:
    """Makes the team, and a first version of each week."""
    with store.write(TEAM, ActKind.IMPORT_TEAM, "founder", START) as writing:
        writing.put_team(team_numbered(0))
    for week in weeks:
        with store.write(TEAM, ActKind.PLAN, "founder", START) as writing:
            writing.add_version(plan_numbered(week, 1), 0)


def team_numbered(number: int) -> Team:
    """The small team, with a number in its name and as many requests for leave of Anna."""
    team = small_team()
    first = team.leave[0]
    days = (SPRING + timedelta(n) for n in range(number))
    more = (replace(first, start=day, end=day) for day in days)
    return replace(team, name=NAME.format(number=number), leave=(*team.leave, *more), absences=())


def plan_numbered(week: Week, number: int) -> Plan:
    """The small plan moved to another week."""
    plan = plan_of(build.problem(small_team()))
    moved = timedelta(days=(week.days[0] - build.WEEK.days[0]).days)
    roster = plan.roster
    return Plan(
        Roster(
            roster.team,
            (week,),
            tuple(replace(item, date=item.date + moved) for item in roster.assignments),
            tuple(replace(item, date=item.date + moved) for item in roster.duties),
            roster.stages,
            roster.status,
            seed=number,
        )
    )


def number_of(view: Reading, week: Week, version: int) -> int:
    """The number that a version carries."""
    return view.plan(TEAM, week, version).roster.seed


def plan(lead: Lead) -> None:
    """Plans all weeks anew, in one act."""
    with lead.act(ActKind.PLAN) as (writing, facts):
        for week in lead.weeks:
            facts[str(week)] = _add(writing, week)


def assign(lead: Lead) -> None:
    """Edits a week that was seen just before, in a view of its own."""
    _edit(lead, ActKind.ASSIGN)


def swap(lead: Lead) -> None:
    """As `assign`."""
    _edit(lead, ActKind.SWAP)


def _edit(lead: Lead, kind: ActKind) -> None:
    week = lead.rng.choice(lead.weeks)
    with lead.store.read() as view:
        state = view.week(TEAM, week)
        assert state is not None
        number = number_of(view, week, state.draft) + 1
    with lead.act(kind) as (writing, facts):
        facts[str(week)] = writing.add_version(plan_numbered(week, number), state.revision)


def _add(writing: Writing, week: Week) -> int:
    state = writing.week(TEAM, week)
    assert state is not None
    number = number_of(writing, week, state.draft) + 1
    return writing.add_version(plan_numbered(week, number), state.revision)


def publish(lead: Lead) -> None:
    """Edits a week and publishes it, in one act: so it surely changes something."""
    week = lead.rng.choice(lead.weeks)
    with lead.act(ActKind.PUBLISH) as (writing, facts):
        facts[str(week)] = number = _add(writing, week)
        writing.publish(week, number)


def import_team(lead: Lead) -> None:
    """Takes in the team under its next number, with one request for leave more."""
    with lead.act(ActKind.IMPORT_TEAM) as (writing, facts):
        entry = writing.entry(TEAM)
        facts["number"] = number = team_number(entry.name) + 1
        writing.put_team(team_numbered(number), entry.revision)


def team_number(name: str) -> int:
    """The number in the name of the team."""
    return int(name.removeprefix(NAME.format(number="")))


def absent(lead: Lead) -> None:
    """Somebody falls out, and the week is repaired in the same act."""
    week = lead.rng.choice(lead.weeks)
    day = week.days[lead.rng.randrange(5)]
    with lead.act(ActKind.ABSENT) as (writing, facts):
        facts["absence"] = writing.add_absence(Absence("carla", day, day))
        facts[str(week)] = _add(writing, week)


def back(lead: Lead) -> None:
    """All who fell out are back. Where somebody else said so meanwhile, it changes nothing, and is no act."""
    with lead.act(ActKind.BACK) as (writing, facts):
        facts["lifted"] = [record.id for record in writing.absences(TEAM)]
        for id in facts["lifted"]:
            writing.lift_absence(id)


def request_leave(lead: Lead) -> None:
    """Bea asks for a day off."""
    day = START.date() + timedelta(lead.rng.randrange(300))
    with lead.act(ActKind.REQUEST_LEAVE) as (writing, facts):
        facts["leave"] = writing.request_leave(Leave("bea", day, day, status=LeaveStatus.REQUESTED), "anna")


def decide_leave(lead: Lead) -> None:
    """Approves or refuses what was asked first."""
    with lead.store.read() as view:
        asked = view.leave(TEAM, [LeaveStatus.REQUESTED])
    if not asked:
        request_leave(lead)
        return
    status = lead.rng.choice((LeaveStatus.APPROVED, LeaveStatus.REFUSED))
    kind = ActKind.APPROVE_LEAVE if status is LeaveStatus.APPROVED else ActKind.REFUSE_LEAVE
    with lead.act(kind) as (writing, facts):
        writing.set_leave(asked[0].id, status, LeaveStatus.REQUESTED)
        facts |= {"decided": asked[0].id, "status": str(status)}


def undo(lead: Lead) -> None:
    """Takes back the last edit of a week, where nothing came after it."""
    with lead.store.read() as view:
        last = view.acts(TEAM)[-1]
    if last.kind not in (ActKind.ASSIGN, ActKind.SWAP, ActKind.ABSENT):
        assign(lead)
        return
    with lead.act(ActKind.UNDO, last.number) as (writing, facts):
        writing.revert(last)
        facts["undoes"] = last.number


ACTS: dict[str, Callable[[Lead], None]] = {
    "plan": plan,
    "publish": publish,
    "import": import_team,
    "swap": swap,
    "assign": assign,
    "absent": absent,
    "back": back,
    "leave": request_leave,
    "decide": decide_leave,
    "undo": undo,
}


def insist(act: Callable[[Lead], None], lead: Lead, tries: int = 1000) -> int:
    """Does an act until it is not refused, looking again each time. Gives how often it was refused."""
    for refusals in range(tries):
        try:
            act(lead)
        except Refused:
            continue
        return refusals
    raise AssertionError("refused all the time")
