"""Two processes that live at once: no job is done twice, and what one leaves when it dies the other does."""

import os
import signal
from collections.abc import Generator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from .killing import STEPS, Program, counted, outcome, requested


@pytest.fixture(scope="module")
def programs() -> Generator[tuple[Program, Program]]:
    with ExitStack() as stack:
        yield stack.enter_context(closing(Program())), stack.enter_context(closing(Program()))


async def test_they_share_the_jobs_and_do_each_once(
    programs: tuple[Program, Program], database_url: str, tmp_path: Path
) -> None:
    jobs = [(await requested(tmp_path, database_url))[1] for _ in range(3)]
    for program in programs:
        program.start(tmp_path, database_url, *jobs)
    assert [program.answer() for program in programs] == ["0", "0"]
    assert counted(tmp_path, "begun") == dict.fromkeys(STEPS, len(jobs))


async def test_the_living_takes_over_from_the_dead(
    programs: tuple[Program, Program], database_url: str, tmp_path: Path
) -> None:
    dies, lives = programs
    consultation, job = await requested(tmp_path, database_url)
    stopped, process = dies.run(tmp_path, database_url, job, stop_at="begun transcribe 1").split()
    assert stopped == "stopped"
    # Stopped is not dead: it holds its slot, and the other leaves its job alone.
    lives.start(tmp_path, database_url, job)
    os.kill(int(process), signal.SIGKILL)
    assert lives.answer() == "0"
    assert counted(tmp_path, "begun") == {step: 2 if step == "transcribe 1" else 1 for step in STEPS}
    assert (await outcome(tmp_path, database_url, consultation))["audio"]
