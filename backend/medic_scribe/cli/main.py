"""`medic-scribe`: puts the commands together and turns every error into a sentence and an exit code."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from medic_scribe.cli.backup import add_backup
from medic_scribe.cli.doctor import add_doctor
from medic_scribe.cli.evaluate import add_evaluate
from medic_scribe.cli.exit_codes import ExitCode, exit_code_of
from medic_scribe.cli.migrate import add_migrate
from medic_scribe.cli.note import add_note
from medic_scribe.cli.serve import add_serve
from medic_scribe.cli.terminal import Terminal, language_of
from medic_scribe.cli.user import add_user
from medic_scribe.cli.verify import add_verify
from medic_scribe.cli.worker import add_worker
from medic_scribe.errors import MedicScribeError
from medic_scribe.messages import Language, message


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns what the program should end with (`ExitCode`)."""
    terminal = Terminal(language_of(arguments, os.environ))
    try:
        # Not standalone, so that errors come here; a `typer.Exit` comes back as its number.
        return build_app(terminal)(list(arguments), standalone_mode=False) or ExitCode.OK
    except typer.TyperException as error:
        terminal.complain(terminal.say("error.usage", detail=error.format_message().rstrip(".")))
        return ExitCode.USAGE
    except (typer.Abort, KeyboardInterrupt):
        terminal.complain(terminal.say("error.interrupted"))
        return ExitCode.INTERRUPTED
    except MedicScribeError as error:
        terminal.complain(message(f"error.{error.code()}.detail", terminal.language, **error.params))
        return exit_code_of(error)
    except OSError as error:
        # The system's own words and a file's name: nothing that was said in a consultation.
        terminal.complain(terminal.say("error.system", detail=str(error)))
        return ExitCode.FAILED
    except Exception as error:
        if os.environ.get("LOG_LEVEL") == "DEBUG":
            raise
        # Its own words are not shown: they could quote a patient.
        terminal.complain(terminal.say("error.unexpected", kind=type(error).__name__))
        return ExitCode.FAILED


def build_app(terminal: Terminal) -> typer.Typer:
    say = terminal.say
    app = typer.Typer(
        help=say("help"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )

    @app.callback()
    def options(  # pyright: ignore[reportUnusedFunction] - typer calls it
        language: Annotated[Language, typer.Option(help=say("option.language"))] = terminal.language,
    ) -> None:
        """`language` was read before the commands were built: their help is in it too."""

    for add in (
        add_serve,
        add_worker,
        add_note,
        add_evaluate,
        add_user,
        add_doctor,
        add_migrate,
        add_backup,
        add_verify,
    ):
        add(app, terminal)
    return app
