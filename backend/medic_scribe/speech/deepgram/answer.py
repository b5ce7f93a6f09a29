"""Deepgram's answers, checked, as segments in the time of the recording.

The SDK hands on whatever JSON came; here it must have the shape that is documented.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.contract import VOICES_A_REQUEST, Segment, Word

# Each request numbers its voices from 0. Those of one that began later get numbers of their own, so that
# nobody takes two people for one.
REQUESTS_A_SECOND = 10

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Model(BaseModel):
    model_config = ConfigDict(from_attributes=True, hide_input_in_errors=True)


class HeardWord(_Model):
    word: str
    punctuated_word: str | None = None
    start: Seconds
    end: Seconds
    confidence: float = 0.0
    speaker: int | None = None

    @property
    def ends_sentence(self) -> bool:
        return (self.punctuated_word or "").endswith((".", "?", "!"))


class HeardUtterance(_Model):
    words: list[HeardWord]


class _Utterances(_Model):
    utterances: list[HeardUtterance]


class Recorded(_Model):
    """What is said in a recording."""

    results: _Utterances


class _Alternative(_Model):
    words: list[HeardWord]


class _Channel(_Model):
    alternatives: list[_Alternative] = Field(min_length=1)


class Result(_Model):
    """What is said in a stretch of a live stream: final, or what it may become."""

    start: Seconds
    duration: Seconds
    is_final: bool = False
    speech_final: bool = False
    channel: _Channel

    @property
    def end(self) -> float:
        return self.start + self.duration

    @property
    def words(self) -> list[HeardWord]:
        return self.channel.alternatives[0].words


Answer = TypeVar("Answer", bound=_Model)


def checked(kind: type[Answer], answer: object) -> Answer:
    """Raises `EngineUnavailable` where the answer does not have its documented shape."""
    try:
        return kind.model_validate(answer)
    except ValidationError:
        raise EngineUnavailable from None


def segments(groups: Iterable[Sequence[HeardWord]], begin: float, end: float) -> tuple[Segment, ...]:
    """A segment wherever the group or the voice changes.

    `begin` is when in the recording the request began; no time is later than `end`.
    """
    first_voice = round(begin * REQUESTS_A_SECOND) * VOICES_A_REQUEST
    found: list[Segment] = []
    for group in groups:
        for speaker, same in groupby(group, key=lambda word: word.speaker):
            words = tuple(part for word in same for part in _words(word, begin, end))
            if words:
                text = " ".join(word.text for word in words)
                voice = None if speaker is None else first_voice + speaker
                found.append(Segment(text, words[0].start, max(w.end for w in words), words, voice))
    return tuple(found)


def _words(heard: HeardWord, begin: float, end: float) -> list[Word]:
    """One, or several where the formatting put a space into it."""
    parts = (heard.punctuated_word or heard.word).split()
    start, stop = min(begin + heard.start, end), min(begin + heard.end, end)
    each = (max(stop, start) - start) / max(1, len(parts))
    confidence = min(1.0, max(0.0, heard.confidence))
    return [
        Word(part, start + number * each, start + (number + 1) * each, confidence)
        for number, part in enumerate(parts)
    ]
