"""`medic-scribe user add EMAIL`: creates a local account. The password is never an argument."""

import asyncio
import sys
from getpass import getpass
from typing import Annotated

import typer

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import IdentityName, Settings, load_settings


def add_user(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say
    accounts = typer.Typer(help=say("user.help"), no_args_is_help=True)
    app.add_typer(accounts, name="user")

    @accounts.callback()
    def group() -> None:  # pyright: ignore[reportUnusedFunction] - without it `add` would need no name
        """Makes `user` a group even with a single command."""

    @accounts.command("add", help=say("user.add.help"))
    def add(
        email: Annotated[str, typer.Argument(metavar="EMAIL", help=say("user.add.email"))],
        name: Annotated[str, typer.Option(help=say("user.add.name"))] = "",
    ) -> None:
        settings = load_settings()
        password = _password(terminal)
        asyncio.run(_create(settings, email, name, password))
        terminal.out.print(say("user.add.created", email=email), markup=False)
        if settings.identity_provider is not IdentityName.LOCAL:
            provider = settings.identity_provider.value
            terminal.err.print(say("user.add.not_local", identity=provider), markup=False)


async def _create(settings: Settings, email: str, name: str, password: str) -> None:
    from medic_scribe.accounts.passwords import hashed
    from medic_scribe.accounts.service import create_account
    from medic_scribe.database.engine import Database
    from medic_scribe.database.migrations import migrate

    migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        async with database.writing() as session:
            await create_account(session, email=email, name=name, password_hash=await hashed(password))
    finally:
        await database.close()


def _password(terminal: Terminal) -> str:
    from medic_scribe.accounts.passwords import LONGEST, SHORTEST

    password = _asked(terminal) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not password:
        terminal.refuse("user.add.missing")
    if not SHORTEST <= len(password) <= LONGEST:
        terminal.refuse("user.add.short", shortest=SHORTEST, longest=LONGEST)
    return password


def _asked(terminal: Terminal) -> str:
    password = getpass(f"{terminal.say('user.add.password')}: ")
    if password != getpass(f"{terminal.say('user.add.repeat')}: "):
        terminal.refuse("user.add.different")
    return password
