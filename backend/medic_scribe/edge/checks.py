"""Whether the parts that the service stands on answer, for who asks all the time."""

import asyncio
from collections.abc import Awaitable, Callable

from medic_scribe.soon import succeeds

ANSWER_WITHIN = 2.5  # seconds


class Checks:
    """Each part is asked once at a time: who comes meanwhile waits for the same answer.

    So one that hangs costs one thread or one connection, however often somebody wants to know.
    """

    def __init__(self) -> None:
        self._going_on: dict[str, asyncio.Task[bool]] = {}

    async def passes(self, part: str, check: Callable[[], Awaitable[object]]) -> bool:
        """Whether `check` ends within `ANSWER_WITHIN` and raises nothing. If it takes longer, it goes on."""
        asked = self._going_on.get(part)
        if asked is None or asked.done():
            asked = self._going_on[part] = asyncio.create_task(succeeds(check(), f"{part} is not ready"))
        await asyncio.wait({asked}, timeout=ANSWER_WITHIN)
        return asked.done() and asked.result()
