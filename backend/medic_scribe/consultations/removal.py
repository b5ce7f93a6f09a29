"""Deleting consultations for good: the rows first, then the files, so that nothing points to what is gone.

With the rows goes a `Deletion` into the database, and it stays until the files are gone too: a file store may
be away. Who deletes tries at once, and the pipeline once a minute.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Deletion
from medic_scribe.database.engine import Database
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.files import delete_note_files
from medic_scribe.recordings.chunks import chunk_key
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.recordings.service import forget_samples
from medic_scribe.soon import soon


async def recorded_files(
    session: AsyncSession, consultation_ids: Sequence[str]
) -> Mapping[str, Sequence[str]]:
    """The keys in the recordings' file store, for each consultation that has any."""
    keys: defaultdict[str, list[str]] = defaultdict(list)
    whole = select(Recording).where(Recording.consultation_id.in_(consultation_ids))
    for recording in await session.scalars(whole):
        keys[recording.consultation_id].append(recording.file_key)
    chunks = select(RecordingChunk).where(RecordingChunk.consultation_id.in_(consultation_ids))
    for chunk in await session.scalars(chunks):
        keys[chunk.consultation_id].append(chunk_key(chunk))
    return keys


async def delete_consultations(session: AsyncSession, consultation_ids: Sequence[str]) -> None:
    """The rows and, by the foreign keys, all that belongs to them. The files are for `remove_files_soon`."""
    keys = await recorded_files(session, consultation_ids)
    session.add_all(Deletion(consultation_id=one, recordings=keys.get(one, [])) for one in consultation_ids)
    await session.execute(delete(Consultation).where(Consultation.id.in_(consultation_ids)))


async def delete_consultations_of(session: AsyncSession, user_id: str) -> None:
    mine = await session.scalars(select(Consultation.id).where(Consultation.owner_id == user_id))
    await delete_consultations(session, mine.all())


async def remove_files_soon(
    database: Database, recordings: FileStore, notes: FileStore, work_folder: Path
) -> None:
    await soon(remove_files(database, recordings, notes, work_folder), "files are not deleted yet")


async def remove_files(
    database: Database, recordings: FileStore, notes: FileStore, work_folder: Path
) -> None:
    """Of all that is deleted. Raises what the file stores raise; the rest is left for the next time."""
    async with database.reading() as session:
        deletions = (await session.scalars(select(Deletion))).all()
    for deletion in deletions:
        forget_samples(work_folder, deletion.consultation_id)
        for key in deletion.recordings:
            await recordings.delete(key)
        await delete_note_files(notes, deletion.consultation_id)
        done = delete(Deletion).where(Deletion.consultation_id == deletion.consultation_id)
        async with database.writing() as session:
            await session.execute(done)
