"""What was backed up comes back, on either database; what cannot be trusted changes nothing."""

import io
import json
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import update

from medic_scribe.accounts.models import User
from medic_scribe.backups.rows import TABLES, lines_of
from medic_scribe.backups.service import Contents, Kept, back_up, restore
from medic_scribe.database.engine import Database
from medic_scribe.errors import BackupDamaged, BackupOfAnotherVersion, DatabaseNotEmpty, RestoreRefused
from medic_scribe.files.local import LocalFileStore
from medic_scribe.recordings.models import Recording
from medic_scribe.wiring import running
from tests.pipeline.conftest import Clinic, clinic_settings, receive, tone

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]


@pytest.mark.parametrize(("source", "target"), [("sqlite", "postgresql"), ("postgresql", "sqlite")])
async def test_everything_comes_back_on_the_other_database(
    source: str, target: str, new_database: NewDatabase, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    with new_database(source, here) as url:
        async with running(clinic_settings(here, url)) as wiring:
            clinic = Clinic(wiring)
            consultation = await clinic.receive(tone())
            await clinic.finish(consultation.id)
            await clinic.receive(tone(1.0))  # one that nobody has worked on yet
            kept = Kept(wiring.database, wiring.recordings, wiring.notes)
            archive, contents = await _backed_up(kept)
            rows = await _rows(wiring.database)
    assert contents == Contents(consultations=2, rows=sum(map(len, rows.values())), files=4, missing=0)

    with new_database(target, there) as url:
        async with running(clinic_settings(there, url)) as wiring:
            kept = Kept(wiring.database, wiring.recordings, wiring.notes)
            assert await restore(kept, io.BytesIO(archive), _quietly) == contents
            assert await _rows(wiring.database) == rows
            # The counters went along: what is made from here on gets numbers of its own.
            clinic = Clinic(wiring)
            await clinic.finish(consultation.id)
            assert (await clinic.note(consultation.id)).number == 2
    assert _files(there / "uploads") == _files(here / "uploads")
    assert _files(here / "notes").keys() == _files(there / "notes").keys()


async def test_the_archive_opens_with_the_systems_own_tools(database: Database, tmp_path: Path) -> None:
    archive, _ = await _backed_up(await _kept(database, tmp_path, with_recording=True))
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        names = tar.getnames()
        assert all(member.mode == 0o600 for member in tar)
    assert names[0] == "manifest.json"
    assert names[-1] == "SHA256SUMS"
    assert "tables/users.jsonl" in names


async def test_erased_audio_is_not_missed_and_lost_audio_is(database: Database, tmp_path: Path) -> None:
    kept = await _kept(database, tmp_path, with_recording=True)
    for path in (tmp_path / "uploads").iterdir():
        path.unlink()
    assert (await _backed_up(kept))[1].missing == 1
    async with database.writing() as session:
        await session.execute(update(Recording).values(erased_at=Recording.received_at))
    assert (await _backed_up(kept))[1].missing == 0


async def test_a_database_in_use_is_left_alone(database: Database, tmp_path: Path) -> None:
    kept = await _kept(database, tmp_path)
    archive, _ = await _backed_up(kept)
    with pytest.raises(DatabaseNotEmpty):
        await restore(kept, io.BytesIO(archive), _quietly)


async def test_a_backup_of_another_schema_is_refused(new_database: NewDatabase, tmp_path: Path) -> None:
    archive = await _archive(new_database, tmp_path)
    older = archive.replace(b'"schema": "0', b'"schema": "x', 1)
    await _is_refused(older, BackupOfAnotherVersion, new_database, tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.98])
async def test_a_backup_that_was_cut_is_refused(
    share: float, new_database: NewDatabase, tmp_path: Path
) -> None:
    archive = await _archive(new_database, tmp_path, with_recording=True)
    whole = archive[: archive.rindex(b"SHA256SUMS") + 1024]
    await _is_refused(whole[: int(len(whole) * share)], BackupDamaged, new_database, tmp_path)


async def test_a_backup_with_a_changed_byte_is_refused(new_database: NewDatabase, tmp_path: Path) -> None:
    archive = await _archive(new_database, tmp_path)
    changed = archive.replace(b'"id": "ana"', b'"id": "eva"')
    assert changed != archive
    await _is_refused(changed, BackupDamaged, new_database, tmp_path)


async def test_a_backup_with_a_row_that_is_none_is_refused(new_database: NewDatabase, tmp_path: Path) -> None:
    archive = await _archive(new_database, tmp_path)
    await _is_refused(archive.replace(b'"id": "ana"', b'"id": "ana '), BackupDamaged, new_database, tmp_path)


async def test_a_backup_names_no_file_outside_the_stores(new_database: NewDatabase, tmp_path: Path) -> None:
    archive = (await _archive(new_database, tmp_path)).replace(b"tables/users.jsonl", b"notes/../users.json")
    await _is_refused(archive, BackupDamaged, new_database, tmp_path)


async def _is_refused(
    archive: bytes, error: type[RestoreRefused], new_database: NewDatabase, folder: Path
) -> None:
    place = folder / "target"
    place.mkdir()
    with new_database("sqlite", place) as url:
        database = Database(url)
        kept = Kept(database, LocalFileStore(place / "uploads"), LocalFileStore(place / "notes"))
        with pytest.raises(error):
            await restore(kept, io.BytesIO(archive), _quietly)
        assert not any((await _rows(database)).values())
        assert not _files(place / "uploads")
        await database.close()


async def _archive(new_database: NewDatabase, folder: Path, *, with_recording: bool = False) -> bytes:
    with new_database("sqlite", folder) as url:
        database = Database(url)
        archive, _ = await _backed_up(await _kept(database, folder, with_recording=with_recording))
        await database.close()
    return archive


async def _kept(database: Database, folder: Path, *, with_recording: bool = False) -> Kept:
    kept = Kept(database, LocalFileStore(folder / "uploads"), LocalFileStore(folder / "notes"))
    async with database.writing() as session:
        session.add(User(id="ana", name="Dra. Ana Ruiz"))
    if with_recording:
        await receive(database, kept.recordings, tone(0.2))
    return kept


async def _backed_up(kept: Kept) -> tuple[bytes, Contents]:
    file = io.BytesIO()
    contents = await back_up(kept, file, _quietly)
    return file.getvalue(), contents


async def _rows(database: Database) -> dict[str, list[str]]:
    async with database.reading() as session:
        return {
            table.name: sorted([_ordered(line) async for line in lines_of(session, table)])
            for table in TABLES
        }


def _ordered(line: str) -> str:
    """PostgreSQL keeps no order within JSON."""
    return json.dumps(json.loads(line), sort_keys=True)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _quietly(_: str) -> None:
    pass
