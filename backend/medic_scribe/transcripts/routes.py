"""The transcript: read it, correct what was heard and who was heard."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation
from medic_scribe.consultations.service import owned_consultation
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import (
    Auditing,
    Caller,
    ConsultationId,
    OwnConsultationToRead,
    State,
    audited,
    etag,
)
from medic_scribe.edge.responses import problems
from medic_scribe.identity.contract import Principal
from medic_scribe.transcripts.correction import STILL_HEARING, correct_speaker, correct_utterance
from medic_scribe.transcripts.models import UtteranceRow
from medic_scribe.transcripts.schemas import (
    SpeakerChange,
    TranscriptView,
    UtteranceChange,
    UtteranceView,
    WordView,
)
from medic_scribe.transcripts.service import utterance_rows

router = APIRouter(
    prefix="/v1/consultations/{consultation_id}/transcript",
    tags=["transcripts"],
    responses=problems(401, 404, 422),
)

UtteranceId = Annotated[int, Path(ge=0, le=1_000_000)]


@router.get("")
async def read_transcript(
    response: Response, caller: Caller, session: Auditing, consultation: OwnConsultationToRead
) -> TranscriptView:
    """Empty until the engine has been through; then it does not change but by correction."""
    audited(session, caller, "transcript.read", consultation)
    response.headers["ETag"] = etag(consultation.transcript_version)
    return await _view(session, consultation)


@router.patch("/utterances/{utterance_id}", responses=problems(409))
async def correct_one(
    state: State,
    caller: Caller,
    consultation_id: ConsultationId,
    utterance_id: UtteranceId,
    change: UtteranceChange,
) -> UtteranceView:
    """The note is not rewritten: it says that it is `stale`, and is checked again (`note_checked`)."""
    async with _correcting(state, caller, consultation_id) as (session, consultation):
        row = await correct_utterance(session, consultation, utterance_id, change.text, change.speaker)
    return _utterance(row)


@router.patch("/speakers", responses=problems(409))
async def correct_all_of_a_speaker(
    state: State, caller: Caller, consultation_id: ConsultationId, change: SpeakerChange
) -> TranscriptView:
    """The note is checked again, as after any correction."""
    async with _correcting(state, caller, consultation_id) as (session, consultation):
        await correct_speaker(session, consultation, change.speaker, change.becomes)
        return await _view(session, consultation)


@asynccontextmanager
async def _correcting(
    state: AppState, caller: Principal, consultation_id: UUID
) -> AsyncGenerator[tuple[AsyncSession, Consultation]]:
    """The note is checked against what was corrected as soon as that is committed."""
    async with state.wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id), lock=True)
        yield session, consultation
        audited(session, caller, "transcript.corrected", consultation)
    await state.wiring.pipeline.submit_check(consultation.id)


async def _view(session: AsyncSession, consultation: Consultation) -> TranscriptView:
    rows = await utterance_rows(session, consultation.id)
    return TranscriptView(
        consultation_id=consultation.id,
        version=consultation.transcript_version,
        complete=consultation.transcript_version > 0 and consultation.status not in STILL_HEARING,
        utterances=[_utterance(row) for row in rows],
    )


def _utterance(row: UtteranceRow) -> UtteranceView:
    return UtteranceView(
        id=row.position,
        speaker=row.speaker,
        start=row.start,
        end=row.end,
        text=row.text,
        words=[
            WordView(text=text, start=start, end=end, confidence=confidence)
            for text, start, end, confidence in row.words
        ],
        edited=row.edited_at is not None,
        heard=row.heard_text if row.heard_text != row.text else None,
    )
