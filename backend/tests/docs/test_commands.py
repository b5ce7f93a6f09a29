"""docs/cli.md names every command, argument, option and exit code that there is, and no other."""

import re
from pathlib import Path

import pytest
import typer.main

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.main import build_app
from medic_scribe.cli.terminal import Terminal
from tests.docs.documents import ROOT, all_documents, code, section, table_rows

CLI_DOCUMENT = ROOT / "docs" / "cli.md"


def _commands() -> dict[str, set[str]]:
    """`{"note": {"--template", …}, "user add": {…}}` as typer built them."""
    root = typer.main.get_command(build_app(Terminal()))
    found: dict[str, set[str]] = {"": _options(root)}
    waiting = [((), root)]
    while waiting:
        path, command = waiting.pop()
        children = getattr(command, "commands", {})
        waiting += [((*path, name), child) for name, child in children.items()]
        if path and not children:
            found[" ".join(path)] = _options(command)
    return found


def _options(command: object) -> set[str]:
    options = {name for one in getattr(command, "params", []) for name in (*one.opts, *one.secondary_opts)}
    return {name for name in options if name.startswith("--")} - {"--help"}


COMMANDS = _commands()


def test_the_document_names_every_command_and_no_other() -> None:
    headings = re.findall(r"^### medic-scribe ((?:[a-z]+ ?)+)", CLI_DOCUMENT.read_text(), flags=re.MULTILINE)
    assert sorted(name.strip() for name in headings) == sorted(name for name in COMMANDS if name)


@pytest.mark.parametrize("command", sorted(name for name in COMMANDS if name))
def test_the_document_names_every_option_and_no_other(command: str) -> None:
    text = CLI_DOCUMENT.read_text()
    heading = next(line for line in text.splitlines() if line.startswith(f"### medic-scribe {command}"))
    options = {code(row[0])[0].split()[0] for row in table_rows(section(text, heading))}
    assert {name for name in options if name.startswith("--")} == COMMANDS[command]


def test_the_document_explains_every_exit_code() -> None:
    rows = table_rows(section(CLI_DOCUMENT.read_text(), "## Exit codes"))
    assert [int(code(row[0])[0]) for row in rows] == [code.value for code in ExitCode]


@pytest.mark.parametrize("document", all_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_examples_exist(document: Path) -> None:
    for line in re.findall(r"(?:^|`|/)medic-scribe ([a-z][^`\n]*)", document.read_text(), flags=re.MULTILINE):
        words = line.split()
        command = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in COMMANDS), None)
        assert command, f"{document.name}: medic-scribe {line}"
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= COMMANDS[command] | COMMANDS[""] | {"--help"}, f"{document.name}: {line}"
