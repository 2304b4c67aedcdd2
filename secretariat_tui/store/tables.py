"""The tables of teams, rosters and acts. What must never be is a constraint here, and not only a check in code."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from secretariat_tui.domain.records import WORDLESS, ActKind
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.store.schema import MINUTES, WEEK, Id, Moment, WeekText, act_key, member_key, metadata, one_of

team = Table(
    "team",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("document", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("acts", Integer, nullable=False),
    Column("absence_weeks", Integer, nullable=False, server_default="13"),
    Column("head", String(64), nullable=False, server_default=""),
    CheckConstraint("absence_weeks BETWEEN 1 AND 520", name="absence_weeks"),
)

member = Table(
    "member",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("id", Id, primary_key=True),
)

team_document = Table(
    "team_document",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("act", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    act_key(),
)

team_for_members = Table(
    "team_for_members",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)

access = Table(
    "access",
    metadata,
    Column("role_name", String(63), primary_key=True),
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("kind", String(6), nullable=False),
    Column("member", Id),
    member_key(),
    CheckConstraint(
        "(kind = 'lead' AND member IS NULL) OR (kind = 'member' AND member IS NOT NULL)",
        name="kind",
    ),
)

act = Table(
    "act",
    metadata,
    Column("team", Id, ForeignKey("team.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("who", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer),
    Column("digest", String(64), nullable=False),
    ForeignKeyConstraint(("team", "undoes"), ("act.team", "act.number")),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint(one_of("kind", ActKind), name="kind"),
    CheckConstraint(f"why = '' OR NOT {one_of('kind', sorted(WORDLESS))}", name="wordless"),
    CheckConstraint("undoes < number", name="undoes"),
)

act_change = Table(
    "act_change",
    metadata,
    Column("team", Id, primary_key=True),
    Column("act", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("subject", String(100), nullable=False),
    Column("before", String(40)),
    Column("after", String(40)),
    act_key(),
)

roster = Table(
    "roster",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("team", Id, ForeignKey("team.id"), nullable=False),
    Column("week", WeekText, nullable=False),
    Column("about", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("team", "id"),
    CheckConstraint(WEEK, name="week"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("roster", Integer, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("team", Id, nullable=False),
    Column("shift", Id, nullable=False),
    Column("place", String(6), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("pinned", Boolean, nullable=False),
    ForeignKeyConstraint(("team", "roster"), ("roster.team", "roster.id")),
    member_key(),
    CheckConstraint(one_of("place", Place), name="place"),
    CheckConstraint(MINUTES, name="minutes"),
)

duty = Table(
    "duty",
    metadata,
    Column("roster", Integer, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("duty", Id, primary_key=True),
    Column("is_desk", Boolean, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("team", Id, nullable=False),
    Column("role", String(10)),
    Column("rank", Integer),
    Column("distance", Integer),
    Column("pinned", Boolean, nullable=False),
    ForeignKeyConstraint(("team", "roster"), ("roster.team", "roster.id")),
    member_key(),
    CheckConstraint(
        f"(role IS NULL AND is_desk) OR (NOT is_desk AND role IS NOT NULL AND {one_of('role', HolderRole)})",
        name="role",
    ),
    CheckConstraint(MINUTES, name="minutes"),
)

version = Table(
    "version",
    metadata,
    Column("team", Id, primary_key=True),
    Column("week", WeekText, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("roster", Integer, nullable=False),
    Column("act", Integer, nullable=False),
    Column("restores", Integer),
    ForeignKeyConstraint(("team", "roster"), ("roster.team", "roster.id")),
    ForeignKeyConstraint(("team", "week", "restores"), ("version.team", "version.week", "version.number")),
    act_key(),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint("restores < number", name="restores"),
)

week = Table(
    "week",
    metadata,
    Column("team", Id, primary_key=True),
    Column("week", WeekText, primary_key=True),
    Column("draft", Integer, nullable=False),
    Column("published", Integer),
    Column("realised", Integer),
    Column("revision", Integer, nullable=False),
    *(
        ForeignKeyConstraint(("team", "week", pointer), ("version.team", "version.week", "version.number"))
        for pointer in ("draft", "published", "realised")
    ),
    CheckConstraint(WEEK, name="week"),
)

publication = Table(
    "publication",
    metadata,
    Column("team", Id, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("week", WeekText, nullable=False),
    Column("version", Integer),
    Column("act", Integer, nullable=False),
    ForeignKeyConstraint(("team", "week", "version"), ("version.team", "version.week", "version.number")),
    act_key(),
    CheckConstraint("number > 0", name="number"),
)

balance = Table(
    "balance",
    metadata,
    Column("team", Id, primary_key=True),
    Column("week", WeekText, primary_key=True),
    Column("member", Id, primary_key=True),
    Column("minutes", Integer, nullable=False),
    member_key(),
    CheckConstraint(WEEK, name="week"),
)

Index(None, roster.c.team, roster.c.week)
Index(None, act_change.c.team, act_change.c.subject)
