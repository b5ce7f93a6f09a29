"""Who has something saved is told so, whatever fails afterwards; and what should have followed, follows."""

import asyncio
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from typing import NoReturn

import pytest
from dbos import DBOS
from sqlalchemy.exc import OperationalError

from medic_scribe import soon
from tests.api.audio import tone
from tests.api.conftest import Site
from tests.api.live import chunks_of, recorded, recording

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
