import re
from pathlib import Path

import jiwer
import numpy as np
import pytest

from medic_scribe.clinical.text import fold
from medic_scribe.speech import windows
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.samples import read_samples
from medic_scribe.speech.whisper import WhisperEngine

from .conftest import RECORDINGS, text_of, transcribe
from .sounds import Sound, noise, save, silence, tone, tune


def test_a_sentence_is_heard(whisper: WhisperEngine, sentence: Audio) -> None:
    assert _plain(text_of(transcribe(whisper, sentence))) == "el paciente presenta dolor abdominal"


def test_a_consultation_is_heard(heard: tuple[Piece, ...]) -> None:
    said = (RECORDINGS / "consultation.txt").read_text("utf-8")

    assert jiwer.wer(_plain(said), _plain(text_of(heard))) < 0.2
    assert "?" in text_of(heard)  # who asks and who answers hangs on it


def test_in_one_piece_or_in_several_the_same_is_heard(
    whisper: WhisperEngine, consultation: Audio, heard: tuple[Piece, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WINDOWS", 1)
    in_several = transcribe(whisper, consultation)

    assert len(heard) == 1
    assert len(in_several) == 2
    assert jiwer.wer(_plain(text_of(heard)), _plain(text_of(in_several))) < 0.05


@pytest.mark.parametrize("sound", [silence(35), noise(35), tone(35), tune(35)])
def test_where_nobody_speaks_nothing_is_heard(whisper: WhisperEngine, sound: Sound, tmp_path: Path) -> None:
    assert text_of(transcribe(whisper, Audio(save(sound, tmp_path / "a.pcm")))) == ""


def test_speech_after_a_long_silence_is_placed_where_it_was(
    whisper: WhisperEngine, sentence: Audio, tmp_path: Path
) -> None:
    said = (read_samples(sentence.path, 0, 60 * 16_000) * 32767).astype(np.int16)
    late = save(np.concatenate([noise(50, 0.002), said, silence(5)]), tmp_path / "late.pcm")

    (piece,) = transcribe(whisper, Audio(late))

    assert piece.segments[0].start == pytest.approx(50, abs=0.6)
    assert piece.unheard == ()


def test_key_terms_are_heard_better(
    whisper: WhisperEngine, consultation: Audio, heard: tuple[Piece, ...]
) -> None:
    without = fold(text_of(heard))
    terms = SpeechHints(key_terms=("enalapril", "simvastatina", "metformina"))
    told = fold(text_of(transcribe(whisper, consultation, terms)))

    assert sum(term in told for term in terms.key_terms) > sum(term in without for term in terms.key_terms)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
