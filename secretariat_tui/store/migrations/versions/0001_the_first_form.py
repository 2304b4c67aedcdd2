"""The first form: teams, rosters and acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "team",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("absence_weeks", sa.Integer(), server_default="13", nullable=False),
        sa.CheckConstraint("absence_weeks BETWEEN 1 AND 520", name=op.f("ck_team_absence_weeks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "act",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('import_team', 'edit_team', 'edit_page', 'plan', 'assign', 'swap', 'pin', 'unpin', 'repair', 'restore', 'publish', 'unpublish', 'realise', 'request_leave', 'approve_leave', 'refuse_leave', 'withdraw_leave', 'leave_round', 'import_calendar', 'absent', 'back', 'wish', 'undo', 'redo', 'erase', 'forget', 'token')",
            name=op.f("ck_act_kind"),
        ),
        sa.CheckConstraint("why = '' OR NOT kind IN ('absent', 'back')", name=op.f("ck_act_wordless")),
        sa.CheckConstraint("number > 0", name=op.f("ck_act_number")),
        sa.CheckConstraint("undoes < number", name=op.f("ck_act_undoes")),
        sa.ForeignKeyConstraint(["team", "undoes"], ["act.team", "act.number"], name=op.f("fk_act_team_undoes_act")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_act_team_team")),
        sa.PrimaryKeyConstraint("team", "number", name=op.f("pk_act")),
    )
    op.create_table(
        "member",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_member_team_team")),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_member")),
    )
    op.create_table(
        "roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("week LIKE '____-W__'", name=op.f("ck_roster_week")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_roster_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster")),
        sa.UniqueConstraint("team", "id", name=op.f("uq_roster_team_id")),
    )
    with op.batch_alter_table("roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_team_roster_week"), ["team", "week"], unique=False)
    op.create_table(
        "act_change",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=True),
        sa.Column("after", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["team", "act"],
            ["act.team", "act.number"],
            name=op.f("fk_act_change_team_act_act"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("team", "act", "position", name=op.f("pk_act_change")),
    )
    with op.batch_alter_table("act_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_change_team_act_change_subject"), ["team", "subject"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("shift", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=6), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("place IN ('office', 'remote')", name=op.f("ck_assignment_place")),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end" AND "end" <= 1440', name=op.f("ck_assignment_minutes")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_assignment_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team", "roster"], ["roster.team", "roster.id"], name=op.f("fk_assignment_team_roster_roster")
        ),
        sa.PrimaryKeyConstraint("roster", "date", "member", name=op.f("pk_assignment")),
    )
    op.create_table(
        "duty",
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("duty", sa.String(length=64), nullable=False),
        sa.Column("is_desk", sa.Boolean(), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("distance", sa.Integer(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(role IS NULL AND is_desk) OR (NOT is_desk AND role IS NOT NULL AND role IN ('primary', 'backup', 'incidental'))",
            name=op.f("ck_duty_role"),
        ),
        sa.CheckConstraint('"start" >= 0 AND "start" < "end" AND "end" <= 1440', name=op.f("ck_duty_minutes")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_duty_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team", "roster"], ["roster.team", "roster.id"], name=op.f("fk_duty_team_roster_roster")
        ),
        sa.PrimaryKeyConstraint("roster", "date", "duty", "is_desk", "member", "start", name=op.f("pk_duty")),
    )
    op.create_table(
        "team_document",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "act"],
            ["act.team", "act.number"],
            name=op.f("fk_team_document_team_act_act"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_team_document_team_team")),
        sa.PrimaryKeyConstraint("team", "number", name=op.f("pk_team_document")),
    )
    op.create_table(
        "version",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_version_number")),
        sa.CheckConstraint("restores < number", name=op.f("ck_version_restores")),
        sa.ForeignKeyConstraint(
            ["team", "act"],
            ["act.team", "act.number"],
            name=op.f("fk_version_team_act_act"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["team", "roster"], ["roster.team", "roster.id"], name=op.f("fk_version_team_roster_roster")
        ),
        sa.ForeignKeyConstraint(
            ["team", "week", "restores"],
            ["version.team", "version.week", "version.number"],
            name=op.f("fk_version_team_week_restores_version"),
        ),
        sa.PrimaryKeyConstraint("team", "week", "number", name=op.f("pk_version")),
    )
    op.create_table(
        "publication",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_publication_number")),
        sa.ForeignKeyConstraint(
            ["team", "act"],
            ["act.team", "act.number"],
            name=op.f("fk_publication_team_act_act"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["team", "week", "version"],
            ["version.team", "version.week", "version.number"],
            name=op.f("fk_publication_team_week_version_version"),
        ),
        sa.PrimaryKeyConstraint("team", "number", name=op.f("pk_publication")),
    )
    op.create_table(
        "week",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("realised", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("week LIKE '____-W__'", name=op.f("ck_week_week")),
        sa.ForeignKeyConstraint(
            ["team", "week", "draft"],
            ["version.team", "version.week", "version.number"],
            name=op.f("fk_week_team_week_draft_version"),
        ),
        sa.ForeignKeyConstraint(
            ["team", "week", "published"],
            ["version.team", "version.week", "version.number"],
            name=op.f("fk_week_team_week_published_version"),
        ),
        sa.ForeignKeyConstraint(
            ["team", "week", "realised"],
            ["version.team", "version.week", "version.number"],
            name=op.f("fk_week_team_week_realised_version"),
        ),
        sa.PrimaryKeyConstraint("team", "week", name=op.f("pk_week")),
    )
