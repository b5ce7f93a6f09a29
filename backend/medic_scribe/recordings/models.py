"""The audio of a consultation. The samples lie in the file store; here is what is known of them.

The name that the file had on the clinician's machine is not kept: it often is the patient's.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from medic_scribe.database.base import Base, now


class Recording(Base):
    """`file_key` is its place in the file store, `size` in bytes, `seconds` known once decoded.

    `missing_seconds` is what the file announced and did not hold: it was cut. `transcribed_at` says that
    the speech engine has reached the end, `erased_at` that the audio was deleted and only this is left.
    `abandoned`: nobody finished it, so the program did, after a while.
    """

    __tablename__ = "recordings"

    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True
    )
    file_key: Mapped[str] = mapped_column(String(100))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    seconds: Mapped[float | None]
    missing_seconds: Mapped[float] = mapped_column(default=0.0)
    received_at: Mapped[datetime] = mapped_column(default=now)
    decoded_at: Mapped[datetime | None]
    transcribed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    abandoned: Mapped[bool] = mapped_column(default=False)


class RecordingChunk(Base):
    """A numbered part of a recording that arrives while it is made; `number` from 0, in any order.

    `file_key` is its place in the file store. `media_type` is the recording's, as far as whoever sends it
    says so.
    """

    __tablename__ = "recording_chunks"

    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    file_key: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(default=now)
