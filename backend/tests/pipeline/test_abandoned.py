"""A recording whose browser never came back becomes a note, or can become one, whatever failed meanwhile."""

from collections.abc import AsyncIterable, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import update

from medic_scribe import durable
from medic_scribe.consultations.models import Job, Status
from medic_scribe.database.base import now
from medic_scribe.errors import EngineUnavailable
from medic_scribe.files.contract import FileStore, StoredFile
from medic_scribe.notifications.signals import follow
from medic_scribe.recordings.abandoning import finish_abandoned
from medic_scribe.recordings.models import RecordingChunk
from medic_scribe.settings import Settings, Work
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


@dataclass(frozen=True)
class Overtaken:
    """A file store; `meanwhile` happens while something is stored."""

    store: FileStore
    meanwhile: Callable[[], Awaitable[None]]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def put(self, key: str, data: AsyncIterable[bytes]) -> StoredFile:
        stored = await self.store.put(key, data)
        await self.meanwhile()
        return stored


async def test_unless_somebody_comes_back_and_then_nothing_of_it_is_left(
    settings: Settings, sound: bytes, tmp_path: Path
) -> None:
    async with running(settings, work=Work.NEVER) as wiring:
        consultation, _ = await left_behind(tmp_path, settings.database_url, sound)
        before = sorted((tmp_path / "uploads").iterdir())

        async def come_back() -> None:
            chunk = RecordingChunk(consultation_id=consultation, number=99, sha256="", size=1, file_key="")
            async with wiring.database.writing() as session:
                session.add(chunk)

        parts = wiring.parts
        overtaken = cast("FileStore", Overtaken(parts.recordings, come_back))
        await finish_abandoned(replace(parts, recordings=overtaken), consultation)
        assert sorted((tmp_path / "uploads").iterdir()) == before
        await finish_abandoned(parts, consultation)
        (kept,) = (tmp_path / "uploads").iterdir()
        assert kept.read_bytes() == sound


async def test_twice_at_once_it_is_finished_once(settings: Settings, sound: bytes, tmp_path: Path) -> None:
    async with running(settings, work=Work.NEVER) as wiring:
        consultation, _ = await left_behind(tmp_path, settings.database_url, sound)

        async def another() -> None:
            await finish_abandoned(wiring.parts, consultation)

        overtaken = cast("FileStore", Overtaken(wiring.parts.recordings, another))
        await finish_abandoned(replace(wiring.parts, recordings=overtaken), consultation)
        (kept,) = (tmp_path / "uploads").iterdir()
        assert kept.read_bytes() == sound
