"""What the steps of the pipeline load by a job's id. All raise `NotFound` where it was deleted meanwhile."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import VocabularyTerm
from medic_scribe.consultations.models import Consultation, Job
from medic_scribe.database.engine import WRITES
from medic_scribe.errors import NotFound
from medic_scribe.notifications.outbox import publish
from medic_scribe.recordings.models import Recording
from medic_scribe.speech.contract import SpeechHints


async def job_of(session: AsyncSession, job_id: str) -> Job:
    job = await session.get(Job, job_id)
    if job is None:
        raise NotFound
    return job


async def consultation_of(session: AsyncSession, job: Job) -> Consultation:
    """Locked, where the session writes."""
    consultation = await session.get(
        Consultation, job.consultation_id, with_for_update=session.info.get(WRITES)
    )
    if consultation is None:
        raise NotFound
    return consultation


async def recording_of(session: AsyncSession, job: Job) -> Recording:
    recording = await session.get(Recording, job.consultation_id)
    if recording is None:
        raise NotFound
    return recording


async def hints_of(session: AsyncSession, job: Job) -> SpeechHints:
    consultation = await consultation_of(session, job)
    return SpeechHints(consultation.language, await vocabulary_of(session, consultation.owner_id))


async def vocabulary_of(session: AsyncSession, user_id: str) -> tuple[str, ...]:
    terms = await session.scalars(
        select(VocabularyTerm.text)
        .where(VocabularyTerm.user_id == user_id)
        .order_by(VocabularyTerm.position, VocabularyTerm.id)
    )
    return tuple(terms)


async def tell(session: AsyncSession, consultation: Consultation, kind: str, **numbers: object) -> None:
    """An event for the consultation's owner: numbers, ids and codes only."""
    await publish(session, consultation.owner_id, consultation.id, kind, numbers)


async def tell_progress(
    session: AsyncSession, consultation: Consultation, step: str, **numbers: float | None
) -> None:
    await tell(session, consultation, "progress", step=step, **numbers)


async def tell_utterances(
    session: AsyncSession, consultation: Consultation, piece: int, first: int, count: int
) -> None:
    """From the id `first` on, they are new or not what they were; there are `count` by now.

    The socket adds what they say when it sends (`notifications/hydration.py`).
    """
    await tell(session, consultation, "utterances", piece=piece, final=True, first=first, count=count)
