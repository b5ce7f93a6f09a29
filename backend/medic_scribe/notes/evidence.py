"""Evidence as it is kept: `[utterance_id, first, last]` triples, which go with a corrected transcript."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.notes.models import FindingRow, NoteVersion, SectionRow, StatementRow
from medic_scribe.writing.contract import Evidence


def evidence_as_json(evidence: Iterable[Evidence]) -> list[list[int]]:
    return [[item.utterance_id, item.first, item.last] for item in evidence]


def evidence_from_json(saved: Iterable[Sequence[int]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(*fields) for fields in saved)


async def move_evidence(
    session: AsyncSession, consultation_id: str, utterance_id: int, before: str, after: str
) -> None:
    """Where an utterance was corrected, in all versions: it stays on the words that support the statement."""
    mine = NoteVersion.consultation_id == consultation_id
    statements = select(StatementRow).join(SectionRow).join(NoteVersion).where(mine)
    findings = select(FindingRow).join(NoteVersion).where(mine)
    rows = (*await session.scalars(statements), *await session.scalars(findings))
    for row in rows:
        if any(span[0] == utterance_id for span in row.evidence):
            row.evidence = [
                [utterance_id, *moved(span[1], span[2], before, after)] if span[0] == utterance_id else span
                for span in row.evidence
            ]


def moved(first: int, last: int, before: str, after: str) -> tuple[int, int]:
    """Words `first` to `last` of `before`, in what became of it. At least one, even if all are gone."""
    old, new = before.split(), after.split()
    begin, end = 0, len(new)
    for _, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        word_by_word = j - i == m - k
        if i <= first < j:
            begin = k + first - i if word_by_word else k
        if i < last <= j:
            end = k + last - i if word_by_word else m
    begin = min(begin, len(new) - 1)
    return begin, max(begin + 1, end)
