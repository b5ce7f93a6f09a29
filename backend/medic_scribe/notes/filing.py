"""The note's files say what the note says: at once, or once a file store that is away has come back.

What is not filed yet lacks the mark `filed_at`. Who finds it so writes the files: once a minute the pipeline.
"""

from medic_scribe.consultations.models import Consultation
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.files import delete_note_files, write_note_files
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import current_version
from medic_scribe.soon import soon, succeeds

_MISSED = "a note is not filed yet"


async def file_soon(database: Database, store: FileStore, consultation_id: str) -> None:
    await soon(file_note(database, store, consultation_id), _MISSED)


async def filed(store: FileStore, version: NoteVersion) -> bool:
    """Whether its files could be written now."""
    return await succeeds(write_note_files(store, version), _MISSED)


async def file_note(database: Database, store: FileStore, consultation_id: str) -> None:
    """The note as it stands, unless it is filed. Begins anew where it changes meanwhile.

    Raises what the file store raises.
    """
    while version := await _unfiled(database, consultation_id):
        await write_note_files(store, version)
        if not await _mark(database, version):
            await delete_note_files(store, consultation_id)


async def _unfiled(database: Database, consultation_id: str) -> NoteVersion | None:
    async with database.reading() as session:
        version = await current_version(session, consultation_id)
    return version if version and version.published_at and not version.filed_at else None


async def _mark(database: Database, written: NoteVersion) -> bool:
    """Whether there still is a note. If it is another by now, its files may be gone under the old ones."""
    async with database.writing() as session:
        await session.get(Consultation, written.consultation_id, with_for_update=True)
        current = await current_version(session, written.consultation_id)
        if current is None:
            return False
        same = (current.id, current.signed_at) == (written.id, written.signed_at)
        current.filed_at = now() if same else None
    return True
