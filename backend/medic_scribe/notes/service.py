"""Notes: their versions, and saving drafts as such."""

from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from medic_scribe.consultations.models import Job
from medic_scribe.notes.evidence import evidence_as_json
from medic_scribe.notes.findings import save_findings
from medic_scribe.notes.models import NoteVersion, Origin, SectionDraft, SectionRow, StatementRow
from medic_scribe.writing.contract import Draft, Section


async def current_version(session: AsyncSession, consultation_id: str) -> NoteVersion | None:
    """The note as it stands, with its sections, statements and findings."""
    return await session.scalar(
        select(NoteVersion)
        .where(NoteVersion.consultation_id == consultation_id)
        .order_by(NoteVersion.number.desc())
        .limit(1)
    )


async def version_of_job(session: AsyncSession, job_id: str) -> NoteVersion | None:
    return await session.scalar(select(NoteVersion).where(NoteVersion.job_id == job_id))


async def needs_checking(session: AsyncSession, consultation_id: str) -> None:
    """The note as it stands, if there is one: its transcript is not what it was checked against."""
    if version := await current_version(session, consultation_id):
        version.checked_at = None


async def notes_to_check(session: AsyncSession) -> list[str]:
    """The consultations whose note as it stands was corrected under and not checked since."""
    return await _notes_without(session, NoteVersion.checked_at)


async def notes_to_file(session: AsyncSession) -> list[str]:
    """The consultations whose note as it stands is not in its files yet."""
    return await _notes_without(session, NoteVersion.filed_at)


async def _notes_without(session: AsyncSession, mark: InstrumentedAttribute[datetime | None]) -> list[str]:
    newer = aliased(NoteVersion)
    is_newest = ~exists().where(
        newer.consultation_id == NoteVersion.consultation_id, newer.number > NoteVersion.number
    )
    waiting = select(NoteVersion.consultation_id).where(
        mark.is_(None), NoteVersion.published_at.is_not(None), is_newest
    )
    return list(await session.scalars(waiting))


async def save_draft(
    session: AsyncSession, job: Job, draft: Draft, engine: str, transcript_version: int
) -> NoteVersion:
    """A new version for the job. One section's draft takes that section's place in the note as it stands."""
    sections = [section_row(position, section) for position, section in enumerate(draft.sections)]
    if job.section and (current := await current_version(session, job.consultation_id)):
        redrafted = {section.key: section for section in sections}
        sections = [redrafted.get(old.key) or copied(old) for old in current.sections]
        for position, section in enumerate(sections):
            section.position = position
    version = NoteVersion(
        consultation_id=job.consultation_id,
        number=await _next_number(session, job.consultation_id),
        origin=Origin.ENGINE,
        engine=draft.engine or engine,
        notice=draft.notice,
        author_id=job.author_id,
        template=job.template,
        instruction=job.instruction,
        unfollowed=list(draft.unfollowed),
        transcript_version=transcript_version,
        job_id=job.id,
        sections=sections,
        findings=[],
    )
    session.add(version)
    await session.flush()
    save_findings(version, draft.findings)
    await session.execute(delete(SectionDraft).where(SectionDraft.consultation_id == job.consultation_id))
    return version


async def _next_number(session: AsyncSession, consultation_id: str) -> int:
    last = await session.scalar(
        select(func.max(NoteVersion.number)).where(NoteVersion.consultation_id == consultation_id)
    )
    return (last or 0) + 1


def section_row(position: int, section: Section) -> SectionRow:
    return SectionRow(
        position=position,
        key=section.key,
        title=section.title,
        statements=[
            StatementRow(
                position=place,
                text=statement.text,
                topic=statement.topic,
                evidence=evidence_as_json(statement.evidence),
                origin=Origin.ENGINE,
            )
            for place, statement in enumerate(section.statements)
        ],
    )


def copied(section: SectionRow) -> SectionRow:
    """The same section for another version."""
    return SectionRow(
        position=section.position,
        key=section.key,
        title=section.title,
        statements=[
            StatementRow(
                position=row.position,
                text=row.text,
                topic=row.topic,
                evidence=list(row.evidence),
                origin=row.origin,
            )
            for row in section.statements
        ],
    )
