"""Waking who waits for events. A wake-up says only "look again": what is true stands in the outbox.

    async for event in follow(database, signals, user_id, last=41): ...

Within a process a commit wakes at once. Other processes are heard through LISTEN/NOTIFY on PostgreSQL,
and on SQLite by a look into the outbox a few times a second.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from medic_scribe.database.engine import Database
from medic_scribe.database.own_connection import LOST, ask, connected
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.outbox import CHANNEL, after
from medic_scribe.waits import Waits

PAGE = 500
LOOK_EVERY = 0.25  # seconds, SQLite
RECONNECT_AFTER = 1.0  # seconds, PostgreSQL
CHECK_EVERY = 15.0  # seconds, PostgreSQL: who only listens is told nothing when the database has gone


async def follow(database: Database, signals: "Signals", user_id: str, last: int) -> AsyncGenerator[Event]:
    """Every event of the user with an id above `last`, in order, once; then each new one as it comes."""
    with signals.waiting(user_id) as woken:
        while True:
            woken.clear()  # before the look: who publishes during it wakes us again
            async with database.reading() as session:
                events = await after(session, user_id, last, PAGE)
            for event in events:
                yield event
                last = event.id
            if len(events) < PAGE:
                await woken.wait()


class Signals(Waits):
    """Of users. One per process: `start()` after the database is there, `stop()` before it goes."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._database.on_published.append(self.wake)
        listen = self._look_again_and_again if self._database.is_sqlite else self._listen
        self._task = asyncio.create_task(listen())

    async def stop(self) -> None:
        self._database.on_published.remove(self.wake)
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _look_again_and_again(self) -> None:
        newest = -1
        while True:
            with suppress(OperationalError):  # locked for too long: look again
                async with self._database.reading() as session:
                    users = await session.scalars(select(Event.user_id).where(Event.id > newest).distinct())
                    newest = await session.scalar(select(func.max(Event.id))) or 0
                for user_id in users:
                    self.wake(user_id)
            await asyncio.sleep(LOOK_EVERY)

    async def _listen(self) -> None:
        while True:
            with suppress(*LOST):
                await self._hear()
            await asyncio.sleep(RECONNECT_AFTER)

    async def _hear(self) -> None:
        async with await connected(self._database.url) as connection:
            await ask(connection, f"LISTEN {CHANNEL}")
            self.wake_all()  # what came while nobody listened
            while True:
                async for notice in connection.notifies(timeout=CHECK_EVERY):
                    self.wake(notice.payload)
                await ask(connection, "SELECT 1")
