"""Consultations as the API shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from medic_scribe.consultations.models import Status
from medic_scribe.edge.schemas import Key, Moment, Name, Passage, Schema
from medic_scribe.messages import Language

ConsentGiver = Literal["patient", "representative"]
ConsentMethod = Literal["verbal", "written", "digital"]


class Consent(Schema):
    """They agreed to be recorded: who, how, and when (now, if left out)."""

    model_config = ConfigDict(json_schema_extra={"example": {"method": "verbal"}})

    by: ConsentGiver = "patient"
    method: ConsentMethod
    at: Moment | None = None


class NewConsultation(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "patient_label": "Consulta de las 10:30",
                "template": "soap",
                "instruction": "Destaque los cambios de medicación.",
                "consent": {"method": "verbal"},
            }
        }
    )

    patient_label: Name = Field("", description="How the clinician finds it again. Avoid the patient's name.")
    template: Key | None = Field(None, description="A template's key; the clinician's default if left out.")
    instruction: Passage = Field("", description="The clinician's own wish for this note.")
    language: Language = "es"
    consent: Consent | None = None


class ConsultationChange(Schema):
    """What is left out stays as it is."""

    model_config = ConfigDict(json_schema_extra={"example": {"patient_label": "Revisión de diabetes"}})

    patient_label: Name | None = None
    template: Key | None = None
    instruction: Passage | None = None
    consent: Consent | None = None


class Words(Schema):
    """What to look for: in a body, since a patient's name may be among it and proxies log addresses."""

    model_config = ConfigDict(json_schema_extra={"example": {"text": "dolor torácico"}})

    text: Name = Field(description="Words of the label, the transcript or the note.")


class Failure(Schema):
    """Why it stopped. `code` is for programs, `message` for people; `retry`: trying again may help."""

    code: str
    message: str
    retry: bool


class ConsultationView(Schema):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "1f6d8a52-7f5e-4a40-9a34-1f0f5f3c2c11",
                "patient_label": "Revisión de diabetes",
                "status": "ready",
                "failure": None,
                "template": "soap",
                "instruction": "",
                "language": "es",
                "consent": {"by": "patient", "method": "verbal", "at": "2026-03-02T09:29:40Z"},
                "seconds": 257.4,
                "created_at": "2026-03-02T09:30:00Z",
                "updated_at": "2026-03-02T09:36:12Z",
            }
        }
    )

    id: str
    patient_label: str
    status: Status
    failure: Failure | None
    template: str
    instruction: str
    language: str
    consent: Consent | None
    seconds: Annotated[float | None, Field(description="Length of the recording, known once decoded.")]
    created_at: datetime
    updated_at: datetime


class ConsultationPage(Schema):
    """`next` asks for the following page: send it as `cursor`. Null on the last one."""

    items: list[ConsultationView]
    next: str | None
