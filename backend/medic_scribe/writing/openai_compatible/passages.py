"""The transcript in passages, which a statement can point at, and in stretches that a model can take."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from medic_scribe.speech.contract import Speaker, Utterance
from medic_scribe.writing.contract import Evidence

LONGEST = 60  # words of a passage; a long dictation has several
OVERLAP = 4  # passages that the next stretch hears again: an answer needs its question
BYTES_A_TOKEN = 2.5  # fewer than any common tokeniser makes of Spanish, so that nothing is ever too long

_SENTENCE_END = re.compile(r"[.?!…][\"»”)]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is `utterance.text.split()[first:last]`; `id`, its number in the transcript, is what a model
    cites."""

    id: int
    utterance_id: int
    speaker: Speaker
    first: int
    last: int
    text: str


def passages_of(utterances: Sequence[Utterance]) -> list[Passage]:
    """All that was said, in order; an utterance of more than `LONGEST` words is parted, after sentences."""
    passages: list[Passage] = []
    for utterance in utterances:
        words = utterance.text.split()
        for first, last in _parts(words):
            text = " ".join(words[first:last])
            passages.append(Passage(len(passages), utterance.id, utterance.speaker, first, last, text))
    return passages


def stretches(passages: Sequence[Passage], sizes: Sequence[int], room: int) -> list[Sequence[Passage]]:
    """As few as fit, each within `room` tokens; `sizes` are those of the passages. Nothing is left out.

    A passage that is larger than the room is a stretch of its own.
    """
    found: list[Sequence[Passage]] = []
    begin = end = 0
    while end < len(passages):
        taken = sum(sizes[begin:end])
        while end < len(passages) and (taken + sizes[end] <= room or end == begin):
            taken += sizes[end]
            end += 1
        found.append(passages[begin:end])
        if end < len(passages):
            begin = max(begin + 1, end - OVERLAP)
            while begin < end and sum(sizes[begin : end + 1]) > room:
                begin += 1
    return found


def halves(stretch: Sequence[Passage]) -> tuple[Sequence[Passage], Sequence[Passage]] | None:
    """None where there is nothing to part."""
    if len(stretch) < 2:
        return None
    middle = ceil(len(stretch) / 2)
    overlap = min(OVERLAP, middle // 2)
    return stretch[:middle], stretch[middle - overlap :]


def tokens(text: str) -> int:
    """How many tokens a model sees in it at most."""
    return ceil(len(text.encode()) / BYTES_A_TOKEN)


def evidence_of(passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """In the order it was said; passages that follow each other in one utterance are one piece."""
    found: list[Evidence] = []
    for passage in sorted(set(passages), key=lambda passage: passage.id):
        before = found[-1] if found else None
        if before and (before.utterance_id, before.last) == (passage.utterance_id, passage.first):
            found[-1] = Evidence(before.utterance_id, before.first, passage.last)
        else:
            found.append(Evidence(passage.utterance_id, passage.first, passage.last))
    return tuple(found)


def _parts(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = 0
    while len(words) - first > LONGEST:
        ends = (last for last in range(first + LONGEST, first, -1) if _SENTENCE_END.search(words[last - 1]))
        last = next(ends, first + LONGEST)
        yield first, last
        first = last
    if first < len(words):
        yield first, len(words)
