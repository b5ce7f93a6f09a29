"""Deleting consultations for good: the rows first, then the files, so that nothing points to what is gone.

With the rows goes a `Deletion` into the database, and it stays until the files are gone too: a file store may
be away. So it does with files that go while their consultation stays, as chunks that became a recording. Who
deletes tries at once, and the pipeline once a minute.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Deletion
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.files import note_keys
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.recordings.service import forget_samples
from medic_scribe.rounds import Round, one_by_one
from medic_scribe.soon import soon

_MISSED = "files are not deleted yet"


class Places(Protocol):
    """Where all that belongs to a consultation lies."""

    @property
    def database(self) -> Database: ...
    @property
    def recordings(self) -> FileStore: ...
    @property
    def notes(self) -> FileStore: ...
    @property
    def work_folder(self) -> Path: ...


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
        keys[chunk.consultation_id].append(chunk.file_key)
    return keys


async def delete_consultations(session: AsyncSession, consultation_ids: Sequence[str]) -> Sequence[Deletion]:
    """The rows and, by the foreign keys, all that belongs to them. The files are for `remove_files_soon`."""
    keys = await recorded_files(session, consultation_ids)
    deletions = [Deletion(consultation_id=one, recordings=keys.get(one, [])) for one in consultation_ids]
    session.add_all(deletions)
    await session.execute(delete(Consultation).where(Consultation.id.in_(consultation_ids)))
    return deletions


async def delete_consultations_of(session: AsyncSession, user_id: str) -> Sequence[Deletion]:
    mine = await session.scalars(select(Consultation.id).where(Consultation.owner_id == user_id))
    return await delete_consultations(session, mine.all())


def discard(session: AsyncSession, keys: Sequence[str]) -> Sequence[Deletion]:
    """Recorded files of which no row tells any more, nor ever will: their keys must not be used again.

    They are for `remove_files_soon`.
    """
    deletions = [Deletion(recordings=list(keys))] if keys else []
    session.add_all(deletions)
    return deletions


async def discard_soon(places: Places, key: str) -> None:
    """A recorded file of which no row has ever told."""
    await soon(_discard(places, key), _MISSED)


async def remove_files_soon(places: Places, deletions: Sequence[Deletion]) -> None:
    await soon(remove_files(places, deletions), _MISSED)


async def remove_files(places: Places, deletions: Sequence[Deletion]) -> None:
    """What a file store refuses is left for the next time, and holds up nothing else.

    Raises the first refusal when all the rest is done.
    """
    with one_by_one() as going:
        for deletion in deletions:
            if not going.is_over:
                await _remove(places, deletion, going)


async def unfinished_deletions(session: AsyncSession) -> Sequence[Deletion]:
    """Those that were tried in vain come last, the latest of them at the very end."""
    return (await session.scalars(select(Deletion).order_by(Deletion.tried_at.asc().nulls_first()))).all()


async def _remove(places: Places, deletion: Deletion, going: Round) -> None:
    consultation_id = deletion.consultation_id
    if consultation_id:
        forget_samples(places.work_folder, consultation_id)
    left = [key for key in deletion.recordings if not await going.succeeds(places.recordings.delete, key)]
    notes = note_keys(consultation_id) if consultation_id else ()
    notes_left = [key for key in notes if not await going.succeeds(places.notes.delete, key)]
    this = Deletion.id == deletion.id
    async with places.database.writing() as session:
        if left or notes_left:
            await session.execute(update(Deletion).where(this).values(recordings=left, tried_at=now()))
        else:
            await session.execute(delete(Deletion).where(this))


async def _discard(places: Places, key: str) -> None:
    async with places.database.writing() as session:
        deletions = discard(session, [key])
    await remove_files(places, deletions)
