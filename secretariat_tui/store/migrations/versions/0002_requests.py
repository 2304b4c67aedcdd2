"""What people ask and tell: leave, absence, wishes and pins, pages, and calendars."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "calendar_ledger",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_calendar_ledger_team_team")),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_calendar_ledger")),
    )
    op.create_table(
        "feed_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('member', 'account', 'team')", name=op.f("ck_feed_token_kind")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_feed_token_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_feed_token_hash")),
    )
    with op.batch_alter_table("feed_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_token_team_feed_token_id"), ["team", "id"], unique=False)
    op.create_table(
        "imported_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("busy", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("became", sa.String(length=40), nullable=True),
        sa.CheckConstraint("kind IN ('member', 'account')", name=op.f("ck_imported_event_kind")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_imported_event_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_event")),
    )
    with op.batch_alter_table("imported_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imported_event_team_imported_event_kind_imported_event_owner"),
            ["team", "kind", "owner"],
            unique=False,
        )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=2), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("part IS NULL OR part IN ('am', 'pm')", name=op.f("ck_absence_part")),
        sa.CheckConstraint("state IN ('in_force', 'lifted')", name=op.f("ck_absence_state")),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_absence_dates")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_absence_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_team_absence_start"), ["team", "start"], unique=False)
    op.create_table(
        "gave_way",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_gave_way_times")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_gave_way_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "member", name=op.f("pk_gave_way")),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=2), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("substitute", sa.String(length=64), nullable=True),
        sa.Column("declined", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("part IS NULL OR part IN ('am', 'pm')", name=op.f("ck_leave_part")),
        sa.CheckConstraint("status IN ('requested', 'approved', 'refused', 'withdrawn')", name=op.f("ck_leave_status")),
        sa.CheckConstraint('"start" <= "end"', name=op.f("ck_leave_dates")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_leave_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team", "substitute"],
            ["member.team", "member.id"],
            name=op.f("fk_leave_team_substitute_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    with op.batch_alter_table("leave", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leave_team_leave_start"), ["team", "start"], unique=False)
    op.create_table(
        "page",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "act"],
            ["act.team", "act.number"],
            name=op.f("fk_page_team_act_act"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_page_team_team")),
        sa.PrimaryKeyConstraint("team", "account", "number", name=op.f("pk_page")),
    )
    op.create_table(
        "pin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=64), nullable=True),
        sa.Column("place", sa.String(length=6), nullable=True),
        sa.Column("duty", sa.String(length=64), nullable=True),
        sa.Column("is_desk", sa.Boolean(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("state IN ('in_force', 'lifted')", name=op.f("ck_pin_state")),
        sa.CheckConstraint(
            '(duty IS NULL AND is_desk IS NULL AND "start" IS NULL AND "end" IS NULL) OR (shift IS NULL AND place IS NULL AND is_desk IS NOT NULL AND "start" >= 0 AND "start" < "end" AND "end" <= 1440)',
            name=op.f("ck_pin_one_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["team", "member"], ["member.team", "member.id"], name=op.f("fk_pin_team_member_member"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pin")),
    )
    with op.batch_alter_table("pin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pin_team_pin_date"), ["team", "date"], unique=False)
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("state IN ('in_force', 'lifted')", name=op.f("ck_wish_state")),
        sa.CheckConstraint("weight BETWEEN 1 AND 10", name=op.f("ck_wish_weight")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_wish_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
    )
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_team_wish_id"), ["team", "id"], unique=False)
    op.create_table(
        "page_head",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "account", "number"],
            ["page.team", "page.account", "page.number"],
            name=op.f("fk_page_head_team_account_number_page"),
        ),
        sa.PrimaryKeyConstraint("team", "account", name=op.f("pk_page_head")),
    )
