"""A recording whose browser never came back becomes a note, or can become one, whatever failed meanwhile."""

from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from medic_scribe import durable
from medic_scribe.consultations.models import Job, Status
from medic_scribe.database.base import now
from medic_scribe.errors import EngineUnavailable
from medic_scribe.notifications.signals import follow
from medic_scribe.settings import Settings
from medic_scribe.speech.contract import Audio, Piece, SpeechHints
from medic_scribe.speech.fake import FakeSpeechEngine
from medic_scribe.wiring import running
from medic_scribe.workbench import work_with
from medic_scribe.workers import InThreads, Recipe

from .conftest import USER, Clinic, clinic_settings
from .killing import opened
from .test_live_crash import left_behind, outcome


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return clinic_settings(tmp_path, database_url)


async def test_though_its_job_failed_while_it_listened(
    settings: Settings, sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "LOOK_AROUND_EVERY", 0.05)
    consultation, job = await left_behind(tmp_path, settings.database_url, sound)
    async with opened(settings.database_url) as database, database.writing() as session:
        failed = {"finished_at": now(), "failure": "medic_scribe_error"}
        await session.execute(update(Job).where(Job.id == job).values(failed))
    async with (
        running(settings) as wiring,
        aclosing(follow(wiring.database, wiring.signals, USER, 0)) as events,
    ):
        while (await anext(events)).type != "summary_ready":
            pass
    found = await outcome(tmp_path, settings.database_url, consultation)
    assert found["abandoned"]
    assert found["audio"] == sound


class Away(FakeSpeechEngine):
    def transcribe_next(self, audio: Audio, after: float, hints: SpeechHints) -> Piece | None:
        raise EngineUnavailable


async def test_though_the_engine_is_away(settings: Settings, sound: bytes, tmp_path: Path) -> None:
    async with running(settings) as wiring:
        parts, clinic = wiring.parts, Clinic(wiring)
        work_with(replace(parts, speech_engine=InThreads(Recipe(Away), 1)))
        consultation, job = await left_behind(tmp_path, settings.database_url, sound)
        await wiring.pipeline.submit(job)
        assert (await wiring.pipeline.wait(job)).failure == "engine_unavailable"
        assert (await clinic.consultation(consultation)).status is Status.FAILED
        work_with(parts)
        assert (await clinic.finish(consultation)).failure is None
