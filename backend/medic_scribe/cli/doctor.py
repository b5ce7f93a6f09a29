"""`medic-scribe doctor`: what is installed, which engines are active and why, what is missing."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.terminal import CROSS, TICK, Terminal
from medic_scribe.settings import load_settings

if TYPE_CHECKING:
    from medic_scribe.cli.checks import Check

MARKS = {"ok": TICK, "warning": "[yellow]![/]", "failed": CROSS}


def add_doctor(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("doctor", help=say("doctor.help"))
    def doctor(
        live: Annotated[bool, typer.Option("--live", help=say("doctor.live"))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> None:
        from medic_scribe.cli.checks import State, run_checks
        from medic_scribe.cli.live_checks import run_live_checks

        settings = load_settings()
        found = [*run_checks(settings), *(run_live_checks(settings) if live else ())]
        failed = any(check.state is State.FAILED for check in found)
        if as_json:
            terminal.write_json({"ready": not failed, "checks": [_as_json(terminal, one) for one in found]})
        else:
            terminal.out.print(_table(terminal, found))
            terminal.out.print(say("doctor.not_ready" if failed else "doctor.ready"))
        if failed:
            raise typer.Exit(ExitCode.NOT_READY)


def _table(terminal: Terminal, checks: list["Check"]) -> Table:
    table = Table.grid(padding=(0, 1))
    for check in checks:
        table.add_row(
            MARKS[check.state.value], terminal.say(f"doctor.{check.subject}.title"), _found(terminal, check)
        )
        if remedy := _remedy(terminal, check):
            table.add_row("", "", f"[dim]→ {remedy}[/]")
    return table


def _as_json(terminal: Terminal, check: "Check") -> dict[str, object]:
    return {
        "check": check.subject,
        "state": check.state.value,
        "code": check.code,
        "found": _found(terminal, check),
        "remedy": _remedy(terminal, check),
        **check.params,
    }


def _found(terminal: Terminal, check: "Check") -> str:
    return terminal.say(f"doctor.{check.subject}.{check.code}", **check.params)


def _remedy(terminal: Terminal, check: "Check") -> str | None:
    if check.state.value == "ok":
        return None
    return terminal.say(f"doctor.{check.subject}.{check.code}_remedy", **check.params)
