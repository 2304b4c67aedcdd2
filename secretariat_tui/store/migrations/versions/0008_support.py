"""Requests for acute support that were answered: kept by a lead, and counted in reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_LED = "team = ANY ((SELECT teams_led())::text[])"
_OF_HERS = "team = ANY ((SELECT teams_of())::text[])"


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("dayparts", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("dayparts > 0 AND people > 0", name=op.f("ck_support_size")),
        sa.CheckConstraint("state IN ('in_force', 'lifted')", name=op.f("ck_support_state")),
        sa.CheckConstraint("verdict IN ('free', 'needed', 'unknown', 'unable')", name=op.f("ck_support_verdict")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_support_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_team_support_date"), ["team", "date"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE support ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE support FORCE ROW LEVEL SECURITY")
        for name, condition in (("administrator", "(SELECT administers())"), ("lead", _LED)):
            op.execute(f"CREATE POLICY {name} ON support USING ({condition}) WITH CHECK ({condition})")
        op.execute(f"CREATE POLICY member ON support FOR SELECT USING ({_OF_HERS})")
