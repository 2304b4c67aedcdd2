"""Acts on pages of the handbook, and on calendars that come and go."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.records import ImportedEvent, State
from secretariat_tui.store import request_tables as tables
from secretariat_tui.store import rows
from secretariat_tui.store.faults import changed_meanwhile
from secretariat_tui.store.tables import team
from secretariat_tui.store.writing_requests import no_record
from secretariat_tui.store.writing_weeks import Weeks


class Calendars(Weeks):
    """What an act changes of pages and calendars."""

    def put_page(self, account: str, text: str, expected: int | None = None) -> int:
        there = self.pages(self._team).get(account)
        seen = 0 if there is None else there.number
        if expected is not None and expected != seen:
            raise changed_meanwhile(N_("Somebody else changed this page meanwhile."))
        number = self._highest(tables.page, team=self._team, account=account) + 1
        page = {"team": self._team, "account": account, "number": number, "act": self._act, "body": text}
        self._insert(tables.page, **rows.sealed(page))
        self.point_page(account, number, None if there is None else seen)
        return number

    def point_page(self, account: str, number: int | None, before: int | None) -> None:
        """Makes a version of a page the one that counts; None for no page."""
        head = tables.page_head
        self._connection.execute(delete(head).where(head.c.team == self._team, head.c.account == account))
        if number is not None:
            self._insert(head, team=self._team, account=account, number=number)
        self._changed(f"page:{account}", before, number)

    def put_imported(self, kind: str, owner: str, source: str, events: Sequence[ImportedEvent]) -> None:
        before = [event for event in self.imported(self._team, kind, owner) if event.source == source]
        if sorted(before, key=repr) == sorted(events, key=repr):
            return
        table = tables.imported_event
        self._connection.execute(
            delete(table).where(
                table.c.team == self._team, table.c.kind == kind, table.c.owner == owner, table.c.source == source
            )
        )
        self._insert_many(table, [rows.imported_row(self._team, kind, owner, event) for event in events])
        self._changed(f"calendar:{owner}", len(before), len(events))

    def unlearn(self, owner: str) -> None:
        """Forgets what came in from somebody's calendars: the next file is as the first."""
        table = tables.imported_event
        self._connection.execute(delete(table).where(table.c.team == self._team, table.c.owner == owner))
        self._changed(f"calendar:{owner}", None, 0)

    def add_token(self, kind: str, owner: str, hash: bytes) -> int:  # noqa: A002
        row = {"team": self._team, "kind": kind, "owner": owner, "hash": hash, "created": self._at}
        number = self._insert(tables.feed_token, **row)
        self._changed(f"token:{number}", None, State.IN_FORCE.value)
        return number

    def revoke_token(self, id: int) -> None:
        table = tables.feed_token
        found = self._row(select(table).where(table.c.id == id, table.c.team == self._team))
        if found is None:
            raise no_record("token", id)
        if found["revoked"] is None:
            self._one(update(table).where(table.c.id == id).values(revoked=self._at))
            self._changed(f"token:{id}", State.IN_FORCE.value, State.LIFTED.value)

    def choose_calendar(self, member: str, choice: CalendarChoice, expected: CalendarChoice | None = None) -> None:
        there = self.calendar_choices(self._team).get(member, CalendarChoice())
        if expected is not None and there != expected:
            raise changed_meanwhile(N_("Somebody else changed what she wants in her calendar meanwhile."))
        self.put_choice(member, None if choice == CalendarChoice() else str(choice))

    def put_choice(self, member: str, wants: str | None) -> None:
        """What a member wants in her calendar from now on; None for what everybody has."""
        there = self.calendar_choices(self._team).get(member)
        before = None if there is None else str(there)
        if before == wants:
            return
        table = tables.calendar_choice
        self._connection.execute(delete(table).where(table.c.team == self._team, table.c.member == member))
        if wants is not None:
            self._insert(table, team=self._team, member=member, wants=wants)
        self._changed(f"calendar_choice:{member}", before, wants)

    def put_ledger(self, publication: int, body: str) -> None:
        table = tables.calendar_ledger
        self._connection.execute(delete(table).where(table.c.team == self._team))
        self._insert(table, team=self._team, publication=publication, body=body)

    def set_absence_weeks(self, weeks: int) -> None:
        before = self.absence_weeks(self._team)
        if before == weeks:
            return
        self._one(update(team).where(team.c.id == self._team).values(absence_weeks=weeks))
        self._changed("absence_weeks", before, weeks)
