"""The local file store: whole files or none, and no way out of its folder."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from medic_scribe.errors import NotFound, RecordingTooLong
from medic_scribe.files.local import LocalFileStore

CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def store(tmp_path: Path) -> LocalFileStore:
    return LocalFileStore(tmp_path / "files")


async def test_a_file_comes_back_as_it_went_in(store: LocalFileStore) -> None:
    stored = await store.put("a-1.wav", pieces(CONTENT))
    assert (stored.size, stored.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert await read(store, "a-1.wav") == CONTENT
    assert await store.size("a-1.wav") == len(CONTENT)


@pytest.mark.parametrize(
    ("first", "last"), [(0, 0), (0, 99), (700_000, 700_001), (1_023_999, None), (5, 2_000_000)]
)
async def test_a_range_holds_both_its_ends(store: LocalFileStore, first: int, last: int | None) -> None:
    await store.put("a.wav", pieces(CONTENT))
    end = len(CONTENT) if last is None else last + 1
    assert await read(store, "a.wav", first, last) == CONTENT[first:end]


async def test_a_broken_upload_leaves_nothing(store: LocalFileStore, tmp_path: Path) -> None:
    with pytest.raises(RecordingTooLong):
        await store.put("a.wav", too_long())
    assert list((tmp_path / "files").iterdir()) == []


async def test_a_broken_upload_leaves_what_was_there(store: LocalFileStore) -> None:
    await store.put("a.wav", pieces(b"before"))
    with pytest.raises(RecordingTooLong):
        await store.put("a.wav", too_long())
    assert await read(store, "a.wav") == b"before"


async def test_a_file_is_replaced(store: LocalFileStore) -> None:
    await store.put("a.md", pieces(b"first"))
    await store.put("a.md", pieces(b"second"))
    assert await read(store, "a.md") == b"second"


async def test_deleting_twice_does_no_harm(store: LocalFileStore) -> None:
    await store.put("a.wav", pieces(b"x"))
    await store.delete("a.wav")
    await store.delete("a.wav")
    with pytest.raises(NotFound):
        await store.size("a.wav")
    with pytest.raises(NotFound):
        async with store.local_path("a.wav"):
            pass


@pytest.mark.parametrize(
    "key",
    ["", ".", "..", "../a.wav", "/etc/passwd", "a/b.wav", ".hidden", "a.wav\n", "A.wav", "a..wav", 90 * "a"],
)
async def test_a_key_is_a_plain_name(store: LocalFileStore, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await store.put(key, pieces(b"x"))
    with pytest.raises(ValueError, match="key"):
        await store.delete(key)


async def read(store: LocalFileStore, key: str, first: int = 0, last: int | None = None) -> bytes:
    return b"".join([part async for part in store.read(key, first, last)])


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 65_536):
        yield content[start : start + 65_536]


async def too_long() -> AsyncIterator[bytes]:
    yield b"some"
    raise RecordingTooLong(limit=100)
