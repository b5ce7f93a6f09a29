"""The queues, as a table: which jobs wait where, and how many may be worked on at once.

A limit of a cloud is shared out evenly among the queues whose jobs use it, so that all of them together keep
to it. A place is held from a job's first step to its last.
"""

from dataclasses import dataclass
from typing import Self

from medic_scribe.settings import CLOUD_HERE, NoteEngineName, Settings, SpeechEngineName

# Transcribing takes a worker for minutes; rewriting a note must not wait for it.
HEARING, WRITING = "hearing", "writing"
# Who listens to a recording mostly waits; nobody who talks may have to wait for a place. A note that is
# checked again needs a moment only, and no cloud.
LIVE = "live"

WRITERS = 4  # in one process, where the note engine is on this machine
LIVE_HERE = 200  # in one process


@dataclass(frozen=True, slots=True)
class Limits:
    """`here`: at once in one process; `everywhere`: at once over all; `per_minute`: begun, over all."""

    here: int
    everywhere: int | None = None
    per_minute: int | None = None

    def shared_by(self, queues: int) -> Self:
        return type(self)(self.here, _share(self.everywhere, queues), _share(self.per_minute, queues))

    def within(self, other: "Limits") -> "Limits":
        """What of `other` holds for all processes together, holds too."""
        everywhere = _tighter(self.everywhere, other.everywhere)
        here = _tighter(self.here, everywhere) or self.here
        return Limits(here, everywhere, _tighter(self.per_minute, other.per_minute))


@dataclass(frozen=True, slots=True)
class Queue:
    name: str
    limits: Limits


def queues(settings: Settings) -> tuple[Queue, ...]:
    notes = _of_notes(settings).shared_by(2)  # a first note is written from the queue of hearing
    return (
        Queue(HEARING, _of_speech(settings).within(notes)),
        Queue(WRITING, notes.within(notes)),
        Queue(LIVE, Limits(LIVE_HERE)),
    )


def _of_speech(settings: Settings) -> Limits:
    match settings.speech_engine_name:
        case SpeechEngineName.DEEPGRAM:
            return Limits(CLOUD_HERE, settings.deepgram_at_once, settings.deepgram_per_minute)
        case SpeechEngineName.WHISPER | SpeechEngineName.FAKE:
            # Of what was sent whole: the other half of the workers is there for who still talks.
            return Limits(max(1, settings.speech_workers // 2))


def _of_notes(settings: Settings) -> Limits:
    match settings.note_engine_name:
        case NoteEngineName.OPENAI:
            return Limits(settings.notes_at_once, settings.openai_at_once, settings.openai_per_minute)
        case NoteEngineName.EXTRACTIVE | NoteEngineName.FAKE:
            return Limits(WRITERS)


def _share(limit: int | None, queues: int) -> int | None:
    return None if limit is None else max(1, limit // queues)


def _tighter(one: int | None, other: int | None) -> int | None:
    given = [limit for limit in (one, other) if limit is not None]
    return min(given, default=None)
