"""Notes: saving drafts and findings as versions, reading them back as the engines' own types."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Job
from medic_scribe.notes.models import FindingRow, NoteVersion, Origin, SectionDraft, SectionRow, StatementRow
from medic_scribe.writing.contract import Draft, Evidence, Finding, Section, Statement


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


async def next_number(session: AsyncSession, consultation_id: str) -> int:
    last = await session.scalar(
        select(func.max(NoteVersion.number)).where(NoteVersion.consultation_id == consultation_id)
    )
    return (last or 0) + 1


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
        number=await next_number(session, job.consultation_id),
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


def evidenced_sections(version: NoteVersion) -> tuple[Section, ...]:
    """The note as the engines' types. What a clinician added without evidence is theirs, and left out."""
    return tuple(
        Section(
            section.key,
            section.title,
            tuple(
                Statement(row.text, evidence_from_json(row.evidence), row.topic)
                for row in _evidenced(section)
            ),
        )
        for section in version.sections
    )


def save_findings(version: NoteVersion, findings: Iterable[Finding]) -> None:
    """Findings name their statement by its place in `evidenced_sections(version)`."""
    statements = {
        (section.key, place): row.id
        for section in version.sections
        for place, row in enumerate(_evidenced(section))
    }
    version.findings.extend(
        FindingRow(
            statement_id=statements[finding.statement] if finding.statement else None,
            kind=finding.kind,
            code=finding.code,
            quote=finding.quote,
            evidence=evidence_as_json(finding.evidence),
            span=list(finding.span) if finding.span else None,
        )
        for finding in findings
    )


def evidence_as_json(evidence: Iterable[Evidence]) -> list[list[int]]:
    return [[item.utterance_id, item.first, item.last] for item in evidence]


def evidence_from_json(saved: Iterable[Sequence[int]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(*fields) for fields in saved)


def _evidenced(section: SectionRow) -> list[StatementRow]:
    return [row for row in section.statements if row.evidence]
