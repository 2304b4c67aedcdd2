"""What the screens work on: one team of a database, its weeks, and the acts on them, each of which can be undone.

A workspace holds no unsaved work: what an act changed is kept when it returns. Every edit of a team, from a pin to an
agreement, is another `Team`, which checks itself. Acts raise Refused where somebody else changed the same meanwhile,
BadInput for what cannot be, and Unusable where nothing can be kept; then nothing was changed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol, TypeVar

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.clock import local_time
from secretariat_tui.domain.edits import Edit, Edited
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.leave_light import Round
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import Act, ActKind, LeaveRecord, Version
from secretariat_tui.domain.repair import Repair
from secretariat_tui.domain.team import Team
from secretariat_tui.services import merging
from secretariat_tui.services.absences import Absences
from secretariat_tui.services.former import team_naming
from secretariat_tui.services.handbook import Handbook
from secretariat_tui.services.left import Left, counted_on, left_out
from secretariat_tui.services.morning import Morning, morning
from secretariat_tui.services.office import Office
from secretariat_tui.services.own_calendars import OwnCalendars
from secretariat_tui.services.questions import Question, Step
from secretariat_tui.services.requests import Requests
from secretariat_tui.services.sheets import Sheet, sheet
from secretariat_tui.services.team_changes import change_team
from secretariat_tui.services.teams import MAY, MayWrite
from secretariat_tui.services.weeks import Weeks

A = TypeVar("A")
B = TypeVar("B")


class Planner(Protocol):
    """Who answers questions that take long, beside the screens."""

    async def ask(
        self,
        question: Question[A],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> A:
        """The answer. `tell` is called with each step on the way; a set `stop` ends the work soon, with the best answer
        so far. Raises Impossible, or Unusable where the planner was lost. Cancelled, it leaves nothing running."""
        ...

    async def warm(self) -> None:
        """Makes ready for a question that is likely to come."""
        ...

    async def close(self) -> None:
        """Ends what still runs."""
        ...


class SeenTeam(NamedTuple):
    """A team as it stood when the user looked at it."""

    team: Team
    revision: int
    """Of its description."""


class Workspace:
    """One team of a database, as one user works on it.

    It remembers what the user saw: the team, and the revision of each week. An act that was made on something that
    somebody else changed since is refused, and tells who did what; additions, such as a pin or a wish, go together.
    """

    def __init__(self, office: Office, team: str, planner: Planner, *, may_write: MayWrite = MAY) -> None:
        self.office = office
        self.planner = planner
        self.may_write = bool(may_write)
        self.why_not = may_write.why_not
        self.weeks = Weeks(office)
        self.requests = Requests(office)
        self.absences = Absences(office)
        self.handbook = Handbook(office)
        self.calendars = OwnCalendars(office)
        self._id = team
        self._seen: dict[Week, int] = {}
        self._look()

    @property
    def team(self) -> Team:
        """The team as it stands, with leave, absence, wishes and pins that count."""
        return self._team

    @property
    def seen_team(self) -> SeenTeam:
        """The same, for a change that is made of it later, when somebody else may have changed it."""
        return SeenTeam(self._team, self._revision)

    def now(self) -> datetime:
        """The time on the clock on the wall of the team, without a zone."""
        return local_time(self.office.clock, self._team.timezone)

    @property
    def this_week(self) -> Week:
        """The week to look at: when all its days are over, the one after it."""
        today = self.now().date()
        week = Week.of(today)
        return week if today.weekday() <= max(self._team.open_days) else week.plus(1)

    def sheet(self, first: Week, weeks: int = 1) -> Sheet:
        """Some weeks, one after the other. Cheap enough to be asked again after every act."""
        found = sheet(self.office, self._id, first, weeks)
        self._seen.update(found.seen)
        return found

    def sheet_without_left(self, first: Week, weeks: int = 1) -> tuple[Sheet, tuple[Left, ...]]:
        """The same, as they come to without those on whom they count from today on and who are in the team no more; and
        who those are."""
        seen = self.sheet(first, weeks)
        gone = counted_on(seen.rosters, self._team, self.now().date())
        return left_out(seen, gone), gone

    def change_team(self, team: Team, kind: ActKind, why: str = "", seen: SeenTeam | None = None) -> None:
        """Keeps the team in the place of the one that `team` was: people, agreements, leave, absence, wishes, pins.
        `seen` is what it was made of, as it stands unless given: raises Refused where both changed the description;
        what somebody else added since stays."""
        before, revision = seen or self.seen_team
        with self.office.act(self._id, kind, why) as work:
            change_team(work, before, team, revision)
        self._look()

    def keep(self, plan: Plan, kind: ActKind = ActKind.PLAN, why: str = "", seen: Sheet | None = None) -> None:
        """Keeps a plan as the newest version of each of its weeks. `seen` is what it was made on, as it stands unless
        given: raises Refused where one of the weeks has another version since. Who plans also erases absences of long
        ago: no other act comes as surely, week after week."""
        if kind is ActKind.PLAN:
            self.absences.erase_old(self._id)
        weeks = plan.roster.weeks
        made_on = seen or self.sheet(weeks[0], len(weeks))
        self.weeks.keep(self._id, made_on, plan, kind, why)
        self.sheet(weeks[0], len(weeks))
        self._look()

    def take(self, seen: Sheet, edits: Sequence[Edit], edited: Edited, kind: ActKind, why: str = "") -> bool:
        """Keeps what came of edits of one week. Whether it was made on what somebody else changed meanwhile; raises
        Refused where it breaks a rule, or where both changed the same."""
        merged = merging.take(self.weeks, self._id, seen, edits, edited, kind, why)
        self.sheet(seen.asked.horizon.first, len(seen.asked.weeks))
        self._look()
        return merged

    def publish(self, first: Week, weeks: int = 1, seen: Sheet | None = None) -> None:
        """Puts the newest version of each week in force. `seen` is what it was decided on, what the workspace showed
        last unless given: raises Refused where one of the weeks has another version since."""
        chosen = tuple(Horizon(first, weeks))
        known = self._seen if seen is None else seen.seen
        expected = {week: known[week] for week in chosen if week in known}
        self.weeks.publish(self._id, chosen, expected=expected)
        self.sheet(first, weeks)
        self._look()

    def undo(self) -> ActKind | None:
        """Takes back the last act of the user that is not undone. What it was; None where there is none."""
        return self._told(self.weeks.undo(self._id))

    def redo(self) -> ActKind | None:
        """Does again what was undone last. What it was; None where there is none."""
        return self._told(self.weeks.redo(self._id))

    def acts(self) -> tuple[Act, ...]:
        """All acts on the team, oldest first."""
        return self.weeks.acts(self._id)

    def is_behind(self) -> bool:
        """Whether something was done since it was looked at. Changes nothing, so that any thread may ask."""
        with self.office.store.read() as view:
            return view.entry(self._id).acts != self._acts

    def news(self) -> tuple[Act, ...]:
        """What others did since this was asked last; after it the workspace shows it too."""
        with self.office.store.read() as view:
            if view.entry(self._id).acts == self._acts:
                return ()
            found = view.acts(self._id, self._acts)
        self._look()
        self._seen.clear()
        return tuple(act for act in found if act.who != self.office.who)

    def versions(self, week: Week) -> tuple[Version, ...]:
        """The versions of a week, oldest first."""
        return self.weeks.history(self._id, week)[1]

    def version(self, week: Week, number: int) -> Plan:
        """A version of a week."""
        return self.weeks.version(self._id, week, number)[1]

    def restore(self, week: Week, number: int) -> None:
        """Brings a former version back as the newest."""
        self.weeks.restore(self._id, week, number)
        self._look()

    def realise(self, week: Week, number: int) -> None:
        """Marks a version as what really happened."""
        self.weeks.realise(self._id, week, number)
        self._look()

    def write_page(self, account: str, text: str, expected: int | None = None) -> None:
        """Keeps a page of the handbook. `expected` is the number of the page that was seen, 0 for none."""
        self.handbook.write(self._id, account, text, expected=expected)
        self._look()

    def calendar_choices(self) -> Mapping[str, CalendarChoice]:
        """What members want in their calendars, of those who chose, as the user saw it."""
        return self._choices

    def choose_calendar(self, member: str, choice: CalendarChoice, seen: CalendarChoice | None = None) -> None:
        """Keeps what a member wants in her calendar. `seen` is what it was made of: raises Refused where it is other
        since."""
        self.calendars.choose(self._id, member, choice, seen)
        self._look()

    def morning(self) -> Morning:
        """Today as it stands: what is in force, and what waits."""
        return morning(self.office, self._id)

    def mark_absent(self, absence: Absence) -> None:
        """Marks a member away."""
        self.absences.mark(self._id, absence)
        self._look()

    def around(self, absence: Absence) -> Sheet:
        """The weeks of an absence as they are in force, else as they were last planned, without the absence itself."""
        return self.absences.around(self._id, absence)

    def repair(self, seen: Sheet, absence: Absence, repair: Repair, *, publish: bool) -> None:
        """Keeps a repair of the weeks of an absence."""
        self.absences.apply(self._id, seen, absence, repair, publish=publish)
        self._seen.clear()
        self._look()

    def back(self, member: str, day: date) -> None:
        """A member is back from a date on."""
        self.absences.back(self._id, member, day)
        self._look()

    def leave(self) -> tuple[LeaveRecord, ...]:
        """Requests for leave, with their numbers, by start."""
        return self.requests.all(self._id)

    def request_leave(self, leave: Leave, substitute: str | None = None) -> LeaveRecord:
        """Keeps a request for leave; `substitute` is told that she is to stand in."""
        return self._seen_after(self.requests.put(self._id, leave, substitute))

    def naming(self, members: Iterable[str]) -> Team:
        """The team, with those of these members who have left."""
        with self.office.store.read() as view:
            return team_naming(view, self._team, members)

    def settle_leave(self, number: int, status: LeaveStatus, why: str = "") -> LeaveRecord:
        """Approves, refuses or withdraws a request, whatever its light."""
        return self._seen_after(self.requests.settle(self._id, number, status, why))

    def decline_leave(self, number: int, declined: bool) -> LeaveRecord:
        """The substitute of a leave says whether she declines."""
        return self._seen_after(self.requests.decline(self._id, number, declined))

    def keep_round(self, found: Round, seen: Mapping[str, int]) -> None:
        """Keeps the answer of a leave round; `seen` is how often each had given way before it."""
        self.requests.keep_round(self._id, found, seen)
        self._look()

    def _seen_after(self, done: B) -> B:
        self._look()
        return done

    def _told(self, act: Act | None) -> ActKind | None:
        self._look()
        self._seen.clear()
        return None if act is None else act.kind

    def _look(self) -> None:
        """Sees the team as it stands."""
        with self.office.store.read() as view:
            entry = view.entry(self._id)
            self._team = view.team(self._id)
            self._choices = view.calendar_choices(self._id)
        self._revision, self._acts = entry.revision, entry.acts
