"""Every file store: whole files or none, and no way out of it. S3 is a real server on loopback."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from medic_scribe.errors import FileStoreUnavailable, NotFound, RecordingTooLong
from medic_scribe.files.contract import FileStore
from medic_scribe.files.local import LocalFileStore
from medic_scribe.files.s3 import PART, S3FileStore

CONTENT = bytes(range(256)) * 4000


@pytest.fixture(params=["local", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "local":
        return LocalFileStore(tmp_path / "files")
    new_bucket: Callable[[], str] = request.getfixturevalue("new_bucket")
    return S3FileStore(new_bucket(), tmp_path / "scratch", below="files")


async def test_a_file_comes_back_as_it_went_in(store: FileStore) -> None:
    stored = await store.put("a-1.wav", pieces(CONTENT))
    assert (stored.size, stored.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    assert await read(store, "a-1.wav") == CONTENT
    assert await store.size("a-1.wav") == len(CONTENT)


@pytest.mark.parametrize("size", [0, 1, 2 * PART + 1])
async def test_a_file_may_be_of_any_size(store: FileStore, size: int) -> None:
    content = bytes(size)
    stored = await store.put("a.wav", pieces(content))
    assert stored.size == size
    assert await read(store, "a.wav") == content


async def test_a_file_can_be_had_on_this_disk(store: FileStore) -> None:
    await store.put("a.wav", pieces(CONTENT))
    async with store.local_path("a.wav") as path:
        assert path.read_bytes() == CONTENT
        assert path.suffix == ".wav"


@pytest.mark.parametrize(
    ("first", "last"), [(0, 0), (0, 99), (700_000, 700_001), (1_023_999, None), (5, 2_000_000)]
)
async def test_a_range_holds_both_its_ends(store: FileStore, first: int, last: int | None) -> None:
    await store.put("a.wav", pieces(CONTENT))
    end = len(CONTENT) if last is None else last + 1
    assert await read(store, "a.wav", first, last) == CONTENT[first:end]


async def test_a_broken_upload_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(RecordingTooLong):
        await store.put("a.wav", too_long())
    with pytest.raises(NotFound):
        await store.size("a.wav")


async def test_an_interrupted_upload_leaves_nothing(store: FileStore) -> None:
    begun = asyncio.Event()
    upload = asyncio.create_task(store.put("a.wav", never_ending(begun)))
    await begun.wait()
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    with pytest.raises(NotFound):
        await store.size("a.wav")


async def test_a_file_is_seen_when_it_is_complete(store: FileStore) -> None:
    await store.put("a.wav", pieces(b"before"))
    begun, go_on = asyncio.Event(), asyncio.Event()
    upload = asyncio.create_task(store.put("a.wav", in_two_halves(begun, go_on)))
    await begun.wait()
    assert await read(store, "a.wav") == b"before"
    go_on.set()
    await upload
    assert await read(store, "a.wav") == b"firstsecond"


async def test_a_broken_upload_leaves_what_was_there(store: FileStore) -> None:
    await store.put("a.wav", pieces(b"before"))
    with pytest.raises(RecordingTooLong):
        await store.put("a.wav", too_long())
    assert await read(store, "a.wav") == b"before"


async def test_a_file_is_replaced(store: FileStore) -> None:
    await store.put("a.md", pieces(b"first"))
    await store.put("a.md", pieces(b"second"))
    assert await read(store, "a.md") == b"second"


async def test_deleting_twice_does_no_harm(store: FileStore) -> None:
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
async def test_a_key_is_a_plain_name(store: FileStore, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        await store.put(key, pieces(b"x"))
    with pytest.raises(ValueError, match="key"):
        await store.delete(key)


async def test_local_files_that_never_became_whole_are_gone(tmp_path: Path) -> None:
    store = LocalFileStore(tmp_path / "files")
    with pytest.raises(RecordingTooLong):
        await store.put("a.wav", too_long())
    assert list((tmp_path / "files").iterdir()) == []


def test_what_a_killed_process_was_writing_is_deleted_a_day_later(tmp_path: Path) -> None:
    old, new = f".{'0a' * 16}", f".{'1b' * 16}"
    for name in (old, new, "a.wav", ".keep"):
        (tmp_path / name).write_bytes(CONTENT)
    for name in (old, "a.wav", ".keep"):
        os.utime(tmp_path / name, (0, 0))
    LocalFileStore(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {new, "a.wav", ".keep"}


@pytest.mark.parametrize("how", ["broken", "interrupted"])
async def test_no_part_of_an_upload_stays_in_s3(
    how: str, new_bucket: Callable[[], str], tmp_path: Path
) -> None:
    url = new_bucket()
    store = S3FileStore(url, tmp_path)
    if how == "broken":
        with pytest.raises(RecordingTooLong):
            await store.put("a.wav", too_long(after=2 * PART))
    else:
        begun = asyncio.Event()
        upload = asyncio.create_task(store.put("a.wav", never_ending(begun, after=2 * PART)))
        await begun.wait()
        upload.cancel()
        with pytest.raises(asyncio.CancelledError):
            await upload
    listed = await asyncio.to_thread(httpx.get, f"{http_address(url)}?uploads")
    assert "ListMultipartUploadsResult" in listed.text
    assert "<UploadId>" not in listed.text


async def test_recordings_and_notes_share_a_bucket(new_bucket: Callable[[], str], tmp_path: Path) -> None:
    url = new_bucket()
    await S3FileStore(url, tmp_path, below="notes").put("a.md", pieces(b"note"))
    with pytest.raises(NotFound):
        await S3FileStore(url, tmp_path).size("a.md")
    answer = await asyncio.to_thread(httpx.get, f"{http_address(url)}/clinic/notes/a.md")
    assert answer.content == b"note"


async def test_s3_encrypts_as_the_environment_says(
    new_bucket: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SERVER_SIDE_ENCRYPTION", "AES256")
    url = new_bucket()
    await S3FileStore(url, tmp_path).put("a.wav", pieces(CONTENT))
    answer = await asyncio.to_thread(httpx.head, f"{http_address(url)}/clinic/a.wav")
    assert answer.headers["x-amz-server-side-encryption"] == "AES256"


async def test_a_bucket_that_is_not_there_is_a_store_that_is_not_there(
    new_bucket: Callable[[], str], tmp_path: Path
) -> None:
    store = S3FileStore(new_bucket().replace("s3://", "s3://not-"), tmp_path)
    with pytest.raises((FileStoreUnavailable, NotFound)):
        await store.put("a.wav", pieces(CONTENT))


def http_address(url: str) -> str:
    """`s3://bucket/clinic?endpoint=http://…` → the bucket's own address."""
    return f"{httpx.URL(url).params['endpoint']}/{httpx.URL(url).host}"


async def read(store: FileStore, key: str, first: int = 0, last: int | None = None) -> bytes:
    return b"".join([part async for part in store.read(key, first, last)])


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 65_536):
        yield content[start : start + 65_536]


async def too_long(after: int = 4) -> AsyncIterator[bytes]:
    yield bytes(after)
    raise RecordingTooLong(limit=100)


async def never_ending(begun: asyncio.Event, after: int = 4) -> AsyncIterator[bytes]:
    yield bytes(after)
    begun.set()
    await asyncio.Event().wait()


async def in_two_halves(begun: asyncio.Event, go_on: asyncio.Event) -> AsyncIterator[bytes]:
    yield b"first"
    begun.set()
    await go_on.wait()
    yield b"second"
