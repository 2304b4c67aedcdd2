"""A member takes back what she asked for, and asks for it again: by undoing her own acts, as everybody does.

Leave that was approved before she withdrew it does not come back that way: nobody approves her own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_OF_HERS = "team = ANY ((SELECT teams_of())::text[])"
_NEXT = "number = (SELECT t.acts + 1 FROM team t WHERE t.id = act.team)"
_ASKING = "kind IN ('request_leave', 'withdraw_leave', 'wish') AND undoes IS NULL"
_TAKING_BACK = "kind IN ('undo', 'redo') AND did(team, undoes)"
_DID = """
    SELECT EXISTS (SELECT FROM act WHERE team = of_team AND number = of_number AND who = current_user)
"""
_GUARD = """
    DECLARE she text := (SELECT member FROM access WHERE role_name = current_user AND team = OLD.team);
    BEGIN
        IF NOT may_lead(OLD.team)
            AND NOT (OLD.member = she AND NEW.declined = OLD.declined
                AND (NEW.status IN (OLD.status, 'withdrawn')
                    OR (OLD.status = 'withdrawn' AND NEW.status = 'requested')))
            AND NOT (OLD.substitute = she AND NEW.status = OLD.status)
        THEN RAISE insufficient_privilege USING MESSAGE = 'this is not hers to change'; END IF;
        RETURN NEW;
    END
"""


def upgrade() -> None:
    """Makes this step."""
    if op.get_bind().dialect.name != "postgresql":
        return
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    path = f"SET search_path = pg_catalog, {schema}, pg_temp"
    op.execute(f"CREATE OR REPLACE FUNCTION guard_leave() RETURNS trigger LANGUAGE plpgsql {path} AS $${_GUARD}$$")
    # A function, since a policy must not ask its own table.
    head = "did(of_team text, of_number integer) RETURNS boolean LANGUAGE sql STABLE"
    op.execute(f"CREATE FUNCTION {head} {path} AS $${_DID}$$")
    op.execute("DROP POLICY member_insert ON act")
    op.execute(
        "CREATE POLICY member_insert ON act FOR INSERT"
        f" WITH CHECK ({_OF_HERS} AND who = current_user AND (({_ASKING}) OR ({_TAKING_BACK})) AND {_NEXT})"
    )
