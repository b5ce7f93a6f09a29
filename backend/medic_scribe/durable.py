"""The engine room of the pipeline: DBOS started, watched and stopped in this process.

    pipeline = Pipeline(settings, parts, signals)
    await pipeline.start()
    await pipeline.submit(job.id)
    job = await pipeline.wait(job.id)
    await pipeline.stop()

Any process with the same database and file store can do any step of any job. What DBOS is told, and why, is
in docs/decisions/0001-durable-steps.md.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec
from uuid import uuid4

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage]
from dbos._error import DBOSException

from medic_scribe.checking import check_again
from medic_scribe.consultations.models import Job
from medic_scribe.consultations.removal import remove_files, unfinished_deletions
from medic_scribe.consultations.service import unfinished_jobs
from medic_scribe.database.base import now
from medic_scribe.database.engine import without_driver
from medic_scribe.errors import EngineUnavailable, NotFound
from medic_scribe.jobs import consultation_of, job_of
from medic_scribe.journal import ENDED, forget_ended
from medic_scribe.leftovers import tidy
from medic_scribe.notes.filing import file_note
from medic_scribe.notes.service import notes_to_check, notes_to_file
from medic_scribe.notifications.outbox import forget_old
from medic_scribe.notifications.signals import Signals
from medic_scribe.pipeline import fail, follow, process
from medic_scribe.processes import Slots, slots_of
from medic_scribe.queues import HEARING, LIVE, WRITING, Queue, queues
from medic_scribe.recordings.abandoning import abandoned, finish_abandoned
from medic_scribe.recordings.retention import erase_expired
from medic_scribe.rounds import one_by_one
from medic_scribe.settings import Settings, Work
from medic_scribe.soon import soon
from medic_scribe.workbench import Parts, interrupt, place_of, work_with

# Raise it when `pipeline.process` changes so that a job begun before cannot be finished after.
WORKFLOW_VERSION = "1"

POLL_EVERY = 0.25  # seconds until a new job is noticed; DBOS asks the database each time
LOOK_AROUND_EVERY = 3.0  # seconds until a dead process is noticed
TIDY_EVERY = 60.0  # seconds; what is left behind disturbs nobody sooner
FORGET_EVERY = 3600.0  # seconds; what is kept for days may stay an hour longer
HAND_OVER_WITHIN = 5.0  # seconds; the database may be away, and then others find our jobs themselves

log = structlog.get_logger()

P = ParamSpec("P")


class Pipeline:
    """One per process, on its event loop: DBOS runs the workflows on the loop that it was launched from."""

    def __init__(self, settings: Settings, parts: Parts, signals: Signals) -> None:
        self._settings = settings
        self._parts = parts
        self._signals = signals
        self._slots: Slots = slots_of(parts.database)
        self._work = Work.ALWAYS
        self._works = False
        self._watching: tuple[asyncio.Task[None], ...] = ()

    async def start(self, work: Work = Work.ALWAYS) -> None:
        """`ALONE` works only while no other process does. Without working, jobs are left to others."""
        self._work = work
        await self._launch(await self._has_to_work())
        self._watching = (
            asyncio.create_task(_again_and_again(self._look_around, LOOK_AROUND_EVERY)),
            asyncio.create_task(_again_and_again(self._tidy, TIDY_EVERY)),
            asyncio.create_task(_again_and_again(self._forget, FORGET_EVERY)),
        )

    async def stop(self, finish_within: float = 0.0) -> None:
        """Take nothing more and stop. What is unfinished goes on at once elsewhere, or at the next start.

        A step that needs no more than `finish_within` seconds is finished first.
        """
        for task in self._watching:
            task.cancel()
        await asyncio.gather(*self._watching, return_exceptions=True)
        try:
            await self._land(finish_within)
        finally:
            work_with(None)

    @property
    def works(self) -> bool:
        """Whether this process works on jobs itself."""
        return self._works

    def is_running(self) -> bool:
        return bool(self._watching) and not any(task.done() for task in self._watching)

    async def submit(self, job_id: str) -> None:
        """Have the job done, by this process or another. Submitting it twice does no harm.

        It is saved as a job: where this fails, who works finds it within seconds.
        """
        await soon(self._enqueue(job_id), "a job is not submitted yet")

    async def submit_check(self, consultation_id: str) -> None:
        """Have the note as it stands checked, if it has to be. Submitting it twice does no harm.

        It lacks the mark of the check: where this fails, who works finds it within a minute.
        """
        await soon(self._enqueue_check(consultation_id), "a check is not submitted yet")

    async def wait(self, job_id: str) -> Job:
        """The job, once it is finished. Raises `NotFound` if its consultation is deleted meanwhile."""
        user_id = await self._owner(job_id)
        with self._signals.waiting(user_id) as woken:
            while True:
                woken.clear()
                async with self._parts.database.reading() as session:
                    job = await job_of(session, job_id)
                if job.finished_at:
                    return job
                await woken.wait()

    async def _enqueue(self, job_id: str) -> None:
        try:
            async with self._parts.database.reading() as session:
                job = await job_of(session, job_id)
                consultation = await consultation_of(session, job)
        except NotFound:
            return  # deleted meanwhile
        queue = WRITING if consultation.transcript_version else HEARING
        with SetWorkflowID(job_id):
            if job.live:
                await DBOS.enqueue_workflow_async(LIVE, follow, job_id)
            else:
                await DBOS.enqueue_workflow_async(queue, process, job_id)

    async def _enqueue_check(self, consultation_id: str) -> None:
        await DBOS.enqueue_workflow_async(LIVE, check_again, consultation_id)

    async def _owner(self, job_id: str) -> str:
        async with self._parts.database.reading() as session:
            return (await consultation_of(session, await job_of(session, job_id))).owner_id

    async def _has_to_work(self) -> bool:
        return self._work is Work.ALWAYS or (self._work is Work.ALONE and not await self._slots.anybody())

    async def _launch(self, work: bool) -> None:
        work_with(self._parts)
        executor = _executor(await self._slots.take()) if work else f"observer-{uuid4()}"
        config: DBOSConfig = {
            "name": "medic-scribe",
            "system_database_url": without_driver(self._parts.database.url).render_as_string(
                hide_password=False
            ),
            "application_version": WORKFLOW_VERSION,
            "executor_id": executor,
        }
        _silence()
        DBOS(config=config)
        if not work:
            DBOS.listen_queues([])
        DBOS.launch()  # in the loop's own thread: this is how DBOS finds the loop
        _stay_on(asyncio.get_running_loop())
        for queue in queues(self._settings):
            await _register(queue, works=work)
        self._works = work

    async def _land(self, finish_within: float = 0.0) -> None:
        try:
            _take_nothing_more()
            # A step that is interrupted so is not in the journal, and begins again.
            await interrupt(finish_within)
            self._parts.hearing.close()
            self._parts.listening.close()
            self._parts.writing.close()
            await self._hand_over()
        finally:
            # Whatever went wrong: a DBOS that is left behind would get the jobs of who starts next.
            try:
                await asyncio.to_thread(DBOS.destroy)
            finally:
                # DBOS made its own threads the loop's; they are gone, and others still need some.
                asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
                await self._slots.release()

    async def _hand_over(self) -> None:
        """Our unfinished jobs go back into the queue, so that nobody has to notice first that we are gone."""
        if not self._works:
            return
        with suppress(Exception):
            async with asyncio.timeout(HAND_OVER_WITHIN):
                if await self._slots.check():  # else whoever has our slot has our jobs
                    await _back_into_the_queue(self._slots.number)

    async def _look_around(self) -> None:
        if not self._works and await self._has_to_work():
            await self._land()
            await self._launch(work=True)
        if not self._works:
            return
        if not await self._slots.check():
            # Another process took us for dead and has our jobs: make it true.
            log.error("lost the slot to another process")
            await interrupt()
            os.kill(os.getpid(), signal.SIGTERM)
            return
        await _try(self._take_over)
        await _try(self._see_to_unfinished_jobs)

    async def _take_over(self) -> None:
        """The jobs of processes that died go back into the queue."""
        pending = await DBOS.list_workflows_async(status="PENDING", load_input=False, load_output=False)
        for executor in {workflow.executor_id for workflow in pending}:
            if executor is None or not executor.startswith(_PREFIX):
                continue
            number = int(executor.removeprefix(_PREFIX))
            async with self._slots.if_free(number) as free:
                if free:
                    await _back_into_the_queue(number)
                    log.info("took over from a process that is gone", process=number)

    async def _see_to_unfinished_jobs(self) -> None:
        """A job whose process died before it could submit it, and one that DBOS has given up."""
        async with self._parts.database.reading() as session:
            jobs = await unfinished_jobs(session)
        for job_id in jobs:
            status = await DBOS.get_workflow_status_async(job_id)
            if status is None:
                await self._enqueue(job_id)
            elif status.status in ENDED:
                await fail(job_id, EngineUnavailable.code())

    async def _tidy(self) -> None:
        await _try(self._see_to_leftovers)
        if self._works:
            await _try(self._see_to_unchecked_notes)
            await _try(self._see_to_unfiled_notes)
            await _try(self._see_to_abandoned_recordings)
            await _try(self._see_to_deleted_files)
            await _try(forget_ended)

    async def _forget(self) -> None:
        """What has been kept as long as it should be."""
        if self._works:
            parts = self._parts
            await _try(erase_expired, parts.database, parts.recordings, parts.work_folder)
            await _try(forget_old, parts.database)

    async def _see_to_leftovers(self) -> None:
        self._parts.live.forget_deleted()
        await tidy(self._parts.database, self._parts.work_folder)

    async def _see_to_unchecked_notes(self) -> None:
        """Whose check failed, or was never submitted by a process that died."""
        async with self._parts.database.reading() as session:
            unchecked = await notes_to_check(session)
        for consultation_id in unchecked:
            await self._enqueue_check(consultation_id)

    async def _see_to_unfiled_notes(self) -> None:
        """Whose files could not be written, or whose process died before."""
        async with self._parts.database.reading() as session:
            unfiled = await notes_to_file(session)
        with one_by_one() as going:
            for consultation_id in unfiled:
                await going.succeeds(file_note, self._parts.database, self._parts.notes, consultation_id)

    async def _see_to_abandoned_recordings(self) -> None:
        """Whose job failed while it listened, and whose browser never came back."""
        async with self._parts.database.reading() as session:
            left = await abandoned(session, now() - self._parts.abandoned_after)
        with one_by_one() as going:
            for consultation_id in left:
                await going.succeeds(finish_abandoned, self._parts, consultation_id)

    async def _see_to_deleted_files(self) -> None:
        """Which could not be deleted at once, or whose process died before."""
        async with self._parts.database.reading() as session:
            deletions = await unfinished_deletions(session)
        await remove_files(self._parts, deletions)


async def _again_and_again(check: Callable[[], Awaitable[None]], every: float) -> None:
    while True:
        await _try(check)
        await asyncio.sleep(every)


async def _try(check: Callable[P, Awaitable[object]], *args: P.args, **kwargs: P.kwargs) -> None:
    """What fails is tried again at the next look, and holds up no other check."""
    try:
        await check(*args, **kwargs)
    except Exception as error:  # the database may be away for a while
        name, kind = check.__name__.removeprefix("_"), type(error).__name__
        log.warning("looking around failed", check=name, kind=kind, at=place_of(error))


_PREFIX = "process-"


def _executor(number: int) -> str:
    return f"{_PREFIX}{number}"


async def _register(queue: Queue, *, works: bool) -> None:
    """Its limits stand in the database, the same for all: those of the process that began to work last."""
    limits = queue.limits
    await DBOS.register_queue_async(
        queue.name,
        worker_concurrency=limits.here,
        global_concurrency=limits.everywhere,
        limiter={"limit": limits.per_minute, "period": 60.0} if limits.per_minute else None,
        polling_interval_sec=POLL_EVERY,
        on_conflict="always_update" if works else "never_update",
    )


async def _back_into_the_queue(number: int) -> None:
    """The jobs that the process of that number has begun and not finished."""
    await asyncio.to_thread(DBOS._recover_pending_workflows, [_executor(number)])  # pyright: ignore[reportPrivateUsage]


def _stay_on(loop: asyncio.AbstractEventLoop) -> None:
    """While our loop stands still, as between two tests, DBOS would run a workflow on a loop of its own.

    Nobody here could stop that one: what is begun on another loop cannot be awaited on ours.
    """
    _get_dbos_instance()._background_event_loop.target_loop = lambda: loop  # pyright: ignore[reportPrivateUsage]


def _take_nothing_more() -> None:
    """What `DBOS.destroy` does first; but between that and the rest, running steps may still finish."""
    with suppress(DBOSException):  # where the start failed, there is none
        for event in _get_dbos_instance().background_thread_stop_events:
            event.set()


def _silence() -> None:
    """DBOS logs every migration, an advert, and the text of exceptions, which may quote a patient."""
    logger = logging.getLogger("dbos")
    logger.propagate = False
    logger.handlers = [logging.NullHandler()]  # finding a handler, it adds none of its own
