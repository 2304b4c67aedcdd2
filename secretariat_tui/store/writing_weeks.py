"""Acts on a team's description and on the versions of its weeks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput, Refused, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import Publication, WeekState
from secretariat_tui.domain.team import Team
from secretariat_tui.store import rows, tables
from secretariat_tui.store.documents import (
    about_of,
    about_text,
    digest_of,
    roster_digest,
    team_text,
    team_text_for_members,
)
from secretariat_tui.store.faults import changed_meanwhile
from secretariat_tui.store.reading import furthest
from secretariat_tui.store.writing_requests import Requests

T = TypeVar("T", bound=Hashable)


class Weeks(Requests):
    """What an act changes of a team and of its weeks."""

    def put_team(self, team: Team, expected: int | None = None) -> None:
        if team.id != self._team:
            raise ValueError(team.id)
        before = self._row(select(tables.team).where(tables.team.c.id == team.id))
        text = team_text(team)
        if before is None:
            self._insert(tables.team, id=team.id, name=team.name, document=0, revision=0, acts=0)
        elif expected is not None and before["revision"] != expected:
            raise changed_meanwhile(N_("Somebody else changed the team meanwhile."))
        self._know_members(team)
        number = 0 if before is None else before["document"]
        if before is None or team_text(self._described(team.id, number)) != text:
            new = self._highest(tables.team_document, team=team.id) + 1
            self._insert(
                tables.team_document, team=team.id, number=new, act=self._act, body=text, digest=digest_of(text)
            )
            self.point_team(new, number or None, team.name)
        self._take_in(team)

    def point_team(self, number: int, before: int | None, name: str) -> None:
        """Makes a version of the description the one that counts."""
        table = tables.team
        self._one(
            update(table)
            .where(table.c.id == self._team)
            .values(document=number, name=name, revision=table.c.revision + 1)
        )
        self.tell_members()
        self._changed("team", before, number)

    def tell_members(self) -> None:
        """Keeps what members see of the description that counts."""
        number = self._team_row(self._team)["document"]
        text = team_text_for_members(self._described(self._team, number))
        table = tables.team_for_members
        self._connection.execute(delete(table).where(table.c.team == self._team))
        self._insert(table, team=self._team, body=text, digest=digest_of(text))

    def _know_members(self, team: Team) -> None:
        known = {row["id"] for row in self._rows(select(tables.member).where(tables.member.c.team == team.id))}
        for member in team.members:
            if member.id not in known:
                self._insert(tables.member, team=team.id, id=member.id)

    def _take_in(self, team: Team) -> None:
        """What the team brings of leave, absence, wishes and pins, as far as it is not there yet; once each."""
        leave = [item.leave for item in self.leave(team.id)]
        _add_missing(furthest((*leave, *team.leave)), leave, self.request_leave)
        _add_missing(team.absences, {item.absence for item in self.absences(team.id)}, self.add_absence)
        _add_missing(team.wishes, {item.wish for item in self.wishes(team.id)}, self.add_wish)
        _add_missing(team.pins, {item.pin for item in self.pins(team.id)}, self.add_pin)

    def add_version(self, plan: Plan, expected: int | None = None) -> int:
        (week,) = plan.roster.weeks
        state = self._seen(week, expected)
        about = about_text(about_of(plan))
        roster = plan.roster
        digest = roster_digest(str(week), roster.assignments, roster.duties, about)
        content = self._insert(tables.roster, team=self._team, week=str(week), about=about, digest=digest)
        self._insert_many(
            tables.assignment, [rows.assignment_row(self._team, content, item) for item in roster.assignments]
        )
        self._insert_many(tables.duty, [rows.duty_row(self._team, content, item) for item in roster.duties])
        return self._draft(week, state, content, None)

    def restore(self, week: Week, number: int, expected: int | None = None) -> int:
        content = self._content(self._team, week, number)
        state = self._seen(week, expected)
        if content is None:
            raise _no_version(week, number)
        return self._draft(week, state, content["id"], number)

    def _draft(self, week: Week, state: WeekState | None, content: int, restores: int | None) -> int:
        number = self._highest(tables.version, team=self._team, week=str(week)) + 1
        self._insert(
            tables.version,
            team=self._team,
            week=str(week),
            number=number,
            roster=content,
            act=self._act,
            restores=restores,
        )
        if state is None:
            self._insert(tables.week, team=self._team, week=str(week), draft=number, revision=self._act)
        else:
            self._point(week, "draft", number)
        self._changed(f"draft:{week}", None if state is None else state.draft, number)
        return number

    def publish(self, week: Week, number: int | None, expected: int | None = None) -> None:
        state = self._seen(week, expected)
        if state is None or (number is not None and self._content(self._team, week, number) is None):
            raise _no_version(week, number or 0)
        if state.published == number:
            return
        self._point(week, "published", number)
        self._insert(
            tables.publication,
            team=self._team,
            number=self._highest(tables.publication, team=self._team) + 1,
            week=str(week),
            version=number,
            act=self._act,
        )
        self._changed(f"published:{week}", state.published, number)

    def publications(self, team: str, after: int = 0) -> tuple[Publication, ...]:
        """Those of this act too, which is kept only at its end."""
        table = tables.publication
        query = (
            select(table)
            .where(table.c.team == team, table.c.act == self._act, table.c.number > after)
            .order_by(table.c.number)
        )
        own = [rows.publication_of({**row, "at": self._at, "who": self._who}) for row in self._rows(query)]
        return (*super().publications(team, after), *own)

    def realise(self, week: Week, number: int | None) -> None:
        state = self._seen(week, None)
        if state is None or (number is not None and self._content(self._team, week, number) is None):
            raise _no_version(week, number or 0)
        if state.realised != number:
            self._point(week, "realised", number)
            self._changed(f"realised:{week}", state.realised, number)

    def drop_draft(self, week: Week) -> None:
        """Leaves a week without a roster, as it was before its first version, which stays in its history."""
        state = self._seen(week, None)
        if state is None:
            return
        table = tables.week
        self._one(delete(table).where(table.c.team == self._team, table.c.week == str(week)))
        self._changed(f"draft:{week}", state.draft, None)

    def put_openings(self, since: Week, minutes: Mapping[Week, Mapping[str, int]]) -> None:
        table = tables.balance
        self._connection.execute(delete(table).where(table.c.team == self._team, table.c.week >= str(since)))
        self._insert_many(
            table,
            [
                {"team": self._team, "week": str(week), "member": member, "minutes": found}
                for week, by_member in minutes.items()
                for member, found in by_member.items()
            ],
        )

    def _seen(self, week: Week, expected: int | None) -> WeekState | None:
        state = self.week(self._team, week)
        if expected is not None and expected != (0 if state is None else state.revision):
            raise self._overtaken(week)
        return state

    def _overtaken(self, week: Week) -> Refused:
        """Who changed the week last, and when."""
        act, change = tables.act, tables.act_change
        subjects = [f"{pointer}:{week}" for pointer in ("draft", "published", "realised")]
        last = self._row(
            select(act)
            .join(change, (change.c.team == act.c.team) & (change.c.act == act.c.number))
            .where(act.c.team == self._team, change.c.subject.in_(subjects))
            .order_by(act.c.number.desc())
            .limit(1)
        )
        if last is None:
            return changed_meanwhile(N_("Somebody else changed {week} meanwhile."), week=str(week))
        template = N_("Somebody else changed {week} meanwhile: {who}, at {time}.")
        if last["who"] == self._who:
            template = N_("You changed {week} meanwhile, at {time}.")
        hint = N_("See what changed with: secretariat diff --week {week}")
        when = last["at"].astimezone(ZoneInfo(self.team(self._team).timezone))
        return Refused([fault("conflict", template, hint=hint, week=str(week), who=last["who"], time=f"{when:%H:%M}")])

    def _point(self, week: Week, pointer: str, number: int | None) -> None:
        table = tables.week
        self._one(
            update(table)
            .where(table.c.team == self._team, table.c.week == str(week))
            .values({pointer: number, "revision": self._act})
        )


def _add_missing(items: Iterable[T], there: Collection[T], add: Callable[[T], object]) -> None:
    for item in dict.fromkeys(items):
        if item not in there:
            add(item)


def _no_version(week: Week, number: int) -> BadInput:
    if number:
        return BadInput(
            [fault("unknown-version", N_("{week} has no version {number}."), week=str(week), number=number)]
        )
    hint = N_("Plan it first.")
    return BadInput([fault("unknown-version", N_("{week} has no roster yet."), hint=hint, week=str(week))])
