"""Two API processes and three workers on one PostgreSQL and one S3; one worker is killed, one is stopped."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from bench.cluster import cluster
from bench.scaling import JOBS, scenario

# It looks around every three seconds; the rest is room for a busy machine.
TAKEN_OVER_WITHIN = 20.0
STOPPED_WITHIN = 30.0


async def test_no_job_is_lost_or_done_twice_and_everybody_hears_of_each(
    new_database: Callable[[str, Path], AbstractContextManager[str]],
    new_bucket: Callable[[], str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file_store_url = new_bucket()
    with (
        new_database("postgresql", tmp_path) as database_url,
        cluster(tmp_path, database_url, file_store_url, workers=3) as given,
    ):
        outcome = await scenario(given, database_url, file_store_url)
    with capsys.disabled():
        print(f"\n{outcome}")
    assert (outcome.jobs, outcome.ready, outcome.notes, outcome.notes_in_the_store) == (
        JOBS,
        JOBS,
        JOBS,
        JOBS,
    )
    assert outcome.finished == (JOBS, JOBS)
    assert outcome.heard_the_same
    assert outcome.events_twice == 0
    assert outcome.jobs_of_the_killed > 0
    assert outcome.takeover_seconds < TAKEN_OVER_WITHIN
    assert outcome.stop_exit_code == 0
    assert outcome.stop_seconds < STOPPED_WITHIN
