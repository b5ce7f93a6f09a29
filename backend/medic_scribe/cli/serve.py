"""`medic-scribe serve`: the page and the API in one process."""

from typing import Annotated

import typer

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import load_settings


def add_serve(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("serve", help=say("serve.help"))
    def serve(
        host: Annotated[str | None, typer.Option(help=say("serve.host"))] = None,
        port: Annotated[int | None, typer.Option(min=1, max=65535, help=say("serve.port"))] = None,
    ) -> None:
        given = {"host": host, "port": port}
        settings = load_settings(**{name: value for name, value in given.items() if value is not None})
        raise NotImplementedError(settings)
