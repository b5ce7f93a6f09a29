"""Decoding a recording while it is made: the same samples as of the whole file, as soon as they are there.

    decoded = decode_growing(source, target, size=48_000, complete=False)

The same ffmpeg that reads whole files (`decode.py`) reads this one, in a thread of its own that waits where
the file ends for now: one decoder from a stream's first byte to its last, so what it writes cannot differ. A
process that never saw the recording before begins with its first byte and writes the same samples over those
that are there. Everything about one recording must be asked of one process.
"""

import threading
from contextlib import closing
from functools import cache
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from medic_scribe.speech.decode import BYTES_A_SECOND, DecodedAudio, Sound, judged, opened
from medic_scribe.speech.streams import BEGINNING, LONGEST_BEGINNING

SKIPPED_AT_ONCE = 1 << 20


def decode_growing(source: Path, target: Path, size: int, complete: bool) -> DecodedAudio:
    """Everything that the first `size` bytes of `source` give; what is not complete may still lack sound.

    What cannot be read from front to back (an MP4 file whose index is at the end) gives nothing before it is
    complete, and then an error. Raises as `decode.decode`, but only when complete.
    """
    decoder = decoders().get(target)
    if decoder is None:
        decoder = decoders()[target] = _Decoder(source, target)
    seconds = decoder.advance(size, complete)
    if not complete:
        return DecodedAudio(target, seconds)
    forget_growing(target)
    return judged(source, target, decoder.sound)


def forget_growing(target: Path) -> None:
    decoder = decoders().pop(target, None)
    if decoder:
        decoder.stop()


@cache
def decoders() -> dict[Path, "_Decoder"]:
    """Of this process, by what they write."""
    return {}


class _Decoder:
    def __init__(self, source: Path, target: Path) -> None:
        self._source = source
        self._growing = _GrowingFile(source)
        target.touch()
        # What an earlier decoder wrote stays readable: the same is written over it.
        self._out = target.open("r+b", buffering=0)
        self.sound = Sound(self._out)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def advance(self, size: int, complete: bool) -> float:
        """Seconds of sound, once all has been read."""
        self._growing.grow(size, complete)
        if complete:
            self._thread.join()
        else:
            self._growing.wait_until_read()
        return self.sound.written / BYTES_A_SECOND

    def stop(self) -> None:
        self._growing.grow(0, complete=True)

    def _run(self) -> None:
        with self._out, closing(self._growing):
            while self._growing.to_next_stream():
                self.sound.take(opened(self._source, cast(BinaryIO, self._growing)))
            self._out.truncate()


class _GrowingFile(RawIOBase):
    """A file whose reader waits at its end until there is more, or it is complete.

    To its reader each of the streams in it is a file; `to_next_stream` goes on to the next.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._position = 0
        self._begin = 0  # of the stream that is read
        self._end: int | None = 0  # None while the next one has not been come to
        self._size = 0
        self._complete = False
        self._waiting = False
        self._changed = threading.Condition()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        if self._position == self._end:
            return b""
        with self._changed:
            self._wait_for_more()
            left = max(0, self._known() - self._position)
        data = self._of_this_stream(self._file.read(left if size < 0 else min(left, size)))
        self._position += len(data)
        return data

    def to_next_stream(self) -> bool:
        """False where there is none. What is left of the one before is not read."""
        while self._position != self._end:
            if not self.read(SKIPPED_AT_ONCE):
                return self._position == self._end
        with self._changed:
            self._wait_for_more()
        self._begin, self._end = self._position, None
        return True

    def _wait_for_more(self) -> None:
        while self._position >= self._known() and not self._complete:
            self._waiting = True
            self._changed.notify_all()
            self._changed.wait()
        self._waiting = False

    def _known(self) -> int:
        """Up to where it is sure that no header has only begun."""
        return self._size if self._complete else self._size - LONGEST_BEGINNING

    def _of_this_stream(self, data: bytes) -> bytes:
        found = BEGINNING.search(
            data + self._file.read(LONGEST_BEGINNING), int(self._position == self._begin)
        )
        if found and found.start() < len(data):
            data = data[: found.start()]
            self._end = self._position + len(data)
        self._file.seek(self._position + len(data))
        return data

    def grow(self, size: int, complete: bool) -> None:
        with self._changed:
            self._size, self._complete = size, complete
            self._waiting = False
            self._changed.notify_all()

    def wait_until_read(self) -> None:
        with self._changed:
            while not (self._waiting or self.closed):
                self._changed.wait()

    def close(self) -> None:
        with self._changed:
            self._file.close()
            super().close()
            self._changed.notify_all()
