"""Any audio or video file → the raw samples that the speech engines read (`contract.Audio`).

Decoded with the ffmpeg libraries that PyAV carries, packet by packet onto the disk: a two-hour recording
needs no more memory than a short one. Only the formats listed here are opened, because ffmpeg also reads
playlists and scripts that name other files and addresses.
"""

import os
import struct
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet

from medic_scribe.errors import MedicScribeError, NotAudio, RecordingEmpty, RecordingTruncated
from medic_scribe.speech.streams import Part, streams_of

SAMPLE_RATE = 16_000
BYTES_A_SECOND = SAMPLE_RATE * 2

FORMATS = (
    "wav,w64,aiff,caf,au,flac,ogg,mp3,aac,ac3,eac3,amr,amrnb,amrwb,asf,avi,mpeg,mpegts,flv,ape,wv,tta,dsf,"
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gsm,voc"
)
# What browsers record. Read from front to back these give what the whole file gives; MP3 ends otherwise.
GROWING_FORMATS = "wav,ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2"

# How files of these formats begin. One that begins so and cannot be opened was cut, it is not something else.
SIGNATURES = ((0, b"RIFF"), (0, b"OggS"), (0, b"fLaC"), (0, b"ID3"), (0, b"\x1a\x45\xdf\xa3"), (4, b"ftyp"))

LEAST_SHARE = 0.5  # of what the file itself says it lasts; with less it is no longer the consultation
LEAST_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class DecodedAudio:
    """Raw signed 16-bit little-endian mono samples at `path`, 16,000 a second.

    `missing` is how many seconds the file announces and does not hold: it was cut, and what was left is here.
    """

    path: Path
    seconds: float
    missing: float = 0.0


def probe(source: Path) -> None:
    """Check that `source` begins as audio that can be decoded; quick, for the moment of the upload.

    Raises `RecordingEmpty`, `NotAudio`, `RecordingTruncated`.
    """
    with opened(source) as (container, stream):
        next(samples_of(container, stream))


def decode(source: Path, target: Path) -> DecodedAudio:
    """Write the sound of `source` to `target`, whole or not at all.

    Raises `RecordingEmpty`, `NotAudio`, `RecordingTruncated`.
    """
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as out:
            sound = Sound(out)
            for part in streams_of(source):
                sound.take(opened(source, part=part))
        decoded = judged(source, target, sound)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return decoded


class Sound:
    """The samples of one stream after the other, as they are decoded.

    `written` counts their bytes, `announced` the seconds that the streams say they last. A stream that gives
    nothing is passed over, as of a page that was closed when it had just begun; `failure` is why.
    """

    def __init__(self, out: BinaryIO) -> None:
        self.written = 0
        self.announced = 0.0
        self.failure: MedicScribeError | None = None
        self._out = out

    def take(self, opening: AbstractContextManager[tuple[InputContainer, AudioStream]]) -> None:
        try:
            with opening as (container, stream):
                announced = seconds_by_container(container, stream)
                for samples in samples_of(container, stream):
                    self._out.write(samples)
                    self.written += len(samples)
                self.announced += announced
        except MedicScribeError as error:
            self.failure = self.failure or error


def judged(source: Path, target: Path, sound: Sound) -> DecodedAudio:
    """What came of a whole file. Raises `RecordingEmpty`, `NotAudio`, `RecordingTruncated`."""
    if sound.failure and not sound.written:
        raise sound.failure
    seconds = sound.written / BYTES_A_SECOND
    announced = max(sound.announced, seconds * _riff_size_ratio(source))
    if seconds < max(LEAST_SECONDS, announced * LEAST_SHARE):
        raise RecordingTruncated
    return DecodedAudio(target, seconds, missing=announced - seconds if announced > seconds + 1 else 0.0)


@contextmanager
def opened(
    source: Path, growing: BinaryIO | None = None, part: Part | None = None
) -> Generator[tuple[InputContainer, AudioStream]]:
    """With `growing`, its bytes are read from there, as they come; with `part`, no others are."""
    if growing is None and source.stat().st_size == 0:
        raise RecordingEmpty
    try:
        container = av.open(
            growing or (_address_of(source, part) if part else str(source)),
            mode="r",
            options={
                "format_whitelist": GROWING_FORMATS if growing or part else FORMATS,
                "protocol_whitelist": "file,subfile" if part else "file",
            },
            metadata_errors="replace",
        )
    except FFmpegError:
        raise (RecordingTruncated if _begins_as_audio(source) else NotAudio) from None
    with container:
        if not container.streams.audio:
            raise NotAudio
        yield container, container.streams.audio[0]


def _address_of(source: Path, part: Part) -> str:
    begin, end = part
    return f"subfile,,start,{begin},end,{end},,:{source}"


def samples_of(container: InputContainer, stream: AudioStream) -> Iterator[bytes]:
    """The sound as it is decoded, in 16-bit mono; damaged packets are left out."""
    damaged = pieces = 0
    mono = MonoResampler()
    for packet in _packets(container, stream):
        try:
            frames = packet.decode()
        except FFmpegError:
            damaged += 1
            continue
        for frame in frames:
            for samples in mono(frame):
                pieces += 1
                yield samples
    for samples in mono(None):
        pieces += 1
        yield samples
    if not pieces:
        raise RecordingTruncated if damaged else RecordingEmpty


def _packets(container: InputContainer, stream: AudioStream) -> "Iterator[Packet[AudioStream]]":
    """Up to where the file can be read: the end of a recording that was cut off is an end."""
    with suppress(FFmpegError):
        yield from container.demux(stream)


class MonoResampler:
    """Made anew where the sound changes its form in the middle, as in joined or streamed files."""

    def __init__(self) -> None:
        self._form: tuple[str, str, int] | None = None
        self._resampler = self._new()

    def __call__(self, frame: AudioFrame | None) -> Iterator[bytes]:
        form = (frame.format.name, frame.layout.name, frame.sample_rate) if frame else self._form
        if form != self._form:
            if self._form:
                yield from self._resampled(None)
            self._form, self._resampler = form, self._new()
        if self._form:
            yield from self._resampled(frame)

    def _resampled(self, frame: AudioFrame | None) -> Iterator[bytes]:
        for resampled in self._resampler.resample(frame):
            yield bytes(resampled.planes[0])[: resampled.samples * 2]

    def _new(self) -> AudioResampler:
        return AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)


def seconds_by_container(container: InputContainer, stream: AudioStream) -> float:
    """0 where the container does not say, as a browser's recordings do not."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _riff_size_ratio(source: Path) -> float:
    """How much larger a WAV file says it is than it is: ffmpeg believes the size on the disk instead."""
    with source.open("rb") as file:
        head = file.read(8)
    if head[:4] != b"RIFF" or len(head) < 8:
        return 1.0
    announced = struct.unpack("<I", head[4:])[0] + 8
    being_written = announced > 0xFFFF_0000  # what recorders write before they know
    return 1.0 if being_written else announced / source.stat().st_size


def _begins_as_audio(source: Path) -> bool:
    with source.open("rb") as file:
        head = file.read(16)
    return any(head[at:].startswith(signature) for at, signature in SIGNATURES)
