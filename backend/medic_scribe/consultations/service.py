"""Consultations: making them, finding one's own, asking for their note."""

from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Job, Status
from medic_scribe.errors import NoSpeech, NoteSigned, NotFound, NotReady
from medic_scribe.recordings.models import Recording
from medic_scribe.transcripts.models import PieceRow


async def create_consultation(
    session: AsyncSession,
    owner_id: str,
    *,
    template: str,
    instruction: str = "",
    language: str = "es",
    patient_label: str = "",
    identifier: str | None = None,
) -> Consultation:
    """`identifier`, where its recording was stored under it before."""
    consultation = Consultation(
        id=identifier or str(uuid4()),
        owner_id=owner_id,
        template=template,
        instruction=instruction,
        language=language,
        patient_label=patient_label,
    )
    session.add(consultation)
    await session.flush()
    return consultation


async def owned_consultation(
    session: AsyncSession, user_id: str, consultation_id: str, *, lock: bool = False
) -> Consultation:
    """The one place that decides whose a consultation is: someone else's does not exist (`NotFound`).

    With `lock`, nobody else changes it before the transaction ends.
    """
    wanted = select(Consultation).where(Consultation.id == consultation_id, Consultation.owner_id == user_id)
    consultation = await session.scalar(wanted.with_for_update() if lock else wanted)
    if consultation is None:
        raise NotFound
    return consultation


async def request_note(
    session: AsyncSession,
    consultation: Consultation,
    *,
    author_id: str,
    template: str | None = None,
    instruction: str | None = None,
    section: str | None = None,
) -> Job:
    """A job for the pipeline: the first note, another try after a failure, or a rewriting.

    What is left out is as in the consultation. With `section`, the rest of the note stays as it is. A job
    that has been listening to the recording goes on as this one.
    `Pipeline.submit` it once the transaction is committed; a crash in between does no harm.

    Raises `NotReady` while a job is at work or there is no recording, `NoteSigned` after signing.
    """
    if consultation.status is Status.SIGNED:
        raise NoteSigned
    recording = await session.get(Recording, consultation.id)
    if recording is None or consultation.status in (Status.TRANSCRIBING, Status.WRITING):
        raise NotReady
    if consultation.failure == NoSpeech.code():
        await _forget_what_was_heard(session, recording)
    consultation.failure = None
    listening = await _listening_job(session, consultation)
    heard = consultation.transcript_version > 0
    consultation.status = Status.WRITING if heard else Status.TRANSCRIBING
    job = listening or Job(id=str(uuid4()), consultation_id=consultation.id)
    job.author_id = author_id
    job.template = template or consultation.template
    job.instruction = consultation.instruction if instruction is None else instruction
    job.section = section
    session.add(job)
    await session.flush()
    return job


async def begin_listening(session: AsyncSession, consultation: Consultation, author_id: str) -> Job | None:
    """A job that listens while the recording is made; None where one does already.

    `Pipeline.submit` it once the transaction is committed; a crash in between does no harm.
    """
    if consultation.status is not Status.RECORDING or await _listening_job(session, consultation):
        return None
    job = Job(
        id=str(uuid4()),
        consultation_id=consultation.id,
        author_id=author_id,
        template=consultation.template,
        instruction=consultation.instruction,
        live=True,
    )
    session.add(job)
    await session.flush()
    return job


async def unfinished_jobs(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(Job.id).where(Job.finished_at.is_(None))))


async def _listening_job(session: AsyncSession, consultation: Consultation) -> Job | None:
    if consultation.status is not Status.RECORDING:
        return None
    mine = select(Job).where(Job.consultation_id == consultation.id, Job.live, Job.finished_at.is_(None))
    return await session.scalar(mine.limit(1))


async def _forget_what_was_heard(session: AsyncSession, recording: Recording) -> None:
    """Another try hears again: the engine or its model may be another by now."""
    recording.transcribed_at = None
    await session.execute(delete(PieceRow).where(PieceRow.consultation_id == recording.consultation_id))
