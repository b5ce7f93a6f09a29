"""`GET /` and `POST /transcribe-and-summarize/`."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.service import profile_of
from medic_scribe.audit.service import record
from medic_scribe.consultations.models import Job
from medic_scribe.consultations.removal import discard_soon
from medic_scribe.consultations.service import create_consultation, owned_consultation, request_note
from medic_scribe.edge.app_state import AppState
from medic_scribe.edge.dependencies import Caller, CallersLanguage, State, audited
from medic_scribe.edge.receiving import receive, sound_type
from medic_scribe.edge.responses import problems
from medic_scribe.edge.schemas import Passage
from medic_scribe.edge.uploads import RecordingForm
from medic_scribe.errors import BadRequest, MedicScribeError, NotAllowed, NotFound, error_of
from medic_scribe.files.contract import StoredFile
from medic_scribe.identity.contract import Principal
from medic_scribe.messages import Language, message
from medic_scribe.notes.files import as_text
from medic_scribe.notes.models import FindingState
from medic_scribe.notes.service import version_of_job
from medic_scribe.notes.views import section_view
from medic_scribe.original.schemas import Accepted, Summary, Welcome
from medic_scribe.recordings.service import attach_recording, file_key
from medic_scribe.speech.contract import Utterance
from medic_scribe.templates.lookup import asked_template
from medic_scribe.transcripts.service import utterances_of

router = APIRouter(tags=["original"])

FILE_FIELD = "audio_file"

FIELDS: dict[str, dict[str, object]] = {
    FILE_FIELD: {"format": "binary", "description": "Any audio or video, up to the limit."},
    "user_id": {"description": "Whose it is: the caller, except where nobody signs in.", "examples": ["ana"]},
    "prompt_instruction": {
        "description": "The clinician's wish for this note.",
        "examples": ["Destaque los cambios de medicación."],
    },
    "template": {"description": "A template's key; by default the clinician's.", "examples": ["soap"]},
}
SCHEMA = {
    "type": "object",
    "required": [FILE_FIELD],
    "properties": {name: {"type": "string", **field} for name, field in FIELDS.items()},
}
FORM = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": SCHEMA}}}}


@router.get("/")
async def welcome() -> Welcome:
    return Welcome()


@router.post("/transcribe-and-summarize", response_model=Summary, include_in_schema=False)
@router.post(
    "/transcribe-and-summarize/",
    response_model=Summary,
    openapi_extra=FORM,
    responses={
        202: {"model": Accepted, "description": "With `Prefer: respond-async`: the work has begun."},
        **problems(401, 403, 413, 415, 422, 503),
    },
)
async def transcribe_and_summarize(
    request: Request,
    state: State,
    caller: Caller,
    language: CallersLanguage,
    prefer: Annotated[str | None, Header(max_length=200, examples=["respond-async"])] = None,
) -> Response | Summary:
    """A recording becomes a note. Who hangs up meanwhile loses nothing: the work goes on."""
    consultation_id = str(uuid4())
    form = RecordingForm(request, FILE_FIELD, state.wiring.settings.max_upload_bytes)
    stored = await _receive(state, consultation_id, form)
    try:
        owner = await _owner(state, caller, form.fields.get("user_id"))
        job = await _begin(state, owner, consultation_id, stored, form)
    except MedicScribeError:
        await discard_soon(state.wiring.parts, stored.key)
        raise
    await state.wiring.pipeline.submit(job.id)
    if prefer and "respond-async" in prefer.lower():
        return _accepted(request, consultation_id)
    finished = await state.wiring.pipeline.wait(job.id)
    if finished.failure:
        raise _with_id(error_of(finished.failure), consultation_id)
    async with state.wiring.database.writing() as session:
        return await _summary(session, owner, finished, language)


async def _receive(state: AppState, consultation_id: str, form: RecordingForm) -> StoredFile:
    file = form.file()
    first = await anext(file, b"")  # what the client says of the file is known from here
    key = file_key(consultation_id, sound_type(form.media_type))
    return await receive(state.wiring, key, _resumed(first, file))


async def _resumed(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for data in rest:
        yield data


async def _owner(state: AppState, caller: Principal, user_id: str | None) -> Principal:
    """The caller. Where nobody signs in, whoever `user_id` says. Raises `NotAllowed` for somebody else."""
    if not user_id or user_id == caller.subject:
        return caller
    if not state.wiring.identity.is_open:
        raise NotAllowed
    return await state.wiring.identity.authenticate(user_id)


async def _begin(
    state: AppState, owner: Principal, consultation_id: str, stored: StoredFile, form: RecordingForm
) -> Job:
    async with state.wiring.database.writing() as session:
        user = await profile_of(session, owner)
        wanted = form.fields.get("template") or user.default_template
        template = await asked_template(session, user.id, wanted)
        consultation = await create_consultation(
            session,
            user.id,
            identifier=consultation_id,
            template=template.key,
            instruction=_instruction(form),
        )
        await attach_recording(session, consultation, stored, sound_type(form.media_type))
        audited(session, owner, "recording.received", consultation)
        return await request_note(session, consultation, author_id=user.id)


def _instruction(form: RecordingForm) -> str:
    try:
        return TypeAdapter[str](Passage).validate_python(form.fields.get("prompt_instruction", ""))
    except ValidationError:
        raise BadRequest(field="prompt_instruction") from None


def _accepted(request: Request, consultation_id: str) -> JSONResponse:
    location = f"{request.scope.get('root_path', '')}/v1/consultations/{consultation_id}"
    body = Accepted(consultation_id=consultation_id, status="transcribing")
    headers = {"Location": location, "Preference-Applied": "respond-async"}
    return JSONResponse(body.model_dump(), 202, headers)


def _with_id(error: MedicScribeError, consultation_id: str) -> MedicScribeError:
    error.params["consultation_id"] = consultation_id
    return error


async def _summary(session: AsyncSession, owner: Principal, job: Job, language: Language) -> Summary:
    consultation = await owned_consultation(session, owner.subject, job.consultation_id)
    version = await version_of_job(session, job.id)
    if version is None:
        raise NotFound
    record(session, owner.subject, "note.read", ("consultation", consultation.id))
    note = as_text(version)
    return Summary(
        consultation_id=consultation.id,
        transcript=_as_text(await utterances_of(session, consultation.id), language),
        note=note,
        summary=note,
        sections=[section_view(section) for section in version.sections],
        open_findings=sum(row.state is FindingState.OPEN for row in version.findings),
        unfollowed=version.unfollowed,
    )


def _as_text(transcript: tuple[Utterance, ...], language: Language) -> str:
    return "\n".join(f"{message(f'speaker.{one.speaker.value}', language)}: {one.text}" for one in transcript)
