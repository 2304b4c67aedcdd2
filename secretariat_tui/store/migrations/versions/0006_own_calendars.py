"""What members want in their calendars: each chooses for herself, and the lead for everybody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_LED = "team = ANY ((SELECT teams_led())::text[])"
_OWN = "(team, member) IN (SELECT team, member FROM access WHERE role_name = current_user AND kind = 'member')"
_OF_HERS = "team = ANY ((SELECT teams_of())::text[])"
_SUBJECTS = "leave", "decline", "wish", "calendar_choice"
_HER_ACT = (
    "EXISTS (SELECT FROM act a WHERE a.team = act_change.team AND a.number = act_change.act AND a.who = current_user)"
)
_NEXT = "act = (SELECT t.acts + 1 FROM team t WHERE t.id = act_change.team)"


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "calendar_choice",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=False),
        sa.Column("wants", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_calendar_choice_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "member", name=op.f("pk_calendar_choice")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE calendar_choice ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE calendar_choice FORCE ROW LEVEL SECURITY")
        for name, condition in (("administrator", "(SELECT administers())"), ("lead", _LED), ("member", _OWN)):
            op.execute(f"CREATE POLICY {name} ON calendar_choice USING ({condition}) WITH CHECK ({condition})")
        subjects = " OR ".join(f"subject LIKE '{subject}:%'" for subject in _SUBJECTS)
        op.execute("DROP POLICY member_insert ON act_change")
        op.execute(
            "CREATE POLICY member_insert ON act_change FOR INSERT"
            f" WITH CHECK ({_OF_HERS} AND ({subjects}) AND {_HER_ACT} AND {_NEXT})"
        )
