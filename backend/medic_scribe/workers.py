"""Work that takes long, off the server's event loop.

    workers = Workers(processes=1)
    decoded = await workers.run(decode, source, target)
    speech = InWorkers(workers, Recipe(whisper, ("base", folder, 2)))
    piece = await speech.call(SpeechEngine.transcribe_next, audio, 0.0, hints)

What keeps a processor busy runs in processes of its own (`InWorkers`); an engine that waits for a network
runs in threads of this one (`InThreads`). Both are `Hosted`: who calls an engine need not know where it is.

A worker builds an engine at its first call and keeps it. It dies with its parent, however that dies. One
that dies on its own (a crash, no memory left) is replaced and its call made again, twice at most. So is one
that takes longer than any call should: it hangs, and is ended.
"""

import asyncio
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import ModuleType
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, cast

from medic_scribe.errors import EngineUnavailable

ATTEMPTS = 3

log = logging.getLogger(__name__)  # structlog would be loaded by every worker

# A worker that is killed may leave a semaphore behind. Python's resource tracker clears it away and would
# complain of it on the terminal; it is a process of its own, which takes its options from here.
sys.warnoptions.append("ignore:resource_tracker:UserWarning")

Engine = TypeVar("Engine")
Engine_co = TypeVar("Engine_co", covariant=True)
Result = TypeVar("Result")
P = ParamSpec("P")


class Workers:
    """`processes` of them, which start when they are first needed. `longest`: seconds a call may take.

    `nice`: by how much they stand back where others want the processor (nice(2)).
    """

    def __init__(self, processes: int = 1, longest: float = 600.0, nice: int = 0) -> None:
        self.longest = longest
        self._nice = nice
        self._processes = processes
        self._free = asyncio.Semaphore(processes)  # who waits for a worker does not hang
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """`function`, one of a module, in a worker. Raises what it raises.

        Raises `EngineUnavailable` where it takes one worker after the other down with it.
        """
        async with self._free:
            for _ in range(ATTEMPTS):
                pool = self._started()
                hangs = asyncio.get_running_loop().call_later(self.longest, self._end_hanging, pool)
                try:
                    with _main_hidden():
                        future = pool.submit(function, *args, **kwargs)
                    return await asyncio.wrap_future(future)
                except BrokenProcessPool:
                    if self._pool is pool:
                        self._pool = None
                finally:
                    hangs.cancel()
        raise EngineUnavailable

    def close(self) -> None:
        """Stop the workers at once, in the middle of a call if need be: the next start repeats that step."""
        pool, self._pool = self._pool, None
        if pool is not None:
            _kill(pool)
            pool.shutdown(wait=True, cancel_futures=True)

    def _end_hanging(self, pool: ProcessPoolExecutor) -> None:
        log.error("a worker hung for %.0f seconds and is ended", self.longest)
        _kill(pool)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(self._nice,),
            )
        return self._pool


def _kill(pool: ProcessPoolExecutor) -> None:
    """All its workers: who waits for one gets `BrokenProcessPool`."""
    # ProcessPoolExecutor.kill_workers() comes with Python 3.14.
    for process in list((pool._processes or {}).values()):  # pyright: ignore[reportPrivateUsage]
        process.kill()


@contextmanager
def _main_hidden() -> Generator[None]:
    """A new worker would first import the program's main module, and with it all of the server."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(frozen=True, slots=True)
class Recipe(Generic[Engine]):
    """How to build an engine: a function of a module and what it takes. Travels to the workers pickled."""

    build: Callable[..., Engine]
    ingredients: tuple[Hashable, ...] = ()


class Hosted(Protocol[Engine_co]):
    """An engine that is called from the event loop and runs elsewhere."""

    async def call(
        self, method: Callable[Concatenate[Engine_co, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """`method` of the engine, found by its name. Raises what it raises."""
        ...

    async def name(self) -> str: ...

    @property
    def here(self) -> bool:
        """Whether it runs in this process, so that a function it is given can be called back."""
        ...


@dataclass(frozen=True, slots=True)
class InWorkers(Generic[Engine]):
    """An engine that lives in the workers."""

    workers: Workers
    recipe: Recipe[Engine]

    @property
    def here(self) -> bool:
        return False

    async def call(
        self, method: Callable[Concatenate[Engine, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """`method` of the engine, found by its name; otherwise as `Workers.run`."""
        return cast(Result, await self.workers.run(_call, self.recipe, method.__name__, args, kwargs))

    async def name(self) -> str:
        return await self.workers.run(_name, self.recipe)


class InThreads(Generic[Engine]):
    """An engine that lives in this process, built at its first call; at most `threads` calls at once.

    A thread cannot be stopped: where its caller is cancelled it goes on, and ends at the latest with the
    process.
    """

    def __init__(self, recipe: Recipe[Engine], threads: int) -> None:
        self._recipe = recipe
        self._free = asyncio.Semaphore(threads)
        self._building = threading.Lock()

    @property
    def here(self) -> bool:
        return True

    async def call(
        self, method: Callable[Concatenate[Engine, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """`method` of the engine, found by its name. Raises what it raises."""
        return cast(Result, await self._run(lambda engine: getattr(engine, method.__name__)(*args, **kwargs)))

    async def name(self) -> str:
        return await self._run(lambda engine: cast(Any, engine).name)

    async def _run(self, work: Callable[[Engine], Result]) -> Result:
        async with self._free:
            return await asyncio.wrap_future(_in_thread(lambda: work(self._engine)))

    @property
    def _engine(self) -> Engine:
        with self._building:
            return self._built

    @cached_property
    def _built(self) -> Engine:
        return self._recipe.build(*self._recipe.ingredients)


def _in_thread(work: Callable[[], Result]) -> Future[Result]:
    """In a daemon thread: those of ThreadPoolExecutor would hold up the end of the program."""
    future: Future[Result] = Future()
    future.set_running_or_notify_cancel()
    threading.Thread(target=partial(_do, work, future), daemon=True).start()
    return future


def _do(work: Callable[[], Result], future: Future[Result]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:
        future.set_exception(error)


# From here on: what runs in a worker.


def _start_worker(nice: int) -> None:
    os.nice(nice)
    # Ctrl+C reaches the whole group of processes; the parent decides when a worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        # Becomes ready when the parent is gone, even by SIGKILL: its end of a pipe is closed.
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _call(recipe: Recipe[Any], method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return getattr(_built(recipe), method)(*args, **kwargs)


def _name(recipe: Recipe[Any]) -> str:
    return _built(recipe).name


@cache
def _built(recipe: Recipe[Any]) -> Any:
    return recipe.build(*recipe.ingredients)
