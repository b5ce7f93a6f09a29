"""Clinicians: who they are, how they sign in, and the words they use."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from medic_scribe.database.base import Base, RowNumber, now


class User(Base):
    """`id` is the subject of the identity provider's tokens; in `IDENTITY=open` whatever the client says."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    email: Mapped[str | None] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    licence: Mapped[str] = mapped_column(String(64), default="")
    specialty: Mapped[str] = mapped_column(String(100), default="")
    language: Mapped[str] = mapped_column(String(8), default="es")
    default_template: Mapped[str | None] = mapped_column(String(64))
    audio_retention_days: Mapped[int | None]  # after which a recording is deleted; null keeps it
    password_hash: Mapped[str | None] = mapped_column(String(255))
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    # Raised by a change of password: every access token that carries an older one is refused.
    token_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)


class RefreshToken(Base):
    """One link of a signed-in session (`family`). Only the token's SHA-256 is kept.

    A token is used once and then replaced, and again where the answer was lost (`replayed_at`, when it last
    was); any other use means that it was stolen, and ends the family.
    """

    __tablename__ = "refresh_tokens"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    family: Mapped[str] = mapped_column(String(36), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    replayed_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class VocabularyTerm(Base):
    """A word the clinician uses, most important first; given to the speech engine as a key term."""

    __tablename__ = "vocabulary"
    __table_args__ = (UniqueConstraint("user_id", "text"),)

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
