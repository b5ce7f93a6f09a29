"""The same people, though the engine was asked twice and numbered them anew."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest

from medic_scribe.speech.contract import Audio, Segment, Speaker, Word
from medic_scribe.speech.roles import assign_roles
from medic_scribe.speech.same_voices import with_same_voices

from .conftest import spoken
from .sounds import save, silence

SECOND = 28_000  # the first number of a request that began later


def turns() -> list[tuple[str, tuple[Word, ...]]]:
    """Who speaks, and their words, turn by turn."""
    return [
        (speaker, tuple(Word(word.text, word.start, word.end, 0.9) for word in words))
        for speaker, words in groupby(spoken(), key=lambda word: word.speaker)
    ]


def heard(numbers: Sequence[dict[str, int]]) -> list[Segment]:
    """The consultation's turns, the first four by the first numbers and the rest by the second."""
    return [
        Segment(
            " ".join(w.text for w in words), words[0].start, words[-1].end, words, numbers[n >= 4][speaker]
        )
        for n, (speaker, words) in enumerate(turns())
    ]


@pytest.mark.parametrize("swapped", [False, True])
def test_voices_are_known_again_whatever_their_new_numbers(consultation: Audio, swapped: bool) -> None:
    again = {"clinician": SECOND + swapped, "patient": SECOND + (not swapped)}
    segments = heard([{"clinician": 0, "patient": 1}, again])
    same = with_same_voices(consultation.path, segments)

    assert [segment.voice for segment in same] == [0 if who == "clinician" else 1 for who, _ in turns()]
    speakers = [utterance.speaker for utterance in assign_roles(consultation, segments)]
    assert speakers == [Speaker(who) for who, _ in turns()]


def test_somebody_new_stays_somebody_new(consultation: Audio) -> None:
    """The second request hears only the patient, of whom the first heard nothing."""
    segments = heard([{"clinician": 0, "patient": 7}, {"clinician": 8, "patient": SECOND}])
    clinician, patient = [s for s in segments if s.voice == 0], [s for s in segments if s.voice == SECOND]
    same = with_same_voices(consultation.path, [*clinician, *patient])
    assert {segment.voice for segment in same} == {0, SECOND}


def test_two_voices_of_one_request_are_never_one(tmp_path: Path) -> None:
    quiet = save(silence(60), tmp_path / "quiet.pcm")
    segments = heard([{"clinician": 0, "patient": 0}, {"clinician": SECOND, "patient": SECOND + 1}])
    same = with_same_voices(quiet, segments)
    assert len({segment.voice for segment in same[4:]}) == 2
