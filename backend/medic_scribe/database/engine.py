"""Connections to SQLite or PostgreSQL: the same transactions on both.

async with database.writing() as session: ...   # committed at the end, rolled back on an error
async with database.reading() as session: ...
"""

import sqlite3
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

# In a session's `info`: the users for whom events were published in this transaction.
PUBLISHED = "published"

# In a session's `info`: true inside `writing()`.
WRITES = "writes"

# When a connection to PostgreSQL that has gone silent counts as lost: its machine may have vanished, or the
# way to it. What `DATABASE_URL` says of these itself holds.
_GIVE_UP = {
    "connect_timeout": "10",  # seconds
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",  # milliseconds
}

# How long a SQLite writer waits for another, in milliseconds.
_BUSY_TIMEOUT = 30_000


class Database:
    """One per process. `url` is what `DATABASE_URL` says, with or without a driver."""

    def __init__(self, url: str, pool_size: int = 10) -> None:
        self.url = with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _async_engine(self.url, pool_size)
        self._writer = self._engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        # Called after a commit with each user for whom events were published in it.
        self.on_published: list[Callable[[str], None]] = []

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        async with AsyncSession(self._engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[AsyncSession]:
        """On SQLite the write lock is taken first, so that what is read stays true until the commit."""
        async with AsyncSession(self._writer, expire_on_commit=False, info={WRITES: True}) as session:
            async with session.begin():
                yield session
            for user_id in session.info.get(PUBLISHED, ()):
                for tell in self.on_published:
                    tell(user_id)

    async def close(self) -> None:
        await self._engine.dispose()


def with_driver(url: str | URL) -> URL:
    """The URL with the drivers that we ship, aiosqlite and psycopg, and when a connection counts as lost."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1) if isinstance(url, str) else url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    return parsed.set(drivername="postgresql+psycopg", query=_GIVE_UP | dict(parsed.query))


def without_driver(url: str | URL) -> URL:
    """The URL for who brings a synchronous driver: migrations, DBOS and psycopg itself."""
    parsed = with_driver(url)
    return parsed.set(drivername=parsed.get_backend_name())


def sync_engine(url: str | URL) -> Engine:
    """For migrations, which Alembic runs synchronously. Takes the write lock first on SQLite."""
    parsed = with_driver(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed)
    _make_folder(parsed)
    engine = create_engine(without_driver(parsed))
    _prepare_sqlite(engine)
    return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")


def _async_engine(url: URL, pool_size: int) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=pool_size, pool_pre_ping=True)
    _make_folder(url)
    engine = create_async_engine(url, pool_size=pool_size)
    _prepare_sqlite(engine.sync_engine)
    return engine


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(engine: Engine) -> None:
    """SQLAlchemy's recipe for transactions that are really transactions, DDL and reads included."""

    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT}")
        _write_ahead(cursor)
        # NORMAL could lose the last commits in a power cut; what a clinician was told is saved, is.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", begin)


def _write_ahead(cursor: Any) -> None:
    """Where two processes make a database at once, SQLite does not wait for the other's change of journal."""
    give_up = monotonic() + _BUSY_TIMEOUT / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() > give_up:
                raise
            sleep(0.02)
