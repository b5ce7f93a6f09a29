"""Settings → everything that the program is made of, started and stopped.

    async with running(load_settings()) as wiring: ...

Engines that keep a processor busy are chosen in engines.py, all else here; nothing else names a concrete one.
"""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from medic_scribe.audit.trail import Trail
from medic_scribe.database.engine import Database
from medic_scribe.database.migrations import migrate
from medic_scribe.durable import Pipeline
from medic_scribe.engines import (
    assign_roles,
    check,
    decode,
    decode_growing,
    hears_ahead,
    hosted_note,
    hosted_speech,
    note_recipe,
    probe,
    speech_recipe,
)
from medic_scribe.errors import SettingInvalid
from medic_scribe.files.contract import FileStore
from medic_scribe.files.local import LocalFileStore
from medic_scribe.identity.contract import IdentityProvider
from medic_scribe.identity.tokens import AccessTokens
from medic_scribe.notifications.interim import Interim
from medic_scribe.notifications.signals import Signals
from medic_scribe.recordings.live import LiveRecordings
from medic_scribe.settings import IdentityName, Settings, Work
from medic_scribe.speech.contract import SpeechEngine
from medic_scribe.turns import Turns
from medic_scribe.workbench import Parts
from medic_scribe.workers import Workers
from medic_scribe.writing.contract import NoteEngine

# Seconds: the first call may fetch a large model, and a slow machine hears two minutes of speech in ten.
HEARING_TAKES = 1800.0
# Speech wants a processor for a second at a time; the rest for which a clinician waits takes milliseconds.
HEARING_STANDS_BACK = 5

NOTES = "notes"  # the folder of the notes in a file store that recordings and notes share


@dataclass(frozen=True, slots=True)
class Wiring:
    """All that the routes and commands work with."""

    settings: Settings
    signals: Signals
    trail: Trail
    tokens: AccessTokens
    identity: IdentityProvider
    pipeline: Pipeline
    parts: Parts

    @property
    def database(self) -> Database:
        return self.parts.database

    @property
    def recordings(self) -> FileStore:
        return self.parts.recordings

    @property
    def notes(self) -> FileStore:
        return self.parts.notes

    async def probe(self, key: str) -> None:
        """Whether the stored file begins as audio. Raises as `speech.decode.probe`.

        In the workers that write: those that hear may be busy with a long recording.
        """
        async with self.recordings.local_path(key) as path:
            await self.parts.writing.run(probe, path)


@asynccontextmanager
async def running(
    settings: Settings, *, work: Work = Work.ALWAYS, finish_within: float = 0.0
) -> AsyncGenerator[Wiring]:
    """Everything started, the database up to date; stopped at the end.

    `work` as in `Pipeline.start`, `finish_within` as in `Pipeline.stop`.
    """
    hearing = Workers(settings.speech_workers, HEARING_TAKES, HEARING_STANDS_BACK)
    speech_engine = hosted_speech(settings, hearing)
    migrate(settings.database_url)
    database = Database(settings.database_url)
    signals = Signals(database)
    listening, writing = Workers(), Workers()
    tokens = AccessTokens(settings.token_key(), settings.access_token_minutes)
    recordings, notes = file_stores(settings)
    parts = Parts(
        database=database,
        recordings=recordings,
        notes=notes,
        work_folder=settings.work_folder,
        hearing=hearing,
        listening=listening,
        writing=writing,
        live=LiveRecordings(recordings, settings.work_folder),
        interim=Interim(),
        turns=Turns(settings.speech_at_once),
        hears_ahead=hears_ahead(settings),
        abandoned_after=timedelta(minutes=settings.recording_abandoned_minutes),
        speech_engine=speech_engine,
        note_engine=hosted_note(settings, writing),
        decode=decode,
        decode_growing=decode_growing,
        assign_roles=assign_roles,
        check=check,
    )
    pipeline = Pipeline(settings, parts, signals)
    identity = _identity(settings, database, tokens)
    trail = Trail(database)
    async with AsyncExitStack() as stack:  # each is stopped, whatever befalls the others
        stack.push_async_callback(database.close)
        stack.push_async_callback(trail.close)
        signals.start()
        stack.push_async_callback(signals.stop)
        stack.push_async_callback(pipeline.stop, finish_within)
        await pipeline.start(work)
        if settings.warm_up and pipeline.works:
            await parts.speech_engine.call(SpeechEngine.load)
        yield Wiring(
            settings=settings,
            signals=signals,
            trail=trail,
            tokens=tokens,
            identity=identity,
            pipeline=pipeline,
            parts=parts,
        )


def speech_engine(settings: Settings) -> SpeechEngine:
    """The engine by itself, in this process."""
    recipe = speech_recipe(settings)
    return recipe.build(*recipe.ingredients)


def note_engine(settings: Settings) -> NoteEngine:
    """The engine by itself, in this process."""
    recipe = note_recipe(settings)
    return recipe.build(*recipe.ingredients)


def file_stores(settings: Settings) -> tuple[FileStore, FileStore]:
    """For recordings, and for notes. Raises `SettingInvalid`."""
    if settings.file_store_url is None:
        return LocalFileStore(settings.upload_folder), LocalFileStore(settings.notes_folder)
    url = urlsplit(settings.file_store_url)
    if url.scheme == "file" and url.path.startswith("/"):
        folder = Path(unquote(url.path))
        return LocalFileStore(folder), LocalFileStore(folder / NOTES)
    if url.scheme == "s3":
        from medic_scribe.files.s3 import S3FileStore

        address, scratch = settings.file_store_url, settings.work_folder
        return S3FileStore(address, scratch), S3FileStore(address, scratch, below=NOTES)
    raise SettingInvalid(setting="FILE_STORE_URL", reason="it begins with neither file:/// nor s3://")


def supabase_keys_address(url: str) -> str:
    from medic_scribe.identity.supabase import keys_address

    return keys_address(url)


def _identity(settings: Settings, database: Database, tokens: AccessTokens) -> IdentityProvider:
    match settings.identity_provider:
        case IdentityName.OPEN:
            from medic_scribe.identity.open import OpenIdentity

            return OpenIdentity(settings.environment)
        case IdentityName.LOCAL:
            from medic_scribe.identity.local import LocalIdentity

            return LocalIdentity(database, tokens)
        case IdentityName.SUPABASE:
            from medic_scribe.identity.supabase import SupabaseIdentity

            if settings.supabase_url is None:
                raise SettingInvalid(setting="SUPABASE_URL", reason="`IDENTITY=supabase` needs it")
            secret = settings.supabase_jwt_secret
            return SupabaseIdentity(settings.supabase_url, secret.get_secret_value() if secret else None)
