"""Backing up and restoring: the database, the recordings and the notes.

A backup may be made while people work: it holds what was true at one moment. The journal of unfinished steps
is not in it; a job that was under way begins again after the restoring, from what was saved of it.
"""

import asyncio
import json
import re
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.backups.archive import Entry, Writer, entries, writing
from medic_scribe.backups.rows import TABLES, count_on, insert_lines, lines_of
from medic_scribe.consultations.models import Consultation
from medic_scribe.consultations.removal import recorded_files
from medic_scribe.database.engine import Database
from medic_scribe.errors import BackupDamaged, BackupOfAnotherVersion, DatabaseNotEmpty, NotFound
from medic_scribe.files.contract import FileStore
from medic_scribe.notes.files import note_keys
from medic_scribe.recordings.models import Recording

PART = 1 << 20  # bytes
MANIFEST = "manifest.json"
ENTRY = re.compile(r"(tables|recordings|notes)/([a-z0-9_-]+\.[a-z0-9]+)")

# Told of each file and table that is done.
OnProgress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup is made of, and what is filled from one."""

    database: Database
    recordings: FileStore
    notes: FileStore


@dataclass
class Contents:
    """How much there was. `missing` are files that the database knows and the store did not have."""

    consultations: int = 0
    rows: int = 0
    files: int = 0
    missing: int = 0


async def back_up(kept: Kept, target: IO[bytes], told: OnProgress) -> Contents:
    contents = Contents()
    with writing(target) as archive:
        async with kept.database.reading() as session:
            await _one_moment(session)
            manifest = {"program": version("medic-scribe"), "schema": await _schema(session)}
            archive.add(MANIFEST, json.dumps(manifest).encode())
            for table in TABLES:
                contents.rows += await _add_table(archive, session, table)
                told(table.name)
            consultations = (await session.scalars(select(Consultation.id))).all()
            erased = select(Recording.file_key).where(Recording.erased_at.is_not(None))
            gone = set(await session.scalars(erased))
            recorded = await recorded_files(session, consultations)
        contents.consultations = len(consultations)
        for key in chain.from_iterable(recorded.values()):
            if key not in gone:
                contents.missing += not await _add_file(archive, kept.recordings, "recordings", key, contents)
                told(key)
        for consultation_id in consultations:
            for key in note_keys(consultation_id):  # there is none before the first note
                await _add_file(archive, kept.notes, "notes", key, contents)
    return contents


async def restore(kept: Kept, source: IO[bytes], told: OnProgress) -> Contents:
    """Into an empty database of the same schema; what is damaged leaves nothing behind.

    Raises `DatabaseNotEmpty`, `BackupOfAnotherVersion`, `BackupDamaged`.
    """
    contents = Contents()
    async with kept.database.writing() as session, _all_or_none() as stored:
        await _is_empty(session)
        archive = entries(source)
        await _fits(session, next(archive, None))
        for entry in archive:
            await _put_back(kept, session, entry, contents, stored)
            told(entry.name)
        await count_on(session)
        contents.consultations = len((await session.scalars(select(Consultation.id))).all())
    return contents


Stored = list[tuple[FileStore, str]]


@asynccontextmanager
async def _all_or_none() -> AsyncGenerator[Stored]:
    """Takes the files that were put away back out where not all comes: the database does so by itself."""
    stored: Stored = []
    try:
        yield stored
    except BaseException:
        for store, key in stored:
            await store.delete(key)
        raise


async def _one_moment(session: AsyncSession) -> None:
    """All that is read is true of the same moment. SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def _schema(session: AsyncSession) -> str | None:
    return await session.scalar(text("SELECT version_num FROM alembic_version"))


async def _add_table(archive: Writer, session: AsyncSession, table: Table) -> int:
    count = 0
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as lines:
        async for line in lines_of(session, table):
            lines.write(f"{line}\n")
            count += 1
        lines.flush()
        archive.add_file(f"tables/{table.name}.jsonl", Path(lines.name))
    return count


async def _add_file(archive: Writer, store: FileStore, folder: str, key: str, contents: Contents) -> bool:
    try:
        async with store.local_path(key) as path:
            await asyncio.to_thread(archive.add_file, f"{folder}/{key}", path)
    except NotFound:
        return False
    contents.files += 1
    return True


async def _is_empty(session: AsyncSession) -> None:
    for table in TABLES:
        if (await session.execute(select(table).limit(1))).first():
            raise DatabaseNotEmpty


async def _fits(session: AsyncSession, entry: Entry | None) -> None:
    if entry is None or entry.name != MANIFEST:
        raise BackupDamaged
    try:
        manifest: dict[str, Any] = json.loads(entry.file.read())
    except ValueError:
        raise BackupDamaged from None
    if manifest.get("schema") != await _schema(session):
        raise BackupOfAnotherVersion(version=str(manifest.get("program")))


async def _put_back(
    kept: Kept, session: AsyncSession, entry: Entry, contents: Contents, stored: Stored
) -> None:
    found = ENTRY.fullmatch(entry.name)
    if not found:
        raise BackupDamaged
    folder, key = found.groups()
    if folder == "tables":
        contents.rows += await _fill_table(session, key.removesuffix(".jsonl"), entry)
        return
    store = kept.recordings if folder == "recordings" else kept.notes
    await store.put(key, _parts(entry))
    stored.append((store, key))
    contents.files += 1


async def _fill_table(session: AsyncSession, name: str, entry: Entry) -> int:
    table = next((one for one in TABLES if one.name == name), None)
    if table is None:
        raise BackupDamaged
    with tempfile.TemporaryFile("w+b") as lines:
        while data := entry.file.read(PART):
            lines.write(data)
        lines.seek(0)
        try:
            return await insert_lines(session, table, (line.decode() for line in lines))
        except (ValueError, LookupError):  # no JSON, or not of this table
            raise BackupDamaged from None


async def _parts(entry: Entry) -> AsyncIterator[bytes]:
    while data := await asyncio.to_thread(entry.file.read, PART):
        yield data
