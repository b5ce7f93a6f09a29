"""What the engine heard in one window, and whether to believe it.

Whisper fails in three ways: it leaves out what was said, it goes round in a loop, and it writes what nobody
said. All three show in what it heard: speech without words, words that repeat, words without speech.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from statistics import fmean

from medic_scribe.clinical.text import fold
from medic_scribe.speech.contract import Segment, Word
from medic_scribe.speech.samples import SAMPLE_RATE
from medic_scribe.speech.vad import Stretch, stretches
from medic_scribe.speech.windows import Window

# A word takes this long at most; what the alignment gives it beyond is speech that got no words.
SLOWEST_WORD = 0.6
SLOWEST_LETTER = 0.12

OMISSION = 1.5  # seconds of speech without words: five or six words at an ordinary pace
LOOPS = 4  # times that a phrase follows itself when nobody means it
LONGEST_LOOP = 12  # words
COMPRESSION = 2.4  # Whisper's own limits, from its authors
LEAST_LOG_PROBABILITY = -1.0
MOST_NO_SPEECH = 0.6
LEAST_CONFIDENCE = 0.5
FASTEST = 32  # letters in a second of speech


@dataclass(frozen=True, slots=True)
class Hearing:
    """The words of one window, with times in the recording; `log_probability` is the mean of its tokens'."""

    window: Window
    words: tuple[Word, ...]
    log_probability: float = 0.0
    no_speech: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def believable(hearing: Hearing) -> Hearing:
    """The hearing without what nobody said: subtitles' phrases, loops, words on silence."""
    if hearing.no_speech > MOST_NO_SPEECH and hearing.log_probability < LEAST_LOG_PROBABILITY:
        return replace(hearing, words=())
    words = [
        word for sentence in _sentences(hearing.words) if not _from_subtitles(sentence) for word in sentence
    ]
    return replace(hearing, words=tuple(_without_loops(words)))


def doubtful(hearing: Hearing, expected: str) -> bool:
    """Whether it should be heard once more, in another way. `expected` is what the engine was told."""
    believed = believable(hearing)
    return (
        believed.words != hearing.words
        or hearing.log_probability < LEAST_LOG_PROBABILITY
        or _compression(hearing.text) > COMPRESSION
        or len(hearing.text) > FASTEST * _speech_seconds(hearing.window)
        or _echoes(hearing, expected)
        or bool(unheard(hearing))
    )


def doubt(hearing: Hearing, expected: str) -> tuple[bool, float, float]:
    """Orders hearings of the same speech, the best first: no echo, least speech unheard, most likely."""
    missed = sum(end - start for start, end in unheard(hearing))
    return _echoes(hearing, expected), missed, -hearing.log_probability


def joined(window: Window, parts: Sequence[Hearing]) -> Hearing:
    """The hearings of a window's parts, as one of the window."""
    return Hearing(
        window,
        tuple(word for part in parts for word in part.words),
        min(part.log_probability for part in parts),
        max(part.no_speech for part in parts),
    )


def unheard(hearing: Hearing) -> tuple[tuple[float, float], ...]:
    """The stretches of speech, in seconds of the recording, that got no words."""
    speech = [(one.start / SAMPLE_RATE, one.end / SAMPLE_RATE) for one in hearing.window.speech]
    found: list[tuple[float, float]] = []
    for start, end in _gaps(hearing.words, speech[0][0], speech[-1][1]):
        silent = [(max(a, start), min(b, end)) for a, b in speech if min(b, end) > max(a, start)]
        if sum(b - a for a, b in silent) >= OMISSION:
            found.append((silent[0][0], silent[-1][1]))
    return tuple(found)


def unheard_between(
    path: Path, start: int, end: int, segments: Sequence[Segment]
) -> tuple[tuple[float, float], ...]:
    """The same for what another engine heard from sample `start` to `end`."""
    speech = takewhile(lambda stretch: stretch.start < end, stretches(path, start))
    within = [Stretch(stretch.start, min(stretch.end, end)) for stretch in speech]
    if not within:
        return ()
    words = tuple(word for segment in segments for word in segment.words)
    return unheard(Hearing(Window(tuple(within), ((start, end),)), words))


def _gaps(words: Sequence[Word], start: float, end: float) -> Iterator[tuple[float, float]]:
    """What no word covers between `start` and `end`."""
    covered = start
    for word in words:
        if word.start > covered:
            yield covered, word.start
        longest = SLOWEST_WORD + SLOWEST_LETTER * len(word.text)
        covered = max(covered, min(word.end, word.start + longest))
    if end > covered:
        yield covered, end


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    sentence: list[Word] = []
    for word in words:
        sentence.append(word)
        if word.text.endswith((".", "!", "?", "…")):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _from_subtitles(sentence: Sequence[Word]) -> bool:
    text = f" {_plain(' '.join(word.text for word in sentence))} "
    return any(f" {phrase} " in text for phrase in _subtitle_phrases())


def _without_loops(words: Sequence[Word]) -> list[Word]:
    """Each phrase that follows itself four times or more, only once."""
    kept: list[Word] = []
    place = 0
    plain = [_plain(word.text) for word in words]
    while place < len(words):
        size, times = _loop(plain, place)
        kept.extend(words[place : place + size])
        place += size * times
    return kept


def _loop(plain: Sequence[str], place: int) -> tuple[int, int]:
    """How many words repeat from `place` on, and how often; (1, 1) where none do."""
    for size in range(1, LONGEST_LOOP + 1):
        phrase = plain[place : place + size]
        times = 1
        while plain[place + times * size : place + (times + 1) * size] == phrase:
            times += 1
        if times >= LOOPS:
            return size, times
    return 1, 1


def _echoes(hearing: Hearing, expected: str) -> bool:
    """Whether these are only sentences that the engine was told, and the sound does not bear them out.

    The words' confidence is computed from the sound without what the engine was told.
    """
    told = f" {_plain(expected)} "
    sentences = [_plain(" ".join(word.text for word in one)) for one in _sentences(hearing.words)]
    if not sentences or not all(f" {sentence} " in told for sentence in sentences):
        return False
    return fmean(word.confidence for word in hearing.words) < LEAST_CONFIDENCE


def _compression(text: str) -> float:
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw))


def _speech_seconds(window: Window) -> float:
    return sum(stretch.end - stretch.start for stretch in window.speech) / SAMPLE_RATE


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


@cache
def _subtitle_phrases() -> tuple[str, ...]:
    lines = (
        (files("medic_scribe.speech") / "data" / "invented_phrases_es.txt").read_text("utf-8").splitlines()
    )
    return tuple(_plain(line) for line in lines if line and not line.startswith("#"))
