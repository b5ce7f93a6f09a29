"""A note, its versions, and what the safety check found in the current one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from medic_scribe.database.base import Base, RowNumber, now, one_of
from medic_scribe.writing.contract import FindingKind, Topic


class Origin(StrEnum):
    ENGINE = "engine"
    CLINICIAN = "clinician"


class FindingState(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"  # the note or the transcript was corrected
    DISMISSED = "dismissed"  # the clinician gave a reason why it may stay


class NoteVersion(Base):
    """One state of a consultation's note. Versions only grow: the one with the highest `number` is the note.

    `number` from 1, and the note's ETag. `job_id` is the job that wrote it, so that a step that runs again
    finds its own work. `engine` wrote it; `notice` is why that is not the engine that was chosen
    (`notice.<reason>` in messages/*.toml), or empty. `unfollowed` are the parts of the instruction that the
    engine could not follow. `transcript_version` says which transcript it was written from.
    """

    __tablename__ = "note_versions"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultations.id", ondelete="CASCADE"))
    number: Mapped[int]
    origin: Mapped[Origin] = mapped_column(one_of(Origin))
    engine: Mapped[str | None] = mapped_column(String(64))
    notice: Mapped[str] = mapped_column(String(64), default="", server_default="")
    author_id: Mapped[str | None] = mapped_column(String(255))
    template: Mapped[str] = mapped_column(String(64))
    instruction: Mapped[str] = mapped_column(Text, default="")
    unfollowed: Mapped[list[Any]] = mapped_column(default=list)
    transcript_version: Mapped[int] = mapped_column(default=0)
    job_id: Mapped[str | None] = mapped_column(String(36), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    checked_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    filed_at: Mapped[datetime | None]  # its files say what it says
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str | None] = mapped_column(String(255))

    sections: Mapped[list["SectionRow"]] = relationship(
        order_by="SectionRow.position", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )
    findings: Mapped[list["FindingRow"]] = relationship(
        order_by="FindingRow.id", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )


class SectionDraft(Base):
    """A section of a note in the making, as far as it is written; gone once the note is there.

    `statements` hold `{"text": …, "evidence": [[utterance_id, first, last], …]}`.
    """

    __tablename__ = "section_drafts"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    consultation_id: Mapped[str] = mapped_column(
        ForeignKey("consultations.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    statements: Mapped[list[Any]]


class SectionRow(Base):
    """A `writing.contract.Section`; `position` from 0 in the template's order."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("version_id", "key"), UniqueConstraint("version_id", "position"))

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("note_versions.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))

    statements: Mapped[list["StatementRow"]] = relationship(
        order_by="StatementRow.position", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )


class StatementRow(Base):
    """A `writing.contract.Statement`. `evidence` holds `[utterance_id, first, last]` triples.

    Evidence may be empty only where `origin` is `clinician`: what they add, they answer for.
    """

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("section_id", "position"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("sections.id", ondelete="CASCADE"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[Topic | None] = mapped_column(one_of(Topic))
    evidence: Mapped[list[Any]]
    origin: Mapped[Origin] = mapped_column(one_of(Origin), default=Origin.ENGINE)


class FindingRow(Base):
    """A `writing.contract.Finding` of one version. `span` is `[start, end]` in seconds, or null.

    `statement_id` is the statement concerned, if there is one.
    """

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("note_versions.id", ondelete="CASCADE"), index=True)
    statement_id: Mapped[int | None] = mapped_column(
        ForeignKey("statements.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[FindingKind] = mapped_column(one_of(FindingKind))
    code: Mapped[str] = mapped_column(String(64))
    quote: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[Any]]
    span: Mapped[list[Any] | None]
    state: Mapped[FindingState] = mapped_column(one_of(FindingState), default=FindingState.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(String(255))
    settled_at: Mapped[datetime | None]
