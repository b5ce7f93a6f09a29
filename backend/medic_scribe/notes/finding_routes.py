"""Findings of the safety check: what to look at before signing, and settling it."""

from typing import Annotated

from fastapi import APIRouter, Path

from medic_scribe.consultations.models import Consultation
from medic_scribe.edge.dependencies import (
    Auditing,
    Caller,
    CallersLanguage,
    OwnConsultation,
    OwnConsultationToRead,
    Writing,
    audited,
)
from medic_scribe.edge.responses import problems
from medic_scribe.notes import editing
from medic_scribe.notes.findings import settle_finding
from medic_scribe.notes.models import FindingState
from medic_scribe.notes.schemas import Dismissal, FindingList, FindingView
from medic_scribe.notes.views import finding_view

router = APIRouter(
    prefix="/v1/consultations/{consultation_id}/findings",
    tags=["findings"],
    responses=problems(401, 404, 409, 422),
)

FindingId = Annotated[int, Path(ge=1, le=2**53)]


@router.get("")
async def list_findings(
    caller: Caller, language: CallersLanguage, session: Auditing, consultation: OwnConsultationToRead
) -> FindingList:
    """Those of the note as it stands, settled ones included."""
    version = await editing.note_of(session, consultation)
    audited(session, caller, "findings.read", consultation)
    return FindingList(items=[finding_view(row, language) for row in version.findings])


@router.post("/{finding_id}/resolve")
async def resolve_finding(
    caller: Caller,
    language: CallersLanguage,
    session: Writing,
    consultation: OwnConsultation,
    finding_id: FindingId,
) -> FindingView:
    """The clinician has put it right."""
    return await _settled(session, caller, language, consultation, finding_id, FindingState.RESOLVED)


@router.post("/{finding_id}/dismiss")
async def dismiss_finding(
    caller: Caller,
    language: CallersLanguage,
    session: Writing,
    consultation: OwnConsultation,
    finding_id: FindingId,
    dismissal: Dismissal,
) -> FindingView:
    """It may stay as it is, for a reason that is kept with the note."""
    return await _settled(
        session, caller, language, consultation, finding_id, FindingState.DISMISSED, dismissal.reason
    )


async def _settled(
    session: Writing,
    caller: Caller,
    language: CallersLanguage,
    consultation: Consultation,
    finding_id: int,
    state: FindingState,
    reason: str = "",
) -> FindingView:
    version = await editing.note_of(session, consultation)
    editing.may_change(consultation, version)
    row = settle_finding(version, finding_id, state, caller.subject, reason)
    audited(session, caller, f"finding.{state.value}", consultation)
    return finding_view(row, language)
