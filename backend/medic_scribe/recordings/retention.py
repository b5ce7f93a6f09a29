"""Deleting audio when its time is over: each clinician's `audio_retention_days`, counted from its arrival.

The transcript and the note stay. What is still being worked on is left until it is done.
"""

from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.models import User
from medic_scribe.audit.service import PROGRAM, record
from medic_scribe.consultations.models import DONE_WITH, Consultation
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.files.contract import FileStore
from medic_scribe.recordings.chunks import chunks_of, forget_chunks
from medic_scribe.recordings.models import Recording
from medic_scribe.recordings.service import forget_samples
from medic_scribe.rounds import one_by_one

log = structlog.get_logger()


async def erase_expired(database: Database, recordings: FileStore, work_folder: Path) -> int:
    """How many were erased. The file goes first: what is marked as erased is gone.

    Where several processes do it at once, each recording is marked, and counted, by one of them. Raises the
    first that a file store refuses to delete when all the rest is done.
    """
    erased = 0

    async def erase(recording: Recording) -> None:
        nonlocal erased
        await recordings.delete(recording.file_key)
        await _delete_chunks(database, recordings, recording.consultation_id)
        forget_samples(work_folder, recording.consultation_id)
        async with database.writing() as session:
            erased += await _mark(session, recording.consultation_id)

    async with database.reading() as session:
        expired = await _expired(session)
    with one_by_one() as going:
        for recording in expired:
            await going.succeeds(erase, recording)
        if erased:
            log.info("audio erased", recordings=erased)
    return erased


async def _mark(session: AsyncSession, consultation_id: str) -> bool:
    """Whether it was not marked yet."""
    unmarked = update(Recording).where(
        Recording.consultation_id == consultation_id, Recording.erased_at.is_(None)
    )
    marked = unmarked.values(erased_at=now()).returning(Recording.consultation_id)
    if await session.scalar(marked) is None:
        return False
    record(session, PROGRAM, "audio.erased", ("consultation", consultation_id))
    return True


async def _delete_chunks(database: Database, recordings: FileStore, consultation_id: str) -> None:
    """What lay beyond a gap of a recording that nobody finished."""
    async with database.reading() as session:
        chunks = await chunks_of(session, consultation_id)
    for chunk in chunks:
        await recordings.delete(chunk.file_key)
    async with database.writing() as session:
        await forget_chunks(session, consultation_id)


async def _expired(session: AsyncSession) -> list[Recording]:
    kept = (
        select(Recording, User.audio_retention_days)
        .join(Consultation, Consultation.id == Recording.consultation_id)
        .join(User, User.id == Consultation.owner_id)
        .where(
            User.audio_retention_days.is_not(None),
            Recording.erased_at.is_(None),
            Consultation.status.in_(DONE_WITH),
        )
    )
    return [
        recording
        for recording, days in await session.execute(kept)
        if days is not None and recording.received_at + timedelta(days=days) <= now()
    ]
