"""`medic-scribe note AUDIO`: one recording through the same durable steps as the server's."""

import asyncio
import logging
import sys
import time
from pathlib import Path
from typing import Annotated

import structlog
import typer

from medic_scribe.cli.progress import showing
from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import load_settings
from medic_scribe.templates.builtin import builtin_templates


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
        from medic_scribe.cli.making import make_note
        from medic_scribe.cli.note_view import as_shown, as_text, clock

        settings = load_settings()
        _log_to_stderr(settings.log_level)
        begin = time.monotonic()
        with showing(terminal) as steps:
            made = asyncio.run(make_note(settings, audio, template, instruction, steps))
        took = say("note.took", length=clock(made.seconds), time=clock(time.monotonic() - begin))
        terminal.err.print(took, style="dim")
        if output:
            text = as_text(terminal, made, as_json=as_json or output.suffix == ".json")
            output.write_text(text, encoding="utf-8")
            terminal.err.print(say("note.saved", path=str(output)), markup=False)
        elif as_json:
            terminal.out.file.write(as_text(terminal, made, as_json=True))
        else:
            terminal.out.print(as_shown(terminal, made, with_transcript=transcript))


def _log_to_stderr(level: str) -> None:
    """Standard output is for the note. Unless asked for more, only what went wrong is logged."""
    least = logging.DEBUG if level == "DEBUG" else logging.ERROR
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
