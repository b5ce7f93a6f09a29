"""Which recordings are finished without their browser: nothing comes any more, and nobody follows them."""

from datetime import timedelta

import pytest

from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Status
from medic_scribe.consultations.service import begin_listening, create_consultation
from medic_scribe.database.base import now
from medic_scribe.database.engine import Database
from medic_scribe.recordings.abandoning import abandoned
from medic_scribe.recordings.models import RecordingChunk


@pytest.mark.parametrize(
    ("status", "minutes", "followed", "left"),
    [
        (Status.RECORDING, (70, 61), False, True),
        (Status.RECORDING, (70, 59), False, False),
        (Status.RECORDING, (70, 61), True, False),  # its job finishes it
        (Status.RECORDING, (), False, False),  # a file may still be sent
        (Status.FAILED, (70, 61), False, False),
    ],
)
async def test_left(
    status: Status, minutes: tuple[int, ...], followed: bool, left: bool, database: Database
) -> None:
    async with database.writing() as session:
        session.add(User(id="dr"))
        await session.flush()
        made = await create_consultation(session, "dr", template="soap")
        job = await begin_listening(session, made, "dr")
        assert job is not None
        job.finished_at = None if followed else now()
        made.status = status
        for number, ago in enumerate(minutes):
            chunk = RecordingChunk(
                consultation_id=made.id,
                number=number,
                size=1,
                sha256="",
                file_key="",
                received_at=now() - timedelta(minutes=ago),
            )
            session.add(chunk)
    async with database.reading() as session:
        found = await abandoned(session, now() - timedelta(hours=1))
    assert found == ([made.id] if left else [])
