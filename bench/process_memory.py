"""The memory of a command and of all the processes it starts, from Linux's /proc."""

import subprocess
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` of wall time; `peak_mb` is the most that the process tree held at once.

    Memory is the proportional set size: what processes share is counted once.
    """

    seconds: float
    peak_mb: float
    output: str


def run_measured(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Raises `CalledProcessError` where the command fails."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own commands
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        with peak_memory(process.pid) as peak:
            output, _ = process.communicate()
        seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, peak.megabytes, output)


@dataclass(slots=True)
class Peak:
    megabytes: float = 0.0


@contextmanager
def peak_memory(pid: int) -> Generator[Peak]:
    """Watches a process tree while the block runs; the peak is whole once the block has ended."""
    peak = Peak()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_SECONDS):
            peak.megabytes = max(peak.megabytes, sum(megabytes(one) for one in tree(pid)))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def tree(pid: int) -> list[int]:
    return [pid, *(below for child in _children(pid) for below in tree(child))]


def _children(pid: int) -> list[int]:
    """Of every thread: a worker may have been started by any of them."""
    try:
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:  # it has just ended
        return []


def megabytes(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
