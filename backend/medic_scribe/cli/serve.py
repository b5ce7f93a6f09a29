"""`medic-scribe serve`: the page and the API in one process."""

import socket
import threading
import time
from typing import Annotated

import typer

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import Settings, Work, load_settings

ANY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
LOOK_EVERY = 0.05  # seconds


def add_serve(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("serve", help=say("serve.help"))
    def serve(
        host: Annotated[str | None, typer.Option(help=say("serve.host"))] = None,
        port: Annotated[int | None, typer.Option(min=1, max=65535, help=say("serve.port"))] = None,
        no_work: Annotated[bool, typer.Option("--no-work", help=say("serve.no_work"))] = False,
    ) -> None:
        from medic_scribe.server import serve as serve_until_stopped

        given = {"host": host, "port": port, "work": Work.NEVER if no_work else None}
        settings = load_settings(**{name: value for name, value in given.items() if value is not None})
        if _answers(settings):
            terminal.refuse("serve.port_taken", port=settings.port)
        threading.Thread(target=_say_when_ready, args=(terminal, settings), daemon=True).start()
        serve_until_stopped(settings)


def _say_when_ready(terminal: Terminal, settings: Settings) -> None:
    """The port is opened once everything else is started."""
    while not _answers(settings):
        time.sleep(LOOK_EVERY)
    name = "localhost" if settings.host in (*ANY_ADDRESS, "127.0.0.1") else settings.host
    terminal.err.print(terminal.say("serve.ready", url=f"http://{name}:{settings.port}"))


def _answers(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in ANY_ADDRESS else settings.host
    try:
        socket.create_connection((host, settings.port), timeout=1).close()
    except OSError:
        return False
    return True
