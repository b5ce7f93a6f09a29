"""A key and an address are all it takes: the whole pipeline with Deepgram, and what its refusals become."""

import io
import wave
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from medic_scribe.consultations.models import Status
from medic_scribe.messages import message
from medic_scribe.speech.decode import decode
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.wiring import running
from tests.clouds.deepgram import KEY, Deepgram, Recogniser, deepgram, known_words

from .conftest import Clinic, Place, clinic_settings

AUDIO = Path(__file__).parents[1] / "data" / "audio"
SPOKEN = known_words(AUDIO / "consultation.tsv")

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class ServedClinic(Clinic):
    cloud: Deepgram
    consultation_wav: bytes


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic(place: Place) -> AsyncGenerator[ServedClinic]:
    samples = decode(AUDIO / "consultation.opus", place.folder / "consultation.pcm").path.read_bytes()
    with deepgram(Recogniser(samples, SPOKEN)) as cloud:
        chosen = {"speech_engine": None, "note_engine": "extractive", "deepgram_api_key": KEY}
        settings = clinic_settings(place.folder, place.database_url, **chosen, deepgram_base_url=cloud.url)
        async with running(settings) as wiring:
            yield ServedClinic(wiring, cloud, _wav(samples))


async def test_a_recording_becomes_a_note_with_speakers(clinic: ServedClinic) -> None:
    consultation = await clinic.receive(clinic.consultation_wav)
    assert (await clinic.finish(consultation.id)).failure is None
    assert (await clinic.consultation(consultation.id)).speech_engine == "deepgram"
    async with clinic.wiring.database.reading() as session:
        utterances = await utterances_of(session, consultation.id)
    said = [(str(one.speaker), word) for one in utterances for word in one.text.split()]
    assert said == [(word.speaker, word.text) for word in SPOKEN]
    note = await clinic.note(consultation.id)
    text = " ".join(row.text for section in note.sections for row in section.statements)
    assert "metformina" in text.lower()
    assert "fiebre" in text.lower()
    assert {statement.speaker for statement in utterances} >= {"clinician", "patient"}


@pytest.mark.parametrize(
    ("status", "code", "names"),
    [
        (401, "speech_key_rejected", "DEEPGRAM_API_KEY"),
        (402, "speech_credit_spent", "DEEPGRAM_API_KEY"),
        (400, "speech_request_refused", "DEEPGRAM_MODEL"),
    ],
)
async def test_a_refusal_becomes_the_consultations_reason_and_nothing_is_lost(
    clinic: ServedClinic, status: int, code: str, names: str
) -> None:
    consultation = await clinic.receive(clinic.consultation_wav)
    clinic.cloud.behaviour.refusals = [(status, {})]
    assert (await clinic.finish(consultation.id)).failure == code
    failed = await clinic.consultation(consultation.id)
    assert (failed.status, failed.failure) == (Status.FAILED, code)
    assert all(names in message(f"error.{code}.detail", language) for language in ("es", "en"))

    assert (await clinic.finish(consultation.id)).failure is None
    assert (await clinic.consultation(consultation.id)).status is Status.READY


def _wav(samples: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples)
    return buffer.getvalue()
