"""What a process has of recordings that are still being made."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

from medic_scribe.files.local import LocalFileStore
from medic_scribe.recordings.chunks import store_chunk
from medic_scribe.recordings.live import LiveRecordings
from medic_scribe.recordings.models import RecordingChunk
from medic_scribe.recordings.service import forget_samples


async def test_a_deleted_recording_is_forgotten(tmp_path: Path) -> None:
    store = LocalFileStore(tmp_path / "store")
    live = LiveRecordings(store, tmp_path / "work")
    for consultation_id in ("deleted", "kept"):
        await live.grow(consultation_id, [await _chunk(store, consultation_id)])
    forget_samples(tmp_path / "work", "deleted")
    live.forget_deleted()
    assert live.held("deleted") is None
    assert live.held("kept") is not None


async def _chunk(store: LocalFileStore, consultation_id: str) -> RecordingChunk:
    sound = consultation_id.encode()
    chunk = RecordingChunk(
        consultation_id=consultation_id, number=0, sha256=hashlib.sha256(sound).hexdigest()
    )
    await store_chunk(store, chunk, _once(sound))
    return chunk


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
