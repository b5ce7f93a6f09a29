from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from medic_scribe.speech import vad
from medic_scribe.speech.contract import Audio
from medic_scribe.speech.samples import read_samples
from medic_scribe.speech.vad import FRAME, LONGEST_STRETCH, stretches

from .sounds import Sound, noise, save, silence, tone, tune


def test_stretches_come_in_order_and_hold_the_speech(consultation: Audio) -> None:
    found = list(stretches(consultation.path))

    assert all(one.start < one.end <= following.start for one, following in pairwise(found))
    loud = sum(float(np.sum(read_samples(consultation.path, one.start, one.end) ** 2)) for one in found)
    whole = float(np.sum(read_samples(consultation.path, 0, 60 * 16_000) ** 2))
    assert loud > 0.99 * whole
    assert sum(one.end - one.start for one in found) < 0.92 * consultation.path.stat().st_size / 2


def test_the_blocks_that_are_read_do_not_matter(consultation: Audio, monkeypatch: pytest.MonkeyPatch) -> None:
    in_large_blocks = list(stretches(consultation.path))

    monkeypatch.setattr(vad, "BLOCK", 7)

    assert list(stretches(consultation.path)) == in_large_blocks


def test_from_a_pause_on_the_same_stretches_are_found(consultation: Audio) -> None:
    found = list(stretches(consultation.path))
    pause = (found[3].end + found[4].start) // 2 // FRAME * FRAME

    again = list(stretches(consultation.path, pause))

    assert len(again) == len(found[4:])
    assert all(abs(one.start - other.start) <= 3 * FRAME for one, other in zip(again, found[4:], strict=True))


def test_speech_without_a_pause_is_cut_before_it_is_too_long(consultation: Audio, tmp_path: Path) -> None:
    speech = read_samples(consultation.path, *_longest(consultation))
    endless = save(np.tile((speech * 32767).astype(np.int16), 20), tmp_path / "endless.pcm")

    found = list(stretches(endless))

    assert max(one.end - one.start for one in found) <= LONGEST_STRETCH * FRAME
    assert sum(one.end - one.start for one in found) > 0.9 * endless.stat().st_size / 2


@pytest.mark.parametrize("sound", [silence(40), noise(40), tone(40), tune(40)])
def test_nobody_speaks_in_silence_noise_or_music(sound: Sound, tmp_path: Path) -> None:
    assert sum(one.end - one.start for one in stretches(save(sound, tmp_path / "a.pcm"))) < 16_000


def _longest(audio: Audio) -> tuple[int, int]:
    longest = max(stretches(audio.path), key=lambda one: one.end - one.start)
    return longest.start, longest.end
