"""One recording through the pipeline, for the command line: stored, watched, and its note read back."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select

from medic_scribe.accounts.service import profile_of
from medic_scribe.cli.progress import Steps
from medic_scribe.consultations.models import Job
from medic_scribe.consultations.service import create_consultation, request_note
from medic_scribe.edge.receiving import receive, sound_type
from medic_scribe.errors import MedicScribeError, NotFound, error_of
from medic_scribe.identity.contract import Principal
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import version_of_job
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.signals import follow
from medic_scribe.recordings.models import Recording
from medic_scribe.recordings.service import attach_recording, file_key
from medic_scribe.settings import Settings, Work
from medic_scribe.speech.contract import SpeechEngine, Utterance
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.wiring import Wiring, running

# Whose the consultation is: the one whom an open server takes everybody for who gives no name.
OWNER = Principal("local")

READ_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a recording; `seconds` is how long it lasts."""

    note: NoteVersion
    utterances: tuple[Utterance, ...]
    seconds: float


async def make_note(settings: Settings, audio: Path, template: str, instruction: str, steps: Steps) -> Made:
    """Raises what the pipeline stopped with (`MedicScribeError`)."""
    # One recording needs one speech worker: a second would load the model too.
    settings = settings.model_copy(update={"speech_workers": 1})
    # A server that works on the same database has its model loaded already: leave the job to it.
    async with running(settings, work=Work.ALONE) as wiring:
        beside = [asyncio.create_task(_load(wiring))]
        try:
            job = await _store(wiring, audio, template, instruction)
            beside.append(asyncio.create_task(_watch(wiring, job, steps)))
            await wiring.pipeline.submit(job.id)
            finished = await wiring.pipeline.wait(job.id)
        finally:
            for task in beside:
                task.cancel()
        return await _result(wiring, finished)


async def _load(wiring: Wiring) -> None:
    """The speech model, while the recording is stored and decoded. What fails is told by who needs it."""
    if wiring.pipeline.works:
        with suppress(MedicScribeError):
            await wiring.parts.speech_engine.call(SpeechEngine.load)


async def _store(wiring: Wiring, audio: Path, template: str, instruction: str) -> Job:
    media_type = sound_type(mimetypes.guess_type(audio.name)[0])
    identifier = str(uuid4())
    stored = await receive(wiring, file_key(identifier, media_type), _parts_of(audio))
    async with wiring.database.writing() as session:
        owner = await profile_of(session, OWNER)
        consultation = await create_consultation(
            session, owner.id, identifier=identifier, template=template, instruction=instruction
        )
        await attach_recording(session, consultation, stored, media_type)
        return await request_note(session, consultation, author_id=owner.id)


async def _parts_of(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while part := await asyncio.to_thread(file.read, READ_BYTES):
            yield part


async def _watch(wiring: Wiring, job: Job, steps: Steps) -> None:
    async with wiring.database.reading() as session:
        before = await session.scalar(select(func.max(Event.id))) or 0
    async for event in follow(wiring.database, wiring.signals, OWNER.subject, before):
        if event.consultation_id == job.consultation_id and event.type == "progress":
            progress = event.payload
            steps.advance(progress["step"], progress.get("done"), progress.get("total"))


async def _result(wiring: Wiring, job: Job) -> Made:
    if job.failure:
        raise error_of(job.failure)
    async with wiring.database.reading() as session:
        recording = await session.get_one(Recording, job.consultation_id)
        version = await version_of_job(session, job.id)
        if version is None:  # somebody deleted the consultation meanwhile
            raise NotFound
        return Made(version, await utterances_of(session, job.consultation_id), recording.seconds or 0.0)
