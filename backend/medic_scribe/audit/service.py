"""Who did what to which record.

Everything that reads or changes a patient's data is recorded here, in the same transaction.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.audit.models import AuditEntry


def record(
    session: AsyncSession, who: str, action: str, subject: tuple[str, str], **detail: str | int
) -> None:
    """`action` says what was done (`note.read`), `subject` is the kind and id of the record.

    `detail` holds codes and numbers, never a patient's text.
    """
    kind, identifier = subject
    session.add(
        AuditEntry(actor_id=who, action=action, subject_kind=kind, subject_id=identifier, detail=detail)
    )
