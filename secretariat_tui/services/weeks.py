"""The weeks of a team: planned, changed, published, taken back and looked up. Every act makes a new version."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.edits import Edit, Edited
from secretariat_tui.domain.errors import BadInput, Fault, Refused, fault
from secretariat_tui.domain.events import Absence, Pin
from secretariat_tui.domain.explanation import Difference
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import Act, ActKind, PinRecord, Version, WeekState
from secretariat_tui.domain.repository import Writing
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.difference import compare
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.weekly import week_by_week
from secretariat_tui.services.editing import edit, taken
from secretariat_tui.services.feed import keep_ledger, ledger_of
from secretariat_tui.services.former import team_of
from secretariat_tui.services.hours import keep_hours
from secretariat_tui.services.office import Office
from secretariat_tui.services.planning import pose
from secretariat_tui.services.sheets import Sheet, sheet
from secretariat_tui.services.undoing import first_done, last_to_redo, last_to_undo

Tell = Callable[[Progress], None]

NOT_AWAY = N_("{member} is no longer marked away as she was: nothing is repaired.")

_IN_FORCE = ("published:", "realised:")
"""What changes of an act say that something else counts now."""


@dataclass(frozen=True)
class Kept:
    """A plan that was kept: its version of each week. `is_new` False: it was there already, and nothing was done."""

    problem: Problem
    plan: Plan
    versions: Mapping[Week, int]
    is_new: bool = True


@dataclass(frozen=True)
class Weeks:
    """The weeks of the teams of an office."""

    office: Office

    # -- looking

    def show(self, team: str, first: Week, weeks: int = 1, state: str = "draft") -> Sheet:
        """Some weeks as they stand."""
        return sheet(self.office, team, first, weeks, state)

    def version(self, team: str, week: Week, number: int | None = None) -> tuple[Sheet, Plan]:
        """A version of a week, the newest unless said, and its week; raises BadInput where there is none."""
        with self.office.store.read() as view:
            state = view.week(team, week)
            if state is None:
                raise no_roster(week)
            plan = view.plan(team, week, number or state.draft)
            asked = self.office.pose_alone(view, team_of(view, view.team(team), [plan.roster]), week)
        return Sheet(asked, plan, (state,), self.office), plan

    def history(self, team: str, week: Week) -> tuple[WeekState | None, tuple[Version, ...]]:
        """The versions of a week, oldest first, and which of them count."""
        with self.office.store.read() as view:
            return view.week(team, week), view.versions(team, week)

    def kept_rosters(
        self, team: str, since: date | None = None, until: date | None = None
    ) -> tuple[tuple[Roster, ...], tuple[Roster, ...]]:
        """The rosters of the weeks of a period, for its report: of the weeks in force every one that ever was, in the
        order in which it was, with the date since when, and those that really happened."""
        with self.office.store.read() as view:
            states = view.weeks(team)
            known = [state.week for state in states]
            in_force = {state.week for state in states if state.published is not None}
            first = Week.of(since) if since is not None else min(known, default=None)
            last = Week.of(until) if until is not None else max(known, default=None)
            if first is None or last is None:
                return (), ()
            zone = ZoneInfo(view.team(team).timezone)
            published = tuple(
                replace(
                    view.plan(team, item.week, item.version).roster,
                    state="published",
                    published_on=item.at.astimezone(zone).date(),
                )
                for item in view.publications(team)
                if item.version is not None and item.week in in_force and first <= item.week <= last
            )
            return published, view.rosters(team, first, last, "realised")

    def acts(self, team: str) -> tuple[Act, ...]:
        """Everything that was done, oldest first."""
        with self.office.store.read() as view:
            return view.acts(team)

    def compare(self, team: str, week: Week, before: int, after: int) -> tuple[Problem, Difference]:
        """What changed between two versions of a week."""
        with self.office.store.read() as view:
            first, second = (view.plan(team, week, number).roster for number in (before, after))
            problem = self.office.pose(view, team_of(view, view.team(team), (first, second)), week)
        return problem, compare(problem, first, second)

    # -- planning

    def plan(
        self,
        team: str,
        first: Week,
        weeks: int = 1,
        limits: Limits | None = None,
        tell: Tell | None = None,
        stop: threading.Event | None = None,
        *,
        publish: bool = False,
        if_missing: bool = False,
    ) -> Kept:
        """Plans some weeks and keeps a version of each, in one act.

        With `if_missing`, only weeks without a roster are planned; a roster that is there stays, and is published only
        where the week has none in force. Raises Refused where somebody changed one of the weeks while it was planned:
        hers stands.
        """
        if if_missing:
            return self._plan_missing(team, first, weeks, limits, tell, stop, publish)
        seen = self.show(team, first, weeks).afresh()
        return self.keep(team, seen, self.office.plan(seen.problem, limits, tell, stop), publish=publish)

    def _plan_missing(
        self,
        team: str,
        first: Week,
        weeks: int,
        limits: Limits | None,
        tell: Tell | None,
        stop: threading.Event | None,
        publish: bool,
    ) -> Kept:
        """Plans what is not there yet, weeks that follow one another together, the earliest first."""
        done = False
        while (missing := self._first_missing(team, first, weeks)) is not None:
            seen = self.show(team, *missing)
            plan = self.office.plan(seen.problem, limits, tell, stop)
            try:
                self.keep(team, seen, plan, publish=publish)
                done = True
            except Refused:
                now = self.show(team, *missing)
                quicker = now.plan is not None and (now.is_published or not publish)
                if not quicker:  # by another run of the same, that is: what a lead made is hers to publish
                    raise
        now = self.show(team, first, weeks)
        waiting = [state.week for state in now.states if state is not None and state.published is None]
        if publish and waiting:
            self.publish(team, waiting, expected=now.seen)
            done, now = True, self.show(team, first, weeks)
        if now.plan is None:
            raise no_roster(first)
        return Kept(now.problem, now.plan, _numbers(now), is_new=done)

    def _first_missing(self, team: str, first: Week, weeks: int) -> tuple[Week, int] | None:
        """The first weeks in a row that have no roster: the first of them, and how many."""
        horizon = tuple(Horizon(first, weeks))
        with self.office.store.read() as view:
            there = {state.week for state in view.weeks(team, horizon[0], horizon[-1])}
        missing = [week for week in horizon if week not in there]
        if not missing:
            return None
        count = 1
        while missing[0].plus(count) in missing:
            count += 1
        return missing[0], count

    def keep(
        self,
        team: str,
        seen: Sheet,
        plan: Plan,
        kind: ActKind = ActKind.PLAN,
        why: str = "",
        *,
        publish: bool = False,
        absence: Absence | None = None,
    ) -> Kept:
        """Keeps a plan of the weeks of a sheet as a version of each. Raises Refused where one changed since, or where
        the absence that it was made for no longer counts."""
        parts = week_by_week(seen.problem, plan, installed_rules())
        with self.office.act(team, kind, why) as work:
            if absence is not None and all(item.absence != absence for item in work.absences(team)):
                raise Refused([fault("not-away", NOT_AWAY, member=absence.member)])
            versions = {week: _put(work, week, part, seen.seen[week]) for week, part in _by_week(parts)}
            if publish:
                for week, number in versions.items():
                    work.publish(week, number)
                self._follow(work, team)
        return Kept(seen.problem, plan, versions)

    # -- changing by hand

    def try_edit(self, seen: Sheet, edits: Sequence[Edit]) -> Edited:
        """What comes of edits of one week, with what they do to each stage. Nothing is kept."""
        if seen.plan is None:
            raise no_roster(seen.asked.horizon.first)
        return edit(seen.problem, seen.plan, edits)

    def take(self, team: str, seen: Sheet, edited: Edited, kind: ActKind, why: str = "") -> Kept:
        """Keeps an edit of a sheet. Raises Refused where it breaks a rule that the roster kept before, or where the
        week changed since."""
        if edited.new:
            raise Refused([Fault(item.rule, item.reason) for item in edited.new])
        return self.keep(team, seen, taken(seen.problem, edited), kind, why)

    def pin(self, team: str, pins: Sequence[Pin]) -> None:
        """Pins that the planner must keep. Raises BadInput for one that the team cannot have."""
        with self.office.act(team, ActKind.PIN) as work:
            whole = work.team(team)
            replace(whole, pins=(*whole.pins, *pins))  # which checks them
            for pin in pins:
                if pin not in whole.pins:
                    work.add_pin(pin)

    def unpin(self, team: str, choose: Callable[[PinRecord], bool]) -> tuple[Pin, ...]:
        """Lifts the pins that are chosen. Gives them."""
        with self.office.act(team, ActKind.UNPIN) as work:
            chosen = [record for record in work.pins(team) if choose(record)]
            for record in chosen:
                work.lift_pin(record.id)
        return tuple(record.pin for record in chosen)

    # -- versions

    def publish(
        self, team: str, weeks: Sequence[Week], number: int | None = None, expected: Mapping[Week, int] | None = None
    ) -> dict[Week, int]:
        """Puts the newest version of each week in force, or the one with that number. Gives the versions."""
        found: dict[Week, int] = {}
        with self.office.act(team, ActKind.PUBLISH) as work:
            for week in weeks:
                state = work.week(team, week)
                if state is None:
                    raise no_roster(week)
                found[week] = number or state.draft
                work.publish(week, found[week], (expected or {}).get(week))
            self._follow(work, team)
        return found

    def unpublish(self, team: str, weeks: Sequence[Week]) -> tuple[Week, ...]:
        """Withdraws weeks: their versions stay, and none of them is in force. Gives those of which one was."""
        found: list[Week] = []
        with self.office.act(team, ActKind.UNPUBLISH) as work:
            for week in weeks:
                state = work.week(team, week)
                if state is None:
                    raise no_roster(week)
                if state.published is not None:
                    work.publish(week, None)
                    found.append(week)
            self._follow(work, team)
        return tuple(found)

    def _follow(self, work: Writing, team: str) -> None:
        """Keeps what follows from what is in force now."""
        keep_hours(work, team)
        self._tell_calendars(work, team)

    def _tell_calendars(self, work: Writing, team: str) -> None:
        """Keeps what calendars are told from now on: which entries are new, which changed, and which went away."""
        kept = work.ledger(team)
        due = work.publications(team, 0 if kept is None else kept[0])
        if not due:
            return
        described = work.team(team)
        ledger = ledger_of(work, described, due, pose, self.office.translate(described.language))
        keep_ledger(work, ledger)

    def restore(self, team: str, week: Week, number: int, why: str = "") -> int:
        """Brings a former version back as the newest. Gives its number."""
        with self.office.act(team, ActKind.RESTORE, why) as work:
            return work.restore(week, number)

    def realise(self, team: str, week: Week, number: int) -> None:
        """Marks a version as what really happened."""
        with self.office.act(team, ActKind.REALISE) as work:
            work.realise(week, number)
            keep_hours(work, team)

    def undo(self, team: str, week: Week | None = None) -> Act | None:
        """Takes back the user's last act that is not undone, of that week if said. What it was; None where none is."""
        return self._take_back(team, week, ActKind.UNDO)

    def redo(self, team: str, week: Week | None = None) -> Act | None:
        """Does again what was undone last. What it was; None where nothing is."""
        return self._take_back(team, week, ActKind.REDO)

    def _take_back(self, team: str, week: Week | None, kind: ActKind) -> Act | None:
        choose = last_to_undo if kind is ActKind.UNDO else last_to_redo
        acts = self.acts(team)
        chosen = choose(acts, self.office.who, week)
        if chosen is None:
            return None
        with self.office.store.write(team, kind, self.office.who, self.office.now(), undoes=chosen.number) as work:
            work.revert(chosen)
            if any(change.subject.startswith(_IN_FORCE) for change in chosen.changes):
                self._follow(work, team)
        return first_done(acts, chosen)


def _by_week(parts: Sequence[tuple[Problem, Plan]]) -> list[tuple[Week, Plan]]:
    return [(problem.horizon.first, plan) for problem, plan in parts]


def _put(work: Writing, week: Week, plan: Plan, expected: int) -> int:
    roster = replace(plan.roster, weeks=(week,))
    return work.add_version(replace(plan, roster=roster), expected)


def _numbers(seen: Sheet) -> dict[Week, int]:
    return {week: state.draft for week, state in zip(seen.asked.weeks, seen.states, strict=True) if state is not None}


class NoRoster(BadInput):
    """A week must have a roster, and has none."""


def no_roster(week: Week) -> NoRoster:
    """What is wrong where a week must have a roster, and has none."""
    hint = N_("Plan it with: secretariat plan --week {week}")
    return NoRoster([fault("no-roster", N_("{week} has no roster yet."), hint=hint, week=str(week))])
