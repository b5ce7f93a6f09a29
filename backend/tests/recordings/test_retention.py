"""Audio goes when its time is over, and only then."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from medic_scribe.accounts.models import User
from medic_scribe.audit.models import AuditEntry
from medic_scribe.consultations.models import Status
from medic_scribe.consultations.service import create_consultation
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.errors import FileStoreUnavailable, NotFound
from medic_scribe.files.local import LocalFileStore
from medic_scribe.recordings.models import Recording
from medic_scribe.recordings.retention import erase_expired
from medic_scribe.recordings.service import attach_recording, samples_file


async def sound() -> AsyncIterator[bytes]:
    yield b"sonido"


@pytest.mark.parametrize(
    ("keeps", "age", "status", "erased"),
    [
        (30, 31, Status.READY, True),
        (30, 31, Status.SIGNED, True),
        (30, 31, Status.FAILED, True),
        (30, 31, Status.TRANSCRIBING, False),
        (30, 29, Status.READY, False),
        (None, 9_999, Status.READY, False),
        (0, 0, Status.READY, True),
    ],
)
async def test_audio_is_erased(
    database: Database, tmp_path: Path, keeps: int | None, age: int, status: Status, erased: bool
) -> None:
    store = LocalFileStore(tmp_path / "uploads")
    stored = await store.put("audio.wav", sound())
    async with database.writing() as session:
        session.add(User(id="ana", audio_retention_days=keeps))
        await session.flush()
        consultation = await create_consultation(session, "ana", template="soap")
        recording = await attach_recording(session, consultation, stored, "audio/wav")
        recording.received_at = now() - timedelta(days=age)
        consultation.status = status

    samples = samples_file(tmp_path, consultation.id)
    samples.write_bytes(b"decoded")
    assert await erase_expired(database, store, tmp_path) == erased
    assert await erase_expired(database, store, tmp_path) == 0
    assert samples.exists() is not erased

    async with database.reading() as session:
        kept = await session.get_one(Recording, consultation.id)
        trail = (await session.scalars(select(AuditEntry.action))).all()
    assert (kept.erased_at is not None) is erased
    assert trail == (["audio.erased"] if erased else [])
    if erased:
        with pytest.raises(NotFound):
            await store.size("audio.wav")
    else:
        assert await store.size("audio.wav") == 6


class Holding(LocalFileStore):
    """One file that it never deletes."""

    async def delete(self, key: str) -> None:
        if key == "held.wav":
            raise FileStoreUnavailable
        await super().delete(key)


async def test_a_file_that_never_goes_holds_up_no_other(database: Database, tmp_path: Path) -> None:
    store = Holding(tmp_path / "uploads")
    async with database.writing() as session:
        session.add(User(id="ana", audio_retention_days=0))
        await session.flush()
        for key in ("a.wav", "held.wav", "z.wav"):
            consultation = await create_consultation(session, "ana", template="soap")
            await attach_recording(session, consultation, await store.put(key, sound()), "audio/wav")
            consultation.status = Status.READY

    with pytest.raises(FileStoreUnavailable):
        await erase_expired(database, store, tmp_path)
    async with database.reading() as session:
        left = await session.scalars(select(Recording.file_key).where(Recording.erased_at.is_(None)))
    assert left.all() == ["held.wav"]
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == ["held.wav"]


class Overtaken(LocalFileStore):
    """While it deletes a file, another process erases what is expired."""

    def __init__(self, folder: Path, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(folder)
        self.meanwhile = meanwhile

    async def delete(self, key: str) -> None:
        await self.meanwhile()
        await super().delete(key)


async def test_two_processes_erase_once(database: Database, tmp_path: Path) -> None:
    store = LocalFileStore(tmp_path / "uploads")
    stored = await store.put("audio.wav", sound())
    async with database.writing() as session:
        session.add(User(id="ana", audio_retention_days=0))
        await session.flush()
        consultation = await create_consultation(session, "ana", template="soap")
        await attach_recording(session, consultation, stored, "audio/wav")
        consultation.status = Status.READY

    async def another() -> None:
        assert await erase_expired(database, store, tmp_path) == 1

    assert await erase_expired(database, Overtaken(tmp_path / "uploads", another), tmp_path) == 0
    async with database.reading() as session:
        assert (await session.scalars(select(AuditEntry.action))).all() == ["audio.erased"]
