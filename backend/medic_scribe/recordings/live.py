"""Recordings that are still being made, as this process has them: their chunks put together as they come.

What arrived without a gap lies in a file of this process's own, for who decodes it. Another process, or the
same one started anew, puts it together again from the file store.
"""

import asyncio
import hashlib
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medic_scribe.errors import ChunksMissing
from medic_scribe.files.contract import FileStore
from medic_scribe.recordings.chunks import read_chunk
from medic_scribe.recordings.models import RecordingChunk
from medic_scribe.waits import Waits


@dataclass(slots=True)
class Grown:
    """The first `count` chunks at `path`: `size` bytes.

    `behind`: seconds that its owner was told last. `drafted`: the second up to which a note was drafted.
    """

    path: Path
    size: int = 0
    count: int = 0
    behind: int = 0
    drafted: float = 0.0
    digest: Any = field(default_factory=hashlib.sha256)

    @property
    def sha256(self) -> str:
        return self.digest.hexdigest()


class LiveRecordings(Waits):
    """One per process, on its event loop. Recordings go by their consultation's id.

    Who waits is woken when something of the recording arrives here, or its end.
    """

    def __init__(self, store: FileStore, folder: Path) -> None:
        super().__init__()
        self._store = store
        self._folder = folder
        self._grown: dict[str, Grown] = {}
        self._growing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def held(self, consultation_id: str) -> Grown | None:
        return self._grown.get(consultation_id)

    async def grow(self, consultation_id: str, chunks: Sequence[RecordingChunk]) -> Grown:
        """With those of `chunks` that it lacks at its end. They go by number and leave no gap.

        Raises `ChunkCorrupt` or `NotFound` where the file store lacks one; what came before is kept.
        """
        async with self._growing[consultation_id]:
            grown = self._grown.get(consultation_id) or await self._begun(consultation_id)
            for chunk in chunks:
                if chunk.number < grown.count:
                    continue
                if chunk.number > grown.count:
                    raise ChunksMissing
                data = await read_chunk(self._store, chunk)
                await asyncio.to_thread(_write_at, grown.path, grown.size, data)
                grown.digest.update(data)
                grown.size += len(data)
                grown.count += 1
            return grown

    async def read(self, grown: Grown) -> AsyncIterator[bytes]:
        """Its bytes."""
        with await asyncio.to_thread(grown.path.open, "rb") as file:
            left = grown.size
            while left and (data := await asyncio.to_thread(file.read, min(_PART, left))):
                left -= len(data)
                yield data

    def forget(self, consultation_id: str) -> None:
        grown = self._grown.pop(consultation_id, None)
        self._growing.pop(consultation_id, None)
        if grown:
            grown.path.unlink(missing_ok=True)

    def forget_deleted(self) -> None:
        """Those whose file is gone: it goes with its consultation, whoever deletes that."""
        for consultation_id, grown in list(self._grown.items()):
            if not grown.path.exists():
                self.forget(consultation_id)

    async def _begun(self, consultation_id: str) -> Grown:
        path = self._folder / f"{consultation_id}.{os.getpid()}.sound"
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread(path.write_bytes, b"")
        grown = self._grown[consultation_id] = Grown(path)
        return grown


_PART = 256 * 1024


def _write_at(path: Path, position: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(position)
        file.write(data)
