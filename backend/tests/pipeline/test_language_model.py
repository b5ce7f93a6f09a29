"""A key and an address are all it takes: the whole pipeline with a language model, and without it once it is
gone."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from medic_scribe.messages import has_message
from medic_scribe.notes.drafts import sections_in_the_making
from medic_scribe.notes.views import note_view
from medic_scribe.speech.fake import SCRIPT
from medic_scribe.wiring import running
from medic_scribe.writing.openai_compatible.failures import Reason
from tests.clouds.openai import KEY, Asked, OpenAIStandIn, Reply, declining, openai_server, quoting

from .conftest import Clinic, Place, clinic_settings, tone

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class ServedClinic(Clinic):
    server: OpenAIStandIn


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic(place: Place) -> AsyncGenerator[ServedClinic]:
    with openai_server() as server:
        chosen = {"note_engine": None, "openai_api_key": KEY, "openai_base_url": server.base_url}
        settings = clinic_settings(
            place.folder, place.database_url, **chosen, openai_model="stand-in", openai_retries=0
        )
        async with running(settings) as wiring:
            yield ServedClinic(wiring, server)


async def test_a_recording_becomes_a_note_by_the_language_model(
    clinic: ServedClinic,
) -> None:
    consultation = await clinic.receive(tone(2.5))
    with capture_logs() as logged:
        assert (await clinic.finish(consultation.id)).failure is None
    note = await clinic.note(consultation.id)
    assert (note.engine, note.notice) == ("openai stand-in", "")
    assert " ".join(row.text for row in note.sections[0].statements) == " ".join(SCRIPT)
    assert clinic.server.asked
    assert not any(line in str(logged) for line in SCRIPT)


async def test_sections_can_be_read_while_the_note_is_written(clinic: ServedClinic) -> None:
    consultation = await clinic.receive(tone(2.5))
    await clinic.finish(consultation.id)
    told = [event for event in await clinic.events(consultation.id) if event.type == "section"]
    assert [event.payload for event in told] == [
        {"key": section.key} for section in (await clinic.note(consultation.id)).sections
    ]
    async with clinic.wiring.database.reading() as session:
        assert await sections_in_the_making(session, consultation.id) == []


async def test_where_the_service_declines_the_embedded_engine_writes_and_says_so(
    clinic: ServedClinic,
) -> None:
    consultation = await clinic.receive(tone(2.5))
    clinic.server.next(declining)
    await clinic.finish(consultation.id)
    note = await clinic.note(consultation.id)
    assert (note.engine, note.notice) == ("extractive", "declined")
    shown = note_view(await clinic.consultation(consultation.id), note, "es").notice
    assert shown is not None
    assert "motor de este servidor" in shown.message

    await clinic.finish(consultation.id)  # asked again, the language model writes
    assert (await clinic.note(consultation.id)).engine == "openai stand-in"


async def test_what_has_no_evidence_is_a_finding_of_the_note(clinic: ServedClinic) -> None:
    def inventing(asked: Asked) -> Reply:
        return Reply(quoting(asked).text.replace('"evidence": [0]', '"evidence": [99]'))

    clinic.server.next(inventing, inventing)
    consultation = await clinic.receive(tone(2.5))
    await clinic.finish(consultation.id)
    note = await clinic.note(consultation.id)
    assert "evidence_missing" in [finding.code for finding in note.findings]


async def test_once_the_service_is_gone_notes_are_written_all_the_same(
    clinic: ServedClinic,
) -> None:
    consultation = await clinic.receive(tone(2.5))
    clinic.server.stop()
    assert (await clinic.finish(consultation.id)).failure is None
    note = await clinic.note(consultation.id)
    assert (note.engine, note.notice) == ("extractive", "unreachable")
    assert any(section.statements for section in note.sections)


async def test_every_reason_has_its_sentence() -> None:
    assert all(has_message(f"notice.{reason}") for reason in Reason)
