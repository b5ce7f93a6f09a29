"""Who did what to which record.

Everything that reads or changes a patient's data is recorded here: a change in the transaction that makes it,
and a reading before its answer leaves.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from medic_scribe.audit.models import AuditEntry
from medic_scribe.database.base import now
from medic_scribe.database.engine import WRITES

PROGRAM = "medic-scribe"  # who does what no person asked for

# In a reading session's `info`: the entries that `audit.trail.Trail` has to commit.
READ = "read"


def record(
    session: AsyncSession, who: str, action: str, subject: tuple[str, str], **detail: str | int
) -> None:
    """`action` says what was done (`note.read`), `subject` is the kind and id of the record.

    `detail` holds codes and numbers, never a patient's text.
    """
    kind, identifier = subject
    entry = AuditEntry(
        at=now(), actor_id=who, action=action, subject_kind=kind, subject_id=identifier, detail=detail
    )
    if session.info.get(WRITES):
        session.add(entry)
    else:
        session.info[READ].append(entry)
