"""Hours that are owed, as they stood at the start of weeks: those of long ago are kept, and not counted again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LED = "team = ANY ((SELECT teams_led())::text[])"
_OWN = "(team, member) IN (SELECT team, member FROM access WHERE role_name = current_user AND kind = 'member')"


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "balance",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("week LIKE '____-W__'", name=op.f("ck_balance_week")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_balance_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "week", "member", name=op.f("pk_balance")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE balance ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE balance FORCE ROW LEVEL SECURITY")
        everything = "(SELECT administers())"
        op.execute(f"CREATE POLICY administrator ON balance USING ({everything}) WITH CHECK ({everything})")
        op.execute(f"CREATE POLICY lead ON balance USING ({_LED}) WITH CHECK ({_LED})")
        op.execute(f"CREATE POLICY member ON balance FOR SELECT USING ({_OWN})")
