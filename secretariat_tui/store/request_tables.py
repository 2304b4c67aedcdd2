"""The tables of what people ask and tell: leave, absence, wishes and pins, support, pages, and calendars that come and
go."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from secretariat_tui.domain.capacity import Verdict
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.records import State
from secretariat_tui.store.schema import MINUTES, PART, Id, Moment, act_key, member_key, metadata, one_of

leave = Table(
    "leave",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("part", String(2)),
    Column("status", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("substitute", Id),
    Column("declined", Boolean, nullable=False, server_default=text("false")),
    Column("digest", String(64), nullable=False),
    member_key(),
    member_key("substitute"),
    CheckConstraint(PART, name="part"),
    CheckConstraint(one_of("status", LeaveStatus), name="status"),
    CheckConstraint('"start" <= "end"', name="dates"),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("part", String(2)),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    member_key(),
    CheckConstraint(PART, name="part"),
    CheckConstraint(one_of("state", State), name="state"),
    CheckConstraint('"start" <= "end"', name="dates"),
)

wish = Table(
    "wish",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("days", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    member_key(),
    CheckConstraint("weight BETWEEN 1 AND 10", name="weight"),
    CheckConstraint(one_of("state", State), name="state"),
)

pin = Table(
    "pin",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, nullable=False),
    Column("member", Id, nullable=False),
    Column("date", Date, nullable=False),
    Column("shift", Id),
    Column("place", String(6)),
    Column("duty", Id),
    Column("is_desk", Boolean),
    Column("start", Integer),
    Column("end", Integer),
    Column("state", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    member_key(),
    CheckConstraint(
        f'(duty IS NULL AND is_desk IS NULL AND "start" IS NULL AND "end" IS NULL)'
        f" OR (shift IS NULL AND place IS NULL AND is_desk IS NOT NULL AND {MINUTES})",
        name="one_kind",
    ),
    CheckConstraint(one_of("state", State), name="state"),
)

support = Table(
    "support",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, ForeignKey("team.id"), nullable=False),
    Column("date", Date, nullable=False),
    Column("dayparts", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    CheckConstraint("dayparts > 0 AND people > 0", name="size"),
    CheckConstraint(one_of("state", State), name="state"),
    CheckConstraint(one_of("verdict", Verdict), name="verdict"),
)

SEALED: Final = (leave, absence, wish, pin, support)
"""Records with a number of their own whose digest says whether they are still what was written."""

gave_way = Table(
    "gave_way",
    metadata,
    Column("team", Id, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("times", Integer, nullable=False),
    member_key(),
    CheckConstraint("times > 0", name="times"),
)

page = Table(
    "page",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("account", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("act", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    act_key(),
)

page_head = Table(
    "page_head",
    metadata,
    Column("team", Id, primary_key=True),
    Column("account", Id, primary_key=True),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(("team", "account", "number"), ("page.team", "page.account", "page.number")),
)

imported_event = Table(
    "imported_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, ForeignKey("team.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("owner", Id, nullable=False),
    Column("source", String(200), nullable=False),
    Column("key", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("start", Moment, nullable=False),
    Column("end", Moment, nullable=False),
    Column("all_day", Boolean, nullable=False),
    Column("busy", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("became", String(40)),
    CheckConstraint(one_of("kind", ("member", "account")), name="kind"),
)

feed_token = Table(
    "feed_token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, ForeignKey("team.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("owner", Id, nullable=False),
    Column("hash", LargeBinary(32), nullable=False, unique=True),
    Column("created", Moment, nullable=False),
    Column("revoked", Moment),
    CheckConstraint(one_of("kind", ("member", "account", "team")), name="kind"),
)

calendar_ledger = Table(
    "calendar_ledger",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("publication", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

calendar_choice = Table(
    "calendar_choice",
    metadata,
    Column("team", Id, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("wants", String(40), nullable=False),
    member_key(),
)

for _table, _column in (
    (leave, "start"),
    (absence, "start"),
    (pin, "date"),
    (wish, "id"),
    (feed_token, "id"),
    (support, "date"),
):
    Index(None, _table.c.team, _table.c[_column])
Index(None, imported_event.c.team, imported_event.c.kind, imported_event.c.owner)
