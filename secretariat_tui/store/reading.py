"""A view of the store: everything that can be asked of it. See `secretariat_tui.domain.repository` for the words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import RowMapping, Select, func, select

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.events import DutyPin, Leave, LeaveStatus, Pin, Wish, WishKind
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import (
    AbsenceRecord,
    Act,
    FeedToken,
    ImportedEvent,
    LeaveRecord,
    Page,
    PinRecord,
    Publication,
    State,
    Version,
    WeekState,
    WishRecord,
)
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.team import Team
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import rows, tables
from secretariat_tui.store.documents import about_from, plan_from, roster_digest
from secretariat_tui.store.dossier import kept_about
from secretariat_tui.store.faults import as_written, damaged
from secretariat_tui.store.reading_teams import TeamRows


class View(TeamRows):
    """Reads through a connection that is in a transaction."""

    @as_written
    def team(self, team: str) -> Team:
        number = self._team_row(team)["document"]
        described = self._described(team, number)
        asked = furthest(record.leave for record in self.leave(team))
        return replace(
            described,
            leave=tuple(item for item in asked if item.member in described.member),
            absences=tuple(item.absence for item in self.absences(team) if item.absence.member in described.member),
            wishes=tuple(item.wish for item in self.wishes(team) if _has_wish(described, item.wish)),
            pins=tuple(item.pin for item in self.pins(team) if _has_pin(described, item.pin)),
        )

    # -- weeks and versions

    @as_written
    def week(self, team: str, week: Week) -> WeekState | None:
        row = self._row(select(tables.week).where(tables.week.c.team == team, tables.week.c.week == str(week)))
        return None if row is None else self._as_seen(rows.week_state_of(row))

    @as_written
    def weeks(self, team: str, since: Week | None = None, until: Week | None = None) -> tuple[WeekState, ...]:
        week = tables.week
        query = select(week).where(week.c.team == team).order_by(week.c.week)
        if since is not None:
            query = query.where(week.c.week >= str(since))
        if until is not None:
            query = query.where(week.c.week <= str(until))
        return tuple(self._as_seen(rows.week_state_of(row)) for row in self._rows(query))

    def _as_seen(self, state: WeekState) -> WeekState:
        """For a member the newest version is the one in force."""
        if state.published is None or self.leads(state.team):
            return state
        return replace(state, draft=state.published)

    @as_written
    def versions(self, team: str, week: Week) -> tuple[Version, ...]:
        version, act = tables.version, tables.act
        query = (
            select(version, act.c.kind, act.c.who, act.c.at, act.c.why)
            .join(act, (act.c.team == version.c.team) & (act.c.number == version.c.act))
            .where(version.c.team == team, version.c.week == str(week))
            .order_by(version.c.number)
        )
        return tuple(rows.version_of(row) for row in self._rows(query))

    @as_written
    def plan(self, team: str, week: Week, number: int) -> Plan:
        content = self._content(team, week, number)
        if content is None:
            if self._must_be_there(team, week, number):
                raise damaged(f"{team}, {week}, {number}")
            raise BadInput(
                [fault("unknown-version", N_("{week} has no version {number}."), week=str(week), number=number)]
            )
        roster = self.roster_rows(content["id"], team, week)
        about = content["about"]
        if content["digest"] != roster_digest(str(week), roster.assignments, roster.duties, about):
            raise damaged(f"{team}, {week}, {number}")
        state = self.week(team, week)
        published = state is not None and state.published == number
        known = replace(roster, version=number, state="published" if published else "draft")
        return plan_from(about_from(about), known)

    def _must_be_there(self, team: str, week: Week, number: int) -> bool:
        """Whether a version whose roster is not found is one that there is: then it is not the user who is wrong."""
        if any(version.number == number for version in self.versions(team, week)):
            return True
        state = self.week(team, week)
        pointers = () if state is None else (state.draft, state.published, state.realised)
        return number in pointers and self.leads(team)

    def _content(self, team: str, week: Week, number: int) -> RowMapping | None:
        version, roster = tables.version, tables.roster
        return self._row(
            select(roster)
            .join(version, version.c.roster == roster.c.id)
            .where(version.c.team == team, version.c.week == str(week), version.c.number == number)
        )

    @as_written
    def roster_rows(self, content: int, team: str, week: Week) -> Roster:
        """The assignments and duties of a stored roster."""
        assignment, duty = tables.assignment, tables.duty
        return Roster(
            team,
            (week,),
            tuple(rows.assignment_of(row) for row in self._rows(select(assignment).filter_by(roster=content))),
            tuple(rows.duty_of(row) for row in self._rows(select(duty).filter_by(roster=content))),
        )

    @as_written
    def history(self, team: str, before: Week, weeks: int = 53) -> tuple[Roster, ...]:
        since, until = str(before.plus(-weeks)), str(before)
        week = tables.week
        query = select(week).where(week.c.team == team, week.c.week >= since, week.c.week < until).order_by(week.c.week)
        numbers, states = {}, {}
        for row in self._rows(query):
            for state in ("published", "realised"):
                if row[state] is not None:
                    numbers[row["week"]], states[row["week"]] = row[state], state
        return self._rosters_of(team, numbers, states)

    @as_written
    def rosters(self, team: str, since: Week, until: Week, state: str) -> tuple[Roster, ...]:
        numbers: dict[str, int] = {}
        for found in self.weeks(team, since, until):
            number: int | None = getattr(found, state)
            if number is not None:
                numbers[str(found.week)] = number
        return self._rosters_of(team, numbers, dict.fromkeys(numbers, state))

    @as_written
    def opening(self, team: str, at: Week, weeks: int) -> tuple[Week, Mapping[str, int]] | None:
        balance = tables.balance
        hers = balance.c.team == team
        first = select(func.min(balance.c.week)).where(
            hers, balance.c.week >= str(at.plus(-weeks)), balance.c.week <= str(at)
        )
        last = select(func.max(balance.c.week)).where(hers, balance.c.week <= str(at))
        known = self._connection.execute(first).scalar_one() or self._connection.execute(last).scalar_one()
        if known is None:
            return None
        found = self._rows(select(balance).where(hers, balance.c.week == known))
        return Week.parse(known), {row["member"]: row["minutes"] for row in found}

    def _rosters_of(self, team: str, numbers: Mapping[str, int], states: Mapping[str, str]) -> tuple[Roster, ...]:
        """The rosters of some versions, one a week, with two queries however many they are."""
        if not numbers:
            return ()
        version, assignment, duty = tables.version, tables.assignment, tables.duty
        chosen = select(version).where(
            version.c.team == team, version.c.week >= min(numbers), version.c.week <= max(numbers)
        )
        contents = {
            row["roster"]: (row["week"], row["number"])
            for row in self._rows(chosen)
            if numbers.get(row["week"]) == row["number"]
        }
        wanted = sorted(contents)
        found_assignments = self._rows(select(assignment).where(assignment.c.roster.in_(wanted)))
        found_duties = self._rows(select(duty).where(duty.c.roster.in_(wanted)))
        assignments, duties = rows.grouped(found_assignments, "roster"), rows.grouped(found_duties, "roster")
        return tuple(
            Roster(
                team,
                (Week.parse(name),),
                tuple(map(rows.assignment_of, assignments.get(content, ()))),
                tuple(map(rows.duty_of, duties.get(content, ()))),
                version=number,
                state=states[name],
            )
            for content, (name, number) in sorted(contents.items(), key=lambda item: item[1])
        )

    # -- what was done

    @as_written
    def publications(self, team: str, after: int = 0) -> tuple[Publication, ...]:
        publication, act = tables.publication, tables.act
        query = (
            select(publication, act.c.at, act.c.who)
            .join(act, (act.c.team == publication.c.team) & (act.c.number == publication.c.act))
            .where(publication.c.team == team, publication.c.number > after)
            .order_by(publication.c.number)
        )
        return tuple(rows.publication_of(row) for row in self._rows(query))

    @as_written
    def acts(self, team: str, after: int = 0) -> tuple[Act, ...]:
        act, change = tables.act, tables.act_change
        found = self._rows(select(act).where(act.c.team == team, act.c.number > after).order_by(act.c.number))
        changes = rows.grouped(
            self._rows(
                select(change)
                .where(change.c.team == team, change.c.act > after)
                .order_by(change.c.act, change.c.position)
            ),
            "act",
        )
        return tuple(rows.act_of(row, changes.get(row["number"], ())) for row in found)

    def kept_about(self, team: str, member: str) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        return kept_about(self._connection, team, member)

    # -- requests and records

    @as_written
    def leave(self, team: str, statuses: Iterable[LeaveStatus] | None = None) -> tuple[LeaveRecord, ...]:
        leave = requests.leave
        query = select(leave).where(leave.c.team == team).order_by(leave.c.start, leave.c.id)
        if statuses is not None:
            query = query.where(leave.c.status.in_([status.value for status in statuses]))
        return tuple(rows.leave_of(row) for row in self._rows(query))

    @as_written
    def absences(self, team: str) -> tuple[AbsenceRecord, ...]:
        absence = requests.absence
        query = self._counting(absence, team).order_by(absence.c.start, absence.c.id)
        return tuple(rows.absence_of(row) for row in self._rows(query))

    @as_written
    def wishes(self, team: str) -> tuple[WishRecord, ...]:
        query = self._counting(requests.wish, team).order_by(requests.wish.c.id)
        return tuple(rows.wish_of(row) for row in self._rows(query))

    @as_written
    def pins(self, team: str) -> tuple[PinRecord, ...]:
        query = self._counting(requests.pin, team).order_by(requests.pin.c.date, requests.pin.c.id)
        return tuple(rows.pin_of(row) for row in self._rows(query))

    @as_written
    def support(self, team: str) -> tuple[Answered, ...]:
        query = self._counting(requests.support, team).order_by(requests.support.c.date, requests.support.c.id)
        return tuple(rows.support_of(row) for row in self._rows(query))

    def _counting(self, table: Any, team: str) -> Select[Any]:
        return select(table).where(table.c.team == team, table.c.state == State.IN_FORCE.value)

    @as_written
    def gave_way(self, team: str) -> Mapping[str, int]:
        query = select(requests.gave_way).where(requests.gave_way.c.team == team).order_by(requests.gave_way.c.member)
        return {row["member"]: row["times"] for row in self._rows(query)}

    @as_written
    def pages(self, team: str) -> Mapping[str, Page]:
        page, head, act = requests.page, requests.page_head, tables.act
        query = (
            select(page, act.c.who, act.c.at)
            .join(
                head,
                (head.c.team == page.c.team) & (head.c.account == page.c.account) & (head.c.number == page.c.number),
            )
            .join(act, (act.c.team == page.c.team) & (act.c.number == page.c.act))
            .where(page.c.team == team)
            .order_by(page.c.account)
        )
        return {
            row["account"]: Page(row["account"], row["number"], row["body"], row["who"], row["at"])
            for row in self._rows(query)
        }

    # -- calendars

    @as_written
    def imported(self, team: str, kind: str, owner: str) -> tuple[ImportedEvent, ...]:
        event = requests.imported_event
        query = select(event).filter_by(team=team, kind=kind, owner=owner).order_by(event.c.start, event.c.id)
        return tuple(rows.imported_of(row) for row in self._rows(query))

    @as_written
    def tokens(self, team: str) -> tuple[FeedToken, ...]:
        query = select(requests.feed_token).where(requests.feed_token.c.team == team).order_by(requests.feed_token.c.id)
        return tuple(rows.token_of(row) for row in self._rows(query))

    @as_written
    def token(self, hash: bytes) -> FeedToken | None:  # noqa: A002
        token = requests.feed_token
        row = self._row(select(token).where(token.c.hash == hash, token.c.revoked.is_(None)))
        return None if row is None else rows.token_of(row)

    @as_written
    def calendar_choices(self, team: str) -> Mapping[str, CalendarChoice]:
        choice = requests.calendar_choice
        query = select(choice).where(choice.c.team == team).order_by(choice.c.member)
        return {row["member"]: CalendarChoice.parse(row["wants"]) for row in self._rows(query)}

    @as_written
    def ledger(self, team: str) -> tuple[int, str] | None:
        ledger = requests.calendar_ledger
        row = self._row(select(ledger).where(ledger.c.team == team))
        return None if row is None else (row["publication"], row["body"])


def _has_wish(team: Team, wish: Wish) -> bool:
    """Whether what it names is still in the team."""
    named = {WishKind.TOGETHER: tuple(team.member), WishKind.SHIFT: tuple(team.shift)}
    return wish.member in team.member and wish.value in named.get(wish.kind, (wish.value,))


def _has_pin(team: Team, pin: Pin) -> bool:
    """Whether what it names is still in the team."""
    if isinstance(pin, DutyPin):
        known = {item.id for item in (team.desks if pin.is_desk else team.accounts)}
        return pin.member in team.member and pin.duty in known
    return pin.member in team.member and pin.shift in (None, *team.shift)


_PROGRESS: Final = (LeaveStatus.APPROVED, LeaveStatus.REQUESTED, LeaveStatus.REFUSED, LeaveStatus.WITHDRAWN)


def furthest(requests: Iterable[Leave]) -> Iterable[Leave]:
    """Of the same leave, asked for more than once, the request that came furthest; the first of equals."""
    found: dict[Hashable, Leave] = {}
    for leave in requests:
        known = found.setdefault(leave.identity, leave)
        if _PROGRESS.index(leave.status) < _PROGRESS.index(known.status):
            found[leave.identity] = leave
    return found.values()
