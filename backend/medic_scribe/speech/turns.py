"""The sentences of a transcript, and the most likely speaker of each of their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.speech.contract import Segment, Word
from medic_scribe.speech.onnx import Floats

LONG_PAUSE = 0.6  # seconds after which somebody else may well speak
SHORT_PAUSE = 0.25

# What a change of speaker costs, in the unit of the evidence.
AFTER_SENTENCE = 1.0
AFTER_LONG_PAUSE = 1.5
AFTER_SHORT_PAUSE = 4.0
WITHIN_PHRASE = 8.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words from one full stop or long pause to the next. `voice` is the engine's, where it gave one."""

    words: tuple[Word, ...]
    voice: int | None = None

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def sentences(segments: Sequence[Segment]) -> list[Sentence]:
    found: list[Sentence] = []
    for segment in segments:
        held: list[Word] = []
        for word in segment.words:
            if held and (_ends_sentence(held[-1]) or word.start - held[-1].end >= LONG_PAUSE):
                found.append(Sentence(tuple(held), segment.voice))
                held = []
            held.append(word)
        if held:
            found.append(Sentence(tuple(held), segment.voice))
    return found


def most_likely_states(words: Sequence[Word], evidence: Floats) -> list[int]:
    """The best state of each word, by Viterbi's algorithm.

    `evidence[i, s]` speaks for state `s` at word `i`; changes cost most within a phrase.
    """
    score, *following = evidence.tolist()
    came_from: list[list[int]] = []
    for before, word, speaks in zip(words, words[1:], following, strict=False):
        best = max(range(len(score)), key=score.__getitem__)
        changed = score[best] - _cost_of_change(before, word)
        came_from.append([state if stayed >= changed else best for state, stayed in enumerate(score)])
        score = [max(stayed, changed) + speaking for stayed, speaking in zip(score, speaks, strict=True)]
    states = [max(range(len(score)), key=score.__getitem__)]
    for origins in reversed(came_from):
        states.append(origins[states[-1]])
    return states[::-1]


def _cost_of_change(before: Word, word: Word) -> float:
    pause = word.start - before.end
    if _ends_sentence(before):
        return AFTER_SENTENCE
    if pause >= LONG_PAUSE:
        return AFTER_LONG_PAUSE
    return AFTER_SHORT_PAUSE if pause >= SHORT_PAUSE else WITHIN_PHRASE


def _ends_sentence(word: Word) -> bool:
    return word.text.endswith((".", "?", "!", "…"))
