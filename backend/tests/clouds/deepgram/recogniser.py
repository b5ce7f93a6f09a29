"""Ears for the stand-in: it knows some words by their exact samples, and finds them in whatever it is sent.

So what it says depends on the sound alone. A word that was cut in two is not heard, one that was sent twice
is heard twice, and its times are those where its samples really are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

BYTES_A_SECOND = 32_000


@dataclass(frozen=True)
class KnownWord:
    """`speaker` is a name of whoever says it; times in seconds of the recording that it is known from."""

    text: str
    start: float
    end: float
    speaker: str


@dataclass(frozen=True)
class FoundWord:
    """A word in what was sent, with its times there."""

    text: str
    start: float
    end: float
    speaker: str

    def later(self, seconds: float) -> "FoundWord":
        return replace(self, start=self.start + seconds, end=self.end + seconds)


def known_words(path: Path) -> list[KnownWord]:
    """Of a table of start, end, speaker and word, one word a line."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [KnownWord(word, float(start), float(end), speaker) for start, end, speaker, word in rows]


class Recogniser:
    """`recording` is raw 16-bit mono at 16,000 a second, in which the words are known."""

    def __init__(self, recording: bytes, words: Iterable[KnownWord]) -> None:
        self._known = [(recording[_at(word.start) : _at(word.end)], word) for word in words]

    def hear(self, samples: bytes) -> Sequence[FoundWord]:
        found: list[FoundWord] = []
        for sound, word in self._known:
            place = samples.find(sound)
            while place >= 0:
                start = place / BYTES_A_SECOND
                end = (place + len(sound)) / BYTES_A_SECOND
                found.append(FoundWord(word.text, start, end, word.speaker))
                place = samples.find(sound, place + len(sound))
        return sorted(found, key=lambda word: word.start)


def _at(seconds: float) -> int:
    return round(seconds * BYTES_A_SECOND / 2) * 2
