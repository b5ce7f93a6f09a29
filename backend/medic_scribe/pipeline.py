"""From a recording to a note: the durable workflow, as a list of steps. Read this first.

`process(job_id)` makes the first note, tries again after a failure and rewrites a note, because every step
loads by id, returns if its work is done, does one thing and saves it. `follow(job_id)` begins with a
recording's first chunk: it listens while people talk and goes on as `process` once they stop, with most of
the work done (docs/decisions/0003-live-transcription.md).

DBOS keeps a journal of finished steps; killed at any point and started again, a job goes on at the step it
was in (docs/decisions/0001-durable-steps.md). Steps pass ids only, so that no patient's word is in it.
"""

import asyncio
import hashlib
from pathlib import Path

from dbos import DBOS
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.checking import check_note
from medic_scribe.consultations.models import Job, Status
from medic_scribe.database.base import now
from medic_scribe.drafting import request_of, showing_sections
from medic_scribe.errors import MedicScribeError, NoSpeech, NotFound, RecordingTruncated
from medic_scribe.jobs import consultation_of, job_of, recording_of, tell, tell_progress
from medic_scribe.listening import listen
from medic_scribe.notes.files import delete_note_files
from medic_scribe.notes.filing import filed
from medic_scribe.notes.findings import save_findings
from medic_scribe.notes.models import NoteVersion
from medic_scribe.notes.service import save_draft, version_of_job
from medic_scribe.recordings.models import Recording
from medic_scribe.recordings.service import forget_samples, samples_file
from medic_scribe.speech.contract import Audio, SpeechEngine
from medic_scribe.transcribing import next_piece, save_transcript, who_says_what
from medic_scribe.transcripts.service import heard_so_far, pieces_of, save_piece, utterances_of
from medic_scribe.turns import Rank
from medic_scribe.workbench import Decoded, Parts, interruptible, step
from medic_scribe.writing.contract import Finding, FindingKind, NoteEngine

# A job that was at work each of so many times when its process ended is given up: it may be the reason.
MOST_RESTARTS = 20


@DBOS.workflow(name="process", max_recovery_attempts=MOST_RESTARTS)
async def process(job_id: str) -> None:
    with interruptible():
        try:
            await _make_note(job_id)
        except MedicScribeError as error:
            await fail(job_id, error.code())


@DBOS.workflow(name="follow", max_recovery_attempts=MOST_RESTARTS)
async def follow(job_id: str) -> None:
    with interruptible():
        try:
            piece = 0
            while piece is not None:
                piece = await listen(job_id, piece)
            await _make_note(job_id)
        except MedicScribeError as error:
            await fail(job_id, error.code())


async def _make_note(job_id: str) -> None:
    await store(job_id)
    await decode(job_id)
    piece = 0
    while piece is not None:
        piece = await transcribe(job_id, piece)
    await roles(job_id)
    await write(job_id)
    await check(job_id)
    await publish(job_id)


@step
async def store(parts: Parts, job_id: str) -> None:
    """The recording is in the file store, and is what was received."""
    async with parts.database.reading() as session:
        recording = await recording_of(session, await job_of(session, job_id))
    if recording.decoded_at:
        return
    try:
        async with parts.recordings.local_path(recording.file_key) as path:
            sha256 = await asyncio.to_thread(_sha256, path)
    except NotFound:
        raise RecordingTruncated from None
    if sha256 != recording.sha256:
        raise RecordingTruncated


@step
async def decode(parts: Parts, job_id: str) -> None:
    async with parts.database.reading() as session:
        recording = await recording_of(session, await job_of(session, job_id))
    if not recording.transcribed_at:
        await _decoded(parts, recording)


@step
async def transcribe(parts: Parts, job_id: str, number: int) -> int | None:
    """The piece of speech of that number, from 0; yields the number to go on with, or None at the end.

    A saved piece is never transcribed again.
    """
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
        recording = await recording_of(session, job)
        saved, after = await heard_so_far(session, job.consultation_id)
    if number < saved:
        return saved
    if recording.transcribed_at:
        return None
    audio = await _decoded(parts, recording)
    piece = await next_piece(parts, job, audio, after, Rank.FINISHING if job.live else Rank.SENT)
    async with parts.database.writing() as session:
        consultation = await consultation_of(session, job)
        if piece:
            await save_piece(session, consultation.id, number, piece)
        else:
            (await recording_of(session, job)).transcribed_at = now()
        done = min(piece.end, recording.seconds or piece.end) if piece else recording.seconds
        await tell_progress(session, consultation, "transcribe", done=done, total=recording.seconds)
    return number + 1 if piece else None


@step
async def roles(parts: Parts, job_id: str) -> None:
    """Who says what: the transcript, as the clinician will read it."""
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
        recording = await recording_of(session, job)
        consultation = await consultation_of(session, job)
        pieces = await pieces_of(session, job.consultation_id)
    if consultation.transcript_version:
        return
    if not any(segment.text.strip() for piece in pieces for segment in piece.segments):
        raise NoSpeech
    audio = await _decoded(parts, recording)
    await parts.speech_engine.call(SpeechEngine.forget, audio)
    utterances = await who_says_what(parts, audio, pieces)
    engine = await parts.speech_engine.name()
    async with parts.database.writing() as session:
        consultation = await consultation_of(session, job)
        await save_transcript(session, job, consultation, len(pieces), utterances)
        consultation.transcript_version = 1
        consultation.speech_engine = engine
        consultation.status = Status.WRITING
        await tell_progress(session, consultation, "roles")


@step
async def write(parts: Parts, job_id: str) -> None:
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
        if await version_of_job(session, job_id):
            return
        consultation = await consultation_of(session, job)
        request = await request_of(session, job, consultation, await utterances_of(session, consultation.id))
    draft = await parts.note_engine.call(NoteEngine.write, request, showing_sections(parts, job_id))
    engine = await parts.note_engine.name()
    read = consultation.transcript_version
    async with parts.database.writing() as session:
        consultation = await consultation_of(session, job)
        version = await save_draft(session, job, draft, engine, read)
        save_findings(version, await _lost_stretches(session, job))
        await tell_progress(session, consultation, "write")


@step
async def check(parts: Parts, job_id: str) -> None:
    """The safety check: what is in the note and was not said, or the reverse."""
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
    await check_note(parts, job.consultation_id)


@step
async def publish(parts: Parts, job_id: str) -> None:
    """The note goes to the notes folder, and those who wait are told."""
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
        version = await version_of_job(session, job_id)
    if version is None:
        raise NotFound
    if job.finished_at:
        return
    filed_at = now() if await filed(parts.notes, version) else None
    try:
        async with parts.database.writing() as session:
            consultation = await consultation_of(session, job)
            consultation.status = Status.READY
            published = await session.merge(version)
            published.published_at, published.filed_at = now(), filed_at
            (await session.merge(job)).finished_at = now()
            await tell(session, consultation, "summary_ready", version=version.number)
    except NotFound:
        await delete_note_files(parts.notes, job.consultation_id)
        raise
    _forget_sound(parts, job.consultation_id)


@step
async def fail(parts: Parts, job_id: str, code: str) -> None:
    """The reason goes to the consultation. Nothing is lost: the next try goes on from what was saved.

    A note that was there before is still there, so that a failed rewriting leaves the consultation ready.
    """
    async with parts.database.writing() as session:
        job = await session.get(Job, job_id)
        if job is None or job.finished_at:
            return  # the consultation was deleted meanwhile, or the job has just ended well
        consultation = await consultation_of(session, job)
        job.finished_at, job.failure = now(), code
        if consultation.status is Status.RECORDING:
            return  # what could not be heard yet will be once the recording is finished
        if await _has_published(session, consultation.id):
            consultation.status = Status.READY
        else:
            consultation.status, consultation.failure = Status.FAILED, code
        await tell(session, consultation, "failed", code=code)


async def _decoded(parts: Parts, recording: Recording) -> Audio:
    """The samples on this machine's disk; decoded again where they are not there any more."""
    path = samples_file(parts.work_folder, recording.consultation_id)
    if recording.decoded_at and path.exists():
        return Audio(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    decoded = await _decoded_as_it_grew(parts, recording, path)
    if decoded is None:
        async with parts.recordings.local_path(recording.file_key) as source:
            decoded = await parts.hearing.run(parts.decode, source, path)
    async with parts.database.writing() as session:
        known = await session.get(Recording, recording.consultation_id)
        if known:
            known.seconds = decoded.seconds
            known.missing_seconds = max(decoded.missing, known.missing_seconds)
            known.decoded_at = now()
    if known is None:  # deleted meanwhile
        _forget_sound(parts, recording.consultation_id)
        raise NotFound
    recording.seconds = decoded.seconds
    return Audio(path)


async def _decoded_as_it_grew(parts: Parts, recording: Recording, path: Path) -> Decoded | None:
    """What is left to decode of what this process has followed from the beginning. None: it has not."""
    grown = parts.live.held(recording.consultation_id)
    if grown is None or grown.sha256 != recording.sha256:
        return None
    try:
        return await parts.listening.run(parts.decode_growing, grown.path, path, grown.size, True)
    except MedicScribeError:
        return None  # it cannot be read as a stream, or not at all: the whole file will tell


def _forget_sound(parts: Parts, consultation_id: str) -> None:
    parts.live.forget(consultation_id)
    forget_samples(parts.work_folder, consultation_id)


async def _lost_stretches(session: AsyncSession, job: Job) -> tuple[Finding, ...]:
    """Where somebody speaks and no text came of it, and what a file that was cut had announced."""
    recording = await recording_of(session, job)
    lost = [
        Finding(FindingKind.OMITTED, "unheard", span=span)
        for piece in await pieces_of(session, job.consultation_id)
        for span in piece.unheard
    ]
    if recording.missing_seconds and recording.seconds is not None:
        end = recording.seconds + recording.missing_seconds
        lost.append(Finding(FindingKind.OMITTED, "recording_cut", span=(recording.seconds, end)))
    return tuple(lost)


async def _has_published(session: AsyncSession, consultation_id: str) -> bool:
    published = select(NoteVersion.id).where(
        NoteVersion.consultation_id == consultation_id, NoteVersion.published_at.is_not(None)
    )
    return await session.scalar(published.limit(1)) is not None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
