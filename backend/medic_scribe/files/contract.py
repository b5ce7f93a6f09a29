"""What a file store takes, yields and can do. It holds recordings and finished notes."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`size` in bytes, `sha256` in hexadecimal digits."""

    key: str
    size: int
    sha256: str


class FileStore(Protocol):
    """A key is a file's name, `[a-z0-9-]` with one extension; anything else raises `ValueError`.

    Reading what is not there raises `errors.NotFound`; a store that does not answer, `FileStoreUnavailable`.
    """

    async def put(self, key: str, data: AsyncIterable[bytes]) -> StoredFile:
        """Store what comes, whole or not at all; once this returns it survives a power cut.

        Replaces what was there. An error that `data` raises is passed on, and nothing is kept.
        """
        ...

    def read(self, key: str, first: int = 0, last: int | None = None) -> AsyncIterator[bytes]:
        """The bytes from `first` to `last`, both included, as in an HTTP range; `None` is the end."""
        ...

    async def size(self, key: str) -> int: ...

    async def delete(self, key: str) -> None:
        """What is not there is deleted already."""
        ...

    def local_path(self, key: str) -> AbstractAsyncContextManager[Path]:
        """The file on this machine's disk, for who can only read such; fetched first if it is elsewhere."""
        ...
