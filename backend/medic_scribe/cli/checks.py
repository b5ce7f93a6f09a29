"""What `medic-scribe doctor` looks at. A check only looks: it makes no folder and changes no database."""

import asyncio
import hashlib
import os
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from medic_scribe.database.engine import sync_engine
from medic_scribe.database.migrations import configuration
from medic_scribe.errors import FileStoreUnavailable, NotFound, SettingInvalid
from medic_scribe.settings import IdentityName, NoteEngineName, Settings, SpeechEngineName
from medic_scribe.speech.model import PARTS, SHA256, weights_in

LEAST_DISK_GB = 2
LEAST_MEMORY_GB = 2


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"  # it works, but
    FAILED = "failed"  # it does not work until this is put right


@dataclass(frozen=True, slots=True)
class Check:
    """`cli.doctor.<subject>.<code>` in the message files says what was found, and `<code>_remedy` beside it
    what to do where the state is not OK."""

    subject: str
    state: State
    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict[str, str | int | float])


def run_checks(settings: Settings) -> Iterator[Check]:
    yield _program()
    yield _speech_engine(settings)
    if settings.speech_engine_name is SpeechEngineName.WHISPER:
        yield _speech_model(settings)
    yield _note_engine(settings)
    yield _identity(settings)
    yield _database(settings)
    if settings.file_store_url and not settings.file_store_url.startswith("file:"):
        yield _file_store(settings, settings.file_store_url)
    yield from _folders(settings)
    yield _disk(settings)
    yield _memory()
    yield _port(settings)


def _program() -> Check:
    return Check(
        "program",
        State.OK,
        "installed",
        {"version": version("medic-scribe"), "python": sys.version.split()[0], "cores": os.cpu_count() or 1},
    )


def _speech_engine(settings: Settings) -> Check:
    return _engine("speech_engine", settings.speech_engine_name, chosen=settings.speech_engine is not None)


def _note_engine(settings: Settings) -> Check:
    return _engine("note_engine", settings.note_engine_name, chosen=settings.note_engine is not None)


def _engine(subject: str, name: SpeechEngineName | NoteEngineName, *, chosen: bool) -> Check:
    embedded = name in (SpeechEngineName.WHISPER, NoteEngineName.EXTRACTIVE)
    code = "chosen" if chosen else "embedded" if embedded else "has_key"
    return Check(subject, State.OK, code, {"name": name.value})


def _speech_model(settings: Settings) -> Check:
    if settings.whisper_model != "base":
        return Check("speech_model", State.OK, "own", {"name": settings.whisper_model})
    parts = _packaged_parts()
    packaged = [parts] if all(part.exists() for part in parts) else []
    kept = weights_in(settings.models_folder)
    found = [*packaged, *([[kept]] if kept.exists() else [])]
    if not found:
        return Check("speech_model", State.FAILED, "missing")
    for files in found:
        if _sha256(files) != SHA256:
            return Check("speech_model", State.FAILED, "damaged", {"path": str(files[0].parent)})
    return Check("speech_model", State.OK, "verified", {"name": settings.whisper_model})


def _packaged_parts() -> list[Path]:
    specs = [(find_spec(package), name) for package, name in PARTS]
    return [Path(spec.origin or "").parent / "data" / name if spec else Path(name) for spec, name in specs]


def _sha256(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            while piece := opened.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def _identity(settings: Settings) -> Check:
    provider = settings.identity_provider
    state = State.WARNING if provider is IdentityName.OPEN else State.OK
    return Check("identity", state, provider.value)


def _database(settings: Settings) -> Check:
    url = make_url(settings.database_url)
    shown = {"url": url.render_as_string(hide_password=True)}
    if settings.is_sqlite and not Path(url.database or "").exists():
        return Check("database", State.OK, "new", shown)
    try:
        engine = sync_engine(settings.database_url)
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        engine.dispose()
    except SQLAlchemyError:
        return Check("database", State.FAILED, "unreachable", shown)
    if current != ScriptDirectory.from_config(configuration()).get_current_head():
        return Check("database", State.WARNING, "behind", shown)
    return Check("database", State.OK, "ready", shown)


def _file_store(settings: Settings, url: str) -> Check:
    """Asks for a file that is not there: who may not ask, or asks nobody, gets another answer."""
    from medic_scribe.wiring import file_stores

    shown = {"url": url.partition("?")[0]}
    try:
        recordings, _ = file_stores(settings)
        asyncio.run(recordings.size("doctor"))
    except NotFound:
        return Check("file_store", State.OK, "ready", shown)
    except (FileStoreUnavailable, SettingInvalid, OSError):
        pass
    return Check("file_store", State.FAILED, "unreachable", shown)


def _folders(settings: Settings) -> Iterator[Check]:
    for folder in _written_folders(settings):
        writable = os.access(_nearest(folder), os.W_OK | os.X_OK)
        state, code = (State.OK, "writable") if writable else (State.FAILED, "closed")
        yield Check("folder", state, code, {"path": str(folder)})


def _written_folders(settings: Settings) -> tuple[Path, ...]:
    """An image comes with the speech model in its place, and nothing more is written there."""
    filled = weights_in(settings.models_folder).exists()
    return tuple(one for one in _all_folders(settings) if one != settings.models_folder or not filled)


def _all_folders(settings: Settings) -> tuple[Path, ...]:
    return (settings.upload_folder, settings.notes_folder, settings.work_folder, settings.models_folder)


def _nearest(folder: Path) -> Path:
    """The folder, or the first one above it that exists: where it would be made."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())


def _disk(settings: Settings) -> Check:
    free = min(shutil.disk_usage(_nearest(folder)).free for folder in _all_folders(settings)) / 2**30
    return _enough("disk", free, LEAST_DISK_GB)


def _memory() -> Check:
    return _enough(
        "memory", os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, LEAST_MEMORY_GB
    )


def _enough(subject: str, gigabytes: float, least: int) -> Check:
    state, code = (State.OK, "enough") if gigabytes >= least else (State.WARNING, "little")
    return Check(subject, state, code, {"gb": round(gigabytes, 1), "least": least})


def _port(settings: Settings) -> Check:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return Check("port", State.WARNING, "taken", {"port": settings.port})
    return Check("port", State.OK, "free", {"port": settings.port})
