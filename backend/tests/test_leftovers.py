"""What lies in a work folder without anybody working on it."""

import os
from pathlib import Path
from uuid import uuid4

import pytest

from medic_scribe.accounts.models import User
from medic_scribe.consultations.models import Status
from medic_scribe.consultations.service import create_consultation
from medic_scribe.database.engine import Database
from medic_scribe.leftovers import KEPT_FOR, tidy


@pytest.mark.parametrize(
    ("status", "old", "stays"),
    [
        (Status.TRANSCRIBING, True, True),
        (Status.READY, False, True),
        (Status.READY, True, False),
        (Status.FAILED, True, False),
        (None, False, True),  # it is about to be made
        (None, True, False),  # it was deleted
    ],
)
async def test_only_what_may_still_be_needed_stays(
    status: Status | None, old: bool, stays: bool, database: Database, tmp_path: Path
) -> None:
    identifier = await consultation(database, status) if status else str(uuid4())
    names = (f"{identifier}.pcm", f".{identifier}.pcm.4711", f"1a2b3c4d.{identifier}-5e6f.webm")
    for path in map(tmp_path.joinpath, (*names, "somebody-elses.txt")):
        path.touch()
        if old:
            last = path.stat().st_mtime - KEPT_FOR - 1
            os.utime(path, (last, last))
    assert await tidy(database, tmp_path) == (0 if stays else len(names))
    assert {tmp_path.joinpath(name).exists() for name in names} == {stays}
    assert (tmp_path / "somebody-elses.txt").exists()


async def consultation(database: Database, status: Status) -> str:
    async with database.writing() as session:
        session.add(User(id="dr"))
        await session.flush()
        made = await create_consultation(session, "dr", template="soap")
        made.status = status
        return made.id
