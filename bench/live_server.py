"""A server of the bench's own with the engines on this machine, and what it takes of the machine."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.process_memory import megabytes, tree
from bench.service import free_port, wait_for_answer

EVERY = 5.0  # seconds between two looks at the memory
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Running:
    port: int
    pid: int


@dataclass(slots=True)
class Use:
    """`memory_mb` as it was every few seconds; `cpu_share` of all cores while it was watched."""

    memory_mb: list[float] = field(default_factory=list[float])
    cpu_share: float = 0.0


class Server:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def running(self) -> Generator[Running]:
        port = free_port()
        server = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "medic_scribe.cli", "serve", "--port", str(port)],
            env={
                **os.environ,
                "IDENTITY": "open",
                "LOG_LEVEL": "WARNING",
                "VAR_FOLDER": str(self._folder),
            },
            stdin=subprocess.DEVNULL,
        )
        try:
            wait_for_answer(port, server)
            yield Running(port, server.pid)
        finally:
            server.terminate()
            server.wait(30)


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
