"""`medic-scribe migrate`: the database's schema, brought up to date."""

import typer

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import load_settings


def add_migrate(app: typer.Typer, terminal: Terminal) -> None:
    @app.command("migrate", help=terminal.say("migrate.help"))
    def bring_up_to_date() -> None:  # pyright: ignore[reportUnusedFunction] - typer calls it
        from medic_scribe.database.migrations import migrate

        migrate(load_settings().database_url)
        terminal.err.print(terminal.say("migrate.done"))
