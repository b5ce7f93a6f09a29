"""Every model, imported once so that the metadata is whole: for migrations and for foreign keys."""

from medic_scribe.accounts.models import RefreshToken, User, VocabularyTerm
from medic_scribe.audit.models import AuditEntry
from medic_scribe.consultations.models import Consultation, Deletion, Job
from medic_scribe.database.base import Base
from medic_scribe.notes.models import FindingRow, NoteVersion, SectionRow, StatementRow
from medic_scribe.notifications.models import Event
from medic_scribe.recordings.models import Recording, RecordingChunk
from medic_scribe.templates.models import Template
from medic_scribe.transcripts.models import PieceRow, UtteranceRow

__all__ = [
    "AuditEntry",
    "Consultation",
    "Deletion",
    "Event",
    "FindingRow",
    "Job",
    "NoteVersion",
    "PieceRow",
    "Recording",
    "RecordingChunk",
    "RefreshToken",
    "SectionRow",
    "StatementRow",
    "Template",
    "User",
    "UtteranceRow",
    "VocabularyTerm",
    "metadata",
]

metadata = Base.metadata
