"""What a program and the processes below it take of the machine while they are watched."""

import asyncio
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.process_memory import megabytes, tree

EVERY = 5.0  # seconds between two looks at the memory
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Use:
    """`memory_mb` as it was every few seconds; `cpu_share` of all cores while it was watched."""

    memory_mb: list[float] = field(default_factory=list[float])
    cpu_share: float = 0.0


@asynccontextmanager
async def watched(pid: int) -> AsyncGenerator[Use]:
    use = Use()
    before, begin = _processor_seconds(pid), time.perf_counter()
    watching = asyncio.create_task(_watch(pid, use))
    try:
        yield use
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        worked = _processor_seconds(pid) - before
        use.cpu_share = worked / (time.perf_counter() - begin) / (os.cpu_count() or 1)


async def _watch(pid: int, use: Use) -> None:
    while True:
        await asyncio.sleep(EVERY)
        use.memory_mb.append(sum(megabytes(one) for one in tree(pid)))


def _processor_seconds(pid: int) -> float:
    """Of the process, of those below it, and of those that have ended."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return sum(int(ticks) for ticks in fields[11:15])
