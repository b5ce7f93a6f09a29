"""Decoding a recording while it is made: the same samples as of the whole file, as soon as they are there.

    decoded = decode_growing(source, target, size=48_000, complete=False)

The same ffmpeg that reads whole files (`decode.py`) reads this one, in a thread of its own that waits where
the file ends for now: one decoder from the first byte to the last, so what it writes cannot differ. A
process that never saw the recording before begins with its first byte and writes the same samples over those
that are there. Everything about one recording must be asked of one process.
"""

import threading
from functools import cache
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from medic_scribe.errors import MedicScribeError
from medic_scribe.speech.decode import (
    BYTES_A_SECOND,
    DecodedAudio,
    judged,
    opened,
    samples_of,
    seconds_by_container,
)


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
    if decoder.failure:
        raise decoder.failure
    return judged(source, target, seconds, decoder.announced)


def forget_growing(target: Path) -> None:
    decoder = decoders().pop(target, None)
    if decoder:
        decoder.stop()


@cache
def decoders() -> dict[Path, "_Decoder"]:
    """Of this process, by what they write."""
    return {}


class _Decoder:
    """`failure` is why it ended before its time, `announced` the seconds that the file says it lasts."""

    def __init__(self, source: Path, target: Path) -> None:
        self.failure: MedicScribeError | None = None
        self.announced = 0.0
        self._source = source
        self._target = target
        self._growing = _GrowingFile(source)
        self._written = 0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def advance(self, size: int, complete: bool) -> float:
        """Seconds of sound, once all has been read."""
        self._growing.grow(size, complete)
        if complete:
            self._thread.join()
        else:
            self._growing.wait_until_read()
        return self._written / BYTES_A_SECOND

    def stop(self) -> None:
        self._growing.grow(0, complete=True)

    def _run(self) -> None:
        try:
            self._decode()
        except MedicScribeError as error:
            self.failure = error
        finally:
            self._growing.close()

    def _decode(self) -> None:
        self._target.touch()
        # What an earlier decoder wrote stays readable: the same is written over it.
        with self._target.open("r+b", buffering=0) as out:
            growing = cast(BinaryIO, self._growing)
            with opened(self._source, growing) as (container, stream):
                self.announced = seconds_by_container(container, stream)
                for samples in samples_of(container, stream):
                    out.write(samples)
                    self._written += len(samples)
            out.truncate()


class _GrowingFile(RawIOBase):
    """A file whose reader waits at its end until there is more, or it is complete."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._position = 0
        self._size = 0
        self._complete = False
        self._waiting = False
        self._changed = threading.Condition()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        with self._changed:
            while self._position >= self._size and not self._complete:
                self._waiting = True
                self._changed.notify_all()
                self._changed.wait()
            self._waiting = False
            left = max(0, self._size - self._position)
        data = self._file.read(left if size < 0 else min(left, size))
        self._position += len(data)
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
