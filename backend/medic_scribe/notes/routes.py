"""The note: read, edit, rewrite, sign, add to; its history and its files."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from medic_scribe.checking import check_note, findings_of
from medic_scribe.consultations.schemas import ConsultationView
from medic_scribe.consultations.service import owned_consultation, request_note
from medic_scribe.consultations.views import consultation_view
from medic_scribe.edge.dependencies import (
    Auditing,
    Caller,
    CallersLanguage,
    ConsultationId,
    ExpectedVersion,
    OwnConsultationToRead,
    State,
    audited,
    etag,
)
from medic_scribe.edge.responses import problems
from medic_scribe.errors import BadRequest
from medic_scribe.messages import message
from medic_scribe.notes import editing
from medic_scribe.notes.drafts import sections_in_the_making
from medic_scribe.notes.editing import SectionText, StatementText
from medic_scribe.notes.files import as_json, as_markdown, as_text
from medic_scribe.notes.filing import file_soon
from medic_scribe.notes.schemas import (
    NewAddendum,
    NoteDraftView,
    NoteEdit,
    NoteView,
    Regeneration,
    VersionList,
)
from medic_scribe.notes.views import draft_view, note_view, version_view
from medic_scribe.notifications.outbox import publish
from medic_scribe.templates.lookup import asked_template
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.writing.contract import Evidence

router = APIRouter(
    prefix="/v1/consultations/{consultation_id}/note", tags=["notes"], responses=problems(401, 404, 409, 422)
)

VersionNumber = Annotated[int, Path(ge=1, le=1_000_000)]
Format = Literal["text", "markdown", "json"]

MEDIA_TYPES: dict[Format, str] = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "json": "application/json",
}
EXTENSIONS: dict[Format, str] = {"text": "txt", "markdown": "md", "json": "json"}


@router.get("")
async def read_note(
    response: Response,
    caller: Caller,
    language: CallersLanguage,
    session: Auditing,
    consultation: OwnConsultationToRead,
) -> NoteView:
    """The note as it stands. Send its `ETag` as `If-Match` to change or sign it."""
    version = await editing.note_of(session, consultation)
    audited(session, caller, "note.read", consultation)
    response.headers["ETag"] = etag(version.number)
    return note_view(consultation, version, language)


@router.get("/draft")
async def read_draft(caller: Caller, session: Auditing, consultation: OwnConsultationToRead) -> NoteDraftView:
    """What is written so far of a note in the making, or nothing. An event `section` tells of more."""
    drafts = await sections_in_the_making(session, consultation.id)
    audited(session, caller, "note.draft_read", consultation)
    return draft_view(drafts)


@router.put("", responses=problems(412, 428))
async def edit_note(
    state: State,
    response: Response,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
    expected: ExpectedVersion,
    edit: NoteEdit,
) -> NoteView:
    """The whole note as it shall be. It is checked against the transcript; what was settled stays so."""
    wiring, identifier = state.wiring, str(consultation_id)
    async with wiring.database.reading() as session:
        consultation = await owned_consultation(session, caller.subject, identifier)
        current = await editing.note_of(session, consultation)
        transcript = await utterances_of(session, identifier)
    editing.may_change(consultation, current, expected)
    version = editing.edited(current, _sections(edit), caller.subject, transcript)
    found = await findings_of(wiring.parts, version, transcript)
    checked_against = consultation.transcript_version
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, identifier, lock=True)
        current = await editing.note_of(session, consultation)
        editing.may_change(consultation, current, expected)
        await editing.save_edit(session, current, version, found)
        if consultation.transcript_version != checked_against:
            version.checked_at = None
        audited(session, caller, "note.edited", consultation)
        await publish(session, caller.subject, identifier, "note_changed", {"version": version.number})
        view = note_view(consultation, version, language)
    if version.checked_at is None:
        await wiring.pipeline.submit_check(identifier)
    await file_soon(wiring.database, wiring.notes, version.consultation_id)
    response.headers["ETag"] = etag(version.number)
    return view


@router.post("/regenerate", status_code=202)
async def regenerate(
    state: State,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
    wish: Regeneration,
) -> ConsultationView:
    """Written again from the transcript as it stands. `summary_ready` tells when; the old version stays."""
    wiring = state.wiring
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id), lock=True)
        current = await editing.note_of(session, consultation)
        template = wish.template or current.template
        spec = await asked_template(session, caller.subject, template, consultation.language)
        if wish.section and wish.section not in {section.key for section in spec.sections}:
            raise BadRequest(field="section")
        job = await request_note(
            session,
            consultation,
            author_id=caller.subject,
            template=template,
            instruction=wish.instruction,
            section=wish.section,
        )
        audited(session, caller, "note.regenerated", consultation)
        view = await consultation_view(session, consultation, language)
    await wiring.pipeline.submit(job.id)
    return view


@router.post("/sign", responses=problems(412, 428))
async def sign_note(
    state: State,
    response: Response,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
    expected: ExpectedVersion,
) -> NoteView:
    """Lock the version that was read. Refused while findings are open (`findings_open`).

    After a correction of the transcript it is checked first, if that has not been done yet.
    """
    wiring = state.wiring
    async with wiring.database.reading() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id))
        editing.may_change(consultation, await editing.note_of(session, consultation), expected)
    await check_note(wiring.parts, consultation.id)
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, consultation.id, lock=True)
        version = await editing.note_of(session, consultation)
        editing.may_change(consultation, version, expected)
        editing.sign(consultation, version, caller.subject)
        audited(session, caller, "note.signed", consultation)
        await publish(session, caller.subject, consultation.id, "note_signed", {"version": version.number})
        view = note_view(consultation, version, language)
    await file_soon(wiring.database, wiring.notes, version.consultation_id)
    response.headers["ETag"] = etag(version.number)
    return view


@router.post("/addenda", status_code=201)
async def add_addendum(
    state: State,
    response: Response,
    caller: Caller,
    language: CallersLanguage,
    consultation_id: ConsultationId,
    addendum: NewAddendum,
) -> NoteView:
    """After signing: that version stays as it was, and one with the addendum is signed at once."""
    wiring = state.wiring
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id), lock=True)
        current = await editing.note_of(session, consultation)
        title = message("note.addendum", consultation.language)
        version = await editing.add_addendum(session, current, title, addendum.text, caller.subject)
        audited(session, caller, "note.addendum_added", consultation)
        await publish(session, caller.subject, consultation.id, "note_signed", {"version": version.number})
        view = note_view(consultation, version, language)
    await file_soon(wiring.database, wiring.notes, version.consultation_id)
    response.headers["ETag"] = etag(version.number)
    return view


@router.get("/versions")
async def list_versions(
    caller: Caller, session: Auditing, consultation: OwnConsultationToRead
) -> VersionList:
    """The history, newest first."""
    audited(session, caller, "note.history_read", consultation)
    found = await editing.versions_of(session, consultation)
    return VersionList(items=[version_view(version) for version in found])


@router.get("/versions/{number}")
async def read_version(
    caller: Caller,
    language: CallersLanguage,
    session: Auditing,
    consultation: OwnConsultationToRead,
    number: VersionNumber,
) -> NoteView:
    version = await editing.version_numbered(session, consultation, number)
    audited(session, caller, "note.read", consultation)
    return note_view(consultation, version, language)


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}}},
)
async def export_note(
    caller: Caller,
    session: Auditing,
    consultation: OwnConsultationToRead,
    format: Annotated[Format, Query()] = "text",
) -> Response:
    """For the medical record: to be pasted, kept or read by a program."""
    version = await editing.note_of(session, consultation)
    audited(session, caller, "note.exported", consultation)
    written = {"text": as_text, "markdown": as_markdown, "json": as_json}[format](version)
    headers = {"Content-Disposition": f'attachment; filename="{consultation.id}.{EXTENSIONS[format]}"'}
    return Response(written, headers=headers, media_type=MEDIA_TYPES[format])


def _sections(edit: NoteEdit) -> tuple[SectionText, ...]:
    return tuple(
        SectionText(
            section.key,
            section.title,
            tuple(
                StatementText(
                    statement.text,
                    statement.id,
                    tuple(Evidence(one.utterance_id, one.first, one.last) for one in statement.evidence),
                )
                for statement in section.statements
            ),
        )
        for section in edit.sections
    )
