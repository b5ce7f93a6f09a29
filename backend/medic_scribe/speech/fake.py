"""A speech engine for tests: it says what it was told to, when the recording has come to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from medic_scribe.errors import MedicScribeError
from medic_scribe.speech.contract import Audio, Piece, Segment, SpeechCapabilities, SpeechHints, Word
from medic_scribe.speech.samples import SAMPLE_RATE, count_samples

SCRIPT = (
    "Buenos días, doctora. El paciente presenta dolor abdominal.",
    "¿Desde cuándo le duele? Desde hace dos días, y no tengo fiebre.",
    "Le receto paracetamol de un gramo cada ocho horas.",
)


@dataclass
class FakeSpeechEngine:
    """Every `piece_seconds` of audio, whatever is in it, hold the next line of `script`; then comes silence.

    `failures` are raised, one a call, before anything is transcribed; `calls` are the moments asked for.
    """

    script: Sequence[str] = SCRIPT
    piece_seconds: float = 1.0
    failures: list[MedicScribeError] = field(default_factory=list[MedicScribeError])
    calls: list[float] = field(default_factory=list[float])
    voices: bool = False

    name = "fake"

    @property
    def capabilities(self) -> SpeechCapabilities:
        return SpeechCapabilities(streaming=True, diarisation=self.voices, word_times=True, key_terms=False)

    def load(self) -> None:
        """There is nothing to load."""

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:  # noqa: ARG002
        self.calls.append(after)
        if self.failures:
            raise self.failures.pop(0)
        seconds = count_samples(audio.path) / SAMPLE_RATE
        place = math.ceil(round(after / self.piece_seconds, 3))
        start, end = place * self.piece_seconds, (place + 1) * self.piece_seconds
        if place >= len(self.script) or start >= seconds or (end > seconds and not audio.complete):
            return None
        return Piece(start, min(end, seconds), (self._segment(place, start, min(end, seconds)),))

    def interim(self, audio: Audio) -> tuple[Segment, ...]:  # noqa: ARG002
        return ()

    def forget(self, audio: Audio) -> None:
        """It holds nothing."""

    def _segment(self, place: int, start: float, end: float) -> Segment:
        texts = self.script[place].split()
        each = (end - start) / len(texts)
        words = tuple(
            Word(text, start + number * each, start + (number + 1) * each, 0.9)
            for number, text in enumerate(texts)
        )
        return Segment(self.script[place], start, end, words, voice=place % 2 if self.voices else None)
