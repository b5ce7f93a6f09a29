"""A recording that grows, transcribed while somebody speaks.

Only a piece that was handed out counts as heard: where the socket breaks, another is opened, and all since
then is sent again. So nothing is lost and nothing comes twice.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from medic_scribe.speech.contract import Audio, Piece, Segment
from medic_scribe.speech.deepgram.answer import Result, segments
from medic_scribe.speech.deepgram.failures import FAILURES, LONGEST_WAIT, ours, waiting_time
from medic_scribe.speech.deepgram.pieces import Group, groups
from medic_scribe.speech.deepgram.stream import Stream
from medic_scribe.speech.hearing import unheard_between
from medic_scribe.speech.samples import SAMPLE_RATE, count_samples

SAME = 0.001  # seconds
MOST_BACKLOG = 60.0  # seconds: a stream is for what is said now


class LiveRecording:
    """`open_stream(begin)` opens a stream that hears the recording from there on."""

    def __init__(
        self,
        audio: Audio,
        open_stream: Callable[[float], Stream],
    ) -> None:
        self._path = audio.path
        self._open_stream = open_stream
        self._stream: Stream | None = None
        self._handed_out = 0.0
        self._failures = 0
        self._not_before = 0.0
        self._one_caller = threading.Lock()

    def lags(self, after: float) -> bool:
        """Whether so much is waiting that it is better asked for as a recording."""
        return self._fitting(after) is None and self._seconds - after > MOST_BACKLOG

    def next_piece(self, after: float) -> Piece | None:
        """None where nothing is settled, or Deepgram is out of reach for now: what is recorded waits.

        Raises what does not mend by itself.
        """
        with self._one_caller:
            self._handed_out = after
            if time.monotonic() < self._not_before or self._seconds <= after:
                return None
            try:
                stream = self._fitting(after) or self._opened(after)
                if stream.usable:
                    stream.feed()
            except FAILURES as error:
                self._wait_before_the_next(error)
                return None
            self._failures = 0
            return self._piece(stream, after, whole=False)

    def finished(self, after: float) -> bool:
        """Whether the stream has heard the recording, now complete, from `after` to its end."""
        with self._one_caller:
            stream = self._stream
            if stream is None or not _knows(stream, after):
                return False
            try:
                if stream.usable:
                    stream.feed()
                return stream.finish()
            except FAILURES:
                return False

    def rest(self, after: float) -> Piece | None:
        """Of a recording that is `finished`."""
        return self._piece(self._stream, after, whole=True) if self._stream else None

    def interim(self) -> tuple[Segment, ...]:
        stream = self._stream
        if stream is None:
            return ()
        with stream.lock:
            waiting = [g for g in groups(stream.begin, stream.finals) if g.start > self._handed_out - SAME]
            results = [result for group in waiting for result in group.results]
            results += [stream.interim] if stream.interim else []
        return _segments(results, stream.begin, self._seconds)

    def forget(self) -> None:
        stream, self._stream = self._stream, None
        if stream:
            stream.close()

    @property
    def _seconds(self) -> float:
        return count_samples(self._path) / SAMPLE_RATE

    def _fitting(self, after: float) -> Stream | None:
        """The stream, where it can go on with what follows `after`."""
        stream = self._stream
        if stream and _knows(stream, after) and (stream.usable or _settled(stream, after)):
            return stream
        return None

    def _opened(self, after: float) -> Stream:
        self.forget()
        self._stream = self._open_stream(after)
        return self._stream

    def _piece(self, stream: Stream, after: float, *, whole: bool) -> Piece | None:
        """The group that follows `after`; while the recording grows, only once it is settled."""
        all_groups = _groups(stream)
        group = next((group for group in all_groups if abs(group.start - after) < SAME), None)
        if group is None or not (group.settled or whole):
            return None
        end = self._seconds if whole and group is all_groups[-1] else min(group.end, self._seconds)
        found = _segments(group.results, stream.begin, end)
        first, last = round(after * SAMPLE_RATE), round(end * SAMPLE_RATE)
        self._handed_out = end
        return Piece(after, end, found, unheard_between(self._path, first, last, found))

    def _wait_before_the_next(self, error: Exception) -> None:
        self.forget()
        failure = ours(error)
        if not failure.retry:
            raise failure from None
        self._failures += 1
        seconds = waiting_time(error, self._failures)
        self._not_before = time.monotonic() + min(LONGEST_WAIT, 1.0 if seconds is None else seconds)


def _segments(results: Iterable[Result], begin: float, end: float) -> tuple[Segment, ...]:
    """A result may end in the middle of a sentence; a segment does not, unless somebody else goes on."""
    return segments([[word for result in results for word in result.words]], begin, end)


def _groups(stream: Stream) -> Sequence[Group]:
    with stream.lock:
        return groups(stream.begin, stream.finals)


def _knows(stream: Stream, after: float) -> bool:
    """Whether `after` is where the stream began or a group ends."""
    ends = (stream.begin, *(group.end for group in _groups(stream)))
    return any(abs(end - after) < SAME for end in ends)


def _settled(stream: Stream, after: float) -> bool:
    return any(group.settled and abs(group.start - after) < SAME for group in _groups(stream))
