"""The published contract of the original system."""

import asyncio
import math
from collections.abc import AsyncGenerator, Generator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from medic_scribe.consultations.models import Consultation
from medic_scribe.edge import refusal
from medic_scribe.notifications.signals import follow
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.workbench import work_with
from medic_scribe.workers import InWorkers, Recipe
from tests.api.audio import tone
from tests.api.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def silent(site: Site) -> Generator[None]:
    """The speech engine hears nothing."""
    parts = site.wiring.parts
    work_with(replace(parts, speech_engine=InWorkers(parts.hearing, Recipe(FakeSpeechEngine, ((),)))))
    yield
    work_with(parts)


WELCOME = {"message": "Bienvenido al Escriba Médico Asistido por IA!"}
UPLOAD = "/transcribe-and-summarize/"


async def upload(site: Site, data: bytes, name: str = "a.wav", **more: str) -> httpx.Response:
    return await site.client.post(
        UPLOAD, files={"audio_file": (name, data)}, data={"user_id": "ana"}, headers=more
    )


@pytest.mark.parametrize("path", ["/", "/api/"])
async def test_the_welcome(site: Site, path: str) -> None:
    answer = await site.client.get(path)
    assert (answer.status_code, answer.json()) == (200, WELCOME)


@pytest.mark.parametrize("path", [UPLOAD, "/api" + UPLOAD, "/transcribe-and-summarize"])
async def test_a_recording_becomes_a_note(site: Site, path: str) -> None:
    answer = await site.client.post(
        path,
        files={"audio_file": ("consulta.wav", tone(), "audio/wav")},
        data={"user_id": "dra. García", "prompt_instruction": "Destaque los cambios."},
    )
    assert answer.status_code == 200
    body = answer.json()
    assert "El paciente presenta dolor abdominal." in body["transcript"]
    assert "El paciente presenta dolor abdominal." in body["note"]
    assert body["summary"] == body["note"]
    assert body["unfollowed"] == ["Destaque los cambios."]  # the fake engine follows nothing
    statement = body["sections"][0]["statements"][0]
    assert statement["evidence"][0]["first"] == 0

    settings, name = site.settings, body["consultation_id"]
    assert "dolor abdominal" in (settings.notes_folder / f"{name}.md").read_text()
    assert (settings.notes_folder / f"{name}.json").exists()
    assert (settings.upload_folder / f"{name}.wav").read_bytes() == tone()
    async with site.wiring.database.reading() as session:
        kept = await session.get_one(Consultation, name)
    assert (kept.owner_id, kept.instruction) == ("dra. García", "Destaque los cambios.")


async def test_only_the_file_is_needed(site: Site) -> None:
    answer = await site.client.post(UPLOAD, files={"audio_file": tone()})
    assert answer.status_code == 200
    listed = (await site.client.get("/v1/consultations")).json()["items"]
    assert answer.json()["consultation_id"] in {item["id"] for item in listed}


async def test_who_will_not_wait_is_told_where_to_ask(site: Site) -> None:
    answer = await upload(site, tone(), Prefer="respond-async")
    assert answer.status_code == 202
    assert answer.headers["Preference-Applied"] == "respond-async"
    await site.finished(answer.json()["consultation_id"])
    async with site.caller("ana") as ana:
        body = (await ana.get(answer.headers["Location"])).json()
    assert (body["id"], body["status"]) == (answer.json()["consultation_id"], "ready")


async def test_who_hangs_up_loses_nothing(site: Site) -> None:
    async with site.caller("prisa") as hasty:
        waiting = asyncio.create_task(hasty.post(UPLOAD, files={"audio_file": tone()}))
        events = follow(site.wiring.database, site.wiring.signals, "prisa", 0)
        begun = await anext(events)
        await events.aclose()
        waiting.cancel()
        assert begun.consultation_id
        await site.finished(begun.consultation_id)
        assert (await hasty.get(f"/v1/consultations/{begun.consultation_id}/note")).status_code == 200


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"Esto es texto.\n" * 50, "consulta.wav", 415, "not_audio"),
        (b"%PDF-1.7\n" + bytes(5000), "informe.pdf", 415, "not_audio"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "lista.m3u8", 415, "not_audio"),
        (b"", "vacio.wav", 422, "recording_empty"),
    ],
)
async def test_what_is_no_recording_is_refused_by_its_content(
    site: Site, data: bytes, name: str, status: int, code: str
) -> None:
    before = files(site.settings.upload_folder)
    answer = await upload(site, data, name)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert files(site.settings.upload_folder) == before


async def test_what_cannot_be_made_a_note_of_is_kept(site: Site, silent: None) -> None:
    for data, code in ((tone()[:30], "recording_truncated"), (tone(), "no_speech")):
        answer = await upload(site, data)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, code)
        assert "guardado" in problem["detail"]
        file = site.settings.upload_folder / f"{problem['consultation_id']}.wav"
        assert file.read_bytes() == data
        async with site.caller("ana") as ana:
            shown = (await ana.get(f"/v1/consultations/{problem['consultation_id']}")).json()
            assert (shown["status"], shown["failure"]["code"]) == ("failed", code)
            assert shown["failure"]["message"] == problem["detail"]


async def test_a_failed_one_is_tried_again_or_gets_another_recording(site: Site, silent: None) -> None:
    ids = [(await upload(site, tone())).json()["consultation_id"] for _ in range(2)]
    work_with(site.wiring.parts)
    async with site.caller("ana") as ana:
        again = await ana.post(f"/v1/consultations/{ids[0]}/retry")
        other = await ana.put(f"/v1/consultations/{ids[1]}/recording", content=tone(1.5))
        assert (again.status_code, other.status_code) == (202, 202)
        for consultation_id in ids:
            await site.finished(consultation_id)
            assert (await ana.get(f"/v1/consultations/{consultation_id}")).json()["status"] == "ready"
        assert (await ana.get(f"/v1/consultations/{ids[1]}/audio")).content == tone(1.5)
    assert not (site.settings.upload_folder / f"{ids[1]}.wav").exists()


@pytest.mark.parametrize(
    ("languages", "title"),
    [
        ({}, "El archivo no es audio"),
        ({"Accept-Language": "es-ES"}, "El archivo no es audio"),
        ({"Accept-Language": "en-GB,en;q=0.8"}, "The file is not audio"),
        ({"Accept-Language": "fr"}, "El archivo no es audio"),
    ],
)
async def test_an_error_speaks_the_clients_language(
    site: Site, languages: dict[str, str], title: str
) -> None:
    problem = (await upload(site, b"texto", **languages)).json()
    assert problem["title"] == title
    assert problem["status"] == 415
    assert problem["type"] == "urn:medic-scribe:problem:not_audio"
    assert problem["retry"] is False


async def test_over_the_limit(site: Site) -> None:
    limit = site.settings.max_upload_bytes
    assert (await upload(site, bytes(limit))).json()["code"] == "not_audio"  # taken whole, then looked at
    answer = await upload(site, bytes(limit + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "recording_too_long")
    assert "1 MB" in answer.json()["detail"]


async def form_of(megabytes: float) -> AsyncGenerator[bytes]:
    """Sent in chunks, without a length."""
    yield b'--x\r\nContent-Disposition: form-data; name="audio_file"; filename="a.wav"\r\n\r\n'
    sent = 0
    while sent < megabytes * 1024 * 1024:
        yield bytes(64 * 1024)
        sent += 64 * 1024


FORM = {"Content-Type": "multipart/form-data; boundary=x"}


async def test_over_the_limit_without_an_announced_length(site: Site) -> None:
    """A client that reads only when it has sent all still sees the answer."""
    answer = await site.client.post(UPLOAD, content=form_of(8), headers=FORM)
    assert (answer.status_code, answer.json()["code"]) == (413, "recording_too_long")


async def test_who_never_stops_sending_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "DISCARD_AT_MOST", 1024 * 1024)
    with pytest.raises(httpx.NetworkError):
        await site.client.post(UPLOAD, content=form_of(math.inf), headers=FORM)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"audio_file": "x"}}, 415),
        ({"files": {"other": b"x"}}, 422),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 422),
        ({"files": {"audio_file": tone()}, "data": {"prompt_instruction": "x" * 20_000}}, 422),
        ({"files": {"audio_file": tone()}, "data": {"template": "none such"}}, 422),
        ({"files": {"audio_file": tone()}, "data": {"user_id": "x\x00"}}, 401),
    ],
)
async def test_a_request_that_is_not_as_it_should_be(
    site: Site, sent: dict[str, object], status: int
) -> None:
    before = files(site.settings.upload_folder)
    answer = await site.client.post(UPLOAD, **sent)  # pyright: ignore[reportArgumentType]
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert files(site.settings.upload_folder) == before


async def test_nothing_refused_is_left_behind(site: Site) -> None:
    async with site.caller("limpio") as client:
        await client.post(UPLOAD, files={"audio_file": b"texto"})
        assert (await client.get("/v1/consultations")).json()["items"] == []


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
