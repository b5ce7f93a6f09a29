"""Trying a template out before it is kept: the note it would make of a consultation. Nothing is saved."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from medic_scribe.audit.service import record
from medic_scribe.consultations.service import owned_consultation
from medic_scribe.edge.dependencies import Caller, State
from medic_scribe.edge.responses import problems
from medic_scribe.edge.schemas import Passage, Schema
from medic_scribe.errors import NotReady
from medic_scribe.identity.contract import Principal
from medic_scribe.speech.contract import Utterance
from medic_scribe.templates.sample import LANGUAGE, sample_transcript
from medic_scribe.templates.schemas import NewTemplate
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.wiring import Wiring
from medic_scribe.writing.contract import NoteEngine, NoteRequest, TemplateSpec

router = APIRouter(prefix="/v1/templates", tags=["templates"])


class TemplateTrial(NewTemplate):
    """A template as it stands on the page, and what to try it on."""

    instruction: Passage = ""
    consultation_id: Annotated[
        UUID | None, Field(description="One's own; without it, the sample consultation.")
    ] = None


class PreviewSection(Schema):
    key: str
    title: str
    lines: list[str]


class TemplatePreview(Schema):
    """`unfollowed` are the parts of the instruction that the engine could not follow."""

    sections: list[PreviewSection]
    unfollowed: list[str]


@router.post("/preview", responses=problems(401, 404, 409, 422, 503))
async def preview_template(state: State, caller: Caller, trial: TemplateTrial) -> TemplatePreview:
    wiring = state.wiring
    utterances, language = await _transcript(wiring, caller, trial.consultation_id)
    template = TemplateSpec("preview", trial.title, trial.specs())
    request = NoteRequest(utterances, template, trial.instruction, language)
    draft = await wiring.parts.note_engine.call(NoteEngine.write, request)
    return TemplatePreview(
        sections=[
            PreviewSection(
                key=section.key,
                title=section.title,
                lines=[statement.text for statement in section.statements],
            )
            for section in draft.sections
        ],
        unfollowed=list(draft.unfollowed),
    )


async def _transcript(
    wiring: Wiring, caller: Principal, consultation_id: UUID | None
) -> tuple[tuple[Utterance, ...], str]:
    """Raises `NotFound`, and `NotReady` where the consultation has no transcript yet."""
    if consultation_id is None:
        return sample_transcript(), LANGUAGE
    async with wiring.database.writing() as session:
        consultation = await owned_consultation(session, caller.subject, str(consultation_id))
        if not consultation.transcript_version:
            raise NotReady
        record(session, caller.subject, "transcript.read", ("consultation", consultation.id))
        return await utterances_of(session, consultation.id), consultation.language
