from pathlib import Path

import pytest

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.contract import Audio, SpeechHints
from medic_scribe.speech.fake import SCRIPT, FakeSpeechEngine

from .conftest import text_of, transcribe
from .sounds import save, silence


def test_it_says_its_script_as_far_as_the_recording_goes(tmp_path: Path) -> None:
    two_seconds = Audio(save(silence(2), tmp_path / "a.pcm"))

    assert text_of(transcribe(FakeSpeechEngine(), two_seconds)) == " ".join(SCRIPT[:2])


def test_it_fails_when_told_to_and_then_goes_on(tmp_path: Path) -> None:
    engine = FakeSpeechEngine(failures=[EngineUnavailable()])
    audio = Audio(save(silence(1), tmp_path / "a.pcm"))

    with pytest.raises(EngineUnavailable):
        engine.transcribe_next(audio, 0, SpeechHints())
    assert engine.transcribe_next(audio, 0, SpeechHints())
    assert engine.calls == [0, 0]
