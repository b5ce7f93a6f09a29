"""A recording of any length, made by repeating a short one without encoding it again."""

from math import ceil
from pathlib import Path

import av
from av.audio.stream import AudioStream


def repeat(source: Path, seconds: float, target: Path) -> None:
    """Writes `source`'s first audio stream, over and over, until it lasts `seconds` or a little more."""
    ticks, seconds_each = _length(source)
    with av.open(str(target), "w") as output:
        with av.open(str(source)) as first:
            stream: AudioStream = output.add_stream_from_template(  # pyright: ignore[reportUnknownMemberType] - untyped
                first.streams.audio[0]
            )
        for number in range(ceil(seconds / seconds_each)):
            with av.open(str(source)) as again:
                for packet in again.demux(again.streams.audio[0]):
                    if packet.pts is None or packet.pts < 0:
                        continue
                    packet.pts += number * ticks
                    packet.dts = packet.pts
                    packet.stream = stream
                    output.mux(packet)  # pyright: ignore[reportUnknownMemberType] - untyped in PyAV


def _length(source: Path) -> tuple[int, float]:
    """In ticks of the stream's own clock, and in seconds."""
    with av.open(str(source)) as container:
        stream = container.streams.audio[0]
        ends = [p.pts + (p.duration or 0) for p in container.demux(stream) if p.pts is not None]
        return max(ends), float(max(ends) * (stream.time_base or 0))
