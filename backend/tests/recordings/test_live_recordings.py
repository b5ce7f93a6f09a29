"""What a process has of recordings that are still being made."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from medic_scribe.errors import ChunksMissing
from medic_scribe.files.local import LocalFileStore
from medic_scribe.recordings.chunks import chunk_key, store_chunk
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


async def test_it_grows_by_what_it_lacks(tmp_path: Path) -> None:
    store = LocalFileStore(tmp_path / "store")
    live = LiveRecordings(store, tmp_path / "work")
    chunks = [await _chunk(store, "grows", number) for number in range(5)]
    for given, count in ((chunks[:2], 2), (chunks[:3], 3), (chunks[3:4], 4), (chunks[2:], 5), ([], 5)):
        assert (await live.grow("grows", given)).count == count
    grown = live.held("grows")
    assert grown is not None
    assert grown.path.read_bytes() == b"".join(b"grows %d" % number for number in range(5))
    other = LiveRecordings(store, tmp_path / "elsewhere")
    with pytest.raises(ChunksMissing):
        await other.grow("grows", chunks[1:])


async def _chunk(store: LocalFileStore, consultation_id: str, number: int = 0) -> RecordingChunk:
    sound = f"{consultation_id} {number}".encode()
    chunk = RecordingChunk(
        consultation_id=consultation_id, number=number, sha256=hashlib.sha256(sound).hexdigest()
    )
    chunk.file_key = chunk_key(chunk)
    await store_chunk(store, chunk, _once(sound))
    return chunk


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
