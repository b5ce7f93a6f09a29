"""What a clinician does with a note: change it, sign it, add to it afterwards.

Nothing is overwritten. Every change is a new version, and the old ones stay in the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.database.base import now
from medic_scribe.errors import (
    BadRequest,
    Conflict,
    EditConflict,
    FindingsOpen,
    NoteSigned,
    NotFound,
    NotReady,
)
from medic_scribe.notes.evidence import evidence_as_json
from medic_scribe.notes.findings import carry_over, copied_finding, save_findings
from medic_scribe.notes.models import FindingState, NoteVersion, Origin, SectionRow, StatementRow
from medic_scribe.notes.service import copied, current_version
from medic_scribe.speech.contract import Utterance
from medic_scribe.writing.contract import Evidence, Finding

ADDENDUM = "addendum"


@dataclass(frozen=True, slots=True)
class StatementText:
    """`kept` is the id of the statement that this was, or None for a new one with `evidence` of its own."""

    text: str
    kept: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionText:
    key: str
    title: str
    statements: tuple[StatementText, ...]


async def note_of(session: AsyncSession, consultation: Consultation) -> NoteVersion:
    """The note as it stands. Raises `NotReady` where there is none yet."""
    version = await current_version(session, consultation.id)
    if version is None:
        raise NotReady
    return version


async def versions_of(session: AsyncSession, consultation: Consultation) -> Sequence[NoteVersion]:
    """The history, newest first."""
    found = await session.scalars(
        select(NoteVersion)
        .where(NoteVersion.consultation_id == consultation.id)
        .order_by(NoteVersion.number.desc())
    )
    return found.all()


async def version_numbered(session: AsyncSession, consultation: Consultation, number: int) -> NoteVersion:
    found = await session.scalar(
        select(NoteVersion).where(
            NoteVersion.consultation_id == consultation.id, NoteVersion.number == number
        )
    )
    if found is None:
        raise NotFound
    return found


def may_change(consultation: Consultation, current: NoteVersion, expected: int | None = None) -> None:
    """Raises `NoteSigned`, `NotReady` while it is written, `EditConflict` if it is not the `expected`."""
    if consultation.status is Status.SIGNED or current.signed_at:
        raise NoteSigned
    if consultation.status in (Status.TRANSCRIBING, Status.WRITING):
        raise NotReady
    if expected is not None and expected != current.number:
        raise EditConflict


def edited(
    current: NoteVersion, sections: Iterable[SectionText], author_id: str, transcript: Sequence[Utterance]
) -> NoteVersion:
    """The next version, not yet saved. Raises `BadRequest` for statements or evidence that are not there."""
    old = {row.id: row for section in current.sections for row in section.statements}
    rows = [
        SectionRow(
            position=position,
            key=section.key,
            title=section.title,
            statements=[
                _statement(place, statement, old, transcript)
                for place, statement in enumerate(section.statements)
            ],
        )
        for position, section in enumerate(sections)
    ]
    if len({row.key for row in rows}) < len(rows):
        raise BadRequest(field="sections")
    return _next(current, author_id, rows)


async def save_edit(
    session: AsyncSession, current: NoteVersion, version: NoteVersion, found: Iterable[Finding]
) -> NoteVersion:
    """Save what `edited` made, with what the check `found` in it. What was settled stays settled."""
    session.add(version)
    await session.flush()
    save_findings(version, found)
    carry_over(current, version)
    await session.flush()
    return version


def sign(consultation: Consultation, version: NoteVersion, author_id: str) -> None:
    """Lock it. Raises `FindingsOpen`, and `NotReady` before it is checked; look at `may_change` before."""
    if not version.checked_at:
        raise NotReady
    if any(row.state is FindingState.OPEN for row in version.findings):
        raise FindingsOpen
    version.signed_at, version.signed_by = now(), author_id
    version.filed_at = None  # its files do not say so yet
    consultation.status = Status.SIGNED


async def add_addendum(
    session: AsyncSession, current: NoteVersion, title: str, text: str, author_id: str
) -> NoteVersion:
    """The signed version stays; the addendum is signed as it is written. Raises `Conflict` before signing."""
    if not current.signed_at:
        raise Conflict
    rows = [copied(section) for section in current.sections]
    addendum = next((row for row in rows if row.key == ADDENDUM), None)
    if addendum is None:
        addendum = SectionRow(position=len(rows), key=ADDENDUM, title=title, statements=[])
        rows.append(addendum)
    addendum.statements.append(
        StatementRow(position=len(addendum.statements), text=text, evidence=[], origin=Origin.CLINICIAN)
    )
    version = _next(current, author_id, rows)
    version.signed_at, version.signed_by = now(), author_id
    version.findings = [copied_finding(row) for row in current.findings]
    session.add(version)
    await session.flush()
    return version


def _next(current: NoteVersion, author_id: str, sections: list[SectionRow]) -> NoteVersion:
    return NoteVersion(
        consultation_id=current.consultation_id,
        number=current.number + 1,
        origin=Origin.CLINICIAN,
        engine=current.engine,
        author_id=author_id,
        template=current.template,
        instruction=current.instruction,
        unfollowed=list(current.unfollowed),
        transcript_version=current.transcript_version,
        checked_at=now(),
        published_at=now(),
        sections=sections,
        findings=[],
    )


def _statement(
    place: int, statement: StatementText, old: dict[int, StatementRow], transcript: Sequence[Utterance]
) -> StatementRow:
    if statement.kept is None:
        _is_there(statement.evidence, transcript)
        evidence = evidence_as_json(statement.evidence)
        return StatementRow(position=place, text=statement.text, evidence=evidence, origin=Origin.CLINICIAN)
    if (before := old.get(statement.kept)) is None:
        raise BadRequest(field="sections")
    return StatementRow(
        position=place,
        text=statement.text,
        topic=before.topic,
        evidence=list(before.evidence),
        origin=before.origin if before.text == statement.text else Origin.CLINICIAN,
    )


def _is_there(evidence: Iterable[Evidence], transcript: Sequence[Utterance]) -> None:
    lengths = {utterance.id: len(utterance.text.split()) for utterance in transcript}
    for span in evidence:
        if not 0 <= span.first < span.last <= lengths.get(span.utterance_id, 0):
            raise BadRequest(field="evidence")
