"""Running the pipeline in processes that can be killed, and looking at what they leave behind."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from medic_scribe.consultations.service import owned_consultation, request_note
from medic_scribe.database.engine import Database
from medic_scribe.files.local import LocalFileStore
from medic_scribe.notes.files import as_markdown
from medic_scribe.notes.service import current_version
from medic_scribe.notifications.outbox import after
from medic_scribe.transcripts.service import utterances_of

from .conftest import USER, receive, tone

STEPS = (
    "store",
    "decode",
    "transcribe 0",
    "transcribe 1",
    "transcribe 2",
    "transcribe 3",  # finds that there is no more
    "roles",
    "write",
    "check",
    "publish",
)
AUDIO = tone(2.4)


class Program:
    """Runs `crash_program.py`, see there."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("crash_program.py")
        self._process = subprocess.Popen(
            [sys.executable, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, database_url: str, *jobs: str, die_at: str = "", stop_at: str = "") -> str:
        """Waits until the jobs are done or the process died or stopped; its answer."""
        self.start(folder, database_url, *jobs, die_at=die_at, stop_at=stop_at)
        return self.answer()

    def start(self, folder: Path, database_url: str, *jobs: str, die_at: str = "", stop_at: str = "") -> None:
        assert self._process.stdin is not None
        order = {
            "folder": str(folder),
            "database_url": database_url,
            "jobs": jobs,
            "die_at": die_at,
            "stop_at": stop_at,
        }
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.communicate()


async def requested(folder: Path, url: str) -> tuple[str, str]:
    """A consultation with a recording, and the job to make its note: nobody works on it yet."""
    async with opened(url) as database:
        consultation = await receive(database, LocalFileStore(folder / "uploads"), AUDIO)
        async with database.writing() as session:
            consultation = await owned_consultation(session, USER, consultation.id)
            job = await request_note(session, consultation, author_id=USER)
        return consultation.id, job.id


async def outcome(folder: Path, url: str, consultation_id: str) -> dict[str, Any]:
    """All that a clinician gets, without the ids that differ from one consultation to the next."""
    async with opened(url) as database, database.reading() as session:
        consultation = await owned_consultation(session, USER, consultation_id)
        version = await current_version(session, consultation_id)
        utterances = await utterances_of(session, consultation_id)
        events = await after(session, USER, 0)
    assert version is not None
    return {
        "status": consultation.status,
        "number": version.number,
        "note": as_markdown(version),
        "file": (folder / "notes" / f"{consultation_id}.md").read_text(),
        "findings": [finding.code for finding in version.findings],
        "utterances": utterances,
        "events": [(event.type, event.payload) for event in events],
        "audio": (folder / "uploads" / f"{consultation_id}.wav").read_bytes() == AUDIO,
        "left over": [path.name for path in (folder / "work").iterdir()],
    }


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def counted(folder: Path, kind: str) -> dict[str, int]:
    """How often each step has `begun`, or `saved`.

    But for `fail`: who looks around just when a job ends begins it, and finds nothing to do.
    """
    lines = (folder / "steps").read_text().splitlines()
    steps = [line.removeprefix(f"{kind} ") for line in lines if line.startswith(f"{kind} ")]
    return dict(Counter(step for step in steps if not step.startswith("fail")))
