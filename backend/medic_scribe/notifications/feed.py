"""One listener for each user, however many of their devices listen.

    async for line in feeds.follow(user_id, last=41): ...

A follower keeps nothing but the id it has come to. A slow one costs no memory and holds up nobody: what it
missed meanwhile it finds among the recent events, or in the outbox.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.database.engine import Database
from medic_scribe.notifications.hydration import with_words
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.outbox import after
from medic_scribe.notifications.signals import Signals, follow

RECENT = 200
PAGE = 200
RETRY_AFTER = 0.5  # seconds, and twice as long each time in a row
RETRY_AT_LEAST_EVERY = 8.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Line:
    """An event as it is sent: made into JSON once for all who get it."""

    id: int
    json: str


class Feeds:
    """One per process."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals
        self._feeds: dict[str, _Feed] = {}

    async def follow(self, user_id: str, last: int | None) -> AsyncGenerator[Line]:
        """Every event above `last`, in order, once, then each new one. None begins with what happens next."""
        with self._joined(user_id) as feed:
            await feed.ready.wait()
            last = feed.start if last is None else last
            while True:
                changed = feed.changed
                lines = feed.since(last)
                if lines is None:
                    lines = await self._from_outbox(user_id, last)
                for line in lines:
                    yield line
                    last = line.id
                if not lines:
                    await changed.wait()

    def followers(self, user_id: str) -> int:
        feed = self._feeds.get(user_id)
        return feed.followers if feed and feed.ready.is_set() else 0

    async def _from_outbox(self, user_id: str, last: int) -> list[Line]:
        async with self._database.reading() as session:
            events = await after(session, user_id, last, PAGE)
            return [await _line(session, event) for event in events]

    @contextmanager
    def _joined(self, user_id: str) -> Generator["_Feed"]:
        feed = self._feeds.setdefault(user_id, _Feed())
        feed.followers += 1
        if feed.task is None:
            feed.task = asyncio.create_task(self._listen(user_id, feed))
        try:
            yield feed
        finally:
            feed.followers -= 1
            if not feed.followers:
                del self._feeds[user_id]
                feed.task.cancel()

    async def _listen(self, user_id: str, feed: "_Feed") -> None:
        """Goes on after an error with the event that is next: the database may be away for a while."""
        wait = RETRY_AFTER
        while True:
            try:
                await self._begin(user_id, feed)
                async for event in follow(self._database, self._signals, user_id, feed.newest):
                    async with self._database.reading() as session:
                        feed.add(await _line(session, event))
                    wait = RETRY_AFTER
            except Exception as error:
                log.warning("reading events failed", kind=type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, RETRY_AT_LEAST_EVERY)

    async def _begin(self, user_id: str, feed: "_Feed") -> None:
        if feed.ready.is_set():
            return
        async with self._database.reading() as session:
            last = await session.scalar(select(func.max(Event.id)).where(Event.user_id == user_id)) or 0
        feed.start = feed.newest = last
        feed.ready.set()


class _Feed:
    """What happened to one user since somebody has been listening.

    `start` is the last event before what is kept of that, and `newest` the last that is known.
    """

    def __init__(self) -> None:
        self.start = self.newest = 0
        self.followers = 0
        self.task: asyncio.Task[None] | None = None
        self.ready = asyncio.Event()
        self.changed = asyncio.Event()
        self._recent: deque[Line] = deque(maxlen=RECENT)

    def add(self, line: Line) -> None:
        if len(self._recent) == RECENT:
            self.start = self._recent[0].id
        self._recent.append(line)
        self.newest = line.id
        self.changed.set()
        self.changed = asyncio.Event()

    def since(self, last: int) -> list[Line] | None:
        """None where the recent events do not reach back so far."""
        return None if last < self.start else [line for line in self._recent if line.id > last]


async def _line(session: AsyncSession, event: Event) -> Line:
    return Line(event.id, (await with_words(session, event)).model_dump_json())
