"""A program that makes notes and kills or stops itself at a point of its pipeline.

Reads lines `{"folder": …, "database_url": …, "jobs": […], "die_at": …, "stop_at": …}` and runs each in a
child of its own, forked after everything is imported, that ends when all the jobs are done. Answers with
the child's exit code, or with `stopped` and its process id. The points of a step are

    before S    in the workflow, before the step
    begun S     in the step, before it has done anything
    working S   in the step, after an engine has worked for it and before anything is saved
    saved S     in the step, after its transaction and before it is in the journal of finished steps
    after S     in the workflow, after it is in the journal

Each step that begins is written to the file `steps` in the folder, and each that has saved.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from dbos import DBOS, WorkflowHandleAsync

from medic_scribe import workbench
from medic_scribe.settings import load_settings
from medic_scribe.workbench import Parts
from medic_scribe.workers import Workers

original_step = workbench.step
die_at = stop_at = at_work_for = ""
steps_file = Path()


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


async def watched_run(_workers: Workers, function: Callable[..., Any], *args: Any) -> Any:
    """In a thread and not in a worker process: these have tests of their own."""
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
    if point == stop_at:
        os.kill(os.getpid(), signal.SIGSTOP)


workbench.step = watched_step  # pyright: ignore[reportAttributeAccessIssue]
Workers.run = watched_run  # pyright: ignore[reportAttributeAccessIssue]

# Only now, so that the steps are made with the watched one.
from medic_scribe import durable, wiring  # noqa: E402

for needed in ("clinical.check", "speech.decode", "speech.fake", "speech.roles", "writing.fake"):
    import_module(f"medic_scribe.{needed}")
durable.LOOK_AROUND_EVERY = 0.2
durable.POLL_EVERY = 0.05


async def make_notes(folder: Path, database_url: str, jobs: list[str]) -> None:
    settings = load_settings(
        _env_file=None,
        environment="test",
        speech_engine="fake",
        note_engine="fake",
        var_folder=folder,
        database_url=database_url,
    )
    async with wiring.running(settings) as running:
        for job in jobs:
            await running.pipeline.wait(job)
            # The job is finished with its last step; the workflow a moment later.
            workflow: WorkflowHandleAsync[None] = await DBOS.retrieve_workflow_async(job)
            await workflow.get_result(polling_interval_sec=0.05)
        os._exit(0)  # stopping in good order takes time, and is not what is tested here


def main() -> None:
    global die_at, stop_at, steps_file
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            folder = Path(order["folder"])
            die_at, stop_at, steps_file = order["die_at"], order["stop_at"], folder / "steps"
            asyncio.run(make_notes(folder, order["database_url"], order["jobs"]))
        _, status = os.waitpid(child, os.WUNTRACED)
        stopped = os.WIFSTOPPED(status)
        print(f"stopped {child}" if stopped else os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
