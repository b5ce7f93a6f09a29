"""Transcripts: saving what was heard and reading it back as the engines' own types."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.speech.contract import Piece, Segment, Utterance, Word
from medic_scribe.transcripts.models import PieceRow, UtteranceRow


async def save_piece(session: AsyncSession, consultation_id: str, number: int, piece: Piece) -> None:
    session.add(
        PieceRow(
            consultation_id=consultation_id,
            number=number,
            start=piece.start,
            end=piece.end,
            segments=[_segment_as_json(segment) for segment in piece.segments],
            unheard=[list(span) for span in piece.unheard],
        )
    )
    await session.flush()


async def heard_so_far(session: AsyncSession, consultation_id: str) -> tuple[int, float]:
    """How many pieces are saved, and the second up to which they reach."""
    mine = PieceRow.consultation_id == consultation_id
    count, end = (await session.execute(select(func.count(), func.max(PieceRow.end)).where(mine))).one()
    return count, end or 0.0


async def pieces_of(session: AsyncSession, consultation_id: str) -> tuple[Piece, ...]:
    rows = await session.scalars(
        select(PieceRow).where(PieceRow.consultation_id == consultation_id).order_by(PieceRow.number)
    )
    return tuple(
        Piece(
            row.start,
            row.end,
            tuple(_segment_from_json(segment) for segment in row.segments),
            tuple((start, end) for start, end in row.unheard),
        )
        for row in rows
    )


async def save_utterances(
    session: AsyncSession, consultation_id: str, utterances: Sequence[Utterance]
) -> int | None:
    """The transcript as it is heard by now: what has changed is replaced, from the first change on.

    The id of the first utterance that differs from what was saved before; None where none does.
    """
    before = await utterances_of(session, consultation_id)
    first = next(
        (place for place, (old, new) in enumerate(zip(before, utterances, strict=False)) if old != new),
        min(len(before), len(utterances)),
    )
    if first == len(before) == len(utterances):
        return None
    mine = UtteranceRow.consultation_id == consultation_id
    await session.execute(delete(UtteranceRow).where(mine, UtteranceRow.position >= first))
    session.add_all(
        UtteranceRow(
            consultation_id=consultation_id,
            position=utterance.id,
            speaker=utterance.speaker,
            start=utterance.start,
            end=utterance.end,
            text=utterance.text,
            words=_words_as_json(utterance.words),
            heard_text=utterance.text,
            heard_speaker=utterance.speaker.value,
        )
        for utterance in utterances[first:]
    )
    await session.flush()
    return first


async def count_utterances(session: AsyncSession, consultation_id: str) -> int:
    mine = UtteranceRow.consultation_id == consultation_id
    return (await session.execute(select(func.count()).where(mine))).scalar_one()


async def utterance_rows(
    session: AsyncSession, consultation_id: str, first: int = 0, last: int | None = None
) -> Sequence[UtteranceRow]:
    """In order; from id `first` to id `last`, both included."""
    wanted = select(UtteranceRow).where(
        UtteranceRow.consultation_id == consultation_id, UtteranceRow.position >= first
    )
    if last is not None:
        wanted = wanted.where(UtteranceRow.position <= last)
    return (await session.scalars(wanted.order_by(UtteranceRow.position))).all()


async def utterances_of(session: AsyncSession, consultation_id: str) -> tuple[Utterance, ...]:
    """The transcript as it stands, the clinician's corrections included."""
    return tuple(
        Utterance(row.position, row.speaker, row.text, row.start, row.end, _words_from_json(row.words))
        for row in await utterance_rows(session, consultation_id)
    )


def _segment_as_json(segment: Segment) -> dict[str, Any]:
    return {
        "text": segment.text,
        "start": segment.start,
        "end": segment.end,
        "words": _words_as_json(segment.words),
        "voice": segment.voice,
    }


def _segment_from_json(saved: dict[str, Any]) -> Segment:
    words = _words_from_json(saved["words"])
    return Segment(saved["text"], saved["start"], saved["end"], words, saved["voice"])


def _words_as_json(words: Sequence[Word]) -> list[list[str | float]]:
    return [list(word) for word in words]


def _words_from_json(saved: list[Any]) -> tuple[Word, ...]:
    return tuple(Word(*fields) for fields in saved)
