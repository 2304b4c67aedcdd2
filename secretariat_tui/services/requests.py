"""Leave in a database: asked for with its light, granted or not, and decided together in rounds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput, Refused, fault
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Calendar, Colour, Light, Round, ensure_askable, judged_weeks
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind, LeaveRecord
from secretariat_tui.domain.repository import Reading
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.leave import advise, decide_round, leave_calendar
from secretariat_tui.services.office import Office, ensure_wanted

_ACTS = {
    LeaveStatus.APPROVED: ActKind.APPROVE_LEAVE,
    LeaveStatus.REFUSED: ActKind.REFUSE_LEAVE,
    LeaveStatus.WITHDRAWN: ActKind.WITHDRAW_LEAVE,
}
_FROM = {
    LeaveStatus.APPROVED: (LeaveStatus.REQUESTED, LeaveStatus.REFUSED),
    LeaveStatus.REFUSED: (LeaveStatus.REQUESTED,),
    LeaveStatus.WITHDRAWN: (LeaveStatus.REQUESTED, LeaveStatus.APPROVED),
}
"""Which status a request must have to get another."""
_STANDING = (LeaveStatus.REQUESTED, LeaveStatus.APPROVED)
"""Leave that stands need not be asked for again; what was refused or withdrawn may be."""


@dataclass(frozen=True)
class Asked:
    """A request with its light."""

    record: LeaveRecord
    advice: Advice
    problem: Problem


@dataclass(frozen=True)
class Requests:
    """Leave in the teams of an office."""

    office: Office

    def all(self, team: str, statuses: Iterable[LeaveStatus] | None = None) -> tuple[LeaveRecord, ...]:
        """Requests, by start."""
        with self.office.store.read() as view:
            return view.leave(team, statuses)

    def light(
        self, team: str, leave: Leave, limits: Limits | None = None, stop: threading.Event | None = None
    ) -> tuple[Problem, Advice]:
        """What a request would do, asked for or not. Nothing is kept."""
        problem = self.around(team, leave)
        asked = replace(leave, status=LeaveStatus.REQUESTED)
        return problem, advise(problem, asked, limits, stop)

    def request(
        self,
        team: str,
        leave: Leave,
        substitute: str | None = None,
        limits: Limits | None = None,
        stop: threading.Event | None = None,
    ) -> Asked:
        """Asks for leave, and tells its light at once. Raises BadInput for leave that is there already, or too long."""
        ensure_askable(leave)
        problem, advice = self.light(team, leave, limits, stop)
        ensure_wanted(stop)
        return Asked(self.put(team, leave, substitute), advice, problem)

    def put(self, team: str, leave: Leave, substitute: str | None = None) -> LeaveRecord:
        """Asks for leave, whatever its light. Raises BadInput for leave that is there already, or too long."""
        ensure_askable(leave)
        asked = replace(leave, status=LeaveStatus.REQUESTED)
        with self.office.act(team, ActKind.REQUEST_LEAVE) as work:
            whole = work.team(team)
            same = [item for item in whole.leave if replace(item, status=asked.status) == asked]
            if any(item.status in _STANDING for item in same):
                template = N_("{member} asked for this leave already.")
                raise BadInput([fault("asked-already", template, member=asked.member)])
            others = [item for item in whole.leave if item not in same]
            replace(whole, leave=(*others, asked))  # which checks it
            number = work.request_leave(asked, substitute)
        return self._record(team, number)

    def decide(
        self,
        team: str,
        number: int,
        status: LeaveStatus,
        why: str = "",
        limits: Limits | None = None,
        stop: threading.Event | None = None,
    ) -> Asked:
        """Approves, refuses or withdraws a request, and tells its light.

        What is red may be approved with a word why, which the history keeps. Raises Refused for a request that cannot
        become that any more.
        """
        record = self._record(team, number)
        _may_become(record, status)
        problem, advice = self.light(team, record.leave, limits, stop)
        ensure_wanted(stop)
        if status is LeaveStatus.APPROVED and advice.light.colour is Colour.RED and not why:
            template = N_("This leave is red: it leaves work to nobody. Approving it needs a word why.")
            raise BadInput([fault("red", template, hint=N_("Say it with --why."))])
        return Asked(self.settle(team, number, status, why), advice, problem)

    def settle(self, team: str, number: int, status: LeaveStatus, why: str = "") -> LeaveRecord:
        """Approves, refuses or withdraws a request, whatever its light: whoever asks this has seen it."""
        record = self._record(team, number)
        _may_become(record, status)
        with self.office.act(team, _ACTS[status], why) as work:
            work.set_leave(number, status, expected=record.leave.status)
            work.team(team)  # which checks it with the rest
        return self._record(team, number)

    def decline(self, team: str, number: int, declined: bool = True) -> LeaveRecord:
        """The substitute of a leave says whether she declines; the leave itself stands."""
        with self.office.act(team, ActKind.REQUEST_LEAVE) as work:
            work.decline(number, declined)
        return self._record(team, number)

    def calendar(
        self,
        team: str,
        first: Week,
        weeks: int,
        on_light: Callable[[Light], None] | None = None,
        stop: threading.Event | None = None,
        limits: Limits | None = None,
    ) -> tuple[Problem, Calendar]:
        """The light of every member and open daypart."""
        problem = self.pose(team, first, weeks)
        return problem, leave_calendar(problem, on_light, stop, limits)

    def round(
        self,
        team: str,
        first: Week,
        weeks: int,
        limits: Limits | None = None,
        stop: threading.Event | None = None,
        *,
        keep: bool = False,
    ) -> tuple[Problem, Round]:
        """Decides all requested leave of some weeks together; who gave way last time is served first.

        With `keep` the answer is: what is granted becomes approved, the rest refused, and who gave way is remembered.
        """
        problem, gave_way = self.pose(team, first, weeks), self.gave_way(team)
        found = decide_round(problem, gave_way, limits, stop)
        if keep:
            ensure_wanted(stop)
            self.keep_round(team, found, gave_way)
        return problem, found

    def gave_way(self, team: str) -> Mapping[str, int]:
        """How often each member gave way in rounds since all her wishes were granted."""
        with self.office.store.read() as view:
            return dict(view.gave_way(team))

    def keep_round(self, team: str, found: Round, seen: Mapping[str, int]) -> None:
        """Keeps the answer of a round: what was granted or refused in it, of what still waits. Raises Refused where it
        is no longer as was `seen` how often each gave way: another round was kept since."""
        refused = {item.wish for item in found.refused}
        with self.office.act(team, ActKind.LEAVE_ROUND) as work:
            for record in work.leave(team, [LeaveStatus.REQUESTED]):
                if record.leave in found.granted:
                    work.set_leave(record.id, LeaveStatus.APPROVED)
                elif record.leave in refused:
                    work.set_leave(record.id, LeaveStatus.REFUSED)
            work.set_gave_way(dict(found.gave_way), seen)
            work.team(team)

    def counted_on(self, team: str, leaves: Iterable[Leave]) -> tuple[Week, ...]:
        """The weeks of which the newest roster still counts on somebody during one of these leaves."""
        found: set[Week] = set()
        with self.office.store.read() as view:
            touches = view.team(team).touches
            for leave in leaves:
                rosters = view.rosters(team, Week.of(leave.start), Week.of(leave.end), "draft")
                works = (item for roster in rosters for item in roster.assignments)
                found |= {
                    Week.of(item.date)
                    for item in works
                    if any(leave.takes(item.member, item.date, part) for part in touches(item.span))
                }
        return tuple(sorted(found, key=lambda week: week.monday))

    def pose(self, team: str, first: Week, weeks: int) -> Problem:
        """The problem of some weeks."""
        with self.office.store.read() as view:
            return self.office.pose(view, view.team(team), first, weeks)

    def around(self, team: str, leave: Leave) -> Problem:
        """The problem of the weeks that a leave touches, as far as it is judged."""
        horizon = judged_weeks(leave)
        return self.pose(team, horizon.first, horizon.weeks)

    def _record(self, team: str, number: int) -> LeaveRecord:
        with self.office.store.read() as view:
            return _find(view, team, number)


def _find(view: Reading, team: str, number: int) -> LeaveRecord:
    for record in view.leave(team):
        if record.id == number:
            return record
    raise BadInput([fault("unknown-record", N_("There is no request for leave {number}."), number=number)])


def _may_become(record: LeaveRecord, status: LeaveStatus) -> None:
    if record.leave.status in _FROM[status]:
        return
    texts = {
        LeaveStatus.APPROVED: N_("Request {number} cannot be approved any more."),
        LeaveStatus.REFUSED: N_("Request {number} cannot be refused any more."),
        LeaveStatus.WITHDRAWN: N_("Request {number} cannot be withdrawn any more."),
    }
    raise Refused([fault("not-now", texts[status], number=record.id)])
