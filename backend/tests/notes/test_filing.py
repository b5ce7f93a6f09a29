"""A note's files say what it says, sooner or later, and nobody who has saved it is told otherwise."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete

from medic_scribe import soon
from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Consultation
from medic_scribe.consultations.service import create_consultation
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.errors import FileStoreUnavailable
from medic_scribe.files.contract import StoredFile
from medic_scribe.files.local import LocalFileStore
from medic_scribe.notes.filing import file_note, file_soon
from medic_scribe.notes.models import NoteVersion, Origin, SectionRow, StatementRow
from medic_scribe.notes.service import notes_to_file


class Store(LocalFileStore):
    """`first` happens before each file is written."""

    def __init__(self, folder: Path, first: Callable[[], Awaitable[None]]) -> None:
        super().__init__(folder)
        self.first = first

    async def put(self, key: str, data: AsyncIterable[bytes]) -> StoredFile:
        await self.first()
        return await super().put(key, data)


async def refuse() -> None:
    raise FileStoreUnavailable


async def nothing() -> None:
    pass


async def test_where_the_store_is_away_the_files_come_later(database: Database, tmp_path: Path) -> None:
    store = Store(tmp_path, refuse)
    note = await noted(database, "Tos.")
    await file_soon(database, store, note)
    assert await to_file(database) == [note]
    store.first = nothing
    await file_note(database, store, note)
    assert "Tos." in (tmp_path / f"{note}.md").read_text()
    assert await to_file(database) == []


async def test_nobody_waits_long_for_a_store_that_does_not_answer(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "WAIT", 0.05)
    answers, asked = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        asked.set()
        await answers.wait()

    note = await noted(database, "Tos.")
    await file_soon(database, Store(tmp_path, hang), note)
    await asked.wait()
    (still_at_it,) = soon._going_on  # pyright: ignore[reportPrivateUsage]
    answers.set()
    assert await still_at_it
    assert await to_file(database) == []


async def test_what_changes_meanwhile_is_filed_in_the_end(database: Database, tmp_path: Path) -> None:
    note = await noted(database, "Tos.")
    store = Store(tmp_path, nothing)

    async def overtaken() -> None:
        store.first = nothing
        await add_version(database, note, 2, "Fiebre.")
        await file_note(database, store, note)

    store.first = overtaken
    await file_note(database, store, note)
    for kind in ("md", "json"):
        assert "Fiebre." in (tmp_path / f"{note}.{kind}").read_text()
    assert await to_file(database) == []


async def test_what_is_deleted_meanwhile_leaves_no_file(database: Database, tmp_path: Path) -> None:
    note = await noted(database, "Tos.")

    async def deleted() -> None:
        async with database.writing() as session:
            await session.execute(delete(Consultation).where(Consultation.id == note))

    await file_note(database, Store(tmp_path, deleted), note)
    assert files_of(note, tmp_path) == []


async def noted(database: Database, text: str) -> str:
    async with database.writing() as session:
        session.add(User(id="dr"))
        await session.flush()
        note = (await create_consultation(session, "dr", template="soap")).id
    await add_version(database, note, 1, text)
    return note


async def add_version(database: Database, note: str, number: int, text: str) -> None:
    statement = StatementRow(position=0, text=text, evidence=[], origin=Origin.CLINICIAN)
    async with database.writing() as session:
        version = NoteVersion(
            consultation_id=note,
            number=number,
            origin=Origin.CLINICIAN,
            template="soap",
            published_at=now(),
            sections=[SectionRow(position=0, key="s", title="S", statements=[statement])],
        )
        session.add(version)


async def to_file(database: Database) -> list[str]:
    async with database.reading() as session:
        return await notes_to_file(session)


def files_of(note: str, folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(note)]
