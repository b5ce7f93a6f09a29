from pathlib import Path

import numpy as np

from medic_scribe.speech.contract import Audio
from medic_scribe.speech.samples import SAMPLE_RATE, read_samples
from medic_scribe.speech.vad import stretches
from medic_scribe.speech.voices import tell_apart

from .sounds import noise, save, silence

# When the first of the two speaks in the recording, and when the other; seconds.
FIRST = [(0.6, 6.3), (15.9, 17.5), (26.6, 29.2), (35.8, 39.6), (49.6, 52.3)]
OTHER = [(7.0, 15.2), (18.2, 25.9), (29.7, 35.2), (40.2, 49.0)]


def _speech(audio: Audio) -> list[tuple[float, float]]:
    return [(one.start / SAMPLE_RATE, one.end / SAMPLE_RATE) for one in stretches(audio.path)]


def test_two_voices_are_told_apart_at_every_turn(consultation: Audio) -> None:
    voices = tell_apart(consultation.path, _speech(consultation))

    assert voices.count == 2
    first = voices.during(FIRST).argmax(axis=1).tolist()
    other = voices.during(OTHER).argmax(axis=1).tolist()
    assert len(set(first)) == len(set(other)) == 1
    assert first[0] != other[0]


def test_one_voice_alone_is_one(consultation: Audio) -> None:
    for turns in (FIRST, OTHER):
        speech = [
            (a, b) for a, b in _speech(consultation) if any(x - 0.2 <= a and b <= y + 0.2 for x, y in turns)
        ]
        assert tell_apart(consultation.path, speech).count == 1


def test_a_third_voice_is_found(consultation: Audio, sentence: Audio, tmp_path: Path) -> None:
    both = read_samples(consultation.path, 0, 60 * SAMPLE_RATE)
    third = np.tile(np.concatenate([read_samples(sentence.path, 0, 4 * SAMPLE_RATE), np.zeros(8000)]), 3)
    joined = Audio(save((np.concatenate([both, third]) * 32767).astype(np.int16), tmp_path / "joined.pcm"))

    voices = tell_apart(joined.path, _speech(joined))

    assert voices.count == 3
    end = len(both) / SAMPLE_RATE
    *known, found = voices.during([FIRST[0], OTHER[0], (end + 0.5, end + 2)]).argmax(axis=1).tolist()
    assert found not in known


def test_knocks_and_noise_are_no_third_voice(consultation: Audio, tmp_path: Path) -> None:
    both = (read_samples(consultation.path, 0, 60 * SAMPLE_RATE) * 32767).astype(np.int16)
    knocks = np.concatenate([noise(0.3, 0.3), silence(2)] * 4)
    joined = Audio(save(np.concatenate([both, knocks]), tmp_path / "joined.pcm"))

    assert tell_apart(joined.path, _speech(joined)).count == 2


def test_without_speech_there_is_one_voice_and_no_evidence(consultation: Audio) -> None:
    voices = tell_apart(consultation.path, [])

    assert voices.count == 1
    assert voices.during([(1, 2)]).tolist() == [[0.0]]
