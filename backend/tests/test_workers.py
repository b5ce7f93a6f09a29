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
from medic_scribe.workers import InThreads, InWorkers, Recipe, Workers


@pytest.fixture
async def workers() -> AsyncGenerator[Workers]:
    workers = Workers()
    yield workers
    workers.close()


async def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert await workers.run(os.getpid) != os.getpid()


async def test_workers_may_stand_back_for_the_rest() -> None:
    workers = Workers(nice=3)
    try:
        assert await workers.run(os.nice, 0) == os.nice(0) + 3
    finally:
        workers.close()


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


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process that is no child ends")
async def test_a_worker_that_hangs_is_ended_and_its_work_given_up_after_some_tries(workers: Workers) -> None:
    pid = await workers.run(os.getpid)
    worker = os.pidfd_open(pid)
    workers.longest = 0.1
    with pytest.raises(EngineUnavailable):
        await workers.run(hang)
    assert select.select([worker], [], [], 30)[0], "the worker lives on"
    os.close(worker)
    workers.longest = 60.0
    assert await workers.run(os.getpid) != pid


async def test_an_engine_in_threads_is_built_once_and_kept_in_this_process() -> None:
    engine = InThreads(Recipe(Pid), threads=2)
    assert {await engine.call(Pid.pid), await engine.call(Pid.pid)} == {os.getpid()}
    assert await engine.call(Pid.built) == 1
    assert await engine.name() == "pid"


async def test_only_so_many_threads_call_an_engine_at_once() -> None:
    engine = InThreads(Recipe(Crowd), threads=2)
    calls = [asyncio.create_task(engine.call(Crowd.come_in)) for _ in range(4)]
    for _ in range(2):
        await asyncio.to_thread(Crowd.arrived.acquire)
    assert Crowd.inside == 2
    Crowd.go.set()
    await asyncio.gather(*calls)
    assert Crowd.most == 2


async def test_what_an_engine_raises_in_a_thread_arrives() -> None:
    engine = InThreads(Recipe(Pid), threads=1)
    with pytest.raises(RecordingTooLong) as raised:
        await engine.call(Pid.too_long, 100)
    assert raised.value.params == {"limit": 100}


class Pid:
    name = "pid"
    instances = 0

    def __init__(self) -> None:
        Pid.instances += 1

    def pid(self) -> int:
        return os.getpid()

    def built(self) -> int:
        return Pid.instances

    def too_long(self, limit: int) -> None:
        raise RecordingTooLong(limit=limit)


class Crowd:
    """How many are inside at once; everybody stays until they may go."""

    arrived = threading.Semaphore(0)
    go = threading.Event()
    lock = threading.Lock()
    inside = most = 0

    def come_in(self) -> None:
        with Crowd.lock:
            Crowd.inside += 1
            Crowd.most = max(Crowd.most, Crowd.inside)
        Crowd.arrived.release()
        Crowd.go.wait()
        with Crowd.lock:
            Crowd.inside -= 1


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


def hang() -> None:
    threading.Event().wait()


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
    hang()


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
