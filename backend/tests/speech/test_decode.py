from pathlib import Path

import av
import numpy as np
import pytest

from medic_scribe.errors import MedicScribeError, NotAudio, RecordingEmpty, RecordingTruncated
from medic_scribe.speech.decode import decode, probe

from .sounds import RATE, encode, encode_picture, without_duration

SECONDS = 3.0

# file, codec, container, samples a second, channels
FORMATS = [
    ("a.wav", "pcm_s16le", "wav", 16_000, "mono"),
    ("a.wav", "pcm_s16le", "wav", 44_100, "stereo"),
    ("a.wav", "pcm_f32le", "wav", 48_000, "stereo"),
    ("a.wav", "pcm_mulaw", "wav", 8_000, "mono"),
    ("a.mp3", "libmp3lame", "mp3", 44_100, "stereo"),
    ("a.m4a", "aac", "ipod", 44_100, "mono"),
    ("a.aac", "aac", "adts", 22_050, "mono"),
    ("a.ogg", "libopus", "ogg", 48_000, "mono"),
    ("a.webm", "libopus", "webm", 48_000, "stereo"),
    ("a.flac", "flac", "flac", 96_000, "stereo"),
]


@pytest.mark.parametrize(("name", "codec", "container", "rate", "layout"), FORMATS)
def test_every_format_gives_the_same_sound(
    tmp_path: Path, name: str, codec: str, container: str, rate: int, layout: str
) -> None:
    source = encode(tmp_path / name, SECONDS, codec, container, rate, layout)

    probe(source)
    decoded = decode(source, tmp_path / "out.pcm")

    assert decoded.seconds == pytest.approx(SECONDS, abs=0.1)
    assert decoded.missing == 0
    assert _pitch(decoded.path) == pytest.approx(440, abs=2)


def test_the_sound_of_a_video_is_taken(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.mp4", SECONDS, "aac", "mp4", 44_100, video=True)

    decoded = decode(source, tmp_path / "out.pcm")

    assert decoded.seconds == pytest.approx(SECONDS, abs=0.1)
    assert _pitch(decoded.path) == pytest.approx(440, abs=2)


def test_a_browsers_recording_without_duration_is_read_to_its_end(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.webm", SECONDS, "libopus", "webm", 48_000)
    live = without_duration(source, tmp_path / "live.webm")

    with av.open(str(live)) as container:
        assert container.duration is None
    assert decode(live, tmp_path / "out.pcm").seconds == pytest.approx(SECONDS, abs=0.1)


def test_what_a_crash_left_of_a_recording_is_kept(tmp_path: Path) -> None:
    """A recorder that dies leaves three quarters of a file: that is still most of a consultation."""
    for name, codec, container, rate, layout in FORMATS:
        whole = encode(tmp_path / name, 8.0, codec, container, rate, layout).read_bytes()
        if container == "ipod":
            continue  # its index is at the end
        (tmp_path / name).write_bytes(whole[: len(whole) * 3 // 4])

        decoded = decode(tmp_path / name, tmp_path / "out.pcm")

        assert 5.0 < decoded.seconds < 7.5, name
        assert _pitch(decoded.path) == pytest.approx(440, abs=2)


def test_what_a_wav_file_lacks_is_told(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.wav", 8.0, "pcm_s16le", "wav", 16_000)
    source.write_bytes(source.read_bytes()[: 16_000 * 2 * 6])

    assert decode(source, tmp_path / "out.pcm").missing == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "codec", "container", "kept"),
    [
        ("a.wav", "pcm_s16le", "wav", 1000),
        ("a.wav", "pcm_s16le", "wav", 20),
        ("a.mp3", "libmp3lame", "mp3", 1000),
        ("a.flac", "flac", "flac", 1000),
        ("a.m4a", "aac", "ipod", 20_000),
        ("a.webm", "libopus", "webm", 100),
        ("a.ogg", "libopus", "ogg", 40),
    ],
)
def test_a_stump_is_refused(tmp_path: Path, name: str, codec: str, container: str, kept: int) -> None:
    source = encode(tmp_path / name, 8.0, codec, container, 48_000)
    source.write_bytes(source.read_bytes()[:kept])

    assert isinstance(_refusal(source, tmp_path), RecordingTruncated | RecordingEmpty)


NOT_AUDIO = {
    "nota.txt": b"El paciente presenta dolor abdominal.\n" * 300,
    "corta.txt": b"a",
    "audio.wav": b"no soy audio",
    "lista.m3u8": b"#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n",
    "lista.ffconcat": b"ffconcat version 1.0\nfile a.wav\n",
    "subtitulos.srt": b"1\n00:00:00,000 --> 00:00:04,000\nHola\n\n",
    "nota.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 500,
    "azar.bin": np.random.default_rng(3).bytes(200_000),
    "notas.zip": b"PK\x03\x04" + np.random.default_rng(4).bytes(100_000),
}


@pytest.mark.parametrize("name", NOT_AUDIO)
def test_what_is_not_audio_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(NOT_AUDIO[name])

    assert isinstance(_refusal(tmp_path / name, tmp_path), NotAudio)


@pytest.mark.parametrize(
    ("name", "container", "codec"), [("foto.png", "image2", "png"), ("a.mp4", "mp4", "mpeg4")]
)
def test_a_picture_without_sound_is_refused(tmp_path: Path, name: str, container: str, codec: str) -> None:
    source = encode_picture(tmp_path / name, container, codec, seconds=1.0 if codec == "mpeg4" else 0.1)

    assert isinstance(_refusal(source, tmp_path), NotAudio)


def test_nothing_is_refused_as_empty(tmp_path: Path) -> None:
    (tmp_path / "a.wav").touch()

    assert isinstance(_refusal(tmp_path / "a.wav", tmp_path), RecordingEmpty)


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    source = encode(tmp_path / "a.wav", 8.0, "pcm_s16le", "wav", 16_000)
    source.write_bytes(source.read_bytes()[:4000])

    _refusal(source, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def _refusal(source: Path, folder: Path) -> MedicScribeError:
    with pytest.raises(MedicScribeError) as refused:
        decode(source, folder / "out.pcm")
    return refused.value


def _pitch(path: Path) -> float:
    sound = np.fromfile(path, "<i2").astype(np.float64)
    return float(np.abs(np.fft.rfft(sound)).argmax() * RATE / len(sound))
