"""`medic-scribe backup FILE` and `medic-scribe restore FILE`."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from medic_scribe.backups.archive import ONLY_OWNER
from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import Work, load_settings

if TYPE_CHECKING:  # the database takes a second to load, and every command would wait for it
    from medic_scribe.backups.service import Contents, Kept, OnProgress

    Act = Callable[[Kept, IO[bytes], OnProgress], Awaitable[Contents]]

PIPE = "-"


def add_backup(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("backup", help=say("backup.help"))
    def backup(file: Annotated[str, typer.Argument(metavar="FILE", help=say("backup.file"))]) -> None:
        from medic_scribe.backups.service import back_up

        with _written(terminal, file) as target, _showing(terminal, "backup.working") as told:
            contents = asyncio.run(_with_all(back_up, target, told))
        _say_done(terminal, "backup.done", contents, path=file)
        if contents.missing:
            terminal.err.print(say("backup.missing", count=contents.missing))

    @app.command("restore", help=say("restore.help"))
    def put_back(file: Annotated[str, typer.Argument(metavar="FILE", help=say("restore.file"))]) -> None:
        from medic_scribe.backups.service import restore

        with _read(terminal, file) as source, _showing(terminal, "restore.working") as told:
            contents = asyncio.run(_with_all(restore, source, told))
        _say_done(terminal, "restore.done", contents)


async def _with_all(act: "Act", file: IO[bytes], told: "OnProgress") -> "Contents":
    from medic_scribe.backups.service import Kept
    from medic_scribe.wiring import running

    async with running(load_settings(), work=Work.NEVER) as wiring:
        return await act(Kept(wiring.database, wiring.recordings, wiring.notes), file, told)


@contextmanager
def _written(terminal: Terminal, file: str) -> Generator[IO[bytes]]:
    """Under its name only once it is whole, and for nobody else to read."""
    if file == PIPE:
        yield sys.stdout.buffer
        return
    path = Path(file)
    if path.exists():
        terminal.refuse("backup.exists", path=file)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.touch(ONLY_OWNER, exist_ok=False)
        with unfinished.open("wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _read(terminal: Terminal, file: str) -> Generator[IO[bytes]]:
    if file == PIPE:
        yield sys.stdin.buffer
        return
    path = Path(file)
    if not path.is_file():
        terminal.refuse("error.no_file", path=file)
    with path.open("rb") as source:
        yield source


@contextmanager
def _showing(terminal: Terminal, key: str) -> Generator["OnProgress"]:
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed}"),
        console=terminal.err,
        transient=True,
        disable=not terminal.err.is_terminal,
    )
    with progress:
        task = progress.add_task(terminal.say(key), total=None)
        yield lambda _: progress.advance(task)


def _say_done(terminal: Terminal, key: str, contents: "Contents", **more: str) -> None:
    numbers = {"consultations": contents.consultations, "rows": contents.rows, "files": contents.files}
    terminal.err.print(terminal.say(key, **numbers, **more), markup=False)
