"""What has been kept as long as it should be goes by itself, where somebody works."""

import asyncio
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Consultation, Status
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.files.local import LocalFileStore
from medic_scribe.notifications.models import Event
from medic_scribe.notifications.outbox import publish
from medic_scribe.recordings.models import Recording
from medic_scribe.wiring import running

from .conftest import USER, clinic_settings, receive, tone


async def test_audio_and_events(database: Database, database_url: str, tmp_path: Path) -> None:
    await receive(database, LocalFileStore(tmp_path / "uploads"), tone(0.1))
    async with database.writing() as session:
        (await publish(session, USER, None, "progress", {})).created_at = now() - timedelta(days=31)
        await session.execute(update(User).values(audio_retention_days=0))
        await session.execute(update(Consultation).values(status=Status.READY))
    async with running(clinic_settings(tmp_path, database_url)), asyncio.timeout(30):
        await _all_gone(database)
    assert list((tmp_path / "uploads").iterdir()) == []


async def _all_gone(database: Database) -> None:
    sounding = select(func.count()).select_from(Recording).where(Recording.erased_at.is_(None))
    told = select(func.count()).select_from(Event)
    while True:
        async with database.reading() as session:
            if not await session.scalar(sounding) and not await session.scalar(told):
                return
        await asyncio.sleep(0.05)
