"""A recording of any length, made by repeating a short one without encoding it again."""

from math import ceil
from pathlib import Path

import av


def repeat(source: Path, seconds: float, target: Path) -> None:
    """Writes `source`'s first audio stream, over and over, until it lasts `seconds` or a little more."""
    with av.open(str(target), "w") as output:
        with av.open(str(source)) as first:
            stream = output.add_stream_from_template(first.streams.audio[0])
            length = _ticks(source)
            times = ceil(seconds / float(length * first.streams.audio[0].time_base))
        for round_number in range(times):
            with av.open(str(source)) as again:
                for packet in again.demux(again.streams.audio[0]):
                    if packet.pts is None or packet.pts < 0:
                        continue
                    packet.pts += round_number * length
                    packet.dts = packet.pts
                    packet.stream = stream
                    output.mux(packet)


def _ticks(source: Path) -> int:
    """How long the stream lasts, in ticks of its own clock."""
    with av.open(str(source)) as container:
        stream = container.streams.audio[0]
        return max(p.pts + (p.duration or 0) for p in container.demux(stream) if p.pts is not None)
