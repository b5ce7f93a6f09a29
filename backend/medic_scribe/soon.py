"""What follows from something that is saved: at once where it can be, and otherwise later, by the pipeline.

await soon(file_note(…), "a note is not filed yet")
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog

WAIT = 3.0  # seconds that who has saved something waits for what follows

log = structlog.get_logger()

_going_on: set[asyncio.Task[Any]] = set()


async def soon(work: Awaitable[object], missed: str) -> None:
    """For who says that something is saved: neither fails nor takes long where this does.

    What takes longer goes on by itself: it is not broken off, since a query that a database does not answer
    takes long even to be given up. What fails is logged as `missed`.
    """
    task = asyncio.create_task(succeeds(work, missed))
    _going_on.add(task)
    task.add_done_callback(_going_on.discard)
    await asyncio.wait({task}, timeout=WAIT)


async def succeeds(work: Awaitable[object], missed: str) -> bool:
    try:
        await work
    except Exception as error:  # whatever it is, others do not fail with it
        log.warning(missed, kind=type(error).__name__)
        return False
    return True
