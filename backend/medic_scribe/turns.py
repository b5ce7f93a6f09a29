"""Whose turn it is at the speech workers: live recordings before those that were sent whole.

    async with turns.take(Rank.LIVE): ...

A turn is one piece of speech. Within a rank, who came first; since nobody asks again before having had a
turn, recordings of one rank take turns. Who has waited long goes first whatever their rank.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from time import monotonic

LONGEST_WAIT = 60.0  # seconds after which rank counts no more


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
    async def take(self, rank: Rank) -> AsyncGenerator[None]:
        await self._wait(rank)
        try:
            yield
        finally:
            self._free += 1
            self._call()

    async def _wait(self, rank: Rank) -> None:
        waiting = _Waiting(rank)
        self._queue.append(waiting)
        self._call()
        try:
            await waiting.called.wait()
        except asyncio.CancelledError:
            if waiting.called.is_set():  # called and gone at the same moment
                self._free += 1
                self._call()
            else:
                self._queue.remove(waiting)
            raise

    def _call(self) -> None:
        while self._free and self._queue:
            now = monotonic()
            following = min(self._queue, key=lambda waiting: waiting.place(now))
            self._queue.remove(following)
            self._free -= 1
            following.called.set()
