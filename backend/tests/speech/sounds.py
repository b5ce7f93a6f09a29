"""Sounds and files made on the spot."""
# pyright: reportUnknownMemberType=false
# PyAV leaves packets' types open.

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

Sound = npt.NDArray[np.int16]
RATE = 16_000


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), np.int16)


def noise(seconds: float, loudness: float = 0.05) -> Sound:
    return _sound(np.random.default_rng(7).normal(0, loudness, round(seconds * RATE)))


def tone(seconds: float, hertz: float = 440.0, rate: int = RATE) -> Sound:
    return _sound(0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate))


def tune(seconds: float) -> Sound:
    """Chords with overtones that change every half second, as music on hold."""
    time = np.arange(round(seconds * RATE)) / RATE
    roots = np.array([220.0, 261.6, 329.6, 196.0])[(time * 2).astype(int) % 4]
    chord = sum(np.sin(2 * np.pi * roots * ratio * time) / ratio for ratio in (1, 1.25, 1.5, 2, 3))
    return _sound(0.08 * np.asarray(chord) * (1 - (time * 2) % 1 * 0.7))


def save(sound: Sound, path: Path) -> Path:
    path.write_bytes(sound.astype("<i2").tobytes())
    return path


def encode(
    path: Path,
    seconds: float,
    codec: str,
    container: str,
    rate: int,
    layout: str = "mono",
    video: bool = False,
) -> Path:
    """A file with a tone of 440 Hz, with a picture as well where `video`."""
    with path.open("wb") as file, av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        if video:
            _add_picture(out, seconds)
        resampler = av.AudioResampler(stream.format.name, layout, rate, frame_size=stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(tone(seconds, rate=rate)[None], format="s16", layout="mono")
        frame.sample_rate = rate
        for resampled in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(resampled))
        out.mux(stream.encode(None))
    return path


def encode_picture(path: Path, container: str, codec: str, seconds: float) -> Path:
    """A file with a picture and no sound."""
    with av.open(str(path), "w", format=container) as out:
        _add_picture(out, seconds, codec)
    return path


def without_duration(source: Path, target: Path) -> Path:
    """As a browser writes WebM: onto a stream that cannot go back to fill in what it did not know."""
    stream = _OneWay()
    with av.open(str(source)) as original, av.open(stream, "w", format="webm") as copy:
        audio = copy.add_stream_from_template(original.streams.audio[0])
        for packet in original.demux(original.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = audio
                copy.mux(packet)
    target.write_bytes(stream.written)
    return target


def fragmented(target: Path, seconds: float) -> Path:
    """As Safari records: a header without samples, then fragments."""
    source = encode(target.with_name("whole.m4a"), seconds, "aac", "mp4", 48_000)
    options = {"movflags": "empty_moov+default_base_moof+frag_keyframe", "frag_duration": "500000"}
    with av.open(str(source)) as whole, av.open(str(target), "w", format="mp4", options=options) as out:
        audio = out.add_stream_from_template(whole.streams.audio[0])
        for packet in whole.demux(whole.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = audio
                out.mux(packet)
    return target


class _OneWay:
    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> int:
        self.written += data
        return len(data)


def _add_picture(out: OutputContainer, seconds: float, codec: str = "mpeg4") -> None:
    stream = out.add_stream(codec, rate=10)
    assert isinstance(stream, VideoStream)
    stream.width, stream.height, stream.pix_fmt = 32, 32, "rgb24" if codec == "png" else "yuv420p"
    for number in range(round(seconds * 10)):
        frame = av.VideoFrame(32, 32, stream.pix_fmt)
        frame.pts, frame.time_base = number, Fraction(1, 10)
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def _sound(samples: npt.NDArray[np.float64]) -> Sound:
    return (np.clip(samples, -1, 1) * 32767).astype(np.int16)
