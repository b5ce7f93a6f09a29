"""Listening to a recording while it is made: piece by piece, what was said becomes text.

The pieces are those of a finished recording, saved in the same way: what is heard here is not heard again.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Job, Status
from medic_scribe.database.base import now
from medic_scribe.drafting import draft_ahead
from medic_scribe.errors import MedicScribeError
from medic_scribe.jobs import consultation_of, job_of, tell
from medic_scribe.recordings.abandoning import finish_abandoned
from medic_scribe.recordings.chunks import chunks_of, last_received, without_gap
from medic_scribe.recordings.live import Grown
from medic_scribe.recordings.models import RecordingChunk
from medic_scribe.recordings.service import samples_file
from medic_scribe.speech.contract import Audio, SpeechEngine, Utterance
from medic_scribe.transcribing import next_piece, save_transcript, who_says_what
from medic_scribe.transcripts.service import count_utterances, heard_so_far, pieces_of, save_piece
from medic_scribe.turns import Rank
from medic_scribe.workbench import Parts, step, stopping

LOOK_EVERY = 0.5  # seconds until what another process received is noticed
TRY_AGAIN_AFTER = 5.0  # seconds, where the engine or the file store fails
END_FOLLOWS = 0.3  # seconds after the last chunk in which the recording's end has arrived too
DRAFT_EVERY = 20.0  # seconds of sound until the note is drafted anew
BEHIND = 15.0  # seconds of sound without text from which the clinician is told

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Now:
    """What there is of a recording; `after` is the second up to which it was heard, in `saved` pieces.

    `chunks` follow without a gap on those that this process holds; with these, `arrived` are there.
    """

    job: Job
    recording: bool
    saved: int
    after: float
    chunks: Sequence[RecordingChunk]
    arrived: int
    silent_for: timedelta


@step
async def listen(parts: Parts, job_id: str, number: int) -> int | None:
    """Waits for the piece of that number and saves it; yields the number to go on with.

    None once the recording is finished: what is left is heard as of any other. Where something fails, it is
    tried again as long as the recording grows, and nothing is lost: it only gets later.
    """
    tried = None
    async with parts.database.reading() as session:
        consultation_id = (await job_of(session, job_id)).consultation_id
    with parts.live.waiting(consultation_id) as arrived:
        if parts.live.held(consultation_id) is None:
            await _get_ready(parts)
        while True:
            if stopping():
                raise asyncio.CancelledError
            arrived.clear()
            found = await _look(parts, job_id)
            if found.saved > number:
                return found.saved
            if not found.recording:
                return None
            wait = LOOK_EVERY
            try:
                if found.arrived != tried or parts.hears_ahead:
                    tried = found.arrived
                    if await _hear(parts, found):
                        return number + 1
                    if parts.hears_ahead:
                        await _tell_interim(parts, found)
            except MedicScribeError as error:
                log.warning("listening failed", job=job_id, code=error.code())
                tried, wait = None, TRY_AGAIN_AFTER
                await _tell_behind(parts, found.job, found.after)
            if found.silent_for > parts.abandoned_after:
                if await _finished(parts, found.job):
                    continue
                wait = TRY_AGAIN_AFTER
            if arrived.is_set():
                continue
            if await _set_within(wait, arrived) and not parts.hears_ahead:
                arrived.clear()
                await _set_within(END_FOLLOWS, arrived)  # a piece that is begun now would be in its way


async def _set_within(seconds: float, event: asyncio.Event) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def _ended(parts: Parts, job: Job) -> None:
    """Returns once the recording is finished, here or by another process."""
    with parts.live.waiting(job.consultation_id) as arrived:
        while True:
            arrived.clear()
            async with parts.database.reading() as session:
                if (await consultation_of(session, job)).status is not Status.RECORDING:
                    return
            await _set_within(LOOK_EVERY, arrived)


async def _finished(parts: Parts, job: Job) -> bool:
    """Also where an engine is away: what it has not heard can be heard another day."""
    try:
        await finish_abandoned(parts, job.consultation_id)
    except MedicScribeError as error:
        log.warning("finishing failed", job=job.id, code=error.code())
        return False
    return True


async def _get_ready(parts: Parts) -> None:
    """What takes long to load is loaded while there is nothing to hear yet."""
    with suppress(MedicScribeError):
        await parts.speech_engine.call(SpeechEngine.load)
        await parts.note_engine.name()
        await parts.writing.run(parts.check, (), ())


async def _look(parts: Parts, job_id: str) -> _Now:
    async with parts.database.reading() as session:
        job = await job_of(session, job_id)
        consultation = await consultation_of(session, job)
        saved, after = await heard_so_far(session, job.consultation_id)
        held = _held(parts, job.consultation_id)
        chunks = await _following(session, job.consultation_id, held)
        last = await last_received(session, job.consultation_id) or job.created_at
        return _Now(
            job=job,
            recording=consultation.status is Status.RECORDING,
            saved=saved,
            after=after,
            chunks=chunks,
            arrived=held + len(chunks),
            silent_for=now() - last,
        )


def _held(parts: Parts, consultation_id: str) -> int:
    """How many chunks this process has put together."""
    grown = parts.live.held(consultation_id)
    return grown.count if grown else 0


async def _following(session: AsyncSession, consultation_id: str, held: int) -> Sequence[RecordingChunk]:
    """Not all of them: one looks twice a second, and an hour has 1800."""
    return without_gap(await chunks_of(session, consultation_id, held), held)


async def _hear(parts: Parts, found: _Now) -> bool:
    """Whether there was a piece."""
    consultation_id = found.job.consultation_id
    grown = await parts.live.grow(consultation_id, found.chunks)
    audio = Audio(samples_file(parts.work_folder, consultation_id), complete=False)
    if not await _seconds(parts, grown, audio):
        return False
    # While others have their turns it may end: then its rest is one piece, and of those that go first.
    ended = partial(_ended, parts, found.job)
    piece = await next_piece(parts, found.job, audio, found.after, Rank.LIVE, unless=ended)
    if piece is None:
        return False
    async with parts.database.writing() as session:
        consultation = await consultation_of(session, found.job)
        await save_piece(session, consultation.id, found.saved, piece)
    with suppress(MedicScribeError):  # who said it can be found out with the next piece
        utterances = await _show(parts, found, audio)
        if piece.end - grown.drafted > DRAFT_EVERY:
            grown.drafted = piece.end
            await draft_ahead(parts, found.job, utterances)
    await _tell_behind(parts, found.job, piece.end)
    return True


async def _seconds(parts: Parts, grown: Grown, audio: Audio) -> float:
    """How much can be heard by now; 0 where it cannot be decoded before it is whole."""
    if not grown.size:
        return 0.0
    try:
        decoded = await parts.listening.run(parts.decode_growing, grown.path, audio.path, grown.size, False)
    except MedicScribeError:
        return 0.0
    return decoded.seconds


async def _show(parts: Parts, found: _Now, audio: Audio) -> tuple[Utterance, ...]:
    """The transcript as it is by now. Who speaks may still turn out otherwise."""
    async with parts.database.reading() as session:
        pieces = await pieces_of(session, found.job.consultation_id)
    utterances = await who_says_what(parts, audio, pieces)
    async with parts.database.writing() as session:
        consultation = await consultation_of(session, found.job)
        await save_transcript(session, found.job, consultation, found.saved, utterances)
    return utterances


async def _tell_interim(parts: Parts, found: _Now) -> None:
    audio = Audio(samples_file(parts.work_folder, found.job.consultation_id), complete=False)
    segments = await parts.speech_engine.call(SpeechEngine.interim, audio)
    text = " ".join(segment.text for segment in segments)
    if not text:
        return
    async with parts.database.reading() as session:
        following = await count_utterances(session, found.job.consultation_id)
        owner = (await consultation_of(session, found.job)).owner_id
    parts.interim.tell(owner, found.job.consultation_id, following, text, segments[0].start, segments[-1].end)


async def _tell_behind(parts: Parts, job: Job, heard: float) -> None:
    """How much of what has arrived is not text yet, where that is too much; 0 once it no longer is."""
    grown = parts.live.held(job.consultation_id)
    if grown is None:
        return
    with suppress(MedicScribeError):
        async with parts.database.reading() as session:
            chunks = await _following(session, job.consultation_id, grown.count)
        await parts.live.grow(job.consultation_id, chunks)
        audio = Audio(samples_file(parts.work_folder, job.consultation_id), complete=False)
        lag = await _seconds(parts, grown, audio) - heard
        behind = round(lag) if lag > BEHIND else 0
        if behind == grown.behind:
            return
        grown.behind = behind
        async with parts.database.writing() as session:
            await tell(session, await consultation_of(session, job), "behind", seconds=behind)
