"""A note and its findings as the API shows them."""

from collections.abc import Iterable

from medic_scribe.consultations.models import Consultation
from medic_scribe.messages import Language, message
from medic_scribe.notes.models import FindingRow, FindingState, NoteVersion, SectionDraft, SectionRow
from medic_scribe.notes.schemas import (
    DraftSection,
    DraftStatement,
    EvidenceView,
    FindingView,
    NoteDraftView,
    NoteView,
    NoticeView,
    SectionView,
    StatementView,
    VersionView,
)


def note_view(consultation: Consultation, version: NoteVersion, language: Language) -> NoteView:
    notice = version.notice and NoticeView(
        code=version.notice, message=message(f"notice.{version.notice}", language)
    )
    return NoteView(
        consultation_id=version.consultation_id,
        version=version.number,
        origin=version.origin,
        engine=version.engine,
        notice=notice or None,
        template=version.template,
        instruction=version.instruction,
        unfollowed=version.unfollowed,
        sections=[section_view(section) for section in version.sections],
        open_findings=sum(row.state is FindingState.OPEN for row in version.findings),
        stale=version.transcript_version < consultation.transcript_version,
        created_at=version.created_at,
        signed_at=version.signed_at,
        signed_by=version.signed_by,
    )


def draft_view(drafts: Iterable[SectionDraft]) -> NoteDraftView:
    return NoteDraftView(
        sections=[
            DraftSection(
                key=draft.key,
                title=draft.title,
                statements=[
                    DraftStatement(text=one["text"], evidence=_evidence(one["evidence"]))
                    for one in draft.statements
                ],
            )
            for draft in drafts
        ]
    )


def section_view(section: SectionRow) -> SectionView:
    return SectionView(
        key=section.key,
        title=section.title,
        statements=[
            StatementView(id=row.id, text=row.text, evidence=_evidence(row.evidence), origin=row.origin)
            for row in section.statements
        ],
    )


def finding_view(row: FindingRow, language: Language) -> FindingView:
    return FindingView(
        id=row.id,
        kind=row.kind,
        code=row.code,
        message=message(f"finding.{row.code}", language, quote=row.quote),
        quote=row.quote,
        evidence=_evidence(row.evidence),
        statement_id=row.statement_id,
        span=(row.span[0], row.span[1]) if row.span else None,
        state=row.state,
        reason=row.reason,
    )


def version_view(version: NoteVersion) -> VersionView:
    return VersionView(
        version=version.number,
        origin=version.origin,
        template=version.template,
        created_at=version.created_at,
        signed_at=version.signed_at,
    )


def _evidence(saved: list[list[int]]) -> list[EvidenceView]:
    return [
        EvidenceView(utterance_id=utterance_id, first=first, last=last) for utterance_id, first, last in saved
    ]
