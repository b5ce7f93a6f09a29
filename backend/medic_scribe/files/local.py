"""Files in a folder of this machine."""

import asyncio
import hashlib
import os
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import time
from uuid import uuid4

from medic_scribe.errors import NotFound
from medic_scribe.files.contract import StoredFile
from medic_scribe.files.key import checked

_PART = 256 * 1024
_UNFINISHED = "." + "[0-9a-f]" * 32
_LEFT_AFTER = 24 * 3600.0  # seconds: what nobody has written to for so long, nobody will finish


class LocalFileStore:
    """Implements `FileStore`. A file appears under its name only when it is complete and on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        _forget_unfinished(folder)

    async def put(self, key: str, data: AsyncIterable[bytes]) -> StoredFile:
        target = self._path(key)
        # The dot keeps it out of sight, and no key begins with one.
        unfinished = target.with_name(f".{uuid4().hex}")
        digest, size = hashlib.sha256(), 0
        file = await asyncio.to_thread(unfinished.open, "xb")
        try:
            with file:
                async for part in data:
                    digest.update(part)
                    size += len(part)
                    await asyncio.to_thread(file.write, part)
                await asyncio.to_thread(_to_disk, file.fileno(), file.flush)
            await asyncio.to_thread(_move, unfinished, target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        return StoredFile(key, size, digest.hexdigest())

    async def read(self, key: str, first: int = 0, last: int | None = None) -> AsyncIterator[bytes]:
        left = (await self.size(key) if last is None else last + 1) - first
        with await asyncio.to_thread(self._path(key).open, "rb") as file:
            file.seek(first)
            while left > 0 and (part := await asyncio.to_thread(file.read, min(_PART, left))):
                left -= len(part)
                yield part

    async def size(self, key: str) -> int:
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except FileNotFoundError:
            raise NotFound from None

    async def delete(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    @asynccontextmanager
    async def local_path(self, key: str) -> AsyncGenerator[Path]:
        await self.size(key)
        yield self._path(key)

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)


def _forget_unfinished(folder: Path) -> None:
    """Deletes what processes that were killed had begun to write."""
    for path in folder.glob(_UNFINISHED):
        with suppress(FileNotFoundError):  # another process begins as well
            if path.stat().st_mtime < time() - _LEFT_AFTER:
                path.unlink()


def _to_disk(descriptor: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(descriptor)


def _move(unfinished: Path, target: Path) -> None:
    """A rename is only safe once the folder is on the disk as well."""
    unfinished.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
