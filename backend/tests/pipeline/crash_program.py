"""A program that makes one note and kills itself with SIGKILL at a point of its pipeline.

Reads lines `{"folder": …, "database_url": …, "job": …, "die_at": …}` and runs each in a child of its own,
forked after everything is imported; answers with the child's exit status. The points of a step are

    before S    in the workflow, before the step
    begun S     in the step, before it has done anything
    working S   in the step, while a worker works for it
    saved S     in the step, after its transaction and before it is in the journal of finished steps
    after S     in the workflow, after it is in the journal

Each step that begins is written to `steps` in the folder, each one that is saved too.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from dbos import DBOS

import medic_scribe.workbench as workbench
from medic_scribe.settings import load_settings
from medic_scribe.workbench import Parts
from medic_scribe.workers import Workers

original_step = workbench.step
die_at = ""
steps_file = Path()
at_work_for = ""


def watched_step(function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def inner(parts: Parts, job_id: str, *args: Any) -> Any:
        global at_work_for
        name = at_work_for = _name(function, args)
        _note(f"begun {name}")
        result = await function(parts, job_id, *args)
        _note(f"saved {name}")
        return result

    inner.__name__ = function.__name__
    journaled = original_step(inner)

    async def outer(job_id: str, *args: Any) -> Any:
        name = _name(function, args)
        _pass(f"before {name}")
        result = await journaled(job_id, *args)
        _pass(f"after {name}")
        return result

    return outer


async def watched_run(self: Workers, function: Callable[..., Any], *args: Any) -> Any:
    """In a thread, not in a worker process: workers have tests of their own."""
    result = await asyncio.to_thread(function, *args)
    _pass(f"working {at_work_for}")
    return result


def _name(function: Callable[..., Any], args: tuple[Any, ...]) -> str:
    return " ".join([function.__name__, *(str(arg) for arg in args)])


def _note(point: str) -> None:
    with steps_file.open("a") as file:
        file.write(point + "\n")
    _pass(point)


def _pass(point: str) -> None:
    if point == die_at:
        os.kill(os.getpid(), signal.SIGKILL)


workbench.step = watched_step  # pyright: ignore[reportAttributeAccessIssue]
Workers.run = watched_run  # pyright: ignore[reportAttributeAccessIssue]

# Only now, so that the steps are made with the watched one.
import medic_scribe.clinical.check  # noqa: E402

import medic_scribe.speech.decode  # noqa: E402
import medic_scribe.speech.fake  # noqa: E402
import medic_scribe.speech.roles  # noqa: E402, F401
from medic_scribe import durable, wiring  # noqa: E402

durable.LOOK_AROUND_EVERY = 0.2


async def make_note(folder: Path, database_url: str, job_id: str) -> None:
    settings = load_settings(
        _env_file=None,
        environment="test",
        speech_engine="fake",
        note_engine="fake",
        var_folder=folder,
        database_url=database_url,
    )
    async with wiring.running(settings) as running:
        await running.pipeline.wait(job_id)
        # The job is finished with its last step; the workflow a moment later.
        workflow = await DBOS.retrieve_workflow_async(job_id)
        await workflow.get_result(polling_interval_sec=0.05)


def main() -> None:
    global die_at, steps_file
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            folder = Path(order["folder"])
            die_at, steps_file = order["die_at"], folder / "steps"
            asyncio.run(make_note(folder, order["database_url"], order["job"]))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
