"""Sound that nobody works on any more is deleted from this machine's work folder.

A worker deletes what it decoded when the note is done. But where it was killed and another one went on, or
the consultation was deleted on another machine, nobody else knows of the file.
"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from time import time

from sqlalchemy import select

from medic_scribe.consultations.models import DONE_WITH, Consultation, Status
from medic_scribe.database.engine import Database

# Seconds after the last change. Another try after a failure finds its samples there.
KEPT_FOR = 3600.0
# Of a consultation that is not in the database: deleted, or about to be made for a file that just arrived.
UNKNOWN_FOR = 600.0

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


async def tidy(database: Database, work_folder: Path) -> int:
    """How many files were deleted. All of a consultation's carry its id in their names."""
    found = await asyncio.to_thread(lambda: list(_files(work_folder)))
    if not found:
        return 0
    async with database.reading() as session:
        wanted = select(Consultation.id, Consultation.status).where(
            Consultation.id.in_({consultation_id for consultation_id, _ in found})
        )
        known = {row.id: row.status for row in await session.execute(wanted)}
    useless = [path for consultation_id, path in found if _is_useless(path, known.get(consultation_id))]
    for path in useless:
        path.unlink(missing_ok=True)
    return len(useless)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        for path in folder.iterdir():
            if match := _ID.search(path.name):
                yield match[0], path


def _is_useless(path: Path, status: Status | None) -> bool:
    if status is not None and status not in DONE_WITH:
        return False
    try:
        return path.stat().st_mtime < time() - (KEPT_FOR if status else UNKNOWN_FOR)
    except FileNotFoundError:
        return False
