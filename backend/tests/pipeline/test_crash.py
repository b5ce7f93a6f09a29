"""Killed with SIGKILL at every point of every step, a job goes on where it was, repeats no finished step,
loses nothing and writes the same note. The points are those of `crash_program.py`."""

import signal
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .killing import STEPS, Program, counted, outcome, requested

WITHOUT_WORKER = ("store", "publish")
POINTS = ("before", "begun", "working", "saved", "after")
REPEATING = ("begun", "working", "saved")  # the step is not in the journal yet

NewDatabase = Callable[[str, Path], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def program() -> Generator[Program]:
    program = Program()
    yield program
    program.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed(
    program: Program, new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What a job leaves behind that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with new_database("sqlite", folder) as url:
        consultation, job = await requested(folder, url)
        assert program.run(folder, url, job) == "0"
        assert set(counted(folder, "saved")) == set(STEPS)
        return await outcome(folder, url, consultation)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_anywhere_it_goes_on(
    step: str, program: Program, undisturbed: dict[str, Any], new_database: NewDatabase, tmp_path: Path
) -> None:
    with new_database("sqlite", tmp_path) as url:
        assert await _killed_again_and_again(program, tmp_path, url, step) == undisturbed


@pytest.mark.parametrize("step", ["transcribe 1", "publish"])
async def test_killed_anywhere_it_goes_on_with_postgresql(
    step: str, program: Program, undisturbed: dict[str, Any], new_database: NewDatabase, tmp_path: Path
) -> None:
    with new_database("postgresql", tmp_path) as url:
        assert await _killed_again_and_again(program, tmp_path, url, step) == undisturbed


async def _killed_again_and_again(program: Program, folder: Path, url: str, step: str) -> dict[str, Any]:
    """At each point of the step in turn, and then left in peace."""
    points = [point for point in POINTS if point != "working" or step not in WITHOUT_WORKER]
    consultation, job = await requested(folder, url)
    for point in points:
        assert program.run(folder, url, job, die_at=f"{point} {step}") == str(-signal.SIGKILL)
    assert program.run(folder, url, job) == "0"
    repeated = len([point for point in points if point in REPEATING])
    assert counted(folder, "begun") == {name: 1 + repeated if name == step else 1 for name in STEPS}
    return await outcome(folder, url, consultation)
