"""The sentences of a transcript, and the most likely speaker of each of their words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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
    count = evidence.shape[1]
    score = evidence[0].copy()
    came_from = np.zeros(evidence.shape, np.intp)
    for place in range(1, len(words)):
        moves = score[:, None] - _cost_of_change(words[place - 1], words[place]) * (1 - np.eye(count))
        came_from[place] = moves.argmax(axis=0)
        score = moves.max(axis=0) + evidence[place]
    state = int(score.argmax())
    states = [state]
    for place in range(len(words) - 1, 0, -1):
        state = int(came_from[place, state])
        states.append(state)
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
