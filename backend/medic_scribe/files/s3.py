"""Files in an S3-compatible store: Amazon's, DigitalOcean's, MinIO, Ceph, …

    s3://bucket/prefix?endpoint=https://fra1.digitaloceanspaces.com&region=fra1

Who we are, and how files are encrypted at rest, is told by the usual `AWS_…` variables of the environment
(docs/operations.md). Goes up in parts of five megabytes, two at a time, and down in ranges: no file is ever
in memory, and who listens slowly keeps no connection to the store open.
"""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from medic_scribe.errors import FileStoreUnavailable, NotFound, SettingInvalid
from medic_scribe.files.contract import StoredFile
from medic_scribe.files.key import checked

if TYPE_CHECKING:
    from collections.abc import Generator

    from obstore.store import S3Config

PART = 5 * 1024 * 1024  # bytes; the least that S3 takes, but for the last one
PARTS_AT_ONCE = 2
RANGE = 1024 * 1024  # bytes

_RETRIES = 5
_GIVE_UP_AFTER = timedelta(seconds=30)


class S3FileStore:
    """Implements `FileStore`. S3 shows a file when it is complete, and never before."""

    def __init__(self, url: str, scratch: Path, *, below: str = "") -> None:
        """`scratch`: where a file lies while somebody needs it on this disk. `below`: a folder in the prefix.

        Raises `SettingInvalid` for an address that is none.
        """
        self._store = _opened(url, below)
        self._scratch = scratch

    async def put(self, key: str, data: AsyncIterable[bytes]) -> StoredFile:
        source = _Source(data)
        # `shield`: dropped half-way, its parts would stay in the store, unseen and paid for.
        upload = asyncio.ensure_future(
            obstore.put_async(
                self._store, checked(key), source, chunk_size=PART, max_concurrency=PARTS_AT_ONCE
            )
        )
        with _our_errors():
            try:
                await asyncio.shield(upload)
            except asyncio.CancelledError:
                source.break_off()
                with suppress(BaseException):
                    await upload
                raise
        if await self.size(key) != source.size:
            await self.delete(key)
            raise FileStoreUnavailable
        return StoredFile(key, source.size, source.digest.hexdigest())

    async def read(self, key: str, first: int = 0, last: int | None = None) -> AsyncIterator[bytes]:
        size = await self.size(key)
        end = size if last is None else min(size, last + 1)
        for start in range(first, end, RANGE):
            with _our_errors():
                part = await obstore.get_range_async(
                    self._store, key, start=start, end=min(end, start + RANGE)
                )
            yield bytes(part)

    async def size(self, key: str) -> int:
        with _our_errors():
            return (await obstore.head_async(self._store, checked(key)))["size"]

    async def delete(self, key: str) -> None:
        with _our_errors(), suppress(FileNotFoundError):
            await obstore.delete_async(self._store, checked(key))

    @asynccontextmanager
    async def local_path(self, key: str) -> AsyncGenerator[Path]:
        self._scratch.mkdir(parents=True, exist_ok=True)
        path = self._scratch / f"{uuid4().hex[:8]}.{checked(key)}"
        try:
            with await asyncio.to_thread(path.open, "xb") as file:
                async for part in self.read(key):
                    await asyncio.to_thread(file.write, part)
            yield path
        finally:
            path.unlink(missing_ok=True)


class _Source:
    """What is being stored, counted on its way."""

    def __init__(self, data: AsyncIterable[bytes]) -> None:
        self.size = 0
        self.digest = hashlib.sha256()
        self._data = aiter(data)
        self._next: asyncio.Future[bytes] | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        self._next = asyncio.ensure_future(anext(self._data))
        part = await self._next
        self.size += len(part)
        self.digest.update(part)
        return part

    def break_off(self) -> None:
        """Whoever waits for the next part gets an error in its place."""
        if self._next:
            self._next.cancel()


@contextmanager
def _our_errors() -> "Generator[None]":
    try:
        yield
    except FileNotFoundError:
        raise NotFound from None
    except BaseError:  # its text names the bucket and the file
        raise FileStoreUnavailable from None


def _opened(url: str, below: str) -> S3Store:
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "s3" or not parts.hostname or options.keys() - {"endpoint", "region"}:
        raise SettingInvalid(
            setting="FILE_STORE_URL", reason="it is not s3://bucket/prefix?endpoint=…&region=…"
        )
    config: S3Config = {"region": options.get("region", "us-east-1")}
    if endpoint := options.get("endpoint"):
        config["endpoint"] = endpoint
    return S3Store(
        parts.hostname,
        prefix="/".join(name for name in (parts.path.strip("/"), below) if name) or None,
        config=config,
        client_options={"allow_http": options.get("endpoint", "").startswith("http://")},
        retry_config={"max_retries": _RETRIES, "retry_timeout": _GIVE_UP_AFTER},
    )
