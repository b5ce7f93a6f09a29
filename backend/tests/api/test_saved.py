"""Who has something saved is told so, whatever fails afterwards; and what should have followed, follows."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn

import pytest
from dbos import DBOS
from sqlalchemy.exc import OperationalError

from medic_scribe import soon
from medic_scribe.consultations.removal import remove_files, unfinished_deletions
from medic_scribe.errors import FileStoreUnavailable
from medic_scribe.files.local import LocalFileStore
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.workbench import work_with
from medic_scribe.workers import InThreads, Recipe
from tests.api.audio import tone
from tests.api.conftest import Site
from tests.api.live import WEBM, chunks_of, recorded, recording

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def refuse(*_: object) -> NoReturn:
    raise OperationalError("", {}, ConnectionResetError())


async def hang(*_: object) -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError


@contextmanager
def replaced(enqueue: Callable[..., Awaitable[None]]) -> Generator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DBOS, "enqueue_workflow_async", enqueue)
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return recorded(tmp_path_factory.mktemp("sound"), 2.9)


@pytest.mark.parametrize("enqueue", [refuse, hang])
async def test_a_note_though_the_workflow_engine_took_no_job(
    site: Site, enqueue: Callable[..., Awaitable[None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soon, "WAIT", 0.05)
    async with site.caller("pepa") as client:
        address = f"/v1/consultations/{(await client.post('/v1/consultations', json={})).json()['id']}"
        with replaced(enqueue):
            wav = {"Content-Type": "audio/wav"}
            received = await client.put(f"{address}/recording", content=tone(), headers=wav)
        assert (received.status_code, received.json()["status"]) == (202, "transcribing")
        await site.finished(received.json()["id"])
        with replaced(enqueue):
            again = await client.post(f"{address}/note/regenerate", json={})
            assert again.status_code == 202
            corrected = await client.patch(f"{address}/transcript/utterances/0", json={"text": "Hola."})
            assert corrected.status_code == 200
        await site.finished(received.json()["id"])


async def test_a_recording_though_the_workflow_engine_took_no_job(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "paco") as recorder:
        with replaced(refuse):
            await recorder.send_all(chunks)
            assert (await recorder.finish(len(chunks))).status_code == 202
        await recorder.until("summary_ready")


@contextmanager
def nothing_is_deleted() -> Generator[None]:
    """The file store is away for who deletes."""

    async def refuse(*_: object) -> NoReturn:
        raise FileStoreUnavailable

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LocalFileStore, "delete", refuse)
        yield


def files_of(site: Site, consultation_id: str) -> list[str]:
    return [path.suffix for path in site.settings.upload_folder.glob(f"{consultation_id}*")]


async def delete_what_is_left(site: Site) -> None:
    """As the pipeline does once a minute."""
    async with site.wiring.database.reading() as session:
        deletions = await unfinished_deletions(session)
    await remove_files(site.wiring.parts, deletions)


async def test_a_recording_though_its_chunks_could_not_be_deleted(site: Site, sound: bytes) -> None:
    chunks = chunks_of(sound)
    async with recording(site, "pilar") as recorder:
        await recorder.send_all(chunks)
        with nothing_is_deleted():
            assert (await recorder.finish(len(chunks))).status_code == 202
        await recorder.until("summary_ready")
        assert files_of(site, recorder.id).count(".chunk") == len(chunks)
        await delete_what_is_left(site)
        assert files_of(site, recorder.id) == [".webm"]


async def test_a_recording_that_is_sent_whole_after_some_chunks_leaves_none_of_them(
    site: Site, sound: bytes
) -> None:
    async with recording(site, "pura") as recorder:
        await recorder.send_all(chunks_of(sound)[:2])
        address = f"/v1/consultations/{recorder.id}/recording"
        sent = await recorder.client.put(address, content=sound, headers={"Content-Type": WEBM})
        assert sent.status_code == 202
        await recorder.until("summary_ready")
        assert files_of(site, recorder.id) == [".webm"]


class HearsNothing(FakeSpeechEngine):
    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        return None


async def test_chunks_that_are_sent_again_outlive_the_late_deletion_of_the_first(
    site: Site, sound: bytes
) -> None:
    chunks, parts = chunks_of(sound), site.wiring.parts
    work_with(replace(parts, speech_engine=InThreads(Recipe(HearsNothing), 1)))
    try:
        async with recording(site, "pia") as recorder:
            await recorder.send_all(chunks)
            with nothing_is_deleted():
                await recorder.finish(len(chunks))
            await recorder.until("failed")
            work_with(parts)
            await recorder.send_all(chunks)
            await delete_what_is_left(site)
            assert files_of(site, recorder.id).count(".chunk") == len(chunks)
            assert (await recorder.finish(len(chunks))).status_code == 202
            await recorder.until("summary_ready")
            assert files_of(site, recorder.id) == [".webm"]
    finally:
        work_with(parts)
