"""The progress bar: which step the pipeline is at, how much is heard, how long it will take."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from medic_scribe.cli.terminal import Terminal

STEPS = ("transcribe", "roles", "write", "check", "publish")


class Steps:
    """`advance` is told of a step when it is done; what is shown is the one that follows."""

    def __init__(self, terminal: Terminal, progress: Progress, task: TaskID) -> None:
        self._terminal = terminal
        self._progress = progress
        self._task = task
        self.show(STEPS[0])

    def advance(self, step: str, done: float | None, total: float | None) -> None:
        if step not in STEPS:
            return
        if step == "transcribe" and done is not None and total:
            self._progress.update(self._task, completed=done, total=total)
            if done < total:
                return
        following = STEPS.index(step) + 1
        if following < len(STEPS):
            self.show(STEPS[following])

    def show(self, step: str) -> None:
        self._progress.update(self._task, description=self._terminal.say(f"step.{step}"))


@contextmanager
def showing(terminal: Terminal) -> Generator[Steps]:
    """Gone once the block ends. Where standard error is no terminal nothing is shown."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=terminal.err,
        transient=True,
        disable=not terminal.err.is_terminal,
    ) as progress:
        yield Steps(terminal, progress, progress.add_task("", total=None))
