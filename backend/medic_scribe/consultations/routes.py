"""Consultations: make, find, read, change, delete, try again."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BeforeValidator
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.accounts.service import profile_of
from medic_scribe.audit.service import record
from medic_scribe.consultations.listing import Search, list_consultations
from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.consultations.removal import delete_consultations, remove_files_soon
from medic_scribe.consultations.schemas import (
    Consent,
    ConsultationChange,
    ConsultationPage,
    ConsultationView,
    NewConsultation,
    Words,
)
from medic_scribe.consultations.service import create_consultation, owned_consultation, request_note
from medic_scribe.consultations.views import consultation_view, view_of
from medic_scribe.database.base import now
from medic_scribe.edge.dependencies import (
    Auditing,
    Caller,
    CallersLanguage,
    ConsultationId,
    OwnConsultation,
    OwnConsultationToRead,
    State,
    Writing,
    audited,
)
from medic_scribe.edge.responses import problems
from medic_scribe.errors import BadRequest, Conflict, NoteSigned
from medic_scribe.identity.contract import Principal
from medic_scribe.messages import Language
from medic_scribe.templates.lookup import asked_template

router = APIRouter(prefix="/v1/consultations", tags=["consultations"], responses=problems(401, 422))
# Below /v1/consultations it would be taken for a consultation's id.
searching = APIRouter(prefix="/v1/search", tags=["consultations"], responses=problems(401, 422))


def _iso(day: object) -> object:
    """Pydantic would take a number for a day as well."""
    return date.fromisoformat(day) if isinstance(day, str) else day


Day = Annotated[date, BeforeValidator(_iso)]


def _zone(zone: Annotated[str, Query(max_length=64, examples=["Europe/Madrid"])] = "UTC") -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadRequest(field="zone") from None


def _narrowed(
    zone: Annotated[ZoneInfo, Depends(_zone)],
    day: Annotated[Day | None, Query(description="One day, in `zone`.", examples=["2026-03-02"])] = None,
    status: Status | None = None,
) -> Search:
    return Search(day=day, zone=zone, status=status)


Narrowed = Annotated[Search, Depends(_narrowed)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Which part of a list."""

    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the page before.")] = None
    limit: Annotated[int, Query(ge=1, le=100)] = 30


Part = Annotated[_Part, Depends()]


@router.post("", status_code=201)
async def create(
    request: Request,
    response: Response,
    caller: Caller,
    language: CallersLanguage,
    session: Writing,
    new: NewConsultation,
) -> ConsultationView:
    user = await profile_of(session, caller)
    template = await asked_template(session, user.id, new.template or user.default_template)
    consultation = await create_consultation(
        session,
        user.id,
        template=template.key,
        instruction=new.instruction,
        language=new.language,
        patient_label=new.patient_label,
    )
    _set_consent(consultation, new.consent)
    audited(session, caller, "consultation.created", consultation)
    response.headers["Location"] = f"{request.url.path}/{consultation.id}"
    return await consultation_view(session, consultation, language)


@router.get("")
async def list_own(
    caller: Caller, language: CallersLanguage, session: Auditing, search: Narrowed, part: Part
) -> ConsultationPage:
    """Newest first."""
    return await _page(session, caller, language, search, part)


@searching.post("")
async def find(
    caller: Caller, language: CallersLanguage, session: Auditing, search: Narrowed, part: Part, words: Words
) -> ConsultationPage:
    """Those that mention all the words, newest first. Pages as `GET /v1/consultations` does."""
    return await _page(session, caller, language, replace(search, text=words.text), part)


@router.get("/{consultation_id}", responses=problems(404))
async def read(
    caller: Caller, language: CallersLanguage, session: Auditing, consultation: OwnConsultationToRead
) -> ConsultationView:
    audited(session, caller, "consultation.read", consultation)
    return await consultation_view(session, consultation, language)


@router.patch("/{consultation_id}", responses=problems(404, 409))
async def change(
    caller: Caller,
    language: CallersLanguage,
    session: Writing,
    consultation: OwnConsultation,
    change: ConsultationChange,
) -> ConsultationView:
    """The template and the instruction apply to what is written from now on."""
    if consultation.status is Status.SIGNED and (change.template or change.instruction is not None):
        raise NoteSigned
    if change.patient_label is not None:
        consultation.patient_label = change.patient_label
    if change.template:
        consultation.template = (await asked_template(session, caller.subject, change.template)).key
    if change.instruction is not None:
        consultation.instruction = change.instruction
    _set_consent(consultation, change.consent)
    audited(session, caller, "consultation.changed", consultation)
    return await consultation_view(session, consultation, language)


@router.delete("/{consultation_id}", status_code=204, responses=problems(404))
async def delete(state: State, caller: Caller, consultation_id: ConsultationId) -> Response:
    """With its audio, transcript and notes: for good. That it was deleted stays in the audit trail."""
    wiring = state.wiring
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id), lock=True)
        deletions = await delete_consultations(session, [consultation.id])
        audited(session, caller, "consultation.deleted", consultation)
    await remove_files_soon(wiring.parts, deletions)
    return Response(status_code=204)


@router.post("/{consultation_id}/retry", status_code=202, responses=problems(404, 409))
async def retry(
    state: State, caller: Caller, language: CallersLanguage, consultation_id: ConsultationId
) -> ConsultationView:
    """Another try after a failure: it goes on from what was saved."""
    wiring = state.wiring
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id), lock=True)
        if consultation.status is not Status.FAILED:
            raise Conflict
        job = await request_note(session, consultation, author_id=caller.subject)
        audited(session, caller, "consultation.retried", consultation)
        view = await consultation_view(session, consultation, language)
    await wiring.pipeline.submit(job.id)
    return view


async def _page(
    session: AsyncSession, caller: Principal, language: Language, search: Search, part: _Part
) -> ConsultationPage:
    page = await list_consultations(session, caller.subject, search, cursor=part.cursor, limit=part.limit)
    record(session, caller.subject, "consultations.listed", ("user", caller.subject), count=len(page.items))
    items = [view_of(one.consultation, one.seconds, language) for one in page.items]
    return ConsultationPage(items=items, next=page.next)


def _set_consent(consultation: Consultation, consent: Consent | None) -> None:
    if consent:
        consultation.consent_by = consent.by
        consultation.consent_method = consent.method
        consultation.consent_at = consent.at or now()
