"""One number for each person, where an engine was asked for a recording in parts and counted anew each time.

Within one request the engine knows best who is who. Between two, voices are compared by their sound.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np

from medic_scribe.speech.contract import VOICES_A_REQUEST, Segment
from medic_scribe.speech.onnx import Floats
from medic_scribe.speech.voices import sum_of_vectors

# Cosine from which two voices are one: 0.91 and more were measured within one voice, 0.61 between two in a
# quiet room and 0.78 in noise. Lower than between clusters, because the nearest pairs are taken first.
SAME = 0.75


def with_same_voices(path: Path, segments: Sequence[Segment]) -> Sequence[Segment]:
    """The segments, each person with the number of the request in which they were first heard."""
    voices = sorted({segment.voice for segment in segments if segment.voice is not None})
    requests = [list(those) for _, those in groupby(voices, key=lambda voice: voice // VOICES_A_REQUEST)]
    if len(requests) < 2:
        return segments
    sums = _sums(path, segments)
    people: dict[int, Floats] = {}
    number: dict[int, int] = {}
    for request in requests:
        known = _matches({voice: sums[voice] for voice in request}, people)
        for voice in request:
            person = number[voice] = known.get(voice, voice)
            people[person] = people.get(person, np.zeros_like(sums[voice])) + sums[voice]
    return [
        segment if segment.voice is None else replace(segment, voice=number[segment.voice])
        for segment in segments
    ]


def _matches(voices: Mapping[int, Floats], people: Mapping[int, Floats]) -> dict[int, int]:
    """Which of the voices are which of the people, the nearest first; no two are the same person."""
    pairs = sorted(
        ((_cosine(a, b), voice, person) for voice, a in voices.items() for person, b in people.items()),
        reverse=True,
    )
    found: dict[int, int] = {}
    for cosine, voice, person in pairs:
        if cosine >= SAME and voice not in found and person not in found.values():
            found[voice] = person
    return found


def _sums(path: Path, segments: Sequence[Segment]) -> dict[int, Floats]:
    spoken: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for segment in segments:
        if segment.voice is not None:
            spoken[segment.voice].append((segment.start, segment.end))
    return {voice: sum_of_vectors(path, speech) for voice, speech in spoken.items()}


def _cosine(a: Floats, b: Floats) -> float:
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / lengths if lengths else 0.0
