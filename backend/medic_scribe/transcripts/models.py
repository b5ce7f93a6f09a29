"""What was heard: the speech engine's pieces as they came, and the utterances that a clinician reads."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from medic_scribe.database.base import Base, one_of
from medic_scribe.speech.contract import Speaker


class PieceRow(Base):
    """A saved `speech.contract.Piece`: the checkpoint from which an interrupted transcription goes on.

    `segments` and `unheard` hold the dataclass's fields as JSON; `start` and `end` in seconds.
    """

    __tablename__ = "pieces"

    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    start: Mapped[float]
    end: Mapped[float]
    segments: Mapped[list[Any]]
    unheard: Mapped[list[Any]]


class UtteranceRow(Base):
    """A `speech.contract.Utterance`; `position` is its id there.

    `words` are `[text, start, end, confidence]` as they were heard and stay so. `heard_text` and
    `heard_speaker` keep what the engine said when the clinician corrects `text` or `speaker`.
    """

    __tablename__ = "utterances"

    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    speaker: Mapped[Speaker] = mapped_column(one_of(Speaker))
    start: Mapped[float]
    end: Mapped[float]
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[list[Any]]
    heard_text: Mapped[str] = mapped_column(Text)
    heard_speaker: Mapped[str] = mapped_column(String(32))
    edited_at: Mapped[datetime | None]
