"""A note in the making: its sections, saved as the engine writes them, for whoever waits to read along."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Job
from medic_scribe.notes.evidence import evidence_as_json
from medic_scribe.notes.models import SectionDraft
from medic_scribe.writing.contract import Section


async def save_section(session: AsyncSession, job: Job, section: Section) -> None:
    """In the place of what there was of it. The order is that in which sections first come."""
    known = {draft.key: draft for draft in await _drafts(session, job.id)}
    draft = known.get(section.key)
    if draft is None:
        draft = SectionDraft(
            job_id=job.id, key=section.key, consultation_id=job.consultation_id, position=len(known)
        )
        session.add(draft)
    draft.title = section.title
    draft.statements = [
        {"text": statement.text, "evidence": evidence_as_json(statement.evidence)}
        for statement in section.statements
    ]


async def sections_in_the_making(session: AsyncSession, consultation_id: str) -> Sequence[SectionDraft]:
    """Of the job that is at work; none where no note is being written."""
    found = await session.scalars(
        select(SectionDraft)
        .join(Job, Job.id == SectionDraft.job_id)
        .where(SectionDraft.consultation_id == consultation_id, Job.finished_at.is_(None))
        .order_by(SectionDraft.position)
    )
    return found.all()


async def _drafts(session: AsyncSession, job_id: str) -> Sequence[SectionDraft]:
    return (await session.scalars(select(SectionDraft).where(SectionDraft.job_id == job_id))).all()
