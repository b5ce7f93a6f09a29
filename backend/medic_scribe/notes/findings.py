"""What the safety check looks at in a version of a note, and what it found there."""

from collections.abc import Iterable, Sequence

from medic_scribe.database.base import now
from medic_scribe.errors import NotFound
from medic_scribe.notes.evidence import evidence_as_json, evidence_from_json
from medic_scribe.notes.models import FindingRow, FindingState, NoteVersion, SectionRow, StatementRow
from medic_scribe.speech.contract import Utterance
from medic_scribe.writing.contract import Evidence, Finding, Section, Statement

OWN_WORDS = "own words"


def noted(version: NoteVersion, transcript: Sequence[Utterance]) -> tuple[Section, ...]:
    """The note as the check reads it: what has evidence by sections, and the clinician's own words."""
    evidenced = tuple(
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
    return (*evidenced, _clinicians_own(version, transcript))


def save_findings(version: NoteVersion, findings: Iterable[Finding]) -> None:
    """In the place of what the check found before: what it finds again keeps its id and how it was settled.

    Findings name their statement by its place in `noted(version)`. What was settled stays in any case.
    """
    before = [row for row in version.findings if _is_the_checks(row)]
    for row in _rows(version, findings):
        known = next((old for old in before if _is_same(old, row)), None)
        if known is None:
            version.findings.append(row)
        else:
            before.remove(known)
            known.evidence = row.evidence
    for row in before:
        if row.state is FindingState.OPEN:
            version.findings.remove(row)


def carry_over(before: NoteVersion, version: NoteVersion) -> None:
    """To the next version, whose findings are there: what no check finds, and what was settled."""
    version.findings.extend(copied_finding(row) for row in before.findings if not _is_the_checks(row))
    settled = {_identity(row): row for row in before.findings if row.state is not FindingState.OPEN}
    for row in version.findings:
        if known := settled.get(_identity(row)):
            _settle(row, known.state, known.settled_by, known.reason)


def settle_finding(
    version: NoteVersion, finding_id: int, state: FindingState, author_id: str, reason: str = ""
) -> FindingRow:
    """Raises `NotFound` for a finding that is not this version's."""
    for row in version.findings:
        if row.id == finding_id:
            _settle(row, state, author_id, reason)
            return row
    raise NotFound


def copied_finding(row: FindingRow) -> FindingRow:
    """The same finding for another version."""
    return FindingRow(
        kind=row.kind,
        code=row.code,
        quote=row.quote,
        evidence=list(row.evidence),
        span=row.span,
        state=row.state,
        reason=row.reason,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def _clinicians_own(version: NoteVersion, transcript: Sequence[Utterance]) -> Section:
    """What the clinician wrote without evidence: they heard the whole consultation.

    So what they added counts as noted, and is never called unsupported.
    """
    everything = tuple(
        Evidence(utterance.id, 0, len(utterance.text.split())) for utterance in transcript if utterance.text
    )
    own = (row for section in version.sections for row in section.statements if not row.evidence)
    statements = tuple(Statement(row.text, everything, row.topic) for row in own) if everything else ()
    return Section(OWN_WORDS, OWN_WORDS, statements)


def _rows(version: NoteVersion, findings: Iterable[Finding]) -> Iterable[FindingRow]:
    statements = {
        (section.key, place): row.id
        for section in version.sections
        for place, row in enumerate(_evidenced(section))
    }
    for finding in findings:
        if finding.statement and finding.statement[0] == OWN_WORDS:
            continue
        yield FindingRow(
            statement_id=statements[finding.statement] if finding.statement else None,
            kind=finding.kind,
            code=finding.code,
            quote=finding.quote,
            evidence=evidence_as_json(finding.evidence),
            span=list(finding.span) if finding.span else None,
        )


def _evidenced(section: SectionRow) -> list[StatementRow]:
    return [row for row in section.statements if row.evidence]


def _is_the_checks(row: FindingRow) -> bool:
    """Not the recording's (nothing was heard there) nor the note engine's (it left that out)."""
    return bool(row.evidence) or row.statement_id is not None


def _is_same(one: FindingRow, other: FindingRow) -> bool:
    return _identity(one) == _identity(other) and one.statement_id == other.statement_id


def _identity(row: FindingRow) -> tuple[str, str, str, str]:
    return row.kind, row.code, row.quote, str(row.span)


def _settle(row: FindingRow, state: FindingState, author_id: str | None, reason: str) -> None:
    row.state, row.settled_by, row.settled_at, row.reason = state, author_id, now(), reason
