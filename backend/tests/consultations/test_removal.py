"""What is deleted is deleted with its files, sooner or later, and nobody who deleted it is told otherwise."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from medic_scribe import rounds, soon
from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Deletion
from medic_scribe.consultations.removal import (
    delete_consultations,
    delete_consultations_of,
    discard,
    discard_soon,
    remove_files,
    remove_files_soon,
    unfinished_deletions,
)
from medic_scribe.consultations.service import create_consultation
from medic_scribe.database.engine import Database
from medic_scribe.errors import FileStoreUnavailable
from medic_scribe.files.contract import FileStore
from medic_scribe.files.local import LocalFileStore
from medic_scribe.recordings.chunks import chunk_key
from medic_scribe.recordings.models import RecordingChunk
from medic_scribe.recordings.service import attach_recording, file_key


class Store(LocalFileStore):
    """`first` happens before each file is deleted; those that are `held` never are."""

    def __init__(self, folder: Path, first: Callable[[], Awaitable[None]], held: str = "-") -> None:
        super().__init__(folder)
        self.first = first
        self.held = held
        self.asked: list[str] = []

    async def delete(self, key: str) -> None:
        self.asked.append(key)
        await self.first()
        if key.endswith(self.held):
            raise FileStoreUnavailable
        await super().delete(key)


@dataclass(frozen=True)
class Here:
    database: Database
    recordings: FileStore
    notes: FileStore
    work_folder: Path


async def refuse() -> None:
    raise FileStoreUnavailable


async def nothing() -> None:
    pass


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def recorded(database: Database, store: LocalFileStore) -> str:
    """A consultation with a recording and a chunk that lay beyond its end."""
    async with database.writing() as session:
        await session.merge(User(id="dr"))
        await session.flush()
        consultation = await create_consultation(session, "dr", template="soap")
        stored = await store.put(file_key(consultation.id, "audio/wav"), once(b"sound"))
        await attach_recording(session, consultation, stored, "audio/wav")
        chunk = RecordingChunk(consultation_id=consultation.id, number=7, sha256="0" * 64, size=5)
        chunk.file_key = chunk_key(chunk)
        session.add(chunk)
        await store.put(chunk.file_key, once(b"chunk"))
        return consultation.id


async def still_to_go(database: Database) -> Sequence[Deletion]:
    async with database.reading() as session:
        return await unfinished_deletions(session)


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_where_the_store_is_away_the_files_go_later(database: Database, tmp_path: Path) -> None:
    store = Store(tmp_path / "recordings", refuse)
    places = Here(database, store, LocalFileStore(tmp_path / "notes"), tmp_path / "work")
    consultation = await recorded(database, store)
    async with database.writing() as session:
        deletions = await delete_consultations(session, [consultation])

    await remove_files_soon(places, deletions)
    assert len(left(tmp_path / "recordings")) == 2

    store.first = nothing
    await remove_files(places, await still_to_go(database))
    assert left(tmp_path / "recordings") == []
    assert await still_to_go(database) == []


@pytest.mark.parametrize("held", [".wav", ".chunk", ".json"])
async def test_a_file_that_never_goes_holds_up_no_other(
    database: Database, tmp_path: Path, held: str
) -> None:
    store = Store(tmp_path / "recordings", nothing, held)
    notes = Store(tmp_path / "notes", nothing, held)
    places = Here(database, store, notes, tmp_path / "work")
    consultations = [await recorded(database, store) for _ in range(2)]
    for consultation in consultations:
        for kind in ("json", "md"):
            await notes.put(f"{consultation}.{kind}", once(b"note"))
    async with database.writing() as session:
        await delete_consultations(session, consultations)

    with pytest.raises(FileStoreUnavailable):
        await remove_files(places, await still_to_go(database))
    stuck = left(tmp_path / "recordings") + left(tmp_path / "notes")
    assert len(stuck) == 2
    assert all(name.endswith(held) for name in stuck)

    store.asked.clear()
    notes.asked.clear()
    store.held = notes.held = "-"
    await remove_files(places, await still_to_go(database))
    assert left(tmp_path / "recordings") + left(tmp_path / "notes") == []
    assert set(store.asked) == {name for name in stuck if held != ".json"}
    assert await still_to_go(database) == []


async def test_what_was_refused_is_tried_after_what_was_not(database: Database, tmp_path: Path) -> None:
    store = Store(tmp_path / "recordings", refuse)
    places = Here(database, store, LocalFileStore(tmp_path / "notes"), tmp_path / "work")
    for name in ("first", "second"):
        await discard_soon(places, f"{name}.chunk")
    async with database.writing() as session:
        discard(session, ["third.chunk"])
    waiting = await still_to_go(database)
    assert [one.recordings for one in waiting] == [["third.chunk"], ["first.chunk"], ["second.chunk"]]


async def test_a_store_that_is_away_is_not_asked_for_every_file(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "PATIENCE", 0.0)
    store = Store(tmp_path / "recordings", refuse)
    places = Here(database, store, LocalFileStore(tmp_path / "notes"), tmp_path / "work")
    async with database.writing() as session:
        deletions = [*discard(session, ["a.chunk", "b.chunk"]), *discard(session, ["c.chunk"])]
    with pytest.raises(FileStoreUnavailable):
        await remove_files(places, deletions)
    assert store.asked == ["a.chunk"]
    assert [one.recordings for one in await still_to_go(database)] == [["c.chunk"], ["a.chunk", "b.chunk"]]


async def test_what_is_discarded_takes_nothing_else_with_it(database: Database, tmp_path: Path) -> None:
    store, notes = Store(tmp_path / "recordings", refuse), LocalFileStore(tmp_path / "notes")
    places = Here(database, store, notes, tmp_path / "work")
    consultation = await recorded(database, store)
    await notes.put(f"{consultation}.md", once(b"note"))
    (chunk,) = (name for name in left(tmp_path / "recordings") if name.endswith(".chunk"))
    await discard_soon(places, chunk)
    assert chunk in left(tmp_path / "recordings")

    store.first = nothing
    await remove_files(places, await still_to_go(database))
    assert left(tmp_path / "recordings") == [file_key(consultation, "audio/wav")]
    assert left(tmp_path / "notes") == [f"{consultation}.md"]
    assert await still_to_go(database) == []


async def test_nobody_waits_long_for_a_store_that_does_not_answer(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "WAIT", 0.05)

    async def hang() -> None:
        await asyncio.Event().wait()

    store = Store(tmp_path / "recordings", hang)
    await recorded(database, store)
    async with database.writing() as session:
        deletions = await delete_consultations_of(session, "dr")

    places = Here(database, store, LocalFileStore(tmp_path / "notes"), tmp_path / "work")
    await remove_files_soon(places, deletions)
    assert len(await still_to_go(database)) == 1
