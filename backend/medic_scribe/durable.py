"""The engine room of the pipeline: DBOS started, watched and stopped in this process.

    pipeline = Pipeline(settings, parts, signals)
    await pipeline.start()
    await pipeline.submit(job.id)
    job = await pipeline.wait(job.id)
    await pipeline.stop()

What DBOS is told, and why, is in docs/decisions/0001-durable-steps.md.
"""

import asyncio
import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import uuid4

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID

from medic_scribe.consultations.models import Consultation, Job
from medic_scribe.consultations.service import unfinished_jobs
from medic_scribe.database.engine import without_driver
from medic_scribe.errors import EngineUnavailable, NotFound
from medic_scribe.notifications.signals import Signals
from medic_scribe.pipeline import fail, process
from medic_scribe.processes import Slots, slots_of
from medic_scribe.settings import Settings
from medic_scribe.workbench import Parts, interrupt, work_with

# Raise it when `pipeline.process` changes so that a job begun before cannot be finished after.
WORKFLOW_VERSION = "1"

# Transcribing takes a worker for minutes; rewriting a note must not wait for it.
HEARING, WRITING = "hearing", "writing"
WRITERS = 4

POLL_EVERY = 0.25  # seconds until a new job is noticed; DBOS asks the database each time
LOOK_AROUND_EVERY = 5.0  # seconds until a dead process is noticed
GIVEN_UP = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "SUCCESS")

log = structlog.get_logger()


class Pipeline:
    """One per process, on its event loop: DBOS runs the workflows on the loop that it was launched from."""

    def __init__(self, settings: Settings, parts: Parts, signals: Signals) -> None:
        self._settings = settings
        self._parts = parts
        self._signals = signals
        self._slots: Slots = slots_of(parts.database)
        self._works = False
        self._looking: asyncio.Task[None] | None = None

    async def start(self, *, work: bool = True) -> None:
        """Without `work`, jobs are left to other processes; while there are none, it works after all."""
        work_with(self._parts)
        await self._launch(work or not self._slots.anybody())
        self._looking = asyncio.create_task(self._look_around_again_and_again())

    async def stop(self) -> None:
        """Stop where we are. What is unfinished goes on in another process, or at the next start."""
        if self._looking:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
        await self._land()
        work_with(None)

    def is_running(self) -> bool:
        return self._looking is not None and not self._looking.done()

    async def submit(self, job_id: str) -> None:
        """Have the job done, by this process or another. Submitting it twice does no harm."""
        async with self._parts.database.reading() as session:
            job = await session.get(Job, job_id)
            if job is None:
                raise NotFound
            consultation = await session.get_one(Consultation, job.consultation_id)
        queue = WRITING if consultation.transcript_version else HEARING
        with SetWorkflowID(job_id):
            await DBOS.enqueue_workflow_async(queue, process, job_id)

    async def wait(self, job_id: str) -> Job:
        """The job, once it is finished. Raises `NotFound` if its consultation is deleted meanwhile."""
        user_id = await self._owner(job_id)
        with self._signals.waiting(user_id) as woken:
            while True:
                woken.clear()
                async with self._parts.database.reading() as session:
                    job = await session.get(Job, job_id)
                if job is None:
                    raise NotFound
                if job.finished_at:
                    return job
                await woken.wait()

    async def _owner(self, job_id: str) -> str:
        async with self._parts.database.reading() as session:
            job = await session.get(Job, job_id)
            if job is None:
                raise NotFound
            return (await session.get_one(Consultation, job.consultation_id)).owner_id

    async def _launch(self, work: bool) -> None:
        executor = _executor(self._slots.take()) if work else f"observer-{uuid4()}"
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
        for name, workers in ((HEARING, self._settings.speech_workers), (WRITING, WRITERS)):
            await DBOS.register_queue_async(name, worker_concurrency=workers, polling_interval_sec=POLL_EVERY)
        self._works = work

    async def _land(self) -> None:
        # A step that is interrupted so is not in the journal, and begins again.
        await interrupt()
        self._parts.hearing.close()
        self._parts.writing.close()
        await asyncio.to_thread(DBOS.destroy)
        # DBOS made its own threads the loop's; they are gone, and others still need some.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        self._slots.release()

    async def _look_around_again_and_again(self) -> None:
        while True:
            try:
                await self._look_around()
            except Exception as error:  # the database may be away for a while
                log.warning("looking around failed", kind=type(error).__name__)
            await asyncio.sleep(LOOK_AROUND_EVERY)

    async def _look_around(self) -> None:
        if not self._works and not self._slots.anybody():
            await self._land()
            await self._launch(work=True)
        if not self._works:
            return
        if not self._slots.check():
            # Another process took us for dead and has our jobs: make it true.
            log.error("lost the slot to another process")
            os.kill(os.getpid(), signal.SIGTERM)
            return
        await self._take_over()
        await self._see_to_unfinished_jobs()

    async def _take_over(self) -> None:
        """The jobs of processes that died go back into the queue."""
        pending = await DBOS.list_workflows_async(status="PENDING", load_input=False, load_output=False)
        for executor in {workflow.executor_id for workflow in pending}:
            if executor is None or not executor.startswith(_PREFIX):
                continue
            with self._slots.if_free(int(executor.removeprefix(_PREFIX))) as free:
                if free:
                    await asyncio.to_thread(DBOS._recover_pending_workflows, [executor])  # pyright: ignore[reportPrivateUsage]

    async def _see_to_unfinished_jobs(self) -> None:
        """A job whose process died before it could submit it, and one that DBOS has given up."""
        async with self._parts.database.reading() as session:
            jobs = await unfinished_jobs(session)
        for job_id in jobs:
            status = await DBOS.get_workflow_status_async(job_id)
            if status is None:
                with suppress(NotFound):
                    await self.submit(job_id)
            elif status.status in GIVEN_UP:
                await fail(job_id, EngineUnavailable.code())


_PREFIX = "process-"


def _executor(number: int) -> str:
    return f"{_PREFIX}{number}"


def _silence() -> None:
    """DBOS logs every migration, an advert, and the text of exceptions, which may quote a patient."""
    logger = logging.getLogger("dbos")
    logger.propagate = False
    logger.handlers = [logging.NullHandler()]  # finding a handler, it adds none of its own
