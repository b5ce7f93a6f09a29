"""The next piece of a recording, as windows of speech that Whisper hears at once.

Whisper hears 30 seconds, and costs about the same for one second as for thirty: so stretches of speech are
packed until a window is full, and long silences are left out of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

import numpy as np

from medic_scribe.speech.contract import Audio
from medic_scribe.speech.samples import SAMPLE_RATE, Samples, count_samples, read_samples
from medic_scribe.speech.vad import Stretch, stretches

LONGEST = 30 * SAMPLE_RATE
MARGIN = int(0.4 * SAMPLE_RATE)  # of silence kept around speech, as the model is used to
WINDOWS = 4  # in a piece: they are decoded together

# While a recording grows, a piece ends where a sentence may have ended: the longer somebody has been
# talking, the shorter is the pause that will do. A word or two may be a beginning, so they stand alone only
# once they are a moment ago: not at once, and not as late as the end of what somebody else tells then.
PAUSES = (  # seconds said, and the pause after it, in samples
    (0.0, int(0.35 * SAMPLE_RATE)),
    (5.0, int(0.25 * SAMPLE_RATE)),
)
WORD_OR_TWO = SAMPLE_RATE
MOMENT = SAMPLE_RATE
LONG_PAUSE = 2 * SAMPLE_RATE  # kept of silence, in which somebody may just be beginning


@dataclass(frozen=True, slots=True)
class Window:
    """Stretches of speech, and the `parts` of the recording that hold them with their margins, in samples."""

    speech: tuple[Stretch, ...]
    parts: tuple[tuple[int, int], ...]

    @property
    def length(self) -> int:
        return sum(end - start for start, end in self.parts)

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def samples(self, path: Path) -> Samples:
        return np.concatenate([read_samples(path, start, end) for start, end in self.parts])

    def recording_time(self, seconds: float) -> float:
        """A time within the window, as time within the recording."""
        left = seconds * SAMPLE_RATE
        for start, end in self.parts:
            if left <= end - start:
                return (start + left) / SAMPLE_RATE
            left -= end - start
        return self.parts[-1][1] / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Span:
    """What the next piece holds, and the sample where it ends. Without windows it is silence."""

    windows: tuple[Window, ...]
    end: int


def next_span(audio: Audio, after: int) -> Span | None:
    """None where nobody speaks any more or, while the recording grows, nothing has been said to its end."""
    if not audio.complete:
        return _settled(audio.path, after)
    windows = tuple(islice(pack(stretches(audio.path, after), after), WINDOWS))
    return Span(windows, min(windows[-1].end, count_samples(audio.path))) if windows else None


def pack(speech: Iterable[Stretch], after: int, until: int | None = None) -> Iterator[Window]:
    """Windows of at most 30 seconds that share no sample and hold none from outside `after` to `until`."""
    held: list[Stretch] = []
    for stretch in speech:
        if held and _window([*held, stretch], after, stretch.end + MARGIN).length > LONGEST:
            cut = _cut(held[-1], stretch)
            yield _window(held, after, cut)
            after, held = cut, []
        held.append(stretch)
    if held:
        end = held[-1].end + MARGIN
        yield _window(held, after, end if until is None else min(end, until))


def halves(window: Window) -> tuple[Window, ...]:
    """The window as two, parted at the longest pause of its middle third; one where there is no pause."""
    middle = window.length / 3
    pauses: list[tuple[int, int]] = []
    for place in range(1, len(window.speech)):
        before = _window(list(window.speech[:place]), window.start, window.end).length
        if middle <= before <= 2 * middle:
            pauses.append((window.speech[place].start - window.speech[place - 1].end, place))
    if not pauses:
        return (window,)
    _, place = max(pauses)
    cut = _cut(window.speech[place - 1], window.speech[place])
    return (
        _window(list(window.speech[:place]), window.start, cut),
        _window(list(window.speech[place:]), cut, window.end),
    )


def _settled(path: Path, after: int) -> Span | None:
    """What has been said to its end: up to a pause or, after 30 seconds without, to the best there is."""
    length = count_samples(path)
    heard = list(takewhile(lambda stretch: stretch.start - after < WINDOWS * LONGEST, stretches(path, after)))
    if not heard:
        silence = length - after - LONG_PAUSE
        return Span((), after + silence) if silence > LONGEST else None
    following = [*heard[1:], Stretch(length, length)]
    pauses = [next_one.start - one.end for one, next_one in zip(heard, following, strict=True)]
    said = [stretch.end - heard[0].start for stretch in heard]
    ago = [length - stretch.end for stretch in heard]
    last = max(
        (place for place, pause in enumerate(pauses) if _ends(said[place], pause, ago[place])),
        default=None,
    )
    if last is None and said[-1] > LONGEST:
        last = max((place for place in range(len(heard)) if said[place] <= LONGEST), key=pauses.__getitem__)
    if last is None:
        return None
    end = _cut(heard[last], following[last])
    return Span(tuple(pack(heard[: last + 1], after, end)), end)


def _ends(said: int, pause: int, ago: int) -> bool:
    """Whether a piece ends after so many samples of talk, in such a pause, whose beginning is so long ago."""
    needed = next(pause for seconds, pause in reversed(PAUSES) if said >= seconds * SAMPLE_RATE)
    return pause >= needed and (said >= WORD_OR_TWO or ago >= MOMENT)


def _window(speech: list[Stretch], after: int, until: int) -> Window:
    parts: list[tuple[int, int]] = []
    for stretch in speech:
        start, end = max(stretch.start - MARGIN, after), min(stretch.end + MARGIN, until)
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return Window(tuple(speech), tuple(parts))


def _cut(one: Stretch, following: Stretch) -> int:
    """Where the one's margin ends, or the middle of the pause where that comes first."""
    return min(one.end + MARGIN, (one.end + following.start) // 2)
