"""A consultation's audio: coming in whole or in numbered chunks, and going out in ranges."""

from collections.abc import AsyncIterator, Sequence
from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Job, Status
from medic_scribe.consultations.removal import discard, discard_soon, remove_files_soon
from medic_scribe.consultations.schemas import ConsultationView
from medic_scribe.consultations.service import begin_listening, owned_consultation, request_note
from medic_scribe.consultations.views import consultation_view
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import (
    Auditing,
    Caller,
    CallersLanguage,
    ConsultationId,
    OwnConsultationToRead,
    State,
    audited,
)
from medic_scribe.edge.heads import is_head
from medic_scribe.edge.receiving import receive, sound_type
from medic_scribe.edge.responses import problems
from medic_scribe.edge.uploads import limited_body
from medic_scribe.errors import AlreadyExists, Conflict, MedicScribeError, NotFound
from medic_scribe.files.contract import StoredFile
from medic_scribe.identity.contract import Principal
from medic_scribe.recordings.chunks import (
    add_chunk,
    bytes_received,
    chunk_key,
    chunk_sizes,
    chunks_of,
    complete,
    digest_of,
    forget_chunks,
    joined,
    store_chunk,
)
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.recordings.ranges import asked_range
from medic_scribe.recordings.schemas import Finish, RecordingView
from medic_scribe.recordings.service import attach_recording, file_key, samples_file
from medic_scribe.transcripts.models import PieceRow
from medic_scribe.wiring import Wiring

router = APIRouter(
    prefix="/v1/consultations/{consultation_id}", tags=["recordings"], responses=problems(401, 404, 422)
)

ChunkNumber = Annotated[int, Path(ge=0, lt=100_000)]
DIGEST = r"^sha-256=:[A-Za-z0-9+/]{43}=:$"  # RFC 9530
BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
BODY = {"requestBody": {"required": True, "content": BYTES}}


@router.get("/recording")
async def recording_state(
    session: Auditing, caller: Caller, consultation: OwnConsultationToRead
) -> RecordingView:
    """What has arrived. After an interruption, send the chunks that are not there."""
    audited(session, caller, "recording.state_read", consultation)
    return await _state(session, consultation)


@router.put("/recording", status_code=202, openapi_extra=BODY, responses=problems(409, 413, 415))
async def put_recording(
    state: State,
    request: Request,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
) -> ConsultationView:
    """The whole file as the body. Work on it begins at once; after a failure it replaces what was there."""
    media_type = sound_type(request.headers.get("content-type"))
    async with state.wiring.database.reading() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id))
        await _may_receive(session, consultation)
    key = file_key(f"{consultation.id}-{token_hex(4)}", media_type)
    body = limited_body(request, state.wiring.settings.max_upload_bytes)
    stored = await receive(state.wiring, key, body)
    return await _begin(state, caller, language, consultation.id, stored, media_type)


@router.put("/recording/chunks/{number}", openapi_extra=BODY, responses=problems(409, 413))
async def put_chunk(
    state: State,
    request: Request,
    caller: Caller,
    consultation_id: ConsultationId,
    number: ChunkNumber,
    content_digest: Annotated[
        str, Header(pattern=DIGEST, examples=["sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"])
    ],
) -> RecordingView:
    """Chunk `number`, counted from 0, in any order. Sending one again does no harm; it is stored once.

    `Content-Type` says what the recording is (`audio/webm;codecs=opus`), so that it can be heard while it
    is made. The transcript grows from the first chunk on.
    """
    wiring, owner = state.wiring, caller.subject
    chunk = RecordingChunk(
        consultation_id=str(consultation_id),
        number=number,
        sha256=digest_of(content_digest),
        media_type=sound_type(request.headers.get("content-type")),
    )
    async with wiring.database.reading() as session:
        consultation = await owned_consultation(session, owner, chunk.consultation_id)
        chunk.file_key = chunk_key(chunk, await _may_receive(session, consultation))
        before = await session.get(RecordingChunk, (chunk.consultation_id, number))
        received = await bytes_received(session, chunk.consultation_id)
    if before and before.sha256 != chunk.sha256:
        raise Conflict
    if not before:
        limit = wiring.settings.max_upload_bytes
        left = limit - received
        stored = await store_chunk(wiring.recordings, chunk, limited_body(request, left, shown=limit))
        chunk.size = stored.size
    try:
        async with wiring.database.writing() as session:
            consultation = await owned_consultation(session, owner, chunk.consultation_id, lock=True)
            if chunk.file_key != chunk_key(chunk, await _may_receive(session, consultation)):
                raise AlreadyExists  # another one was finished and failed meanwhile
            await add_chunk(session, chunk)
            audited(session, caller, "recording.chunk_received", consultation)
            job = await begin_listening(session, consultation, owner)
            await session.flush()
            view = await _state(session, consultation)
    except MedicScribeError:
        if not before:
            await discard_soon(wiring.parts, chunk.file_key)
        raise
    if job:
        await wiring.pipeline.submit(job.id)
    wiring.parts.live.wake(chunk.consultation_id)
    return view


@router.post("/recording/finish", status_code=202, responses=problems(409, 415))
async def finish_recording(
    state: State,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
    finish: Finish,
) -> ConsultationView:
    """All chunks are there: put them together and begin the work. Finishing twice does no harm."""
    wiring = state.wiring
    media_type = sound_type(finish.media_type)
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id))
        chunks = await chunks_of(session, consultation.id)
        audited(session, caller, "recording.finished", consultation)
        if not chunks and await session.get(Recording, consultation.id):
            return await consultation_view(session, consultation, language)
    complete(chunks, finish.chunks)
    key = file_key(f"{consultation.id}-{token_hex(4)}", media_type)
    whole = await _whole(wiring, consultation.id, chunks)
    if _sounds(wiring, consultation.id):
        stored = await wiring.recordings.put(key, whole)
    else:
        stored = await receive(wiring, key, whole)
    return await _begin(state, caller, language, consultation.id, stored, media_type)


@router.get(
    "/audio",
    response_class=Response,
    responses={
        200: {"description": "The whole recording.", "content": BYTES},
        206: {"description": "The bytes of the range.", "content": BYTES},
        **problems(416),
    },
)
async def audio(
    state: State,
    request: Request,
    caller: Caller,
    session: Auditing,
    consultation: OwnConsultationToRead,
    range: Annotated[str | None, Header(max_length=200, examples=["bytes=0-65535"])] = None,
    if_range: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """The recording as it was sent. Players ask for ranges."""
    recording = await session.get(Recording, consultation.id)
    if recording is None or recording.erased_at:
        raise NotFound
    audited(session, caller, "audio.read", consultation)
    tag = f'"{recording.sha256}"'
    size = await state.wiring.recordings.size(recording.file_key)
    wanted = asked_range(range, size) if range and if_range in (None, tag) else None
    first, last = wanted or (0, size - 1)
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Length": str(last - first + 1),
        "ETag": tag,
    }
    if wanted:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if wanted else 200
    if is_head(request):
        return Response(status_code=status, headers=headers, media_type=recording.media_type)
    data = state.wiring.recordings.read(recording.file_key, first, last)
    return StreamingResponse(data, status, headers, recording.media_type)


async def _state(session: AsyncSession, consultation: Consultation) -> RecordingView:
    recording = await session.get(Recording, consultation.id)
    sizes = await chunk_sizes(session, consultation.id)
    return RecordingView(
        received=recording is not None,
        erased=recording is not None and recording.erased_at is not None,
        size=recording.size if recording else sum(sizes.values()),
        seconds=recording.seconds if recording else None,
        abandoned=recording is not None and recording.abandoned,
        chunks=list(sizes),
    )


async def _may_receive(session: AsyncSession, consultation: Consultation) -> Recording | None:
    """The recording to replace, if any. Raises `AlreadyExists` where there is one that can be used."""
    recording = await session.get(Recording, consultation.id)
    useless = consultation.status is Status.FAILED and not consultation.transcript_version
    if recording and not useless:
        raise AlreadyExists
    return recording


async def _begin(
    state: AppState,
    caller: Principal,
    language: CallersLanguage,
    consultation_id: str,
    stored: StoredFile,
    media_type: str,
) -> ConsultationView:
    wiring = state.wiring
    try:
        async with wiring.database.writing() as session:
            consultation = await owned_consultation(session, caller.subject, consultation_id, lock=True)
            replaced = await _replace(session, consultation)
            await attach_recording(session, consultation, stored, media_type)
            useless = [*replaced, *await forget_chunks(session, consultation.id)]
            deletions = discard(session, useless)
            job: Job = await request_note(session, consultation, author_id=caller.subject)
            audited(session, caller, "recording.received", consultation)
            view = await consultation_view(session, consultation, language)
    except MedicScribeError:
        # Only here was surely nothing committed. Whatever else went wrong: rather a file too many than none.
        await discard_soon(wiring.parts, stored.key)
        raise
    await wiring.pipeline.submit(job.id)
    wiring.parts.live.wake(consultation_id)
    await remove_files_soon(wiring.parts, deletions)
    return view


async def _whole(
    wiring: Wiring, consultation_id: str, chunks: Sequence[RecordingChunk]
) -> AsyncIterator[bytes]:
    """From this machine's disk where the recording was put together here as it came."""
    live = wiring.parts.live
    if live.held(consultation_id) is None:
        return joined(wiring.recordings, chunks)
    return live.read(await live.grow(consultation_id, chunks))


def _sounds(wiring: Wiring, consultation_id: str) -> bool:
    """Whether sound has been decoded of it here already: then nobody need look whether it is audio."""
    samples = samples_file(wiring.settings.work_folder, consultation_id)
    return samples.exists() and samples.stat().st_size > 0


async def _replace(session: AsyncSession, consultation: Consultation) -> Sequence[str]:
    """Makes room for a new recording. The key of the old one, if there is one, whose file stays."""
    recording = await _may_receive(session, consultation)
    if recording is None:
        return ()
    key = recording.file_key
    await session.delete(recording)
    await session.execute(delete(PieceRow).where(PieceRow.consultation_id == consultation.id))
    await session.flush()
    return (key,)
