"""Who holds Supabase's keys but is not the clinician: what they can read of our tables, and change.

They come in as Supabase's own API does: signed in as `authenticator`, then as one of its two roles.
"""

import json
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio
from psycopg import Connection, sql
from psycopg.errors import InsufficientPrivilege

from medic_scribe.database.engine import without_driver
from medic_scribe.database.models import metadata
from tests.api.audio import tone
from tests.supabase.auth_server import Account
from tests.supabase.conftest import Clinic

TABLES = sorted({*metadata.tables, "alembic_version"})
OF_NOBODY = {"alembic_version", "audit", "deletions", "refresh_tokens"}
ROLES = ["anon", "authenticated"]
SECRET_COLUMNS = ["password_hash", "failed_logins", "locked_until", "token_epoch"]


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def both_work(clinic: Clinic) -> None:
    """Ana and Eva each have a consultation, with all that belongs to one."""
    for account in (clinic.ana, clinic.eva):
        async with clinic.site.caller(clinic.token(account)) as client:
            answer = await client.post("/transcribe-and-summarize/", files={"audio_file": tone()})
            assert answer.status_code == 200, answer.text
            await client.post("/v1/vocabulary", json={"text": "sacubitrilo"})
            section = {"key": "a", "title": "A"}
            await client.post("/v1/templates", json={"title": "mía", "sections": [section]})


@pytest.fixture
def owner(supabase_database: str) -> Generator[Connection]:
    with psycopg.connect(supabase_database, autocommit=True) as connection:
        yield connection


@contextmanager
def as_role(url: str, role: str, claims: object = "") -> Generator[Connection]:
    """One request through PostgREST; all that it does is taken back."""
    outside = without_driver(url).set(username="authenticator").render_as_string(hide_password=False)
    with psycopg.connect(outside) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        text = claims if isinstance(claims, str) else json.dumps(claims)
        connection.execute("SELECT set_config('request.jwt.claims', %s, false)", [text])
        connection.commit()
        yield connection
        connection.rollback()


def claims_of(account: Account) -> dict[str, str]:
    return {"sub": account.id, "role": "authenticated", "email": account.email}


def rows(connection: Connection, table: str, columns: str = "*") -> set[str]:
    found = connection.execute(f"SELECT t::text FROM (SELECT {columns} FROM {table}) t".encode())
    return {text for (text,) in found.fetchall()}


def columns_of(table: str) -> str:
    if table != "users":
        return "*"
    return ", ".join(c.name for c in metadata.tables["users"].columns if c.name not in SECRET_COLUMNS)


def test_every_table_has_row_level_security(owner: Connection) -> None:
    """A new table needs `protect()` of database/row_security.py in the migration that makes it."""
    found = owner.execute(
        "SELECT relname, relrowsecurity FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    ).fetchall()
    assert {name for name, _ in found} == set(TABLES)
    assert [name for name, protected in found if not protected] == []


def test_nothing_but_own_rows_is_granted_to_anybody(owner: Connection) -> None:
    """The migrations took back what Supabase grants on every new table, sequence and function."""
    granted = owner.execute(
        "SELECT relname, grantee::regrole::text, privilege_type "
        "FROM pg_class, aclexplode(relacl) "
        "WHERE relnamespace IN ('public'::regnamespace, 'dbos'::regnamespace) "
        "AND grantee IN (0, 'anon'::regrole, 'authenticated'::regrole)"
    ).fetchall()
    assert {(role, privilege) for _, role, privilege in granted} == {("authenticated", "SELECT")}
    assert {name for name, _, _ in granted} == set(TABLES) - OF_NOBODY - {"users"}
    callable_functions = owner.execute(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND (has_function_privilege('anon', oid, 'EXECUTE') "
        "OR has_function_privilege('authenticated', oid, 'EXECUTE'))"
    ).fetchall()
    assert callable_functions == []
    views = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')"
    ).fetchall()
    assert views == []  # a view would read with its owner's eyes


@pytest.mark.parametrize("table", TABLES)
def test_nobody_in_particular_reads_nothing(supabase_database: str, table: str) -> None:
    with as_role(supabase_database, "anon", {"role": "anon"}) as anon, pytest.raises(InsufficientPrivilege):
        rows(anon, table)


@pytest.mark.parametrize("table", sorted(set(TABLES) - OF_NOBODY))
def test_a_clinician_reads_their_own_rows_and_no_others(
    clinic: Clinic, supabase_database: str, owner: Connection, table: str
) -> None:
    columns = columns_of(table)
    all_of_them = rows(owner, table, columns)
    with as_role(supabase_database, "authenticated", claims_of(clinic.ana)) as ana:
        of_ana = rows(ana, table, columns)
    with as_role(supabase_database, "authenticated", claims_of(clinic.eva)) as eva:
        of_eva = rows(eva, table, columns)
    assert not of_ana & of_eva
    assert of_ana | of_eva == all_of_them
    if all_of_them:
        assert of_ana
        assert of_eva


def test_the_test_above_had_rows_to_look_at(owner: Connection) -> None:
    filled = {table for table in TABLES if rows(owner, table)}
    assert filled >= {"users", "consultations", "recordings", "utterances", "statements", "events", "jobs"}


@pytest.mark.parametrize("table", sorted(OF_NOBODY))
def test_some_tables_are_nobodys(clinic: Clinic, supabase_database: str, table: str) -> None:
    with (
        as_role(supabase_database, "authenticated", claims_of(clinic.ana)) as ana,
        pytest.raises(InsufficientPrivilege),
    ):
        rows(ana, table)


@pytest.mark.parametrize("column", SECRET_COLUMNS)
def test_nobody_reads_even_their_own_password(clinic: Clinic, supabase_database: str, column: str) -> None:
    with (
        as_role(supabase_database, "authenticated", claims_of(clinic.ana)) as ana,
        pytest.raises(InsufficientPrivilege),
    ):
        rows(ana, "users", column)


def forged_claims(ana: Account) -> list[object]:
    return [
        "",
        {},
        {"role": "authenticated"},
        {"role": "authenticated", "sub": None},
        {"role": "authenticated", "sub": ""},
        {"role": "authenticated", "sub": "%"},
        {"role": "authenticated", "sub": "' OR true --"},
        {"role": "anon", "sub": ana.id},
        {"sub": ana.id},
        [ana.id],
    ]


@pytest.mark.parametrize("number", range(10))
def test_claims_that_name_nobody_show_nothing(clinic: Clinic, supabase_database: str, number: int) -> None:
    claims = forged_claims(clinic.ana)[number]
    with as_role(supabase_database, "authenticated", claims) as nobody:
        assert {table for table in set(TABLES) - OF_NOBODY if rows(nobody, table, columns_of(table))} == set()


WRITES = {
    "insert": "INSERT INTO {} DEFAULT VALUES",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {} CASCADE",
    "lock": "LOCK TABLE {}",
    "read to write": "SELECT 1 FROM {} FOR UPDATE",
    "switch off": "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "trigger": "CREATE TRIGGER t BEFORE UPDATE ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "drop": "DROP TABLE {}",
    "copy in": "COPY {} FROM STDIN",
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ROLES)
def test_nobody_writes(clinic: Clinic, supabase_database: str, role: str, table: str) -> None:
    tried = {**WRITES, "update": f"UPDATE {{}} SET {first_column(table)} = {first_column(table)}"}
    with as_role(supabase_database, role, claims_of(clinic.ana)) as somebody:
        assert [how for how, what in tried.items() if not refused(somebody, what.format(table))] == []


HOSTILE = {
    "become the owner": "SET ROLE postgres",
    "look past the policies": "SET row_security = off; SELECT * FROM consultations",
    "count on": "SELECT nextval('events_id_seq')",
    "see the count": "SELECT last_value FROM events_id_seq",
    "read the journal": "SELECT * FROM dbos.workflow_status",
    "change the journal": "DELETE FROM dbos.workflow_status",
    "call the journal's functions": "SELECT dbos.enqueue_workflow()",
    "call a trigger": "SELECT audit_refuses()",
    "a view of one's own": "CREATE VIEW public.mine AS SELECT * FROM consultations",
    "a function of one's own": "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a policy of one's own": "CREATE POLICY mine ON consultations USING (true)",
    "a grant to oneself": "GRANT ALL ON users TO authenticated",
    "a file": "COPY consultations TO '/tmp/stolen'",
    "a program": "COPY (SELECT 1) TO PROGRAM 'cat'",
    "a publication": "CREATE PUBLICATION mine FOR TABLE consultations",
}


@pytest.mark.parametrize("role", ROLES)
def test_hostile_statements_are_refused(clinic: Clinic, supabase_database: str, role: str) -> None:
    with as_role(supabase_database, role, claims_of(clinic.ana)) as intruder:
        assert [how for how, what in HOSTILE.items() if not refused(intruder, what)] == []


def test_the_journal_is_there_and_closed(owner: Connection) -> None:
    assert owner.execute("SELECT count(*) FROM dbos.workflow_status").fetchone() != (0,)
    for role in ROLES:
        entry = owner.execute("SELECT has_schema_privilege(%s, 'dbos', 'USAGE')", [role]).fetchone()
        assert entry == (False,)


def test_a_function_in_the_question_sees_only_ones_own_rows(clinic: Clinic, supabase_database: str) -> None:
    """The planner could run a cheap condition before the policy and show it the rows of others."""
    seen: list[str] = []
    with as_role(supabase_database, "authenticated", claims_of(clinic.eva)) as eva:
        eva.add_notice_handler(lambda notice: seen.append(str(notice.message_primary)))
        eva.execute(
            "CREATE FUNCTION pg_temp.leak(text) RETURNS bool LANGUAGE plpgsql COST 0.0000001 "
            "AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"
        )
        eva.execute("SELECT * FROM consultations WHERE pg_temp.leak(owner_id)")
    assert set(seen) == {clinic.eva.id}


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"audit"}))
def test_even_with_all_grants_back_the_rows_stay_closed(
    clinic: Clinic, owner: Connection, table: str
) -> None:
    """A click too many in Supabase's dashboard grants a table to everybody; the policies still hold."""
    name = sql.Identifier(table)
    all_of_them = rows(owner, table)
    for role, claims in (("anon", {"role": "anon"}), ("authenticated", claims_of(clinic.ana))):
        with owner.transaction(force_rollback=True):
            owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO anon, authenticated")
            owner.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO anon, authenticated")
            owner.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
            owner.execute("SELECT set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
            shown = rows(owner, table)
            assert not shown if role == "anon" or table in OF_NOBODY else shown < all_of_them or not shown
            column = sql.Identifier(first_column(table))
            change = sql.SQL("UPDATE {} SET {} = {}").format(name, column, column)
            assert owner.execute(change).rowcount == 0
            assert owner.execute(sql.SQL("DELETE FROM {}").format(name)).rowcount == 0
            with pytest.raises(InsufficientPrivilege, match="row-level security"):
                owner.execute(sql.SQL("INSERT INTO {} DEFAULT VALUES").format(name))


def test_where_the_roles_do_not_exist_the_migrations_do_the_same(
    new_database: Callable[[str, Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    """The database of all other tests was migrated before there were any roles."""
    with new_database("postgresql", tmp_path) as url, psycopg.connect(url) as plain:
        policies = plain.execute("SELECT tablename FROM pg_policies").fetchall()
    assert {name for (name,) in policies} == set(TABLES) - OF_NOBODY


def first_column(table: str) -> str:
    return next(iter(metadata.tables[table].columns)).name if table in metadata.tables else "version_num"


def refused(connection: Connection, statement: str) -> bool:
    """Whether the database says that this is not allowed. All is taken back."""
    try:
        connection.execute(statement.encode())
    except InsufficientPrivilege:
        return True
    else:
        return False
    finally:
        connection.rollback()
