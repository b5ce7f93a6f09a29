"""A consultation: one encounter between a clinician and a patient. It owns everything below it."""

from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from medic_scribe.database.base import Base, Json, now, one_of


class Status(StrEnum):
    RECORDING = "recording"
    TRANSCRIBING = "transcribing"
    WRITING = "writing"
    READY = "ready"
    SIGNED = "signed"
    FAILED = "failed"


DONE_WITH = (Status.READY, Status.SIGNED, Status.FAILED)  # nothing goes on with its sound by itself


class Consultation(Base):
    """`failure` is the code of the error that stopped it, set only while `status` is `failed`.

    `template` is the key of a built-in template or the id of the clinician's own.
    """

    __tablename__ = "consultations"
    __table_args__ = (Index("ix_consultations_owner_created", "owner_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    patient_label: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[Status] = mapped_column(one_of(Status), default=Status.RECORDING)
    failure: Mapped[str | None] = mapped_column(String(64))
    template: Mapped[str] = mapped_column(String(64))
    instruction: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(8), default="es")
    consent_at: Mapped[datetime | None]
    consent_by: Mapped[str | None] = mapped_column(String(32))  # patient or representative
    consent_method: Mapped[str | None] = mapped_column(String(32))  # verbal, written, …
    speech_engine: Mapped[str | None] = mapped_column(String(64))
    # Grows with every correction of the transcript: its ETag, and what a note was written from.
    transcript_version: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Deletion(Base):
    """Files that must go, until they have gone: `recordings` are keys in their file store.

    `consultation_id`, where all of that consultation is deleted: then its note's files go too. `tried_at`
    says when some of them were last refused.
    """

    __tablename__ = "deletions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=lambda: str(uuid4()))
    consultation_id: Mapped[str | None] = mapped_column(String(36))
    recordings: Mapped[list[str]] = mapped_column(Json)
    tried_at: Mapped[datetime | None]


class Job(Base):
    """A request for a note: the first one, another try, or a rewriting of the whole or of one section.

    Its id is the id of the durable workflow that fulfils it (`pipeline.py`); what the clinician asked
    for stays here, so that the workflow engine stores ids only. Unfinished jobs are started again.
    `live`: it began with the recording's first chunk, and listens before it writes.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[str] = mapped_column(String(255))
    template: Mapped[str] = mapped_column(String(64))
    instruction: Mapped[str] = mapped_column(Text, default="")
    section: Mapped[str | None] = mapped_column(String(64))  # the key of the one section to rewrite
    live: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(64))
