"""Deleting consultations for good: the rows first, then the files, so that nothing points to what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.files import delete_note_files
from medic_scribe.recordings.chunks import chunk_key
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.recordings.service import forget_samples


@dataclass(frozen=True, slots=True)
class OwnedFiles:
    """What lies in the file stores for some consultations."""

    consultation_ids: Sequence[str]
    recordings: Sequence[str]


async def files_of(session: AsyncSession, consultation_ids: Sequence[str]) -> OwnedFiles:
    whole = await session.scalars(
        select(Recording.file_key).where(Recording.consultation_id.in_(consultation_ids))
    )
    chunks = await session.scalars(
        select(RecordingChunk).where(RecordingChunk.consultation_id.in_(consultation_ids))
    )
    keys = [*whole, *(chunk_key(chunk) for chunk in chunks)]
    return OwnedFiles(consultation_ids, keys)


async def files_of_user(session: AsyncSession, user_id: str) -> OwnedFiles:
    mine = await session.scalars(select(Consultation.id).where(Consultation.owner_id == user_id))
    return await files_of(session, mine.all())


async def delete_consultation(session: AsyncSession, consultation: Consultation) -> None:
    """The row and, by the foreign keys, all that belongs to it."""
    await session.execute(delete(Consultation).where(Consultation.id == consultation.id))


async def remove_files(recordings: FileStore, notes: FileStore, work_folder: Path, files: OwnedFiles) -> None:
    for key in files.recordings:
        await recordings.delete(key)
    for consultation_id in files.consultation_ids:
        await delete_note_files(notes, consultation_id)
        forget_samples(work_folder, consultation_id)
