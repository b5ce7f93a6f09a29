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
    """`memory_mb` as it was every few seconds; `cpu_share` of all cores while it was watched.

    `stolen_share` of all cores went to other guests of the same host: a virtual machine that shares its
    processors is slower by that, and so is what is measured on it.
    """

    memory_mb: list[float] = field(default_factory=list[float])
    cpu_share: float = 0.0
    stolen_share: float = 0.0


@asynccontextmanager
async def watched(pid: int) -> AsyncGenerator[Use]:
    use = Use()
    before, stolen, begin = _processor_seconds(pid), _stolen_seconds(), time.perf_counter()
    watching = asyncio.create_task(_watch(pid, use))
    try:
        yield use
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        there_was = (time.perf_counter() - begin) * (os.cpu_count() or 1)
        use.cpu_share = (_processor_seconds(pid) - before) / there_was
        use.stolen_share = (_stolen_seconds() - stolen) / there_was


async def _watch(pid: int, use: Use) -> None:
    while True:
        await asyncio.sleep(EVERY)
        use.memory_mb.append(sum(megabytes(one) for one in tree(pid)))


def _processor_seconds(pid: int) -> float:
    """Of the process, of those below it, and of those that have ended."""
    return sum(_ticks(one) for one in tree(pid)) / TICKS


def _stolen_seconds() -> float:
    """Since the machine started, of all cores: the eighth figure of proc(5)'s first line."""
    return int(Path("/proc/stat").read_text().split()[8]) / TICKS


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return sum(int(ticks) for ticks in fields[11:15])
