"""A recording, or a stretch of one, in one request to Deepgram."""

import time
from collections.abc import Callable
from pathlib import Path

from deepgram import DeepgramClient

from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.deepgram.answer import Recorded, checked, segments
from medic_scribe.speech.deepgram.failures import patiently
from medic_scribe.speech.deepgram.flac import flac
from medic_scribe.speech.deepgram.request import asked
from medic_scribe.speech.hearing import unheard_between
from medic_scribe.speech.samples import SAMPLE_RATE, count_samples
from medic_scribe.speech.usage import Meter
from medic_scribe.speech.vad import stretches

# Deepgram takes 2 GB and ten minutes of computing. A crash costs one piece, so that they are far below.
LONGEST = 600 * SAMPLE_RATE
SHORTEST = 360 * SAMPLE_RATE  # from there on, the longest pause ends a piece
LEAST = SAMPLE_RATE // 10  # what is shorter says nothing

TIMEOUT = 300.0  # seconds in which nothing comes from Deepgram


class RecordedSpeech:
    """`wait` waits so many seconds; tests have no time for it."""

    def __init__(
        self,
        client: DeepgramClient,
        model: str,
        meter: Meter,
        *,
        timeout: float = TIMEOUT,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._client = client
        self._model = model
        self._meter = meter
        self._timeout = timeout
        self._wait = wait

    def next_piece(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        """None at the end. A piece in which nobody speaks is empty."""
        start, length = round(after * SAMPLE_RATE), count_samples(audio.path)
        if length - start < LEAST:
            return None
        return self.between(audio.path, start, _end_of_piece(audio.path, start, length), hints)

    def backlog(self, audio: Audio, after: float, hints: SpeechHints) -> Piece:
        """Of a recording that grows: what waits, up to a pause in its newer half."""
        start = round(after * SAMPLE_RATE)
        end = min(count_samples(audio.path), start + LONGEST)
        return self.between(audio.path, start, longest_pause(audio.path, (start + end) // 2, end), hints)

    def between(self, path: Path, start: int, end: int, hints: SpeechHints) -> Piece:
        """What is said from sample `start` to `end`."""
        sound = flac(path, start, end)
        answer = patiently(lambda: self._ask(sound, hints), self._wait)
        self._meter.count((end - start) / SAMPLE_RATE)
        begin, until = start / SAMPLE_RATE, end / SAMPLE_RATE
        heard = checked(Recorded, answer).results.utterances
        found = segments((utterance.words for utterance in heard), begin, until)
        return Piece(begin, until, found, unheard_between(path, start, end, found))

    def _ask(self, sound: bytes, hints: SpeechHints) -> object:
        return self._client.listen.v1.media.transcribe_file(
            request=sound,
            utterances=True,
            **asked(self._model, hints),  # pyright: ignore[reportArgumentType] - texts, as for a live stream
            # We wait ourselves, for as long as we are told and no longer.
            request_options={"timeout": self._timeout, "max_retries": 0},
        )


def _end_of_piece(path: Path, start: int, length: int) -> int:
    if length - start <= LONGEST:
        return length
    return longest_pause(path, start + SHORTEST, start + LONGEST)


def longest_pause(path: Path, start: int, end: int) -> int:
    """The middle of the longest time between `start` and `end` in which nobody speaks; `end` without any."""
    best, cut, quiet_since = 0, end, start
    for stretch in stretches(path, start):
        until = min(stretch.start, end)
        if until - quiet_since > best:
            best, cut = until - quiet_since, (quiet_since + until) // 2
        quiet_since = stretch.end
        if quiet_since >= end:
            break
    return (quiet_since + end) // 2 if end - quiet_since > best else cut
