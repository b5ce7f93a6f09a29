"""What is decoded while it arrives is, sample for sample, what the whole file gives."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_scribe.errors import NotAudio, RecordingEmpty
from medic_scribe.speech.decode import decode
from medic_scribe.speech.growing import decode_growing, decoders, forget_growing
from medic_scribe.speech.streams import READ_AT_ONCE, streams_of

from .conftest import RECORDINGS
from .sounds import encode, fragmented, without_duration

FORMATS = {
    "webm": ("libopus", "webm", 48_000),
    "live.webm": ("libopus", "webm", 48_000),
    "fragmented.mp4": ("aac", "mp4", 48_000),
    "ogg": ("libopus", "ogg", 48_000),
    "wav": ("pcm_s16le", "wav", 44_100),
}
# Interrupted, as where a page was closed and somebody went on: each stream has a header of its own.
INTERRUPTED = {"interrupted.webm": "live.webm", "interrupted.mp4": "fragmented.mp4"}
FIREFOX = "firefox.webm"  # as it made it, reloaded in the middle
GROWING = [*FORMATS, *INTERRUPTED, FIREFOX]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    files = {
        name: encode(folder / name, 6.0, codec, container, rate)
        for name, (codec, container, rate) in FORMATS.items()
    }
    files["live.webm"] = without_duration(files["webm"], folder / "live.webm")
    files["fragmented.mp4"] = fragmented(folder / "fragmented.mp4", 6.0)
    for name, stream in INTERRUPTED.items():
        files[name] = folder / name
        files[name].write_bytes(files[stream].read_bytes() * 2)
    files[FIREFOX] = RECORDINGS / FIREFOX
    return files


def grown(source: Path, target: Path, cuts: list[int]) -> float:
    """Decoded as it arrives, cut at these bytes; how much was there before the end, in seconds."""
    size = source.stat().st_size
    early = 0.0
    for cut in sorted(cut % size for cut in cuts):
        early = decode_growing(source, target, cut, complete=False).seconds
    decode_growing(source, target, size, complete=True)
    return early


@pytest.mark.parametrize("name", GROWING)
@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, 10_000_000), max_size=12))
def test_cut_anywhere_it_gives_the_same_samples(
    files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, name: str, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    whole = decode(files[name], folder / "whole.pcm").path.read_bytes()

    grown(files[name], folder / "grown.pcm", cuts)

    assert (folder / "grown.pcm").read_bytes() == whole


@pytest.mark.parametrize("name", GROWING)
def test_the_sound_is_there_as_it_arrives(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    size = files[name].stat().st_size

    assert grown(files[name], tmp_path / "grown.pcm", [size - 10]) > 4.5


@pytest.mark.parametrize("name", INTERRUPTED)
def test_each_stream_of_an_interrupted_recording_is_heard_as_if_it_were_alone(
    files: dict[str, Path], tmp_path: Path, name: str
) -> None:
    alone = decode(files[INTERRUPTED[name]], tmp_path / "alone.pcm").path.read_bytes()

    assert decode(files[name], tmp_path / "whole.pcm").path.read_bytes() == alone * 2


@pytest.mark.parametrize("name", INTERRUPTED.values())
@pytest.mark.parametrize("kept", [60, 300])
def test_a_stream_that_had_only_begun_takes_nothing_from_the_others(
    files: dict[str, Path], tmp_path: Path, name: str, kept: int
) -> None:
    stream = files[name].read_bytes()
    source = tmp_path / name
    source.write_bytes(stream + stream[:kept] + stream)
    alone = decode(files[name], tmp_path / "alone.pcm").path.read_bytes()

    grown(source, tmp_path / "grown.pcm", [len(stream) + kept])

    assert decode(source, tmp_path / "whole.pcm").path.read_bytes() == alone * 2
    assert (tmp_path / "grown.pcm").read_bytes() == alone * 2


def test_a_picture_in_a_file_is_no_stream(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.m4a", 6.0, "aac", "ipod", 44_100)
    picture = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    source.write_bytes(source.read_bytes() + (len(picture) + 8).to_bytes(4) + b"free" + picture)

    assert streams_of(source) == [None]
    assert decode(source, tmp_path / "whole.pcm").seconds > 5.9


def test_streams_are_found_where_the_file_is_read_in_pieces(tmp_path: Path) -> None:
    beginning = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"
    places = [0, READ_AT_ONCE - 3, READ_AT_ONCE * 2 - 64, READ_AT_ONCE * 3]
    content = bytearray(READ_AT_ONCE * 3 + 1000)
    for place in places:
        content[place : place + len(beginning)] = beginning
    (tmp_path / "a.webm").write_bytes(content)

    assert streams_of(tmp_path / "a.webm") == list(pairwise([*places, len(content)]))


def test_a_decoder_that_begins_again_writes_the_same_over_what_is_there(tmp_path: Path) -> None:
    source, target = RECORDINGS / "consultation.opus", tmp_path / "grown.pcm"
    whole = decode(source, tmp_path / "whole.pcm").path.read_bytes()
    size = source.stat().st_size
    decode_growing(source, target, size // 2, complete=False)
    before = target.read_bytes()
    decoders().clear()  # as in a process that was just started

    decode_growing(source, target, size // 4, complete=False)

    assert target.read_bytes() == before == whole[: len(before)]
    decode_growing(source, target, size, complete=True)
    assert target.read_bytes() == whole


def test_an_index_at_the_end_gives_nothing_before_the_end_and_then_an_error(tmp_path: Path) -> None:
    source, target = encode(tmp_path / "a.m4a", 6.0, "aac", "ipod", 44_100), tmp_path / "grown.pcm"
    size = source.stat().st_size

    assert decode_growing(source, target, size - 1, complete=False).seconds == 0
    with pytest.raises(RecordingEmpty):
        decode_growing(source, target, size, complete=True)


def test_what_is_no_audio_is_refused_only_at_the_end(tmp_path: Path) -> None:
    source, target = tmp_path / "noise", tmp_path / "grown.pcm"
    source.write_bytes(random.Random(5).randbytes(100_000))

    assert decode_growing(source, target, 60_000, complete=False).seconds == 0
    assert decode_growing(source, target, 90_000, complete=False).seconds == 0
    with pytest.raises(NotAudio):
        decode_growing(source, target, 100_000, complete=True)


def test_a_forgotten_one_is_decoded_from_its_beginning(files: dict[str, Path], tmp_path: Path) -> None:
    source, target = files["ogg"], tmp_path / "grown.pcm"
    decode_growing(source, target, 20_000, complete=False)
    forget_growing(target)

    assert not decoders()
    grown(source, target, [1000])
    assert target.read_bytes() == decode(source, tmp_path / "whole.pcm").path.read_bytes()
