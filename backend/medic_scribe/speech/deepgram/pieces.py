"""The final results of a live stream, joined to pieces that end where somebody pauses."""

from collections.abc import Sequence
from dataclasses import dataclass

from medic_scribe.speech.deepgram.answer import Result

LONGEST = 30.0  # seconds of a piece where nobody pauses, and of silence that makes one
ENOUGH = 6.0  # seconds after which the end of a sentence will do


@dataclass(frozen=True, slots=True)
class Group:
    """Results that belong together; `start` and `end` in seconds of the recording.

    `settled` where the next result begins another group.
    """

    start: float
    end: float
    results: tuple[Result, ...]
    settled: bool


def groups(begin: float, finals: Sequence[Result]) -> list[Group]:
    """All groups of a stream that began at `begin`, without a gap between them. Only the last may be open."""
    found: list[Group] = []
    held: list[Result] = []
    start = begin
    for result in finals:
        held.append(result)
        end = max(start, begin + result.end)
        if end > start and _settled(held, end - start):
            found.append(Group(start, end, tuple(held), settled=True))
            start, held = end, []
    if held:
        found.append(Group(start, max(start, begin + held[-1].end), tuple(held), settled=False))
    return found


def _settled(held: Sequence[Result], seconds: float) -> bool:
    words = [word for result in held for word in result.words]
    if not words or seconds >= LONGEST:
        return seconds >= LONGEST
    return held[-1].speech_final or (seconds >= ENOUGH and words[-1].ends_sentence)
