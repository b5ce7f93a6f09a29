"""Finishing a recording whose browser went away for good, with what arrived of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.audit.service import PROGRAM, record
from medic_scribe.consultations.models import Consultation, Job, Status
from medic_scribe.consultations.removal import discard, remove_files_soon
from medic_scribe.consultations.service import request_note
from medic_scribe.database.base import now
from medic_scribe.errors import RecordingTruncated
from medic_scribe.jobs import tell
from medic_scribe.recordings.chunks import chunks_of, forget_chunks, without_gap
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.recordings.service import attach_recording, file_key
from medic_scribe.workbench import Parts

UNKNOWN = "application/octet-stream"


async def abandoned(session: AsyncSession, before: datetime) -> list[str]:
    """Consultations of whose recording nothing has come since then, and that no job follows any more.

    A job that listens finishes its recording itself; but it may have failed.
    """
    last = func.max(RecordingChunk.received_at)
    silent = select(RecordingChunk.consultation_id).group_by(RecordingChunk.consultation_id)
    followed = exists().where(Job.consultation_id == Consultation.id, Job.finished_at.is_(None))
    left = select(Consultation.id).where(
        Consultation.status == Status.RECORDING, Consultation.id.in_(silent.having(last < before)), ~followed
    )
    return list(await session.scalars(left))


async def finish_abandoned(parts: Parts, consultation_id: str) -> None:
    """Its chunks up to the first that is missing become the recording; those beyond stay where they are.

    How much those are is told by the time that passed while they arrived.
    """
    async with parts.database.reading() as session:
        arrived = await chunks_of(session, consultation_id)
    chunks = without_gap(arrived)
    if not chunks:
        await _give_up(parts, consultation_id)
        return
    media_type = chunks[0].media_type or UNKNOWN
    grown = await parts.live.grow(consultation_id, chunks)
    # The same where this is done twice at once, or again after a crash; another once more has arrived.
    key = file_key(f"{consultation_id}-{len(arrived)}-{grown.sha256[:8]}", media_type)
    stored = await parts.recordings.put(key, parts.live.read(grown))
    async with parts.database.writing() as session:
        wanted = select(Consultation).where(
            Consultation.id == consultation_id, Consultation.status == Status.RECORDING
        )
        consultation = await session.scalar(wanted.with_for_update())
        if consultation is None or len(await chunks_of(session, consultation_id)) > len(arrived):
            useless = await _unless_attached(session, consultation_id, key)  # somebody came back
        else:
            recording = await attach_recording(session, consultation, stored, media_type, abandoned=True)
            if len(chunks) < len(arrived):
                lost = arrived[-1].received_at - chunks[-1].received_at
                recording.missing_seconds = max(1.0, lost.total_seconds())
            useless = await forget_chunks(session, consultation_id, before=len(chunks))
            await request_note(session, consultation, author_id=consultation.owner_id)
            record(session, PROGRAM, "recording.abandoned", ("consultation", consultation_id))
        deletions = discard(session, useless)
    await remove_files_soon(parts, deletions)


async def _unless_attached(session: AsyncSession, consultation_id: str, key: str) -> Sequence[str]:
    """Another process may have done the same."""
    recording = await session.get(Recording, consultation_id)
    return [] if recording and recording.file_key == key else [key]


async def _give_up(parts: Parts, consultation_id: str) -> None:
    """Not even its beginning arrived, without which nothing else can be read."""
    async with parts.database.writing() as session:
        consultation = await session.get(Consultation, consultation_id, with_for_update=True)
        if consultation is None or consultation.status is not Status.RECORDING:
            return
        consultation.status, consultation.failure = Status.FAILED, RecordingTruncated.code()
        unfinished = select(Job).where(Job.consultation_id == consultation_id, Job.finished_at.is_(None))
        for job in await session.scalars(unfinished):
            job.finished_at, job.failure = now(), RecordingTruncated.code()
        await tell(session, consultation, "failed", code=RecordingTruncated.code())
        record(session, PROGRAM, "recording.abandoned", ("consultation", consultation_id))
