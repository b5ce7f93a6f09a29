"""What follows from something that is saved: at once where it can be, and otherwise later, by the pipeline.

await soon(file_note(…), "a note is not filed yet")
"""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

import structlog

WAIT = 3.0  # seconds that who has saved something waits for what follows

log = structlog.get_logger()

_going_on: set[asyncio.Task[Any]] = set()


async def soon(work: Awaitable[None], missed: str) -> None:
    """For who says that something is saved: neither fails nor takes long where this does.

    What takes longer goes on by itself. What fails is logged as `missed`.
    """
    await within(WAIT, succeeds(work, missed))


async def succeeds(work: Awaitable[None], missed: str) -> bool:
    try:
        await work
    except Exception as error:  # whatever it is, what it follows from is saved
        log.warning(missed, kind=type(error).__name__)
        return False
    return True


async def within(seconds: float, work: Coroutine[Any, Any, bool]) -> bool:
    """What it says; no, where it takes longer. Then it goes on by itself.

    It is not broken off: a query that a database does not answer takes long even to be given up.
    """
    task = asyncio.create_task(work)
    _going_on.add(task)
    task.add_done_callback(_going_on.discard)
    await asyncio.wait({task}, timeout=seconds)
    return task.done() and task.result()
