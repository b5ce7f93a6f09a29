"""Stopping in good order, starting again, and jobs that nobody submitted or that were given up."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from dbos import DBOS
from dbos._dbos import _get_dbos_instance  # pyright: ignore[reportPrivateUsage]
from dbos._error import DBOSException
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from medic_scribe import durable
from medic_scribe.consultations.models import Job, Status
from medic_scribe.database.engine import Database, sync_engine
from medic_scribe.queues import Limits, Queue, queues
from medic_scribe.settings import Settings, Work
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.transcripts.service import pieces_of
from medic_scribe.wiring import running
from medic_scribe.workbench import work_with
from medic_scribe.workers import InWorkers, Recipe
from tests.test_processes import another_process

from .conftest import Clinic, clinic_settings, tone


class EngineThatHangs(FakeSpeechEngine):
    """Tells that it was called, and never answers."""

    def __init__(self, fifo: Path) -> None:
        super().__init__()
        self._fifo = fifo

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        self._fifo.write_text("called")
        self._fifo.read_text()  # nobody writes there again
        return super().transcribe_next(audio, after, hints)


class EngineThatIsToldToGoOn(FakeSpeechEngine):
    """Tells that it was called, and answers when something is written to its other fifo."""

    def __init__(self, called: Path, go_on: Path) -> None:
        super().__init__()
        self._called, self._go_on = called, go_on

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        self._called.write_text("called")
        self._go_on.read_text()
        return super().transcribe_next(audio, after, hints)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return clinic_settings(tmp_path, database_url)


async def test_stopped_in_the_middle_of_its_work_it_goes_on_at_the_next_start(
    settings: Settings, tmp_path: Path
) -> None:
    fifo = tmp_path / "called"
    os.mkfifo(fifo)
    async with running(settings) as wiring:
        hanging = InWorkers(wiring.parts.hearing, Recipe(EngineThatHangs, (fifo,)))
        work_with(replace(wiring.parts, speech_engine=hanging))
        clinic = Clinic(wiring)
        consultation = await clinic.receive(tone(1.5))
        job = await clinic.request(consultation.id)
        await wiring.pipeline.submit(job.id)
        assert await asyncio.to_thread(fifo.read_text) == "called"
    assert left_as(settings, job.id) == "ENQUEUED", "another process need not notice first that we are gone"
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        assert (await wiring.pipeline.wait(job.id)).failure is None
        assert (await clinic.consultation(consultation.id)).status is Status.READY


def test_it_stops_whole_though_its_loop_stood_still_when_a_job_was_taken(
    settings: Settings, tmp_path: Path
) -> None:
    fifo = tmp_path / "called"
    os.mkfifo(fifo)
    with asyncio.Runner() as runner:
        server = running(settings)
        wiring = runner.run(server.__aenter__())
        hanging = InWorkers(wiring.parts.hearing, Recipe(EngineThatHangs, (fifo,)))
        work_with(replace(wiring.parts, speech_engine=hanging))
        clinic = Clinic(wiring)
        consultation = runner.run(clinic.receive(tone(1.5)))
        job = runner.run(clinic.request(consultation.id))
        runner.run(wiring.pipeline.submit(job.id))
        until(lambda: left_as(settings, job.id) == "PENDING")
        runner.run(asyncio.to_thread(fifo.read_text))
        runner.run(server.__aexit__(None, None, None))
    with pytest.raises(DBOSException, match="No DBOS"):
        _get_dbos_instance()
    assert left_as(settings, job.id) == "ENQUEUED"


async def test_given_time_it_finishes_the_step_that_it_is_in_and_begins_no_other(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called, go_on = tmp_path / "called", tmp_path / "go on"
    for fifo in (called, go_on):
        os.mkfifo(fifo)
    stop, stopping = asyncio.Event(), asyncio.Event()
    take_nothing_more = durable._take_nothing_more  # pyright: ignore[reportPrivateUsage]

    def tell() -> None:
        take_nothing_more()
        stopping.set()

    monkeypatch.setattr(durable, "_take_nothing_more", tell)
    jobs: list[Job] = []

    async def work() -> None:
        async with running(settings, finish_within=60.0) as wiring:
            told = InWorkers(wiring.parts.hearing, Recipe(EngineThatIsToldToGoOn, (called, go_on)))
            work_with(replace(wiring.parts, speech_engine=told))
            clinic = Clinic(wiring)
            jobs.append(await clinic.request((await clinic.receive(tone(2.5))).id))
            await wiring.pipeline.submit(jobs[0].id)
            await stop.wait()

    working = asyncio.create_task(work())
    assert await asyncio.to_thread(called.read_text) == "called"
    stop.set()
    await stopping.wait()
    await asyncio.to_thread(go_on.write_text, "go on")
    await working
    assert await pieces_saved(settings, jobs[0]) == 1
    assert left_as(settings, jobs[0].id) == "ENQUEUED"


async def test_who_works_only_while_alone_begins_when_the_last_other_is_gone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "LOOK_AROUND_EVERY", 0.05)
    with another_process(settings.database_url) as (_, other):
        async with running(settings, work=Work.ALONE) as wiring:
            assert not wiring.pipeline.works
            clinic = Clinic(wiring)
            job = await clinic.request((await clinic.receive(tone(1.5))).id)
            await wiring.pipeline.submit(job.id)
            other.kill()
            assert (await wiring.pipeline.wait(job.id)).failure is None
            assert wiring.pipeline.works


async def test_who_never_works_leaves_the_job_even_if_there_is_nobody_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "LOOK_AROUND_EVERY", 0.05)
    looked = asyncio.Event()
    original = durable.Pipeline._look_around  # pyright: ignore[reportPrivateUsage]

    async def look_around(pipeline: durable.Pipeline) -> None:
        await original(pipeline)
        looked.set()

    monkeypatch.setattr(durable.Pipeline, "_look_around", look_around)
    async with running(settings, work=Work.NEVER) as wiring:
        clinic = Clinic(wiring)
        job = await clinic.request((await clinic.receive(tone(1.5))).id)
        await wiring.pipeline.submit(job.id)
        looked.clear()
        await looked.wait()
        assert not wiring.pipeline.works
    assert left_as(settings, job.id) == "ENQUEUED"


async def test_no_more_jobs_are_begun_in_a_minute_than_a_cloud_allows(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two_a_minute(settings: Settings) -> tuple[Queue, ...]:
        return tuple(Queue(queue.name, Limits(8, 8, per_minute=2)) for queue in queues(settings))

    monkeypatch.setattr(durable, "queues", two_a_minute)
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        jobs = [await clinic.request((await clinic.receive(tone(1.5))).id) for _ in range(3)]
        for job in jobs:
            await wiring.pipeline.submit(job.id)
        for job in jobs[:2]:
            assert (await wiring.pipeline.wait(job.id)).failure is None
        assert left_as(settings, jobs[2].id) == "ENQUEUED"


async def test_a_job_whose_process_died_before_submitting_it_is_found(settings: Settings) -> None:
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        consultation = await clinic.receive(tone(1.5))
        job = await clinic.request(consultation.id)
    async with running(settings) as wiring:
        assert (await wiring.pipeline.wait(job.id)).failure is None


async def test_a_look_around_that_fails_says_which_and_where_and_no_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "LOOK_AROUND_EVERY", 0.05)
    looks = asyncio.Semaphore(0)

    async def fail(_session: AsyncSession) -> list[str]:
        looks.release()
        raise LookupError("Juan Pérez")

    monkeypatch.setattr(durable, "unfinished_jobs", fail)
    with capture_logs() as logs:
        async with running(settings):
            for _ in range(2):  # the first has been logged when the second begins
                await looks.acquire()
    failed = next(entry for entry in logs if entry["event"] == "looking around failed")
    assert (failed["check"], failed["kind"]) == ("see_to_unfinished_jobs", "LookupError")
    assert failed["at"].startswith("durable.py:")
    assert "Juan" not in str(logs)


async def test_a_note_is_ready_though_it_cannot_be_filed_and_is_filed_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "TIDY_EVERY", 0.05)
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        away = settings.notes_folder.rename(settings.notes_folder.with_name("away"))
        consultation = await clinic.receive(tone(1.5))
        assert (await clinic.finish(consultation.id)).failure is None
        assert (await clinic.consultation(consultation.id)).status is Status.READY
        away.rename(settings.notes_folder)
        await asyncio.to_thread(until, (settings.notes_folder / f"{consultation.id}.md").exists)


async def test_with_nobody_there_to_leave_the_work_to_it_works_itself(settings: Settings) -> None:
    async with running(settings, work=Work.ALONE) as wiring:
        clinic = Clinic(wiring)
        consultation = await clinic.receive(tone(1.5))
        assert (await clinic.finish(consultation.id)).failure is None


async def test_a_job_that_was_given_up_fails_and_can_be_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "LOOK_AROUND_EVERY", 0.05)
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        consultation = await clinic.receive(tone(1.5))
        job = await given_up(clinic, consultation.id)
        assert (await wiring.pipeline.wait(job.id)).failure == "engine_unavailable"
        assert (await clinic.consultation(consultation.id)).status is Status.FAILED
        assert (await clinic.finish(consultation.id)).failure is None


async def given_up(clinic: Clinic, consultation_id: str) -> Job:
    """A job that DBOS will not run any more, as after too many restarts."""
    job = await clinic.request(consultation_id)
    await DBOS.delete_queue_async(durable.HEARING)
    await clinic.wiring.pipeline.submit(job.id)
    await DBOS.cancel_workflow_async(job.id)
    await DBOS.register_queue_async(durable.HEARING, worker_concurrency=1, polling_interval_sec=0.1)
    return job


def until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + 30
    while not condition():
        assert monotonic() < deadline, "it never came to that"
        sleep(0.02)


def left_as(settings: Settings, job_id: str) -> str:
    """What the workflow engine's own table says of a job."""
    table = "workflow_status" if settings.is_sqlite else "dbos.workflow_status"
    engine = sync_engine(settings.database_url)
    with engine.connect() as connection:
        status = connection.scalar(
            text(f"SELECT status FROM {table} WHERE workflow_uuid = :id"), {"id": job_id}
        )
    engine.dispose()
    return str(status)


async def pieces_saved(settings: Settings, job: Job) -> int:
    database = Database(settings.database_url)
    async with database.reading() as session:
        pieces = await pieces_of(session, job.consultation_id)
    await database.close()
    return len(pieces)
