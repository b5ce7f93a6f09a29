"""Stopping in good order, starting again, and jobs that nobody submitted or that were given up."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest
from dbos import DBOS

from medic_scribe import durable
from medic_scribe.consultations.models import Job, Status
from medic_scribe.settings import Settings, Work
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.wiring import running
from medic_scribe.workbench import work_with
from medic_scribe.workers import InWorkers, Recipe

from .conftest import Clinic, clinic_settings, tone


class EngineThatHangs(FakeSpeechEngine):
    """Tells that it was called, and never answers."""

    def __init__(self, fifo: Path) -> None:
        super().__init__()
        self._fifo = fifo

    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        self._fifo.write_text("called")
        return super().transcribe_next(Audio(self._fifo), after, hints)  # nobody writes there again


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
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        assert (await wiring.pipeline.wait(job.id)).failure is None
        assert (await clinic.consultation(consultation.id)).status is Status.READY


async def test_a_job_whose_process_died_before_submitting_it_is_found(settings: Settings) -> None:
    async with running(settings) as wiring:
        clinic = Clinic(wiring)
        consultation = await clinic.receive(tone(1.5))
        job = await clinic.request(consultation.id)
    async with running(settings) as wiring:
        assert (await wiring.pipeline.wait(job.id)).failure is None


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
