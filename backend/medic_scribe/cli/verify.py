"""`medic-scribe verify URL`: whether a deployment does what it should, point by point."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.terminal import CROSS, TICK, Terminal

if TYPE_CHECKING:
    from medic_scribe.verification.deployment import Person, Wish
    from medic_scribe.verification.points import Outcome

MARKS = {"passed": TICK, "failed": CROSS, "skipped": "[dim]–[/]"}


def add_verify(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("verify", help=say("verify.help"))
    def verify(
        url: Annotated[str, typer.Argument(metavar="URL", help=say("verify.url"))],
        user: Annotated[str | None, typer.Option(help=say("verify.user"))] = None,
        password_file: Annotated[Path | None, typer.Option(help=say("verify.password_file"))] = None,
        token_file: Annotated[Path | None, typer.Option(help=say("verify.token_file"))] = None,
        other_user: Annotated[str | None, typer.Option(help=say("verify.other"))] = None,
        other_password_file: Annotated[Path | None, typer.Option(help=say("verify.other"))] = None,
        other_token_file: Annotated[Path | None, typer.Option(help=say("verify.other"))] = None,
        ca: Annotated[Path | None, typer.Option(help=say("verify.ca"))] = None,
        insecure: Annotated[bool, typer.Option("--insecure", help=say("verify.insecure"))] = False,
        plain_url: Annotated[str | None, typer.Option(help=say("verify.plain_url"))] = None,
        limit_mb: Annotated[int, typer.Option(min=1, help=say("verify.limit_mb"))] = 100,
        quick: Annotated[bool, typer.Option("--quick", help=say("verify.quick"))] = False,
        restart_with: Annotated[str | None, typer.Option(help=say("verify.restart_with"))] = None,
        note_within: Annotated[float, typer.Option(min=1, help=say("verify.note_within"))] = 300.0,
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
    ) -> None:
        from medic_scribe.verification.deployment import Wish

        if not url.startswith(("http://", "https://")):
            terminal.refuse("verify.not_a_url", url=url)
        people = (
            _person(terminal, user, password_file, token_file),
            _person(terminal, other_user, other_password_file, other_token_file),
        )
        wish = Wish(
            url=url,
            plain_url=plain_url,
            ca=ca,
            insecure=insecure,
            people=tuple(person for person in people if person),
            limit_mb=limit_mb,
            quick=quick,
            restart_with=restart_with,
            note_within=note_within,
        )
        if not (_as_json if as_json else _as_table)(terminal, wish):
            raise typer.Exit(ExitCode.NOT_READY)


def _person(
    terminal: Terminal, email: str | None, password_file: Path | None, token_file: Path | None
) -> "Person | None":
    """None where none is named."""
    from medic_scribe.verification.deployment import Person

    if token_file:
        return Person(token=token_file.read_text().strip())
    if email and password_file:
        return Person(email, password_file.read_text().rstrip("\r\n"))
    if email or password_file:
        terminal.refuse("verify.half_an_account")
    return None


def _as_table(terminal: Terminal, wish: "Wish") -> bool:
    """A line for each point as soon as it is known; whether all passed."""
    counts = dict.fromkeys(MARKS, 0)
    for outcome in _outcomes(wish):
        counts[outcome.state.value] += 1
        title = terminal.say(f"verify.point.{outcome.name}")
        terminal.out.print(f"{MARKS[outcome.state.value]} {title} [dim]{outcome.seconds:.1f} s[/]")
        if reason := _reason(terminal, outcome):
            terminal.out.print(f"  [dim]→[/] {escape(reason)}")
    key = "verify.some_failed" if counts["failed"] else "verify.all_passed"
    terminal.out.print(terminal.say(key, **counts))
    return not counts["failed"]


def _as_json(terminal: Terminal, wish: "Wish") -> bool:
    points = [
        {
            "point": outcome.name,
            "state": outcome.state.value,
            "seconds": round(outcome.seconds, 2),
            "code": outcome.code,
            "reason": _reason(terminal, outcome),
        }
        for outcome in _outcomes(wish)
    ]
    passed = all(point["state"] != "failed" for point in points)
    terminal.write_json({"passed": passed, "points": points})
    return passed


def _outcomes(wish: "Wish") -> "Iterator[Outcome]":
    from medic_scribe.verification.run import verify

    return verify(wish)


def _reason(terminal: Terminal, outcome: "Outcome") -> str | None:
    return terminal.say(f"verify.reason.{outcome.code}", **outcome.params) if outcome.code else None
