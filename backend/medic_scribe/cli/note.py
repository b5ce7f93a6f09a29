"""`medic-scribe note AUDIO`: one recording through the same durable steps as the server's."""

import asyncio
import json
import logging
import mimetypes
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import structlog
import typer

from medic_scribe.accounts.service import profile_of
from medic_scribe.cli.exit_codes import error_of
from medic_scribe.cli.note_view import Made, as_document, as_shown, clock
from medic_scribe.cli.progress import Steps, showing
from medic_scribe.cli.terminal import Terminal
from medic_scribe.consultations.models import Job
from medic_scribe.consultations.service import create_consultation, request_note
from medic_scribe.edge.receiving import receive, sound_type
from medic_scribe.errors import NotFound
from medic_scribe.identity.contract import Principal
from medic_scribe.notes.files import as_markdown
from medic_scribe.notes.service import version_of_job
from medic_scribe.notifications.signals import follow
from medic_scribe.recordings.models import Recording
from medic_scribe.recordings.service import attach_recording, file_key
from medic_scribe.settings import Settings, load_settings
from medic_scribe.templates.builtin import builtin_templates
from medic_scribe.transcripts.service import utterances_of
from medic_scribe.wiring import Wiring, running

# Whose the consultation is: the one whom an open server takes everybody for who gives no name.
OWNER = Principal("local")

READ_BYTES = 1 << 20


def add_note(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say
    keys = ", ".join(template.key for template in builtin_templates())

    @app.command("note", help=say("note.help"))
    def note(
        audio: Annotated[Path, typer.Argument(metavar="AUDIO", help=say("note.audio"))],
        template: Annotated[str, typer.Option(help=say("note.template", keys=keys))] = "soap",
        instruction: Annotated[str, typer.Option(help=say("note.instruction"))] = "",
        transcript: Annotated[bool, typer.Option("--transcript", help=say("note.transcript"))] = False,
        output: Annotated[Path | None, typer.Option(dir_okay=False, help=say("note.output"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> None:
        if not audio.is_file():
            terminal.refuse("error.no_file", path=str(audio))
        if template not in keys.split(", "):
            terminal.refuse("note.unknown_template", name=template, keys=keys)
        settings = load_settings()
        _log_to_stderr(settings.log_level)
        begin = time.monotonic()
        with showing(terminal) as steps:
            made = asyncio.run(make_note(settings, audio, template, instruction, steps))
        took = say("note.took", length=clock(made.seconds), time=clock(time.monotonic() - begin))
        terminal.err.print(took, style="dim")
        if output:
            output.write_text(_document(terminal, made, as_json=as_json or output.suffix == ".json"))
            terminal.err.print(say("note.saved", path=str(output)), markup=False)
        elif as_json:
            terminal.write_json(as_document(terminal, made))
        else:
            terminal.out.print(as_shown(terminal, made, with_transcript=transcript))


async def make_note(settings: Settings, audio: Path, template: str, instruction: str, steps: Steps) -> Made:
    """Raises what the pipeline stopped with (`MedicScribeError`)."""
    # A server that works on the same database has its model loaded already: leave the job to it.
    async with running(settings, work=False) as wiring:
        job = await _store(wiring, audio, template, instruction)
        await wiring.pipeline.submit(job.id)
        await _watch(wiring, job, steps)
        return await _result(wiring, job)


async def _store(wiring: Wiring, audio: Path, template: str, instruction: str) -> Job:
    media_type = sound_type(mimetypes.guess_type(audio.name)[0])
    stored = await receive(wiring, file_key(str(uuid4()), media_type), _parts_of(audio))
    async with wiring.database.writing() as session:
        owner = await profile_of(session, OWNER)
        consultation = await create_consultation(
            session, owner.id, template=template, instruction=instruction
        )
        await attach_recording(session, consultation, stored, media_type)
        return await request_note(session, consultation, author_id=owner.id)


async def _parts_of(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while part := await asyncio.to_thread(file.read, READ_BYTES):
            yield part


async def _watch(wiring: Wiring, job: Job, steps: Steps) -> None:
    """Until the job is finished, well or not."""
    finished = asyncio.create_task(wiring.pipeline.wait(job.id))
    events = asyncio.create_task(_follow(wiring, job, steps.advance))
    try:
        await finished
    finally:
        events.cancel()


async def _follow(
    wiring: Wiring, job: Job, advance: Callable[[str, float | None, float | None], None]
) -> None:
    async for event in follow(wiring.database, wiring.signals, OWNER.subject, 0):
        if event.consultation_id == job.consultation_id and event.type == "progress":
            progress = event.payload
            advance(progress["step"], progress.get("done"), progress.get("total"))


async def _result(wiring: Wiring, job: Job) -> Made:
    async with wiring.database.reading() as session:
        job = await session.get_one(Job, job.id)
        if job.failure:
            raise error_of(job.failure)
        recording = await session.get_one(Recording, job.consultation_id)
        version = await version_of_job(session, job.id)
        if version is None:  # somebody deleted the consultation meanwhile
            raise NotFound
        return Made(version, await utterances_of(session, job.consultation_id), recording.seconds or 0.0)


def _document(terminal: Terminal, made: Made, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(as_document(terminal, made), ensure_ascii=False, indent=2) + "\n"
    return as_markdown(made.note)


def _log_to_stderr(level: str) -> None:
    """Standard output is for the note. Unless asked for more, only what went wrong is logged."""
    least = logging.DEBUG if level == "DEBUG" else logging.ERROR
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
