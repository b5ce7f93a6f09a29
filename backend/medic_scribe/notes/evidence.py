"""Evidence as it is kept: `[utterance_id, first, last]` triples."""

from collections.abc import Iterable, Sequence

from medic_scribe.writing.contract import Evidence


def evidence_as_json(evidence: Iterable[Evidence]) -> list[list[int]]:
    return [[item.utterance_id, item.first, item.last] for item in evidence]


def evidence_from_json(saved: Iterable[Sequence[int]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(*fields) for fields in saved)
