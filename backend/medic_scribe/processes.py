"""Which processes are alive and work on jobs: each holds a numbered slot that only a living one can hold.

The number goes into DBOS's `executor_id`. A process that is killed loses its slot at once, because the lock
behind it is the operating system's (SQLite) or belongs to a database session (PostgreSQL). Whoever takes
the slot next, or finds it free, goes on with the jobs that were left there.
"""

import fcntl
import os
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from itertools import count
from pathlib import Path
from time import monotonic
from typing import LiteralString, Protocol

import psycopg
from sqlalchemy import URL

from medic_scribe.database.engine import Database
from medic_scribe.database.own_connection import LOST, ask, connected

# After the database was away, every process must have had the time to take its slot again.
GRACE = 15.0

# The first half of PostgreSQL's advisory lock keys: "scri".
_LOCK_CLASS = 0x73637269

# PostgreSQL learns of a killed process at once, but of a machine without power only by asking. It gives it up
# after five seconds, also where it has just answered it and waits for that to be acknowledged.
_ASK_OFTEN = {
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "5000",
}


class Slots(Protocol):
    """One process takes one slot; `number` is its own, 0 before it has one."""

    @property
    def number(self) -> int: ...

    async def take(self) -> int:
        """The lowest free number, from 1, held until `release`."""
        ...

    async def release(self) -> None: ...

    async def check(self) -> bool:
        """Whether our slot is still ours, or could be taken again."""
        ...

    async def anybody(self) -> bool:
        """Whether any other process holds a slot."""
        ...

    def if_free(self, number: int) -> AbstractAsyncContextManager[bool]:
        """Whether nobody holds that slot; if so, nobody can take it inside the block either."""
        ...


def slots_of(database: Database) -> Slots:
    if database.is_sqlite:
        return FileSlots(Path(f"{database.url.database}.processes"))
    return PostgresSlots(database.url)


class FileSlots:
    """Locked files beside the database; Python does not pass them on to child processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: int | None = None
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)

    async def take(self) -> int:
        for number in count(1):
            descriptor = self._lock(number)
            if descriptor is not None:
                self._held, self.number = descriptor, number
                return number
        raise AssertionError

    async def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held, self.number = None, 0

    async def check(self) -> bool:
        return self._held is not None

    async def anybody(self) -> bool:
        numbers = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        for number in numbers:
            if number != self.number:
                async with self.if_free(number) as free:
                    if not free:
                        return True
        return False

    @asynccontextmanager
    async def if_free(self, number: int) -> AsyncGenerator[bool]:
        descriptor = self._lock(number)
        try:
            yield descriptor is not None
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _lock(self, number: int) -> int | None:
        descriptor = os.open(self._folder / str(number), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor


class PostgresSlots:
    """Advisory locks of a session of our own."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self.number = 0
        self._settled = 0.0
        self._connection: psycopg.AsyncConnection | None = None

    async def take(self) -> int:
        await self._connect_if_lost()
        for number in count(1):
            if await self._lock(number):
                self.number = number
                return number
        raise AssertionError

    async def release(self) -> None:
        connection, self._connection, self.number = self._connection, None, 0
        if connection:
            await connection.close()

    async def check(self) -> bool:
        try:
            lost = await self._connect_if_lost()
        except LOST:
            return True  # nobody else can take it either while the database is away
        return not lost or not self.number or await self._lock(self.number)

    async def anybody(self) -> bool:
        await self._connect_if_lost()
        return await self._ask(
            "SELECT count(*) > 0 FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE datname = current_database() AND locktype = 'advisory' AND granted "
            "AND pid <> pg_backend_pid() AND classid = %s",
            _LOCK_CLASS,
        )

    @asynccontextmanager
    async def if_free(self, number: int) -> AsyncGenerator[bool]:
        free = number != self.number and monotonic() >= self._settled and await self._lock(number)
        try:
            yield free
        finally:
            if free:
                await self._ask("SELECT pg_advisory_unlock(%s, %s)", _LOCK_CLASS, number)

    async def _lock(self, number: int) -> bool:
        return await self._ask("SELECT pg_try_advisory_lock(%s, %s)", _LOCK_CLASS, number)

    async def _ask(self, query: LiteralString, *values: object) -> bool:
        return bool(await ask(await self._session(), query, *values))

    async def _connect_if_lost(self) -> bool:
        connection = await self._session()
        with suppress(*LOST):
            await ask(connection, "SELECT 1")
        if not connection.closed:
            return False
        self._connection = await self._connected()
        self._settled = monotonic() + GRACE
        return True

    async def _session(self) -> psycopg.AsyncConnection:
        if self._connection is None:
            self._connection = await self._connected()
        return self._connection

    async def _connected(self) -> psycopg.AsyncConnection:
        connection = await connected(self._url)
        for name, value in _ASK_OFTEN.items():
            await ask(connection, "SELECT set_config(%s, %s, false)", name, value)
        return connection
