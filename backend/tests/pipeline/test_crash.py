"""Killed with SIGKILL at every point of every step, a job goes on where it was, repeats no finished step,
loses nothing and writes the same note."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

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
WITH_WORKER = set(STEPS) - {"store", "publish"}
POINTS = [
    f"{point} {step}"
    for step in STEPS
    for point in ("before", "begun", "working", "saved", "after")
    if point != "working" or step in WITH_WORKER
]
AUDIO = tone(2.4)

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]


class Program:
    """`run` answers with the exit code of a process that worked on the job until it was done or died."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("crash_program.py")
        self._process = subprocess.Popen(
            [sys.executable, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, database_url: str, job: str, die_at: str) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"folder": str(folder), "database_url": database_url, "job": job, "die_at": die_at}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def program() -> Generator[Program]:
    program = Program()
    yield program
    program.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed(
    program: Program, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What a job leaves behind that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with new_database("sqlite", folder) as url:
        consultation, job = await _requested(folder, url)
        assert program.run(folder, url, job, die_at="") == 0
        assert set(_counted(folder, "saved")) == set(STEPS)
        return await _outcome(folder, url, consultation)


@pytest.mark.parametrize("point", POINTS)
async def test_killed_anywhere_it_goes_on(
    point: str,
    program: Program,
    undisturbed: dict[str, Any],
    new_database: NewDatabase,
    tmp_path: Path,
) -> None:
    with new_database("sqlite", tmp_path) as url:
        assert await _killed_and_restarted(program, tmp_path, url, point) == undisturbed


@pytest.mark.parametrize("point", ["begun decode", "saved transcribe 1", "working write", "saved publish"])
async def test_killed_anywhere_it_goes_on_with_postgresql(
    point: str,
    program: Program,
    undisturbed: dict[str, Any],
    new_database: NewDatabase,
    tmp_path: Path,
) -> None:
    with new_database("postgresql", tmp_path) as url:
        assert await _killed_and_restarted(program, tmp_path, url, point) == undisturbed


async def _killed_and_restarted(program: Program, folder: Path, url: str, point: str) -> dict[str, Any]:
    consultation, job = await _requested(folder, url)
    assert program.run(folder, url, job, die_at=point) == -signal.SIGKILL
    assert program.run(folder, url, job, die_at="") == 0
    moment, killed = point.split(" ", 1)
    interrupted = {killed} if moment in ("begun", "working", "saved") else set[str]()
    assert _counted(folder, "begun") == {step: 2 if step in interrupted else 1 for step in STEPS}
    return await _outcome(folder, url, consultation)


async def _requested(folder: Path, url: str) -> tuple[str, str]:
    """A consultation with a recording, and the job to make its note: nobody works on it yet."""
    async with _opened(url) as database:
        consultation = await receive(database, LocalFileStore(folder / "uploads"), AUDIO)
        async with database.writing() as session:
            consultation = await owned_consultation(session, USER, consultation.id)
            job = await request_note(session, consultation, author_id=USER)
        return consultation.id, job.id


async def _outcome(folder: Path, url: str, consultation_id: str) -> dict[str, Any]:
    """All that a clinician gets, without the ids that differ from one consultation to the next."""
    async with _opened(url) as database, database.reading() as session:
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
async def _opened(url: str) -> AsyncGenerator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


def _counted(folder: Path, kind: str) -> dict[str, int]:
    lines = (folder / "steps").read_text().splitlines()
    return dict(Counter(line.removeprefix(f"{kind} ") for line in lines if line.startswith(f"{kind} ")))
