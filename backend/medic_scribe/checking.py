"""The safety check of the note as it stands, against the transcript as it stands.

A correction of the transcript takes the mark `checked_at` off the note. Who finds it missing checks again: a
workflow of its own (`Pipeline.submit_check`), and the signing of a note to which that has not come yet.
"""

from dataclasses import dataclass

import structlog
from dbos import DBOS
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.database.base import now
from medic_scribe.errors import MedicScribeError, NotFound
from medic_scribe.jobs import tell, tell_progress
from medic_scribe.notes.findings import noted, save_findings
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import current_version
from medic_scribe.speech.contract import Utterance
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.workbench import Parts, interruptible, step
from medic_scribe.writing.contract import Finding

log = structlog.get_logger()


@DBOS.workflow()
async def check_again(consultation_id: str) -> None:
    """A failure leaves the note without the mark, so that it is tried again."""
    with interruptible():
        try:
            await recheck(consultation_id)
        except MedicScribeError as error:
            log.warning("checking again failed", code=error.code())


@step
async def recheck(parts: Parts, consultation_id: str) -> None:
    await check_note(parts, consultation_id)


async def check_note(parts: Parts, consultation_id: str) -> None:
    """Returns at once where there is nothing to check. Begins anew where something changes meanwhile."""
    while found := await _look(parts, consultation_id):
        findings = await findings_of(parts, found.version, found.transcript)
        async with parts.database.writing() as session:
            consultation = await session.get(Consultation, consultation_id, with_for_update=True)
            if consultation is None:
                raise NotFound
            version = await current_version(session, consultation_id)
            if version and found.is_still_so(consultation, version):
                save_findings(version, findings)
                version.checked_at = now()
                await _tell(session, consultation, version)


async def findings_of(
    parts: Parts, version: NoteVersion, transcript: tuple[Utterance, ...]
) -> tuple[Finding, ...]:
    """What is in the note and was not said, or the reverse."""
    return await parts.writing.run(parts.check, noted(version, transcript), transcript)


@dataclass(frozen=True, slots=True)
class _Unchecked:
    version: NoteVersion
    transcript: tuple[Utterance, ...]
    transcript_version: int

    def is_still_so(self, consultation: Consultation, version: NoteVersion) -> bool:
        same = (version.id, consultation.transcript_version) == (self.version.id, self.transcript_version)
        return same and version.checked_at is None


async def _look(parts: Parts, consultation_id: str) -> _Unchecked | None:
    async with parts.database.reading() as session:
        consultation = await session.get(Consultation, consultation_id)
        version = await current_version(session, consultation_id)
        if consultation is None or version is None or version.checked_at:
            return None
        transcript = await utterances_of(session, consultation_id)
    return _Unchecked(version, transcript, consultation.transcript_version)


async def _tell(session: AsyncSession, consultation: Consultation, version: NoteVersion) -> None:
    if consultation.status is Status.WRITING:
        await tell_progress(session, consultation, "check")
    else:
        await tell(session, consultation, "note_checked", version=version.number)
