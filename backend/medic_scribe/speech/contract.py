"""What a speech engine takes, yields and can do.

An engine is pulled: the pipeline asks for the next piece of speech after a moment, saves it, and asks again.
So a crash costs one piece, memory does not grow with the recording, and a live recording is transcribed
by the same calls as a finished one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol


class Speaker(StrEnum):
    CLINICIAN = "clinician"
    PATIENT = "patient"
    COMPANION = "companion"
    UNKNOWN = "unknown"


class Word(NamedTuple):
    """One word as it was heard; `start` and `end` in seconds, `confidence` from 0 to 1.

    There are thousands, and they travel between processes: a tuple does so in half a dataclass's time.
    """

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One speaker's turn. `id` is its place in the transcript, from 0; times in seconds.

    Word spans elsewhere (`Evidence`) count the words of `text.split()`.
    """

    id: int
    speaker: Speaker
    text: str
    start: float = 0.0
    end: float = 0.0
    words: tuple[Word, ...] = ()


VOICES_A_REQUEST = 100


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech as the engine heard it. `voice` numbers the voices where the engine diarises.

    The same number is the same voice, and numbers within one hundred (`VOICES_A_REQUEST`) are different ones.
    Those of two hundreds may be one voice: the engine was asked twice and could not know it again.
    """

    text: str
    start: float
    end: float
    words: tuple[Word, ...]
    voice: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """All that was said from `start` to `end`. Once saved, it is never transcribed again.

    `unheard` are stretches with a voice for which, tried twice, there is no text.
    """

    start: float
    end: float
    segments: tuple[Segment, ...]
    unheard: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SpeechHints:
    """`key_terms` are words to expect, most important first; an engine takes as many as it can hold."""

    language: str = "es"
    key_terms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SpeechCapabilities:
    streaming: bool
    diarisation: bool
    word_times: bool
    key_terms: bool
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Audio:
    """Decoded audio on disk: raw signed 16-bit little-endian samples, mono, 16,000 a second.

    `complete` is false while the recording still grows; then a piece ends only at a pause.
    """

    path: Path
    complete: bool = True
    sample_rate: int = field(default=16_000, init=False)


class SpeechEngine(Protocol):
    """Implementations are synchronous and CPU- or network-bound: call them off the event loop."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> SpeechCapabilities: ...

    def load(self) -> None:
        """Make ready what takes time; else the first piece does it. Raises `EngineUnavailable`."""
        ...

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        """The next piece that begins at or after `after` seconds; None when there is no more speech.

        While the recording grows, None says that nothing more is settled yet. Raises `EngineUnavailable`
        where trying again may help.
        """
        ...

    def interim(self, audio: Audio) -> tuple[Segment, ...]:
        """What was heard of a growing recording since its last piece and may still change.

        Empty where the engine cannot tell (`capabilities.interim`). Never raises, and asks nobody.
        """
        ...

    def forget(self, audio: Audio) -> None:
        """Let go of what is held for this recording, such as a connection: nobody will ask for more."""
        ...
