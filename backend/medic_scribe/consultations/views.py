"""A consultation as its owner sees it."""

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation
from medic_scribe.consultations.schemas import Consent, ConsultationView, Failure
from medic_scribe.errors import error_of
from medic_scribe.messages import Language, message
from medic_scribe.recordings.models import Recording


async def consultation_view(
    session: AsyncSession, consultation: Consultation, language: Language
) -> ConsultationView:
    await session.flush()  # which says when it was changed
    recording = await session.get(Recording, consultation.id)
    return view_of(consultation, recording.seconds if recording else None, language)


def view_of(consultation: Consultation, seconds: float | None, language: Language) -> ConsultationView:
    return ConsultationView(
        id=consultation.id,
        patient_label=consultation.patient_label,
        status=consultation.status,
        failure=failure_view(consultation.failure, language) if consultation.failure else None,
        template=consultation.template,
        instruction=consultation.instruction,
        language=consultation.language,
        consent=_consent(consultation),
        seconds=seconds,
        created_at=consultation.created_at,
        updated_at=consultation.updated_at,
    )


def failure_view(code: str, language: Language) -> Failure:
    error = error_of(code)
    return Failure(
        code=error.code(), message=message(f"error.{error.code()}.detail", language), retry=error.retry
    )


def _consent(consultation: Consultation) -> Consent | None:
    if consultation.consent_method is None or consultation.consent_at is None:
        return None
    return Consent.model_construct(
        by=consultation.consent_by or "patient",
        method=consultation.consent_method,
        at=consultation.consent_at,
    )
