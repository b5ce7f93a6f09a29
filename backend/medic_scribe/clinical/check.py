"""The safety check: a note against its transcript, the same for every note engine.

It finds what a note says without support (`support.py`) and what it leaves out (`omissions.py`), drugs that
may have been heard wrong, and people who contradict each other. It is a net, not a licence: a clinician still
reads.
"""

from collections.abc import Iterator, Sequence

from medic_scribe.clinical.omissions import omissions
from medic_scribe.clinical.reading import read
from medic_scribe.clinical.support import doubts
from medic_scribe.clinical.text import fold
from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Evidence, Finding, FindingKind, Section, Statement


def check(sections: Sequence[Section], utterances: Sequence[Utterance]) -> tuple[Finding, ...]:
    """What a clinician should look at before signing, in the order of the note; omissions last."""
    heard = {utterance.id: utterance for utterance in utterances}
    found: list[Finding] = []
    for section in sections:
        for index, statement in enumerate(section.statements):
            found += _in_statement(statement, (section.key, index), heard)
    return (*found, *_omitted(sections, utterances))


def _in_statement(
    statement: Statement, place: tuple[str, int], heard: dict[int, Utterance]
) -> Iterator[Finding]:
    words = [_words(evidence, heard) for evidence in statement.evidence]
    for doubt in doubts(statement.text, [text for text in words if text]):
        yield Finding(FindingKind.UNSUPPORTED, doubt.code, doubt.quote, statement.evidence, place)
    text = fold(statement.text)
    if "segun acompanante" in text and "segun paciente" in text:
        yield Finding(FindingKind.UNSUPPORTED, "people_disagree", statement.text, statement.evidence, place)
    for uncertain in _uncertain(words):
        yield Finding(FindingKind.UNSUPPORTED, "drug_uncertain", uncertain, statement.evidence, place)


def _words(evidence: Evidence, heard: dict[int, Utterance]) -> str:
    utterance = heard.get(evidence.utterance_id)
    return " ".join(utterance.text.split()[evidence.first : evidence.last]) if utterance else ""


def _uncertain(words: Sequence[str]) -> list[str]:
    corrections = [correction for text in words for correction in read(text).corrections]
    return [
        f"{c.heard} → {', '.join(c.alternatives)}" for c in corrections if not c.certain and c.alternatives
    ]


def _omitted(sections: Sequence[Section], utterances: Sequence[Utterance]) -> list[Finding]:
    note = "\n".join(statement.text for section in sections for statement in section.statements)
    said = [(utterance.text, utterance.speaker is Speaker.CLINICIAN) for utterance in utterances]
    return [
        Finding(
            FindingKind.OMITTED,
            omission.code,
            omission.quote,
            (Evidence(utterances[omission.place].id, omission.first, omission.last),),
        )
        for omission in omissions(note, said)
    ]
