"""What every speech engine does, on real speech."""

from itertools import pairwise
from pathlib import Path

import pytest

from medic_scribe.speech.contract import Audio, Piece, SpeechEngine, SpeechHints
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.speech.samples import count_samples
from medic_scribe.speech.whisper import WhisperEngine

from .conftest import text_of, transcribe
from .sounds import save, silence


@pytest.fixture(scope="module", params=["fake", "whisper"])
def engine(request: pytest.FixtureRequest) -> SpeechEngine:
    if request.param == "fake":
        return FakeSpeechEngine(script=("Buenos días, doctora.",) * 6, piece_seconds=10)
    return request.getfixturevalue("whisper")


@pytest.fixture(scope="module")
def pieces(engine: SpeechEngine, consultation: Audio, heard: tuple[Piece, ...]) -> list[Piece]:
    return list(heard) if isinstance(engine, WhisperEngine) else transcribe(engine, consultation)


def test_pieces_follow_each_other_and_end_with_the_recording(
    pieces: list[Piece], consultation: Audio
) -> None:
    assert pieces
    assert all(0 <= piece.start < piece.end for piece in pieces)
    assert all(one.end <= following.start for one, following in pairwise(pieces))
    assert pieces[-1].end <= count_samples(consultation.path) / 16_000


def test_segments_lie_in_their_piece_in_order(pieces: list[Piece]) -> None:
    for piece in pieces:
        assert all(one.end <= following.start + 0.05 for one, following in pairwise(piece.segments))
        for segment in piece.segments:
            assert piece.start <= segment.start < segment.end <= piece.end


def test_words_have_times_and_make_up_the_text(engine: SpeechEngine, pieces: list[Piece]) -> None:
    assert engine.capabilities.word_times
    for segment in [segment for piece in pieces for segment in piece.segments]:
        assert segment.text.split() == [word.text for word in segment.words]
        assert all(0 <= word.confidence <= 1 for word in segment.words)
        assert all(word.start <= word.end for word in segment.words)
        assert all(one.start <= following.start for one, following in pairwise(segment.words))
        assert segment.start <= segment.words[0].start
        assert segment.words[-1].end <= segment.end


def test_after_the_last_piece_there_is_no_more(
    engine: SpeechEngine, pieces: list[Piece], consultation: Audio
) -> None:
    assert engine.transcribe_next(consultation, pieces[-1].end, SpeechHints()) is None


def test_a_growing_recording_gives_pieces_and_at_its_end_all_that_was_said(
    engine: SpeechEngine, pieces: list[Piece], consultation: Audio, tmp_path: Path
) -> None:
    raw = consultation.path.read_bytes()
    growing = tmp_path / "growing.pcm"
    heard: list[Piece] = []
    while_recording = 0
    for seconds in range(8, len(raw) // 32_000 + 8, 8):
        growing.write_bytes(raw[: seconds * 32_000])
        after = heard[-1].end if heard else 0.0
        if piece := engine.transcribe_next(Audio(growing, complete=False), after, SpeechHints()):
            assert piece.end <= seconds
            heard.append(piece)
            while_recording += 1
    while piece := engine.transcribe_next(Audio(growing), heard[-1].end, SpeechHints()):
        heard.append(piece)

    assert while_recording >= 2
    assert all(one.end <= following.start for one, following in pairwise(heard))
    assert len(text_of(heard).split()) == pytest.approx(len(text_of(pieces).split()), rel=0.1)


def test_an_empty_recording_says_nothing(engine: SpeechEngine, tmp_path: Path) -> None:
    nothing = Audio(save(silence(0), tmp_path / "nothing.pcm"))

    assert engine.transcribe_next(nothing, 0.0, SpeechHints()) is None


def test_a_new_process_goes_on_where_another_was_killed(
    engine: SpeechEngine, pieces: list[Piece], consultation: Audio, models_folder: Path
) -> None:
    """The last piece is the same for an engine that has not heard those before."""
    fresh = (
        WhisperEngine(models_folder=models_folder)
        if isinstance(engine, WhisperEngine)
        else FakeSpeechEngine(script=("Buenos días, doctora.",) * 6, piece_seconds=10)
    )
    after = pieces[-2].end if len(pieces) > 1 else 0.0

    assert fresh.transcribe_next(consultation, after, SpeechHints()) == pieces[-1]
