"""A user's feed goes on where it was when the database has been away."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, aclosing, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import User
from medic_scribe.database.engine import Database
from medic_scribe.notifications import feed
from medic_scribe.notifications.feed import Feeds
from medic_scribe.notifications.outbox import publish
from medic_scribe.notifications.signals import Signals
from tests.vanishing import Way, way_to


class Watched(Database):
    """Tells when somebody finds the database away."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.missed = asyncio.Event()

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        try:
            async with super().reading() as session:
                yield session
        except Exception:
            self.missed.set()
            raise


@pytest.fixture
async def way(
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncGenerator[Way]:
    monkeypatch.setattr(feed, "RETRY_AFTER", 0.05)
    with new_database("postgresql", tmp_path) as url:
        async with way_to(url) as way:
            yield way


async def test_a_feed_begins_once_the_database_is_back(way: Way) -> None:
    near = Watched(way.url)
    await happen(near)
    await way.shut()
    async with aclosing(Feeds(near, Signals(near)).follow("ana", 0)) as lines:
        waiting = asyncio.ensure_future(anext(lines))
        await near.missed.wait()
        await way.open()
        assert (await waiting).id == 1
    await near.close()


async def test_a_feed_goes_on_with_the_next_event_and_loses_none(way: Way) -> None:
    near = Watched(way.url)
    signals = Signals(near)
    await happen(near)
    async with aclosing(Feeds(near, signals).follow("ana", 0)) as lines:
        assert (await anext(lines)).id == 1
        await happen(near)
        waiting = asyncio.ensure_future(anext(lines))
        await way.shut()
        signals.wake("ana")
        await near.missed.wait()
        await way.open()
        assert (await waiting).id == 2
    await near.close()


async def happen(database: Database) -> None:
    async with database.writing() as session:
        if not await session.get(User, "ana"):
            session.add(User(id="ana"))
            await session.flush()
        await publish(session, "ana", None, "progress", {})
