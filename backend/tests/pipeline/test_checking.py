"""A note is checked against the transcript as it stands, whatever happens in between."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import aclosing
from dataclasses import replace
from typing import ParamSpec, TypeVar

import pytest

from medic_scribe.checking import check_note
from medic_scribe.consultations.service import owned_consultation
from medic_scribe.notes.editing import SectionText, StatementText, edited, save_edit
from medic_scribe.notes.findings import save_findings
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import current_version
from medic_scribe.notifications.signals import follow
from medic_scribe.transcripts.correction import correct_utterance
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.workbench import Parts, work_with
from medic_scribe.workers import Workers
from medic_scribe.writing.contract import Finding, FindingKind
from tests.api.findings import LEFT_OUT, find_changed_doses

from .conftest import USER, Clinic, tone

pytestmark = pytest.mark.asyncio(loop_scope="module")

P = ParamSpec("P")
Result = TypeVar("Result")


@pytest.fixture
def parts(clinic: Clinic) -> Generator[Parts]:
    """With a check whose findings can be foreseen."""
    parts = replace(clinic.wiring.parts, check=find_changed_doses)
    work_with(parts)
    yield parts
    work_with(clinic.wiring.parts)


async def noted(clinic: Clinic) -> str:
    consultation = await clinic.receive(tone(2.5))
    await clinic.finish(consultation.id)
    return consultation.id


async def correct(clinic: Clinic, consultation_id: str, text: str) -> None:
    async with clinic.wiring.database.writing() as session:
        consultation = await owned_consultation(session, USER, consultation_id, lock=True)
        await correct_utterance(session, consultation, 0, text, None)


def quotes(version: NoteVersion) -> list[str]:
    return [finding.quote for finding in version.findings]


async def test_a_correction_that_nobody_submitted_is_found(clinic: Clinic, parts: Parts) -> None:
    consultation_id = await noted(clinic)
    await correct(clinic, consultation_id, f"Tomo {LEFT_OUT}.")
    assert (await clinic.note(consultation_id)).checked_at is None
    last = (await clinic.events(consultation_id))[-1].id
    wiring = clinic.wiring
    await wiring.pipeline._tidy()  # pyright: ignore[reportPrivateUsage]
    async with asyncio.timeout(30), aclosing(follow(wiring.database, wiring.signals, USER, last)) as events:
        event = await anext(events)
    assert (event.type, event.consultation_id) == ("note_checked", consultation_id)
    assert quotes(await clinic.note(consultation_id)) == [LEFT_OUT]


class CorrectingWorkers(Workers):
    """While they check for the first time, the transcript is corrected."""

    def __init__(self, clinic: Clinic, consultation_id: str) -> None:
        super().__init__()
        self._clinic = clinic
        self._consultation_id = consultation_id
        self.calls = 0

    async def run(self, function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        self.calls += 1
        result = await self._clinic.wiring.parts.writing.run(function, *args, **kwargs)
        if self.calls == 1:
            await correct(self._clinic, self._consultation_id, f"Tomo {LEFT_OUT}.")
        return result


async def test_a_correction_during_the_check_is_checked_too(clinic: Clinic, parts: Parts) -> None:
    consultation_id = await noted(clinic)
    await correct(clinic, consultation_id, "No tomo nada.")
    workers = CorrectingWorkers(clinic, consultation_id)
    await check_note(replace(parts, writing=workers), consultation_id)
    note = await clinic.note(consultation_id)
    assert (workers.calls, quotes(note), note.checked_at is None) == (2, [LEFT_OUT], False)
    await check_note(replace(parts, writing=workers), consultation_id)
    assert workers.calls == 2, "what is checked is not checked again"


async def test_what_no_check_finds_stays(clinic: Clinic, parts: Parts) -> None:
    """Where nothing was heard, and what the note engine left out itself."""
    consultation_id = await noted(clinic)
    unheard = Finding(FindingKind.OMITTED, "unheard", span=(1.0, 2.0))
    left_out = Finding(FindingKind.UNSUPPORTED, "evidence_missing", "Refiere vértigo.")
    async with clinic.wiring.database.writing() as session:
        version = await current_version(session, consultation_id)
        assert version is not None
        save_findings(version, (unheard, left_out))
    await correct(clinic, consultation_id, f"Tomo {LEFT_OUT}.")
    await check_note(parts, consultation_id)
    assert quotes(await clinic.note(consultation_id)) == ["", "Refiere vértigo.", LEFT_OUT]

    async with clinic.wiring.database.writing() as session:
        current = await clinic.note(consultation_id)
        transcript = await utterances_of(session, consultation_id)
        text = SectionText("plan", "Plan", (StatementText("Reposo."),))
        version = edited(current, [text], USER, transcript)
        await save_edit(session, current, version, ())
    assert quotes(version) == ["", "Refiere vértigo."]
