"""Acts on what people ask and tell: leave, absence, wishes and pins."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select, update

from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus, Pin, Wish
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import State
from secretariat_tui.store import request_tables as tables
from secretariat_tui.store import rows
from secretariat_tui.store.faults import changed_meanwhile
from secretariat_tui.store.recording import Recording
from secretariat_tui.store.schema import metadata


class Requests(Recording):
    """What an act changes of requests and of people's presence."""

    def request_leave(self, leave: Leave, substitute: str | None = None) -> int:
        row = rows.away_row(self._team, leave)
        row |= {"status": leave.status.value, "at": self._at, "substitute": substitute}
        number = self._insert(tables.leave, **rows.sealed(row))
        self._changed(f"leave:{number}", None, leave.status.value)
        return number

    def set_leave(self, id: int, status: LeaveStatus, expected: LeaveStatus | None = None) -> None:
        self.set_state("leave", id, status.value, None if expected is None else expected.value)

    def decline(self, id: int, declined: bool) -> None:
        leave = tables.leave
        row = self._row(select(leave).where(leave.c.id == id, leave.c.team == self._team))
        if row is None:
            raise no_record("leave", id)
        self._one(update(leave).where(leave.c.id == id).values(declined=declined))
        self._changed(f"decline:{id}", str(int(row["declined"])), str(int(declined)))

    def set_gave_way(self, times: Mapping[str, int], expected: Mapping[str, int] | None = None) -> None:
        before = self.gave_way(self._team)
        if expected is not None and before != expected:
            raise changed_meanwhile()
        for member in sorted({*before, *times}):
            self.put_gave_way(member, before.get(member, 0), times.get(member, 0))

    def put_gave_way(self, member: str, before: int, after: int) -> None:
        """How often a member gave way from now on."""
        if before == after:
            return
        table = tables.gave_way
        self._connection.execute(delete(table).where(table.c.team == self._team, table.c.member == member))
        if after:
            self._insert(table, team=self._team, member=member, times=after)
        self._changed(f"gave_way:{member}", before, after)

    def add_absence(self, absence: Absence) -> int:
        row = rows.away_row(self._team, absence)
        return self._add("absence", row | {"at": self._at})

    def lift_absence(self, id: int) -> None:
        self.set_state("absence", id, State.LIFTED.value)

    def add_wish(self, wish: Wish) -> int:
        return self._add("wish", rows.wish_row(self._team, wish))

    def lift_wish(self, id: int) -> None:
        self.set_state("wish", id, State.LIFTED.value)

    def add_pin(self, pin: Pin) -> int:
        return self._add("pin", rows.pin_row(self._team, pin))

    def lift_pin(self, id: int) -> None:
        self.set_state("pin", id, State.LIFTED.value)

    def add_support(self, answered: Answered) -> int:
        return self._add("support", rows.support_row(self._team, answered) | {"at": self._at})

    def _add(self, kind: str, row: rows.Row) -> int:
        number = self._insert(metadata.tables[kind], **rows.sealed(row), state=State.IN_FORCE.value)
        self._changed(f"{kind}:{number}", None, State.IN_FORCE.value)
        return number

    def set_state(self, kind: str, id: int, state: str, expected: str | None = None) -> None:
        """Puts a record in another state, "status" for leave."""
        table = metadata.tables[kind]
        column = table.c.status if kind == "leave" else table.c.state
        before = self._connection.execute(
            select(column).where(table.c.id == id, table.c.team == self._team)
        ).scalar_one_or_none()
        if before is None:
            raise no_record(kind, id)
        if expected is not None and before != expected:
            raise changed_meanwhile()
        if before != state:
            self._one(update(table).where(table.c.id == id, column == before).values({column.name: state}))
            self._changed(f"{kind}:{id}", before, state)


def no_record(kind: str, id: int) -> BadInput:
    """There is no record with that number."""
    texts = {
        "leave": N_("There is no request for leave {number}."),
        "absence": N_("There is no absence {number}."),
        "wish": N_("There is no wish {number}."),
        "pin": N_("There is no pin {number}."),
        "support": N_("There is no request for support {number}."),
        "token": N_("There is no address {number}."),
    }
    return BadInput([fault("unknown-record", texts[kind], number=id)])
