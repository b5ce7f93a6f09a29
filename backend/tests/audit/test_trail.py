"""The audit trail of readers: complete, committed before anybody gets an answer, and many at a time."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from medic_scribe.audit.models import AuditEntry
from medic_scribe.audit.trail import Trail
from medic_scribe.database.engine import Database


@pytest.fixture
async def trail(database: Database) -> AsyncGenerator[Trail]:
    trail = Trail(database)
    yield trail
    await trail.close()


async def test_what_many_read_at_once_is_committed_together(database: Database, trail: Trail) -> None:
    commits = 0

    def count(_session: Session) -> None:
        nonlocal commits
        commits += 1

    event.listen(Session, "after_commit", count)
    try:
        await asyncio.gather(*(trail.add([entry(f"reader-{n}")]) for n in range(100)))
    finally:
        event.remove(Session, "after_commit", count)
    assert await actors(database) == {f"reader-{n}" for n in range(100)}
    assert commits < 10


async def test_an_entry_is_there_when_its_reader_goes_on(database: Database, trail: Trail) -> None:
    async def read(name: str) -> bool:
        await trail.add([entry(name)])
        return name in await actors(database)

    assert all(await asyncio.gather(*(read(f"reader-{n}") for n in range(20))))


async def test_who_is_interrupted_takes_no_entry_back(database: Database, trail: Trail) -> None:
    waiting = asyncio.create_task(trail.add([entry("hasty")]))
    await asyncio.sleep(0)  # it has added its entry and waits
    waiting.cancel()
    await trail.add([entry("patient")])
    assert waiting.cancelled()
    assert await actors(database) == {"hasty", "patient"}


async def test_nobody_gets_an_answer_whose_entry_could_not_be_kept(database: Database, trail: Trail) -> None:
    with pytest.raises(DBAPIError):
        await trail.add([AuditEntry(actor_id=None, action="note.read", subject_kind="user", subject_id="1")])
    await trail.add([entry("next")])
    assert await actors(database) == {"next"}


def entry(actor: str) -> AuditEntry:
    return AuditEntry(actor_id=actor, action="note.read", subject_kind="consultation", subject_id="1")


async def actors(database: Database) -> set[str]:
    async with database.reading() as session:
        return set(await session.scalars(select(AuditEntry.actor_id)))
