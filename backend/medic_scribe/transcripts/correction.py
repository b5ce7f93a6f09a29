"""Correcting what was heard, and who was heard. The note is then to be checked again."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.database.base import now
from medic_scribe.errors import NoteSigned, NotFound, NotReady
from medic_scribe.notes.evidence import move_evidence
from medic_scribe.notes.service import needs_checking
from medic_scribe.speech.contract import Speaker
from medic_scribe.transcripts.models import UtteranceRow

STILL_HEARING = {Status.RECORDING, Status.TRANSCRIBING}


async def correct_utterance(
    session: AsyncSession,
    consultation: Consultation,
    position: int,
    text: str | None,
    speaker: Speaker | None,
) -> UtteranceRow:
    """Raises `NotFound`, and `NotReady` or `NoteSigned` where nothing may be corrected yet or any more."""
    _may_be_corrected(consultation)
    row = await session.get(UtteranceRow, (consultation.id, position))
    if row is None:
        raise NotFound
    text, speaker = text or row.text, speaker or row.speaker
    if (text, speaker) == (row.text, row.speaker):
        return row
    if text != row.text:
        await move_evidence(session, consultation.id, position, row.text, text)
    row.text, row.speaker, row.edited_at = text, speaker, now()
    await _corrected(session, consultation)
    return row


async def correct_speaker(
    session: AsyncSession, consultation: Consultation, speaker: Speaker, becomes: Speaker
) -> int:
    """Everything said by `speaker` was said by `becomes`. How many utterances that is."""
    _may_be_corrected(consultation)
    said = (
        update(UtteranceRow)
        .where(UtteranceRow.consultation_id == consultation.id, UtteranceRow.speaker == speaker)
        .values(speaker=becomes, edited_at=now())
        .returning(UtteranceRow.position)
    )
    changed = len((await session.scalars(said)).all())
    if changed and speaker is not becomes:
        await _corrected(session, consultation)
    return changed


async def _corrected(session: AsyncSession, consultation: Consultation) -> None:
    consultation.transcript_version += 1
    await needs_checking(session, consultation.id)


def _may_be_corrected(consultation: Consultation) -> None:
    if consultation.status in STILL_HEARING:
        raise NotReady
    if consultation.status is Status.SIGNED:
        raise NoteSigned
