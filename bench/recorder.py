"""A browser's recording of any length: WebM/Opus in chunks of some seconds, as MediaRecorder makes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.audio.stream import AudioStream

CHUNK = 2.0  # seconds of sound in each, as the web app asks for (recording-session.ts)


@dataclass(frozen=True, slots=True)
class Chunk:
    """`ends` is the second of the recording at which the browser has it whole."""

    data: bytes
    ends: float


def record(source: Path, seconds: float) -> Iterator[Chunk]:
    """`source`'s sound, over and over, up to `seconds`; not encoded again."""
    written = _OneWay()
    options = {"live": "1", "cluster_time_limit": "100", "flush_packets": "1"}
    with av.open(written, "w", format="webm", options=options) as out:
        with av.open(str(source)) as first:
            stream: AudioStream = out.add_stream_from_template(  # pyright: ignore[reportUnknownMemberType] - untyped
                first.streams.audio[0]
            )
        ends = CHUNK
        offset = 0
        while True:
            last = offset
            with av.open(str(source)) as sound:
                for packet in sound.demux(sound.streams.audio[0]):
                    if packet.pts is None or packet.pts < 0:
                        continue
                    packet.pts += offset
                    packet.dts = packet.pts
                    last = packet.pts + (packet.duration or 0)
                    at = float(packet.pts * packet.time_base)
                    if at >= min(ends, seconds):
                        yield Chunk(written.take(), min(ends, seconds))
                        ends += CHUNK
                    if at >= seconds:
                        return
                    packet.stream = stream
                    out.mux(packet)  # pyright: ignore[reportUnknownMemberType] - untyped in PyAV
            offset = last


class _OneWay:
    """A stream that cannot go back, as a browser's."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken
