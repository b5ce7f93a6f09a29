"""A recording that arrives in numbered pieces while it is made: in any order, each as often as need be."""

import base64
import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.errors import ChunkCorrupt, ChunksMissing, Conflict
from medic_scribe.files.contract import FileStore, StoredFile
from medic_scribe.recordings.models import Recording, RecordingChunk


async def chunks_of(session: AsyncSession, consultation_id: str, since: int = 0) -> Sequence[RecordingChunk]:
    """Those that have arrived, by number, from number `since` on."""
    found = await session.scalars(
        select(RecordingChunk)
        .where(RecordingChunk.consultation_id == consultation_id, RecordingChunk.number >= since)
        .order_by(RecordingChunk.number)
    )
    return found.all()


async def chunk_sizes(session: AsyncSession, consultation_id: str) -> dict[int, int]:
    """Number → bytes, of those that have arrived, by number."""
    found = await session.execute(
        select(RecordingChunk.number, RecordingChunk.size)
        .where(RecordingChunk.consultation_id == consultation_id)
        .order_by(RecordingChunk.number)
    )
    return {row.number: row.size for row in found}


async def last_received(session: AsyncSession, consultation_id: str) -> datetime | None:
    """When the newest arrived."""
    mine = RecordingChunk.consultation_id == consultation_id
    return await session.scalar(select(func.max(RecordingChunk.received_at)).where(mine))


async def bytes_received(session: AsyncSession, consultation_id: str) -> int:
    """All chunks together."""
    mine = RecordingChunk.consultation_id == consultation_id
    return await session.scalar(select(func.sum(RecordingChunk.size)).where(mine)) or 0


async def add_chunk(session: AsyncSession, chunk: RecordingChunk) -> None:
    """Raises `Conflict` where another chunk has that number."""
    known = await session.get(RecordingChunk, (chunk.consultation_id, chunk.number))
    if known is None:
        session.add(chunk)
    elif known.sha256 != chunk.sha256:
        raise Conflict


async def forget_chunks(
    session: AsyncSession, consultation_id: str, before: int | None = None
) -> Sequence[str]:
    """All of them, or those with a number below `before`. The keys of their files, which stay."""
    gone = delete(RecordingChunk).where(RecordingChunk.consultation_id == consultation_id)
    if before is not None:
        gone = gone.where(RecordingChunk.number < before)
    return (await session.scalars(gone.returning(RecordingChunk.file_key))).all()


def chunk_key(chunk: RecordingChunk, replaced: Recording | None = None) -> str:
    """Named by its content too, so that two that claim one number do not overwrite each other.

    And by the recording that is replaced, if there is one: where the chunks of that one are still to be
    deleted, those of the new one are not taken for them, though they be the same.
    """
    anew = f"-{hashlib.sha256(replaced.file_key.encode()).hexdigest()[:8]}" if replaced else ""
    return f"{chunk.consultation_id}-{chunk.number:06d}-{chunk.sha256[:16]}{anew}.chunk"


def without_gap(chunks: Sequence[RecordingChunk], since: int = 0) -> Sequence[RecordingChunk]:
    """Those from number `since` to the first that is missing. `chunks` go by number and begin there."""
    for place, chunk in enumerate(chunks, since):
        if chunk.number != place:
            return chunks[: place - since]
    return chunks


def complete(chunks: Sequence[RecordingChunk], count: int) -> None:
    """Raises `ChunksMissing` unless the chunks are those from 0 to `count - 1`."""
    if [chunk.number for chunk in chunks] != list(range(count)):
        raise ChunksMissing


async def store_chunk(store: FileStore, chunk: RecordingChunk, data: AsyncIterator[bytes]) -> StoredFile:
    """Raises `ChunkCorrupt` where the bytes are not what `chunk.sha256` promises, keeping nothing."""
    return await store.put(chunk.file_key, _verified(data, chunk.sha256))


async def read_chunk(store: FileStore, chunk: RecordingChunk) -> bytes:
    """Raises `ChunkCorrupt` where the stored chunk is not what arrived, `NotFound` where there is none."""
    return b"".join([part async for part in _verified(store.read(chunk.file_key), chunk.sha256)])


async def joined(store: FileStore, chunks: Sequence[RecordingChunk]) -> AsyncIterator[bytes]:
    """The whole recording. Raises `ChunkCorrupt` where a stored chunk is not what arrived."""
    for chunk in chunks:
        async for data in _verified(store.read(chunk.file_key), chunk.sha256):
            yield data


def digest_of(content_digest: str) -> str:
    """`sha-256=:<base64>:` (RFC 9530) → hexadecimal digits."""
    return base64.b64decode(content_digest.removeprefix("sha-256=:").removesuffix(":")).hex()


async def _verified(data: AsyncIterator[bytes], sha256: str) -> AsyncIterator[bytes]:
    digest = hashlib.sha256()
    async for part in data:
        digest.update(part)
        yield part
    if digest.hexdigest() != sha256:
        raise ChunkCorrupt
