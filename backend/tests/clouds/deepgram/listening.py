"""One live stream of the stand-in: which results a stretch of sound gives, and when."""

from collections.abc import Iterator

from tests.clouds.deepgram.answers import Json, Voices, metadata, result, utterance_end
from tests.clouds.deepgram.recogniser import BYTES_A_SECOND, FoundWord, Recogniser

LONGEST_WORD = 0.9  # seconds after a word in which the next one, had it begun, would have ended
LONGEST_RESULT = 4.0  # seconds


class Listening:
    def __init__(self, recogniser: Recogniser, understands: bool) -> None:
        self._recogniser = recogniser
        self._understands = understands
        self._samples = bytearray()
        self._voices = Voices()
        self._final = 0.0  # what was said up to there is settled

    @property
    def seconds(self) -> float:
        return len(self._samples) / BYTES_A_SECOND

    def hear(self, samples: bytes) -> Iterator[Json]:
        before = int(self.seconds)
        self._samples += samples
        words = self._words()
        last = words[-1].end if words else None
        if last is not None and self.seconds - last >= LONGEST_WORD:
            yield self._settle(last, is_final=True, speech_final=True)
            yield utterance_end(last)
        elif last is not None and last - self._final >= LONGEST_RESULT:
            yield self._settle(last, is_final=True)
        elif last is None and self.seconds - self._final >= LONGEST_RESULT + LONGEST_WORD:
            yield self._settle(self.seconds - LONGEST_WORD, is_final=True)
        elif int(self.seconds) > before:
            yield result(words, self._voices, self._final, self.seconds)

    def finalize(self) -> Iterator[Json]:
        yield self._settle(self.seconds, is_final=True, from_finalize=True)

    def close(self) -> Iterator[Json]:
        yield self._settle(self.seconds, is_final=True)
        yield metadata(self.seconds)

    def _settle(self, end: float, **flags: bool) -> Json:
        words = [word for word in self._words() if word.end <= end]
        start, self._final = self._final, end
        return result(words, self._voices, start, end, **flags)

    def _words(self) -> list[FoundWord]:
        """Those after what is settled, with times in the stream."""
        if not self._understands:
            return []
        first = round(self._final * BYTES_A_SECOND / 2) * 2
        heard = self._recogniser.hear(bytes(self._samples[first:]))
        return [word.later(first / BYTES_A_SECOND) for word in heard]
