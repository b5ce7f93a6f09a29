"""Samples as a FLAC file: the very same sound in half the bytes."""
# pyright: reportUnknownMemberType=false
# PyAV leaves packets' types open.

from io import BytesIO
from pathlib import Path

import av
import numpy as np

from medic_scribe.speech.samples import SAMPLE_RATE

FRAME = 4096  # samples


def flac(path: Path, start: int, end: int) -> bytes:
    """Samples `start` to `end` of decoded audio (`contract.Audio`)."""
    with path.open("rb") as file:
        file.seek(start * 2)
        samples = np.frombuffer(file.read((end - start) * 2), "<i2")
    written = BytesIO()
    with av.open(written, "w", format="flac") as out:
        stream = out.add_stream("flac", rate=SAMPLE_RATE, layout="mono")
        for first in range(0, len(samples), FRAME):
            frame = av.AudioFrame.from_ndarray(samples[None, first : first + FRAME], "s16", "mono")
            frame.sample_rate, frame.pts = SAMPLE_RATE, first
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return written.getvalue()
