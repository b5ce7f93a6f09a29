"""Worker processes: they keep their engine, are replaced when they die, and never outlive their parent."""

import asyncio
import os
import select
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from medic_scribe.errors import EngineUnavailable, RecordingTooLong
from medic_scribe.workers import InWorkers, Recipe, Workers


@pytest.fixture
async def workers() -> AsyncGenerator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


async def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert await workers.run(os.getpid) != os.getpid()


async def test_an_engine_is_built_once_and_kept(workers: Workers) -> None:
    engine = InWorkers(workers, Recipe(new_deque))
    await engine.call(deque[str].append, "loaded")
    assert await engine.call(deque[str].pop) == "loaded"


async def test_what_an_engine_raises_arrives(workers: Workers) -> None:
    with pytest.raises(RecordingTooLong) as raised:
        await workers.run(too_long, 100)
    assert raised.value.params == {"limit": 100}


async def test_a_worker_that_dies_is_replaced_and_its_work_done_again(
    workers: Workers, tmp_path: Path
) -> None:
    assert await workers.run(die_at_first, tmp_path / "died") == "done"


async def test_work_that_kills_every_worker_is_given_up_and_other_work_goes_on(workers: Workers) -> None:
    with pytest.raises(EngineUnavailable):
        await workers.run(die)
    assert await workers.run(os.getpid)


def new_deque() -> deque[str]:
    return deque()


def too_long(limit: int) -> None:
    raise RecordingTooLong(limit=limit)


def die_at_first(marker: Path) -> str:
    if marker.exists():
        return "done"
    marker.touch()
    return die()


def die() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


PARENT = """
import asyncio, os, sys
from medic_scribe.workers import Workers
from tests.test_workers import busy

async def main():
    await Workers().run(busy, sys.argv[1])

asyncio.run(main())
"""


def busy(fifo: str) -> None:
    """Tells its process id and then never ends."""
    Path(fifo).write_text(str(os.getpid()))
    threading.Event().wait()


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process that is no child ends")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_dies_with_its_parent_however_that_dies(how: signal.Signals, tmp_path: Path) -> None:
    fifo = tmp_path / "worker"
    os.mkfifo(fifo)
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(fifo)])
    worker = os.pidfd_open(int(fifo.read_text()))
    try:
        parent.send_signal(how)
        parent.wait()
        ended, _, _ = select.select([worker], [], [], 30)
        assert ended, "the worker lives on"
    finally:
        os.close(worker)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process that is no child ends")
async def test_closing_ends_a_worker_in_the_middle_of_its_work(tmp_path: Path) -> None:
    fifo = tmp_path / "worker"
    os.mkfifo(fifo)
    workers = Workers()
    work = asyncio.create_task(workers.run(busy, str(fifo)))
    worker = os.pidfd_open(int(await asyncio.to_thread(fifo.read_text)))
    work.cancel()
    workers.close()
    assert select.select([worker], [], [], 30)[0], "the worker lives on"
    os.close(worker)
