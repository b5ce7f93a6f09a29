"""The real API as it runs on Supabase: accounts there, and a PostgreSQL with Supabase's roles and grants."""

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import pytest_asyncio

from medic_scribe.database.migrations import migrate
from tests.api.conftest import Site, serving, settings_for_tests
from tests.supabase.auth_server import ANON_KEY, Account, AuthServer, auth_server

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]

MAINTENANCE = "a token of more than thirty-two characters"

# As a new Supabase project is set up: PostgREST signs in as `authenticator` and becomes one of the others.
ROLES = """
    CREATE ROLE anon NOLOGIN NOINHERIT;
    CREATE ROLE authenticated NOLOGIN NOINHERIT;
    CREATE ROLE authenticator LOGIN NOINHERIT;
    GRANT anon, authenticated TO authenticator;
"""
GRANTS = """
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated;
"""


@dataclass(frozen=True)
class Clinic:
    site: Site
    accounts: AuthServer
    ana: Account
    eva: Account

    def token(self, account: Account) -> str:
        return self.accounts.token(account)


@pytest.fixture(scope="module")
def supabase_database(
    postgres_server: str, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Generator[str]:
    with new_database("postgresql", tmp_path_factory.mktemp("unused")) as url:
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(ROLES)
            owner.execute(GRANTS)
        migrate(url)
        yield url
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("DROP OWNED BY anon, authenticated, authenticator CASCADE")
            owner.execute("DROP ROLE authenticator, anon, authenticated")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic(supabase_database: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Clinic]:
    folder = tmp_path_factory.mktemp("site")
    with auth_server() as accounts:
        settings = settings_for_tests(
            folder,
            supabase_database,
            supabase_url=accounts.url,
            supabase_anon_key=ANON_KEY,
            maintenance_token=MAINTENANCE,
        )
        async with serving(settings) as site:
            ana = accounts.add("ana@clinica.example", name="Dra. Ana Ruiz")
            yield Clinic(site, accounts, ana, accounts.add("eva@clinica.example"))
