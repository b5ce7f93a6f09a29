"""A spoken sentence becomes a note, and who waits is told."""

import asyncio
import json
from importlib.resources import files
from typing import Any

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from medic_scribe.verification.deployment import API, Deployment, expect_status, json_of
from medic_scribe.verification.points import Failed, Skipped

SENTENCE = "sentence.opus"  # "El paciente presenta dolor abdominal."
HEARD = "abdom"


def socket(deployment: Deployment) -> None:
    asyncio.run(_answers_ping(deployment))


def summary_ready(deployment: Deployment) -> None:
    deployment.noted = asyncio.run(_note_is_told(deployment))


def heard(deployment: Deployment) -> None:
    if deployment.noted is None:
        raise Skipped("no_note")
    transcript = deployment.api(f"/v1/consultations/{deployment.noted}/transcript")
    if HEARD not in json.dumps(transcript, ensure_ascii=False).lower():
        raise Failed("not_heard")
    note = deployment.api(f"/v1/consultations/{deployment.noted}/note")
    if not any(section.get("statements") for section in note["sections"]):
        raise Failed("empty_note")


async def _answers_ping(deployment: Deployment) -> None:
    person = deployment.person()
    try:
        async with deployment.connect(person.user_id, person.token) as connection, asyncio.timeout(10):
            await (await connection.ping())
    except (WebSocketException, OSError) as error:
        raise Failed("socket", kind=_kind(error)) from None


async def _note_is_told(deployment: Deployment) -> str:
    """The consultation's id, once the event has come."""
    person = deployment.person()
    within = deployment.wish.note_within
    try:
        async with deployment.connect(person.user_id, person.token) as connection:
            consultation_id = await asyncio.to_thread(_upload, deployment)
            async with asyncio.timeout(within):
                await _event(connection, consultation_id)
    except TimeoutError:
        raise Failed("no_event", seconds=int(within)) from None
    except (WebSocketException, OSError) as error:
        raise Failed("socket", kind=_kind(error)) from None
    return consultation_id


def _upload(deployment: Deployment) -> str:
    person = deployment.person()
    sound = (files("medic_scribe.verification") / "data" / SENTENCE).read_bytes()
    answer = deployment.client.post(
        f"{API}/transcribe-and-summarize/",
        files={"audio_file": (SENTENCE, sound, "audio/ogg")},
        data={"user_id": person.user_id, "prompt_instruction": ""},
        headers={**person.headers, "Prefer": "respond-async"},
    )
    expect_status(answer, 202)
    consultation_id: str = json_of(answer)["consultation_id"]
    deployment.made.append(consultation_id)
    return consultation_id


async def _event(connection: ClientConnection, consultation_id: str) -> None:
    """Until the note is ready. Raises `Failed` where it cannot be made."""
    while True:
        event: dict[str, Any] = json.loads(await connection.recv())
        if event.get("consultation_id") != consultation_id:
            continue
        if event["type"] == "failed":
            raise Failed("note_failed", failure=str(event.get("data", {}).get("code", "")))
        if event["type"] == "summary_ready":
            return


def _kind(error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return f"HTTP {status}" if status else type(error).__name__
