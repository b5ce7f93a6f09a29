"""Events: seen when committed, in order, once, by whoever listens and whoever comes back."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, aclosing, suppress
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, update

from medic_scribe.accounts.models import User
from medic_scribe.audit.models import AuditEntry
from medic_scribe.audit.service import record
from medic_scribe.database import own_connection
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database, without_driver
from medic_scribe.notifications import outbox
from medic_scribe.notifications import signals as signals_module
from medic_scribe.notifications.feed import Feeds
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.outbox import after, forget_old, publish
from medic_scribe.notifications.signals import Signals, follow
from tests.vanishing import way_to


@pytest.fixture
async def signals(database: Database) -> AsyncGenerator[Signals]:
    async with database.writing() as session:
        session.add_all([User(id="ana"), User(id="luis")])
    signals = Signals(database)
    signals.start()
    yield signals
    await signals.stop()


@pytest.fixture
async def elsewhere(database_url: str) -> AsyncGenerator[Database]:
    """Another process's way to the same database: its commits wake nobody here directly."""
    database = Database(database_url, pool_size=2)
    yield database
    await database.close()


async def test_events_come_in_order_and_only_ones_own(database: Database, signals: Signals) -> None:
    await tell(database, "ana", 3)
    await tell(database, "luis", 1)
    async with database.reading() as session:
        events = await after(session, "ana", 0)
        assert [event.payload["n"] for event in events] == [0, 1, 2]
        assert [event.id for event in await after(session, "ana", events[1].id)] == [events[2].id]


async def test_what_is_rolled_back_was_never_told(database: Database, signals: Signals) -> None:
    with suppress(LookupError):
        async with database.writing() as session:
            await publish(session, "ana", None, "progress", {})
            raise LookupError
    async with database.reading() as session:
        assert await after(session, "ana", 0) == []


@pytest.mark.parametrize("publisher", ["here", "elsewhere"])
async def test_who_follows_gets_the_old_and_then_the_new(
    publisher: str, database: Database, elsewhere: Database, signals: Signals
) -> None:
    source = database if publisher == "here" else elsewhere
    await tell(source, "ana", 2)
    async with aclosing(follow(database, signals, "ana", 0)) as events:
        assert [(await anext(events)).payload["n"] for _ in range(2)] == [0, 1]
        waiting = asyncio.ensure_future(anext(events))
        await tell(source, "luis", 1)
        await tell(source, "ana", 1)
        assert (await waiting).user_id == "ana"


async def test_nothing_is_missed_or_doubled_among_many_writers(
    database: Database, elsewhere: Database, signals: Signals
) -> None:
    """Ids are given out before the commit; a reader must not run past one that is still open."""
    writers = [tell(source, "ana", 10) for source in (database, elsewhere) for _ in range(2)]
    async with aclosing(follow(database, signals, "ana", 0)) as events:
        telling = asyncio.gather(*writers)
        got = [(await anext(events)).id for _ in range(40)]
        await telling
    assert got == sorted(set(got))
    async with database.reading() as session:
        assert [event.id for event in await after(session, "ana", 0)] == got


async def test_a_lost_connection_is_made_again(
    database: Database, elsewhere: Database, signals: Signals, database_url: str
) -> None:
    async with aclosing(follow(database, signals, "ana", 0)) as events:
        await tell(elsewhere, "ana", 1)
        await anext(events)
        waiting = asyncio.ensure_future(anext(events))
        if not database.is_sqlite:  # which has no connection to lose
            await cut_listeners(database_url)
        await tell(elsewhere, "ana", 1)
        assert (await waiting).payload == {"n": 0}


async def test_a_connection_that_fell_silent_is_noticed_though_nobody_asks_through_it(
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own_connection, "ANSWER_WITHIN", 1.0)
    monkeypatch.setattr(signals_module, "CHECK_EVERY", 0.1)
    with new_database("postgresql", tmp_path) as url:
        async with way_to(url) as way:
            signals = Signals(Database(way.url))
            with signals.waiting("ana") as woken:
                signals.start()
                await woken.wait()  # it listens: whoever waits is told to look
                woken.clear()
                way.fall_silent()
                await woken.wait()
            await signals.stop()


async def test_what_happened_long_ago_is_forgotten_and_nothing_else(
    database: Database, signals: Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    await tell(database, "ana", 5)
    async with database.writing() as session:
        record(session, "ana", "note.read", ("consultation", "c"))
        await session.execute(update(Event).values(created_at=now() - timedelta(days=31)))
    await tell(database, "luis", 1)
    async with database.reading() as session:
        (last,) = await after(session, "luis", 0)
    await forget_old(database)
    async with database.reading() as session:
        assert await after(session, "ana", 0) == []
        assert [event.id for event in await after(session, "luis", 0)] == [last.id]
        assert (await session.scalars(select(AuditEntry.action))).all() == ["note.read"]


async def test_who_comes_back_with_an_id_that_is_forgotten_goes_on_with_the_next(
    database: Database, signals: Signals
) -> None:
    await tell(database, "ana", 2)
    async with database.reading() as session:
        seen = (await after(session, "ana", 0))[0].id
    await forget_old(database, timedelta(0))
    async with aclosing(Feeds(database, signals).follow("ana", seen)) as lines:
        waiting = asyncio.ensure_future(anext(lines))
        await tell(database, "ana", 1)
        assert (await waiting).id == seen + 2


async def tell(database: Database, user_id: str, times: int) -> None:
    for n in range(times):
        async with database.writing() as session:
            await publish(session, user_id, None, "progress", {"n": n})


async def cut_listeners(url: str) -> None:
    plain = without_driver(url).render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain, autocommit=True) as connection:
        cut = await connection.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = current_database() AND query LIKE 'LISTEN%'"
        )
        row = await cut.fetchone()
    assert row is not None
    assert row[0] == 1
