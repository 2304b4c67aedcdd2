"""Who may see and do what: on PostgreSQL the database itself sees to it, row by row.

A lead has her own teams. A member reads what is published, and writes what she asks for herself. Whoever owns the
tables is the administrator. Nobody else has anything, and the rules bind the owner's programs as well.

The words of an act may be changed after all: they can name somebody who is forgotten. So may the team of a shift and
of a duty, which a key brings along with the member; that it is still the roster's team another key sees to.
"""

# ruff: noqa: S608  (statements of our own, out of words of our own)

from __future__ import annotations

import json
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_LED = '"{column}" = ANY ((SELECT teams_led())::text[])'
_OF_HERS = '"{column}" = ANY ((SELECT teams_of())::text[])'
_OWN = '("team", "{column}") IN (SELECT team, member FROM access WHERE role_name = current_user AND kind = \'member\')'
_TEAM = _OF_HERS.format(column="team")
_SHE = _OWN.format(column="member")
_TOLD = _OWN.format(column="substitute")
_NEXT = '{number} = (SELECT t.acts + 1 FROM team t WHERE t.id = "{table}".team)'
_ACTS_OF_MEMBERS = "'request_leave', 'withdraw_leave', 'wish'"

_OF_LEADS = (
    *("member", "team_document", "team_for_members", "week", "version", "publication", "roster", "assignment", "duty"),
    *("leave", "absence", "wish", "pin", "gave_way", "page", "page_head"),
    *("imported_event", "feed_token", "calendar_ledger"),
)
"""Tables in which a lead may do to the rows of her teams whatever is granted."""

_READ_BY_MEMBERS = {
    "member": _TEAM,
    "team_for_members": _TEAM,
    "publication": _TEAM,
    "page": _TEAM,
    "page_head": _TEAM,
    "week": f"{_TEAM} AND published IS NOT NULL",
    "version": f"{_TEAM} AND EXISTS (SELECT FROM publication p"
    ' WHERE p.team = "version".team AND p.week = "version".week AND p.version = "version".number)',
    "roster": f'{_TEAM} AND id IN (SELECT v.roster FROM "version" v)',
    "assignment": f"{_TEAM} AND roster IN (SELECT r.id FROM roster r)",
    "duty": f"{_TEAM} AND roster IN (SELECT r.id FROM roster r)",
    "leave": f"{_SHE} OR {_TOLD}",
    "absence": _SHE,
    "wish": _SHE,
    "gave_way": _SHE,
    "imported_event": "kind = 'member' AND " + _OWN.format(column="owner"),
    "feed_token": "kind = 'member' AND " + _OWN.format(column="owner"),
    "act": f"{_TEAM} AND (who = current_user"
    " OR EXISTS (SELECT FROM publication p WHERE p.team = act.team AND p.act = act.number)"
    " OR EXISTS (SELECT FROM page p WHERE p.team = act.team AND p.act = act.number))",
    "act_change": "EXISTS (SELECT FROM act a"
    " WHERE a.team = act_change.team AND a.number = act_change.act AND a.who = current_user)",
}
"""What a member sees. What stands in a condition is itself only what she sees."""

_FIXED = {
    "act": ("team", "number", "kind", "at", "undoes"),
    "assignment": ("roster", "date", "shift", "place", "start", "end", "pinned"),
    "duty": ("roster", "date", "duty", "is_desk", "start", "end", "role", "rank", "distance", "pinned"),
}
"""What still never changes in what names members."""

_FUNCTIONS = {
    # Whoever owns the tables, or has the rights of who does.
    "administers() RETURNS boolean LANGUAGE sql STABLE": """
        SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = '{schema}.access'::regclass
    """,
    "teams_led() RETURNS text[] LANGUAGE sql STABLE": """
        SELECT coalesce(array_agg(team::text), ARRAY[]::text[]) FROM access
        WHERE role_name = current_user AND kind = 'lead'
    """,
    "teams_of() RETURNS text[] LANGUAGE sql STABLE": """
        SELECT coalesce(array_agg(team::text), ARRAY[]::text[]) FROM access
        WHERE role_name = current_user AND kind = 'member'
    """,
    "may_lead(of_team text) RETURNS boolean LANGUAGE sql STABLE": """
        SELECT administers() OR of_team = ANY (teams_led())
    """,
    "guard_team() RETURNS trigger LANGUAGE plpgsql": """
        BEGIN
            IF NEW.acts NOT IN (OLD.acts, OLD.acts + 1) OR NOT may_lead(OLD.id)
                AND (NEW.id, NEW.name, NEW.document, NEW.revision, NEW.absence_weeks)
                IS DISTINCT FROM (OLD.id, OLD.name, OLD.document, OLD.revision, OLD.absence_weeks)
            THEN RAISE insufficient_privilege USING MESSAGE = 'this is not hers to change'; END IF;
            RETURN NEW;
        END
    """,
    "guard_leave() RETURNS trigger LANGUAGE plpgsql": """
        DECLARE she text := (SELECT member FROM access WHERE role_name = current_user AND team = OLD.team);
        BEGIN
            IF NOT may_lead(OLD.team)
                AND NOT (OLD.member = she AND NEW.status IN (OLD.status, 'withdrawn') AND NEW.declined = OLD.declined)
                AND NOT (OLD.substitute = she AND NEW.status = OLD.status)
            THEN RAISE insufficient_privilege USING MESSAGE = 'this is not hers to change'; END IF;
            RETURN NEW;
        END
    """,
    "act_is_counted() RETURNS trigger LANGUAGE plpgsql": """
        BEGIN
            IF NOT EXISTS (SELECT FROM team WHERE id = NEW.team AND acts >= NEW.number)
            THEN RAISE insufficient_privilege USING MESSAGE = 'an act is counted with its team'; END IF;
            RETURN NULL;
        END
    """,
    "count_is_of_acts() RETURNS trigger LANGUAGE plpgsql": """
        BEGIN
            IF NEW.acts > 0
                AND NOT EXISTS (SELECT FROM act WHERE team = NEW.id AND number = NEW.acts AND digest = NEW.head)
            THEN RAISE insufficient_privilege USING MESSAGE = 'a team counts the acts that there are'; END IF;
            RETURN NULL;
        END
    """,
}


def upgrade() -> None:
    """Makes this step."""
    op.create_table(
        "access",
        sa.Column("role_name", sa.String(length=63), nullable=False),
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("member", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(kind = 'lead' AND member IS NULL) OR (kind = 'member' AND member IS NOT NULL)",
            name=op.f("ck_access_kind"),
        ),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_access_team_team")),
        sa.ForeignKeyConstraint(
            ["team", "member"],
            ["member.team", "member.id"],
            name=op.f("fk_access_team_member_member"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("role_name", "team", name=op.f("pk_access")),
    )
    op.create_table(
        "team_for_members",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_team_for_members_team_team")),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_team_for_members")),
    )
    op.add_column("team", sa.Column("head", sa.String(length=64), nullable=False, server_default=""))
    _fill()
    _let_words_go()
    if op.get_bind().dialect.name == "postgresql":
        _protect()


def _fill() -> None:
    """What follows from what is there already."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE team SET head = coalesce((SELECT digest FROM act"
            " WHERE act.team = team.id AND act.number = team.acts), '')"
        )
    )
    current = sa.text(
        "SELECT d.team, d.body FROM team_document d JOIN team t ON t.id = d.team AND t.document = d.number"
    )
    put = sa.text("INSERT INTO team_for_members (team, body, digest) VALUES (:team, :body, :digest)")
    for team, body in connection.execute(current).all():
        document = json.loads(body)
        for member in document["members"]:
            member.pop("balance", None)
            member.pop("overtime", None)
        told = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        encoded = told.encode()
        digest = sha256(b"%d:" % len(encoded) + encoded).hexdigest()
        connection.execute(put, {"team": team, "body": told, "digest": digest})


def _let_words_go() -> None:
    """A word in the place of somebody who is forgotten may come into acts, and with its team into rosters."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, columns in _FIXED.items():
        named = ", ".join(f'"{column}"' for column in columns)
        head = f'CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {named} ON "{table}"'
        op.execute(f"DROP TRIGGER {table}_fixed" + (f' ON "{table}"' if is_postgresql else ""))
        if is_postgresql:
            op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION nothing_is_overwritten()")
        else:
            op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'nothing is overwritten'); END")


def _protect() -> None:
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for head, body in _FUNCTIONS.items():
        # Somebody's temporary table of the same name must not come first.
        path = f"SET search_path = pg_catalog, {schema}, pg_temp"
        op.execute(f"CREATE FUNCTION {head} {path} AS $${body.format(schema=schema)}$$")
    for table in ("team", "leave"):
        op.execute(
            f'CREATE TRIGGER {table}_guard BEFORE UPDATE ON "{table}" FOR EACH ROW EXECUTE FUNCTION guard_{table}()'
        )
    # At the end of a transaction: an act that is not counted would stand in the way of all that come after it.
    for name, on in (("act_is_counted", "INSERT ON act"), ("count_is_of_acts", "UPDATE ON team")):
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {name} AFTER {on} DEFERRABLE INITIALLY DEFERRED"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    for table in (*_OF_LEADS, "team", "act", "act_change", "access"):
        op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        op.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        _policy(table, "administrator", "ALL", "(SELECT administers())")
    for table in _OF_LEADS:
        _policy(table, "lead", "ALL", _LED.format(column="team"))
    for table, condition in _READ_BY_MEMBERS.items():
        _policy(table, "member", "SELECT", condition)
    _policy("access", "own", "SELECT", "role_name = current_user")
    for role, condition in (("lead", _LED), ("member", _OF_HERS)):
        for what in ("SELECT", "UPDATE"):
            _policy("team", f"{role}_{what.lower()}", what, condition.format(column="id"))
    _add_acts()
    _policy("leave", "member_insert", "INSERT", f"{_SHE} AND status = 'requested' AND NOT declined")
    _policy("leave", "member_update", "UPDATE", f"{_SHE} OR {_TOLD}")
    _policy("wish", "member_insert", "INSERT", _SHE)
    _policy("wish", "member_update", "UPDATE", _SHE)


def _add_acts() -> None:
    """Acts are added by who does them, under her own name, one after the other."""
    led = _LED.format(column="team")
    following, part = _NEXT.format(number="number", table="act"), _NEXT.format(number="act", table="act_change")
    own = "EXISTS (SELECT FROM act a WHERE a.team = act_change.team AND a.number = act_change.act AND a.who = current_user)"
    subjects = "(subject LIKE 'leave:%' OR subject LIKE 'decline:%' OR subject LIKE 'wish:%')"
    _policy("act", "lead", "SELECT", led)
    _policy("act_change", "lead", "SELECT", led)
    _policy("act", "lead_insert", "INSERT", f"{led} AND who = current_user AND {following}")
    _policy("act_change", "lead_insert", "INSERT", f"{led} AND {part}")
    mine = f"who = current_user AND kind IN ({_ACTS_OF_MEMBERS}) AND undoes IS NULL"
    _policy("act", "member_insert", "INSERT", f"{_TEAM} AND {mine} AND {following}")
    _policy("act_change", "member_insert", "INSERT", f"{_TEAM} AND {subjects} AND {own} AND {part}")


def _policy(table: str, name: str, what: str, condition: str) -> None:
    checks = {"INSERT": f"WITH CHECK ({condition})", "SELECT": f"USING ({condition})"}
    both = f"USING ({condition}) WITH CHECK ({condition})"
    op.execute(f'CREATE POLICY "{name}" ON "{table}" FOR {what} {checks.get(what, both)}')
