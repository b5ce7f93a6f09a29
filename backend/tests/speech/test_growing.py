"""What is decoded while it arrives is, sample for sample, what the whole file gives."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medic_scribe.errors import NotAudio, RecordingEmpty
from medic_scribe.speech.decode import decode
from medic_scribe.speech.growing import decode_growing, decoders, forget_growing

from .conftest import RECORDINGS
from .sounds import encode, fragmented, without_duration

FORMATS = {
    "webm": ("libopus", "webm", 48_000),
    "live.webm": ("libopus", "webm", 48_000),
    "interrupted.webm": ("libopus", "webm", 48_000),
    "fragmented.mp4": ("aac", "mp4", 48_000),
    "ogg": ("libopus", "ogg", 48_000),
    "wav": ("pcm_s16le", "wav", 44_100),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    files = {
        name: encode(folder / name, 6.0, codec, container, rate)
        for name, (codec, container, rate) in FORMATS.items()
    }
    files["live.webm"] = without_duration(files["webm"], folder / "live.webm")
    # A browser that comes back goes on with a stream of its own.
    files["interrupted.webm"].write_bytes(files["live.webm"].read_bytes() * 2)
    files["fragmented.mp4"] = fragmented(folder / "fragmented.mp4", 6.0)
    return files


def grown(source: Path, target: Path, cuts: list[int]) -> float:
    """Decoded as it arrives, cut at these bytes; how much was there before the end, in seconds."""
    size = source.stat().st_size
    early = 0.0
    for cut in sorted(cut % size for cut in cuts):
        early = decode_growing(source, target, cut, complete=False).seconds
    decode_growing(source, target, size, complete=True)
    return early


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, 10_000_000), max_size=12))
def test_cut_anywhere_it_gives_the_same_samples(
    files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory, name: str, cuts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("grown")
    # Each stream of a recording that was interrupted is decoded as if it were alone.
    stream, times = ("live.webm", 2) if name == "interrupted.webm" else (name, 1)
    whole = decode(files[stream], folder / "whole.pcm").path.read_bytes() * times

    grown(files[name], folder / "grown.pcm", cuts)

    assert (folder / "grown.pcm").read_bytes() == whole


@pytest.mark.parametrize("name", FORMATS)
def test_the_sound_is_there_as_it_arrives(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    size = files[name].stat().st_size

    assert grown(files[name], tmp_path / "grown.pcm", [size - 10]) > 4.5


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
