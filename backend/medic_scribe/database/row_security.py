"""Row level security: what Supabase's own API, or anybody with its keys, can read of our tables.

    protect(op, "reminders", readable_where=f"owner_id = {CALLER}")   # in the migration that creates a table

Our own connection owns the tables and is not bound by this. Everybody else is: a table shows no row and takes
none, except that a signed-in user (`authenticated`) reads what is their own. Nobody but us writes.

Only on PostgreSQL; elsewhere nothing is done. The roles exist in Supabase and need not elsewhere, so policies
name none of them: whose a row is tells the token, and the token of nobody in particular names nobody.
"""

from collections.abc import Sequence

from alembic.operations import Operations
from sqlalchemy import text

# PostgREST puts the token's claims there. Empty outside a request, and then nobody's.
_CLAIMS = "nullif(current_setting('request.jwt.claims', true), '')::json"

# In a query of its own, so that it is worked out once and not for each row.
CALLER = f"(SELECT {_CLAIMS} ->> 'sub' WHERE {_CLAIMS} ->> 'role' = 'authenticated')"

OWN_CONSULTATIONS = f"SELECT id FROM consultations WHERE owner_id = {CALLER}"  # noqa: S608 (both are ours)

PUBLIC_ROLES = ("anon", "authenticated")


def protect(
    op: Operations, table: str, *, readable_where: str | None = None, columns: Sequence[str] = ()
) -> None:
    """Close `table`, but for the rows (and `columns`, if named) that the signed-in user may read."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    # Supabase grants everything on a new table, and on what counts its rows, to both roles.
    for relation in (f"TABLE {table}", *(f"SEQUENCE {name}" for name in _sequences(op, table))):
        for_roles(op, PUBLIC_ROLES, f"REVOKE ALL ON {relation} FROM {{role}}")
    if readable_where is None:
        return
    op.execute(f"CREATE POLICY {table}_of_the_caller ON {table} FOR SELECT USING ({readable_where})")
    only = f" ({', '.join(columns)})" if columns else ""
    for_roles(op, ("authenticated",), f"GRANT SELECT{only} ON TABLE {table} TO {{role}}")


def _sequences(op: Operations, table: str) -> Sequence[str]:
    owned = text(
        "SELECT objid::regclass::text FROM pg_depend JOIN pg_class ON oid = objid AND relkind = 'S' "
        "WHERE refobjid = cast(:table AS regclass) AND classid = 'pg_class'::regclass"
    )
    return op.get_bind().execute(owned, {"table": table}).scalars().all()


def for_roles(op: Operations, roles: Sequence[str], statement: str) -> None:
    """`statement` with each role of these that exists in its `{role}`."""
    for role in roles:
        op.execute(
            f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
            f"THEN EXECUTE '{statement.format(role=role)}'; END IF; END $$"
        )
