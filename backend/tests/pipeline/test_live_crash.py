"""Killed with SIGKILL at every point while it listens, and while it finishes a recording that was abandoned:
each piece is heard once, the audio is what arrived, and the note the one of an undisturbed run."""

import hashlib
import signal
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Status
from medic_scribe.consultations.service import begin_listening, create_consultation, owned_consultation
from medic_scribe.database.base import now
from medic_scribe.files.local import LocalFileStore
from medic_scribe.notes.files import as_markdown
from medic_scribe.notes.service import current_version
from medic_scribe.recordings.chunks import chunk_key, store_chunk
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.speech.fake import SCRIPT
from medic_scribe.transcripts.service import pieces_of, utterances_of

from .conftest import USER
from .killing import Program, counted, opened

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]

LISTENING = ("listen 0", "listen 1", "listen 2")  # the last one finds nobody there any more
FINISHING = (
    "store",
    "decode",
    "transcribe 0",
    "transcribe 2",
    "transcribe 3",
    "roles",
    "write",
    "check",
    "publish",
)
REPEATING = ("begun", "working", "saved")  # the step is not in the journal yet
CHUNKS = 5


@pytest.fixture(scope="module")
def program() -> Generator[Program]:
    with closing(Program()) as program:
        yield program


async def test_nobody_comes_back(
    program: Program, sound: bytes, new_database: NewDatabase, tmp_path: Path
) -> None:
    """And chunk 3 never arrived: what came before it is the recording, and the note says that it was cut."""
    with new_database("sqlite", tmp_path) as url:
        consultation, job = await left_behind(tmp_path, url, sound, missing=3)
        assert program.run(tmp_path, url, job) == "0"
        found = await outcome(tmp_path, url, consultation)
        assert found["abandoned"]
        assert found["status"] is Status.READY
        assert "recording_cut" in found["findings"]
        assert sound.startswith(found["audio"])
        assert 0 < len(found["audio"]) < len(sound)


async def test_without_its_beginning_it_fails_and_says_so(
    program: Program, sound: bytes, new_database: NewDatabase, tmp_path: Path
) -> None:
    with new_database("sqlite", tmp_path) as url:
        consultation, job = await left_behind(tmp_path, url, sound, missing=0)
        assert program.run(tmp_path, url, job) == "0"
        async with opened(url) as database, database.reading() as session:
            found = await owned_consultation(session, USER, consultation)
        assert (found.status, found.failure) == (Status.FAILED, "recording_truncated")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_killed_anywhere_it_goes_on(
    kind: str, program: Program, sound: bytes, new_database: NewDatabase, tmp_path: Path
) -> None:
    quiet, stormy = tmp_path / "quiet", tmp_path / "stormy"
    for folder in (quiet, stormy):
        folder.mkdir()
    with new_database("sqlite", quiet) as url:
        consultation, job = await left_behind(quiet, url, sound)
        assert program.run(quiet, url, job) == "0"
        undisturbed = await outcome(quiet, url, consultation)
    assert " ".join(one.text for one in undisturbed["utterances"]) == " ".join(SCRIPT)
    assert undisturbed["audio"] == sound
    with new_database(kind, stormy) as url:
        consultation, job = await left_behind(stormy, url, sound)
        for step in (*LISTENING, "transcribe 2"):
            for point in REPEATING:
                died = program.run(stormy, url, job, die_at=f"{point} {step}")
                assert died == str(-signal.SIGKILL), (point, step)
        assert program.run(stormy, url, job) == "0"
        assert await outcome(stormy, url, consultation) == undisturbed
    repeated = dict.fromkeys((*LISTENING, "transcribe 2"), 1 + len(REPEATING))
    assert counted(stormy, "begun") == dict.fromkeys((*LISTENING, *FINISHING), 1) | repeated


async def left_behind(folder: Path, url: str, sound: bytes, missing: int | None = None) -> tuple[str, str]:
    """A recording whose browser went away two hours ago; nobody has listened to it yet."""
    store = LocalFileStore(folder / "uploads")
    size = -(-len(sound) // CHUNKS)
    async with opened(url) as database:
        async with database.writing() as session:
            session.add(User(id=USER))
            await session.flush()
            consultation = await create_consultation(session, USER, template="soap")
            job = await begin_listening(session, consultation, USER)
        assert job is not None
        for number in range(CHUNKS):
            if number == missing:
                continue
            data = sound[number * size : (number + 1) * size]
            chunk = RecordingChunk(
                consultation_id=consultation.id,
                number=number,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                media_type="audio/webm",
                received_at=now() - timedelta(hours=2) + timedelta(seconds=number),
            )
            chunk.file_key = chunk_key(chunk)
            await store_chunk(store, chunk, once(data))
            async with database.writing() as session:
                session.add(chunk)
    return consultation.id, job.id


async def outcome(folder: Path, url: str, consultation_id: str) -> dict[str, Any]:
    async with opened(url) as database, database.reading() as session:
        consultation = await owned_consultation(session, USER, consultation_id)
        version = await current_version(session, consultation_id)
        recording = await session.scalar(select(Recording))
        utterances = await utterances_of(session, consultation_id)
        pieces = await pieces_of(session, consultation_id)
    assert version is not None
    assert recording is not None
    return {
        "status": consultation.status,
        "note": as_markdown(version),
        "findings": [finding.code for finding in version.findings],
        "utterances": utterances,
        "pieces": pieces,
        "abandoned": recording.abandoned,
        "audio": (folder / "uploads" / recording.file_key).read_bytes(),
        "left over": [path.name for path in (folder / "work").iterdir()],
    }


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data
