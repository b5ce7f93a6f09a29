"""A spoken sentence becomes a note, and who waits is told."""

import json
import time
from importlib.resources import files
from typing import Any

from websockets.exceptions import InvalidHandshake, WebSocketException
from websockets.sync.client import ClientConnection

from medic_scribe.verification.deployment import API, Deployment, expect_status, json_of
from medic_scribe.verification.points import Failed, Skipped

SENTENCE = "sentence.opus"  # "El paciente presenta dolor abdominal."
HEARD = "abdom"


def socket(deployment: Deployment) -> None:
    person = deployment.person()
    try:
        with deployment.connect(person.user_id, person.token) as connection:
            connection.ping().wait(10)
    except (InvalidHandshake, WebSocketException, TimeoutError, OSError) as error:
        raise Failed("socket", kind=_kind(error)) from None


def summary_ready(deployment: Deployment) -> None:
    person = deployment.person()
    try:
        with deployment.connect(person.user_id, person.token) as connection:
            consultation_id = _upload(deployment)
            _wait(connection, consultation_id, deployment.wish.note_within)
    except (InvalidHandshake, WebSocketException, OSError) as error:
        raise Failed("socket", kind=_kind(error)) from None
    deployment.noted = consultation_id


def heard(deployment: Deployment) -> None:
    if deployment.noted is None:
        raise Skipped("no_note")
    transcript = deployment.api(f"/v1/consultations/{deployment.noted}/transcript")
    if HEARD not in json.dumps(transcript, ensure_ascii=False).lower():
        raise Failed("not_heard")
    note = deployment.api(f"/v1/consultations/{deployment.noted}/note")
    if not any(section.get("statements") for section in note["sections"]):
        raise Failed("empty_note")


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


def _wait(connection: ClientConnection, consultation_id: str, within: float) -> None:
    end = time.monotonic() + within
    while True:
        try:
            event: dict[str, Any] = json.loads(connection.recv(timeout=max(0.0, end - time.monotonic())))
        except TimeoutError:
            raise Failed("no_event", seconds=int(within)) from None
        if event.get("consultation_id") != consultation_id:
            continue
        if event["type"] == "failed":
            raise Failed("note_failed", failure=str(event.get("data", {}).get("code", "")))
        if event["type"] == "summary_ready":
            return


def _kind(error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    return f"HTTP {status}" if status else type(error).__name__
