"""What the pipeline's steps work with, and how a function becomes a step."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import structlog
from dbos import DBOS

from medic_scribe.database.engine import Database
from medic_scribe.errors import MedicScribeError
from medic_scribe.files.contract import FileStore
from medic_scribe.notifications.interim import Interim
from medic_scribe.recordings.live import LiveRecordings
from medic_scribe.speech.contract import Audio, Segment, SpeechEngine, Utterance
from medic_scribe.turns import Turns
from medic_scribe.workers import Hosted, Workers
from medic_scribe.writing.contract import Finding, NoteEngine, Section

log = structlog.get_logger()

P = ParamSpec("P")
Result = TypeVar("Result")


class Decoded(Protocol):
    """Seconds of sound that there are, and that the file announced and did not hold."""

    @property
    def seconds(self) -> float: ...
    @property
    def missing(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the steps work with; wiring.py chooses it.

    `hearing`, `listening` and `writing` are the worker processes. `listening` is one only: who decodes a
    recording that grows must do so from its beginning to its end. `hears_ahead`: the speech engine goes on
    hearing between two calls.
    """

    database: Database
    recordings: FileStore
    notes: FileStore
    work_folder: Path
    hearing: Workers
    listening: Workers
    writing: Workers
    live: LiveRecordings
    turns: Turns
    interim: Interim
    hears_ahead: bool
    abandoned_after: timedelta
    speech_engine: Hosted[SpeechEngine]
    note_engine: Hosted[NoteEngine]
    decode: Callable[[Path, Path], Decoded]
    decode_growing: Callable[[Path, Path, int, bool], Decoded]
    assign_roles: Callable[[Audio, tuple[Segment, ...]], tuple[Utterance, ...]]
    check: Callable[[tuple[Section, ...], tuple[Utterance, ...]], tuple[Finding, ...]]


# DBOS calls plain functions by name, in a process that was perhaps just started: what they work with is here.
_parts: Parts | None = None
_running: set[asyncio.Task[Any]] = set()
_stopping = False


def work_with(parts: Parts | None) -> None:
    global _parts, _stopping
    _parts, _stopping = parts, False


def step(
    function: Callable[Concatenate[Parts, str, P], Awaitable[Result]],
) -> Callable[Concatenate[str, P], Awaitable[Result]]:
    """A step of a workflow, called with the id of what it works on. Only our own errors leave it.

    The text of any other exception may quote a patient; its kind and its place do not.
    """

    @DBOS.step(name=function.__name__)
    @wraps(function)
    async def guarded(identifier: str, *args: P.args, **kwargs: P.kwargs) -> Result:
        if _parts is None:
            raise RuntimeError("no step runs before work_with(parts)")
        if _stopping:
            raise asyncio.CancelledError  # another process begins this step
        try:
            return await function(_parts, identifier, *args, **kwargs)
        except MedicScribeError:
            raise
        except Exception as error:
            kind, place = type(error).__name__, place_of(error)
            workflow = DBOS.workflow_id
            log.error("step failed", step=function.__name__, workflow=workflow, kind=kind, at=place)
            raise MedicScribeError from None

    return guarded


@contextmanager
def interruptible() -> Generator[None]:
    """Around a workflow: `interrupt()` can stop it."""
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("a workflow runs in a task")
    _running.add(task)
    try:
        yield
    finally:
        _running.discard(task)


def stopping() -> bool:
    """Whether a step that only waits should leave off: another process waits in its place."""
    return _stopping


async def interrupt(finish_within: float = 0.0) -> None:
    """Stop all workflows of this process, as if it had been killed.

    Each may finish the step that it is in, if that takes no more than `finish_within` seconds.
    """
    global _stopping
    _stopping = True
    tasks = list(_running)
    if tasks and finish_within:
        await asyncio.wait(tasks, timeout=finish_within)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def place_of(error: BaseException) -> str:
    """The last line of our own code that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    return next((f"{Path(one.filename).name}:{one.lineno}" for one in reversed(ours or frames)), "")


_PACKAGE = Path(__file__).parent
