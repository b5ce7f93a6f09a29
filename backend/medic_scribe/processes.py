"""Which processes are alive and work on jobs: each holds a numbered slot that only a living one can hold.

The number goes into DBOS's `executor_id`. A process that is killed loses its slot at once, because the lock
behind it is the operating system's (SQLite) or belongs to a database session (PostgreSQL). Whoever takes
the slot next, or finds it free, goes on with the jobs that were left there.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Protocol

import psycopg

from medic_scribe.database.engine import Database, without_driver

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
    """Synchronous and quick. One process takes one slot; `number` is its own, 0 before it has one."""

    @property
    def number(self) -> int: ...

    def take(self) -> int:
        """The lowest free number, from 1, held until `release`."""
        ...

    def release(self) -> None: ...

    def check(self) -> bool:
        """Whether our slot is still ours, or could be taken again."""
        ...

    def anybody(self) -> bool:
        """Whether any other process holds a slot."""
        ...

    @contextmanager
    def if_free(self, number: int) -> Generator[bool]:
        """Whether nobody holds that slot; if so, nobody can take it inside the block either."""
        ...


def slots_of(database: Database) -> Slots:
    if database.is_sqlite:
        return FileSlots(Path(f"{database.url.database}.processes"))
    return PostgresSlots(without_driver(database.url).render_as_string(hide_password=False))


class FileSlots:
    """Locked files beside the database; Python does not pass them on to child processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: int | None = None
        self.number = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self) -> int:
        for number in count(1):
            descriptor = self._lock(number)
            if descriptor is not None:
                self._held, self.number = descriptor, number
                return number
        raise AssertionError

    def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held, self.number = None, 0

    def check(self) -> bool:
        return self._held is not None

    def anybody(self) -> bool:
        numbers = [int(path.name) for path in self._folder.iterdir() if path.name.isdigit()]
        for number in numbers:
            if number != self.number:
                with self.if_free(number) as free:
                    if not free:
                        return True
        return False

    @contextmanager
    def if_free(self, number: int) -> Generator[bool]:
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

    def __init__(self, url: str) -> None:
        self._url = url
        self.number = 0
        self._settled = 0.0
        self._connection = self._connected()

    def take(self) -> int:
        self._connect_if_lost()
        for number in count(1):
            if self._lock(number):
                self.number = number
                return number
        raise AssertionError

    def release(self) -> None:
        self._connection.close()
        self.number = 0

    def check(self) -> bool:
        try:
            lost = self._connect_if_lost()
        except psycopg.OperationalError:
            return True  # nobody else can take it either while the database is away
        return not lost or not self.number or self._lock(self.number)

    def anybody(self) -> bool:
        self._connect_if_lost()
        held = self._connection.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE datname = current_database() AND locktype = 'advisory' AND granted "
            "AND pid <> pg_backend_pid() AND classid = %s",
            (_LOCK_CLASS,),
        ).fetchone()
        return bool(held and held[0])

    @contextmanager
    def if_free(self, number: int) -> Generator[bool]:
        free = number != self.number and monotonic() >= self._settled and self._lock(number)
        try:
            yield free
        finally:
            if free:
                self._connection.execute("SELECT pg_advisory_unlock(%s, %s)", (_LOCK_CLASS, number))

    def _lock(self, number: int) -> bool:
        row = self._connection.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", (_LOCK_CLASS, number)
        ).fetchone()
        return bool(row and row[0])

    def _connect_if_lost(self) -> bool:
        try:
            self._connection.execute("SELECT 1")
        except psycopg.OperationalError:
            self._connection = self._connected()
            self._settled = monotonic() + GRACE
            return True
        return False

    def _connected(self) -> psycopg.Connection:
        connection = psycopg.connect(self._url, autocommit=True)
        for name, value in _ASK_OFTEN.items():
            connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        return connection
