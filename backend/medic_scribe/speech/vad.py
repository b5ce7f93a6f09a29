"""Where somebody speaks: the Silero model that faster-whisper carries, run as a stream over the samples.

Nothing is read beyond what the caller takes, and one block is held at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from medic_scribe.errors import EngineUnavailable
from medic_scribe.speech.onnx import Network, load_network
from medic_scribe.speech.samples import Samples, read_samples

FRAME = 512  # samples that the model judges at once
CONTEXT = 64  # samples before them that it hears again
BLOCK = 1000  # frames read at once, 32 s

SPEECH = 0.5  # probability from which a frame is speech
SILENCE = 0.35  # and below which it no longer is
SHORTEST_PAUSE = 5  # frames, 160 ms
LONGEST_STRETCH = 890  # frames, 28.5 s: with its margins a stretch fits into one window of Whisper's


@dataclass(frozen=True, slots=True)
class Stretch:
    """Speech without a pause, from sample `start` to sample `end`. `ended`: a pause follows it."""

    start: int
    end: int
    ended: bool = True


def stretches(path: Path, after: int = 0) -> Iterator[Stretch]:
    """The stretches of speech from sample `after` on, as they are found."""
    start: int | None = None
    heard: list[float] = []  # the probabilities from `start` on
    quiet = 0  # frames since the last speech
    position = after
    for probability in _probabilities(path, after):
        if start is None and probability >= SPEECH:
            start, heard, quiet = position, [], 0
        position += FRAME
        if start is None:
            continue
        heard.append(probability)
        if probability >= SPEECH:
            quiet = 0
        elif probability < SILENCE or quiet:
            quiet += 1
        if quiet >= SHORTEST_PAUSE:
            yield Stretch(start, position - quiet * FRAME)
            start = None
        elif len(heard) >= LONGEST_STRETCH:
            cut = _quietest(heard)
            yield Stretch(start, start + cut * FRAME, ended=False)
            start, heard = start + cut * FRAME, heard[cut:]
    if start is not None:
        yield Stretch(start, position - quiet * FRAME, ended=False)


def _quietest(heard: list[float]) -> int:
    """The frame of the last two thirds with least speech around it: the best cut where there is no pause."""
    smooth = np.convolve(np.array(heard), np.ones(3), mode="same")
    first = len(heard) // 3
    return first + int(np.argmin(smooth[first:-3]))


def _probabilities(path: Path, after: int) -> Iterator[float]:
    """The probability of speech in each whole frame from sample `after` on."""
    network = _network()
    h = c = np.zeros((1, 1, 128), np.float32)
    context = np.zeros(CONTEXT, np.float32)
    for block in _blocks(path, after):
        frames = block.reshape(-1, FRAME)
        before = np.vstack([context, frames[:-1, -CONTEXT:]])
        context = frames[-1, -CONTEXT:]
        probabilities, h, c = network({"input": np.hstack([before, frames]), "h": h, "c": c})
        yield from probabilities.ravel().tolist()


def _blocks(path: Path, after: int) -> Iterator[Samples]:
    while len(block := read_samples(path, after, after + BLOCK * FRAME)) >= FRAME:
        yield block[: len(block) // FRAME * FRAME]
        after += BLOCK * FRAME


@cache
def _network() -> Network:
    spec = find_spec("faster_whisper")
    if spec is None or spec.origin is None:
        raise EngineUnavailable
    return load_network(Path(spec.origin).parent / "assets" / "silero_vad_v6.onnx")
