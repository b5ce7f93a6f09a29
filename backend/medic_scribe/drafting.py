"""A note before it is whole: what it is asked for, sections that are shown as they come, and drafts ahead."""

import asyncio
from collections.abc import Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Job
from medic_scribe.jobs import consultation_of, job_of, tell, vocabulary_of
from medic_scribe.notes.drafts import save_section
from medic_scribe.speech.contract import Utterance
from medic_scribe.templates.lookup import find_template
from medic_scribe.workbench import Parts
from medic_scribe.writing.contract import NoteEngine, NoteRequest, Section, TemplateSpec


async def request_of(
    session: AsyncSession, job: Job, consultation: Consultation, utterances: Sequence[Utterance]
) -> NoteRequest:
    owner, language = consultation.owner_id, consultation.language
    template = await find_template(session, owner, job.template, language)
    if job.section:
        only = tuple(section for section in template.sections if section.key == job.section)
        template = TemplateSpec(template.key, template.title, only)
    return NoteRequest(utterances, template, job.instruction, language, await vocabulary_of(session, owner))


async def draft_ahead(parts: Parts, job: Job, utterances: tuple[Utterance, ...]) -> None:
    """Writes and checks the note as far as the consultation has come, and keeps nothing of it.

    What was read once is known in the worker that will write the note, so that a long consultation's is
    written about as soon as a short one's. Not where each draft is paid for, in another's cloud.
    """
    if parts.note_engine.here:
        return
    async with parts.database.reading() as session:
        consultation = await consultation_of(session, job)
        request = await request_of(session, job, consultation, utterances)
    draft = await parts.note_engine.call(NoteEngine.write, request, None)
    await parts.writing.run(parts.check, draft.sections, utterances)


def showing_sections(parts: Parts, job_id: str) -> Callable[[Section], None] | None:
    """For the note engine to call with each section, from its thread; it returns when that is saved.

    None where the engine is in another process, out of which no call leads back.
    """
    if not parts.note_engine.here:
        return None
    loop = asyncio.get_running_loop()

    def show(section: Section) -> None:
        asyncio.run_coroutine_threadsafe(_show(parts, job_id, section), loop).result()

    return show


async def _show(parts: Parts, job_id: str, section: Section) -> None:
    """The event holds the section's key and no word of it. Raises `NotFound` where all was deleted."""
    async with parts.database.writing() as session:
        job = await job_of(session, job_id)
        consultation = await consultation_of(session, job)
        await save_section(session, job, section)
        await tell(session, consultation, "section", key=section.key)
