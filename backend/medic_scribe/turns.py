"""Whose turn it is at the speech workers: live recordings before those that were sent whole.

    async with turns.take(Rank.SENT): ...
    async with turns.take(Rank.LIVE, unless=ended) as came: ...

A turn is one piece of speech. Within a rank, who came first; since nobody asks again before having had a
turn, recordings of one rank take turns. Who has waited long goes first whatever their rank.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from time import monotonic
from typing import Any

LONGEST_WAIT = 60.0  # seconds after which rank counts no more

Unless = Callable[[], Coroutine[Any, Any, None]]


class Rank(IntEnum):
    """`FINISHING`: the clinician waits for the note. `LIVE`: they are still talking."""

    FINISHING = 0
    LIVE = 1
    SENT = 2


@dataclass(eq=False, slots=True)
class _Waiting:
    rank: Rank
    since: float = field(default_factory=monotonic)
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def place(self, now: float) -> tuple[int, float]:
        return (-1 if now - self.since > LONGEST_WAIT else self.rank, self.since)


class Turns:
    """So many at once, in this process."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._queue: list[_Waiting] = []

    @asynccontextmanager
    async def take(self, rank: Rank, unless: Unless | None = None) -> AsyncGenerator[bool]:
        """Yields whether it came: where `unless` returns before, it is given up."""
        waiting = _Waiting(rank)
        self._queue.append(waiting)
        self._call()
        try:
            if unless and not waiting.called.is_set():
                await _first_of(waiting.called.wait(), unless())
            else:
                await waiting.called.wait()
            yield waiting.called.is_set()
        finally:
            self._leave(waiting)

    def _leave(self, waiting: _Waiting) -> None:
        if waiting.called.is_set():
            self._free += 1
            self._call()
        else:
            self._queue.remove(waiting)

    def _call(self) -> None:
        while self._free and self._queue:
            now = monotonic()
            following = min(self._queue, key=lambda waiting: waiting.place(now))
            self._queue.remove(following)
            self._free -= 1
            following.called.set()


async def _first_of(*waits: Coroutine[Any, Any, object]) -> None:
    """Raises what the first raises."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
