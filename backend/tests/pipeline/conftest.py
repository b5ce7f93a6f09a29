"""A clinic: everything running with the fake engines, in real worker processes, on each database."""

import math
import struct
import wave
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Consultation, Job
from medic_scribe.consultations.service import create_consultation, owned_consultation, request_note
from medic_scribe.database.engine import Database
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import current_version
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.outbox import after
from medic_scribe.recordings.service import attach_recording, file_key
from medic_scribe.settings import Settings, load_settings
from medic_scribe.wiring import Wiring, running
from tests.speech.sounds import encode, without_duration

USER = "dr-prueba"


def tone(seconds: float = 2.5) -> bytes:
    """A WAV file that decodes; the fake speech engine says the same whatever sounds."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        samples = (int(8000 * math.sin(n / 9)) for n in range(int(16_000 * seconds)))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return buffer.getvalue()


def clinic_settings(folder: Path, database_url: str, **changed: Any) -> Settings:
    chosen = {"speech_engine": "fake", "note_engine": "fake"} | changed
    return load_settings(
        _env_file=None,
        environment="test",
        var_folder=folder,
        database_url=database_url,
        **chosen,
    )


@dataclass(frozen=True)
class Clinic:
    wiring: Wiring

    async def receive(self, audio: bytes, template: str = "soap") -> Consultation:
        return await receive(self.wiring.database, self.wiring.recordings, audio, template)

    async def request(self, consultation_id: str, **wishes: str) -> Job:
        async with self.wiring.database.writing() as session:
            consultation = await owned_consultation(session, USER, consultation_id, lock=True)
            return await request_note(session, consultation, author_id=USER, **wishes)

    async def finish(self, consultation_id: str, **wishes: str) -> Job:
        job = await self.request(consultation_id, **wishes)
        await self.wiring.pipeline.submit(job.id)
        return await self.wiring.pipeline.wait(job.id)

    async def consultation(self, consultation_id: str) -> Consultation:
        async with self.wiring.database.reading() as session:
            return await owned_consultation(session, USER, consultation_id)

    async def note(self, consultation_id: str) -> NoteVersion:
        async with self.wiring.database.reading() as session:
            version = await current_version(session, consultation_id)
        assert version is not None
        return version

    async def events(self, consultation_id: str) -> list[Event]:
        async with self.wiring.database.reading() as session:
            events = await after(session, USER, 0)
        return [event for event in events if event.consultation_id == consultation_id]


@dataclass(frozen=True)
class Place:
    """Where a clinic keeps its files and its data."""

    folder: Path
    database_url: str


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest,
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Place]:
    folder = tmp_path_factory.mktemp("clinic")
    with new_database(request.param, folder) as url:
        yield Place(folder, url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic(place: Place) -> AsyncGenerator[Clinic]:
    async with running(clinic_settings(place.folder, place.database_url)) as wiring:
        yield Clinic(wiring)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a browser makes of a tone while it records."""
    folder = tmp_path_factory.mktemp("sound")
    whole = encode(folder / "whole.webm", 2.4, "libopus", "webm", 48_000)
    return without_duration(whole, folder / "live.webm").read_bytes()


async def receive(
    database: Database, recordings: FileStore, audio: bytes, template: str = "soap"
) -> Consultation:
    """A consultation whose recording has arrived."""
    async with database.writing() as session:
        if not await session.get(User, USER):
            session.add(User(id=USER))
            await session.flush()
        consultation = await create_consultation(session, USER, template=template)
    stored = await recordings.put(file_key(consultation.id, "audio/wav"), _once(audio))
    async with database.writing() as session:
        await attach_recording(session, consultation, stored, "audio/wav")
    return consultation


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
