"""From sound to a transcript, a piece at a time: the same while it is recorded and afterwards."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.consultations.models import Consultation, Job
from medic_scribe.errors import EngineUnavailable
from medic_scribe.jobs import hints_of, tell_utterances
from medic_scribe.speech.contract import Audio, Piece, SpeechEngine, Utterance
from medic_scribe.transcripts.service import save_utterances
from medic_scribe.turns import Rank, Unless
from medic_scribe.workbench import Parts


async def next_piece(
    parts: Parts,
    job: Job,
    audio: Audio,
    after: float,
    rank: Rank,
    unless: Unless | None = None,
) -> Piece | None:
    """What comes after that second, once it is its turn; None where there is no more by now.

    None as well where `unless` returns before it is its turn.

    Raises `EngineUnavailable` where the engine does not come forward: it would never end.
    """
    async with parts.database.reading() as session:
        hints = await hints_of(session, job)
    async with parts.turns.take(rank, unless) as came:
        if not came:
            return None
        piece = await parts.speech_engine.call(SpeechEngine.transcribe_next, audio, after, hints)
    if piece and piece.end <= after:
        raise EngineUnavailable
    return piece


async def who_says_what(parts: Parts, audio: Audio, pieces: Sequence[Piece]) -> tuple[Utterance, ...]:
    segments = tuple(segment for piece in pieces for segment in piece.segments)
    return await parts.listening.run(parts.assign_roles, audio, segments)


async def save_transcript(
    session: AsyncSession, job: Job, consultation: Consultation, piece: int, utterances: Sequence[Utterance]
) -> None:
    """As far as that piece. Who reads along is told what is new or not what it was."""
    first = await save_utterances(session, consultation.id, utterances)
    if job.live and first is not None:
        await tell_utterances(session, consultation, piece, first, len(utterances))
