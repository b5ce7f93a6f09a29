"""Where the words of the command line come from and go: results to stdout, all the rest to stderr."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

import typer
from rich.console import Console

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.messages import DEFAULT_LANGUAGE, Language, known_language, message

TICK, CROSS = "[green]✓[/]", "[bold red]✗[/]"


@dataclass(frozen=True, slots=True)
class Terminal:
    language: Language = DEFAULT_LANGUAGE
    out: Console = field(default_factory=lambda: Console(highlight=False))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    def say(self, key: str, **params: str | int | float) -> str:
        """The sentence under `cli.<key>` of the message files."""
        return message(f"cli.{key}", self.language, **params)

    def complain(self, sentence: str) -> None:
        self.err.print(f"[bold red]{self.say('error.prefix')}[/]", end=" ")
        self.err.print(sentence, markup=False)

    def refuse(self, key: str, **params: str | int) -> NoReturn:
        """Ends the command: what was asked for cannot be, and the sentence says why."""
        self.complain(self.say(key, **params))
        raise typer.Exit(ExitCode.USAGE)

    def write_json(self, value: object) -> None:
        print(json.dumps(value, ensure_ascii=False, indent=2), file=self.out.file)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """What `--language` says, else the system's language where we speak it, else Spanish."""
    for place, argument in enumerate(arguments):
        if argument == "--language" and place + 1 < len(arguments):
            return _spoken(arguments[place + 1])
        if argument.startswith("--language="):
            return _spoken(argument.partition("=")[2])
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _spoken(environment[name])
    return DEFAULT_LANGUAGE


def _spoken(locale: str) -> Language:
    """`en_GB.UTF-8` → `en`."""
    return known_language(locale.lower().partition("_")[0].partition("-")[0])
