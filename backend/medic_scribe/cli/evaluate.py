"""`medic-scribe evaluate FOLDER`: how well the note engine writes, on consultations with known facts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from medic_scribe.cli.exit_codes import ExitCode
from medic_scribe.cli.terminal import Terminal
from medic_scribe.evaluation import CaseResult, Evaluation, evaluate_folder
from medic_scribe.evaluation.report import COLUMNS, Score
from medic_scribe.settings import load_settings
from medic_scribe.wiring import note_engine


def add_evaluate(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("evaluate", help=say("evaluate.help"))
    def evaluate(
        folder: Annotated[
            Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help=say("evaluate.folder"))
        ],
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
        show: Annotated[bool, typer.Option("--show", help=say("evaluate.show"))] = False,
    ) -> None:
        try:
            evaluation = evaluate_folder(folder, note_engine(load_settings()))
        except (ValueError, KeyError):
            terminal.complain(say("evaluate.unreadable", folder=str(folder)))
            raise typer.Exit(ExitCode.USAGE) from None
        if not evaluation.cases:
            terminal.complain(say("evaluate.empty", folder=str(folder)))
            raise typer.Exit(ExitCode.USAGE)
        if as_json:
            terminal.write_json(evaluation.to_json())
            return
        if show:
            _print_notes(terminal, evaluation)
        terminal.out.print(_table(terminal, evaluation))


def _table(terminal: Terminal, evaluation: Evaluation) -> Table:
    table = Table(title=terminal.say("evaluate.title"))
    for number, name in enumerate(COLUMNS):
        table.add_column(terminal.say(f"evaluate.column.{name}"), justify="right" if number else "left")
    for row in evaluation.rows():
        table.add_row(*row)
    return table


def _print_notes(terminal: Terminal, evaluation: Evaluation) -> None:
    for case in evaluation.cases:
        for name, note, score in _forms(terminal, case):
            terminal.out.rule(name)
            terminal.out.print(note, markup=False)
            for list_name, entries in (
                ("missing", score.missing),
                ("misplaced", score.misplaced),
                ("fallen", score.fallen),
            ):
                if entries:
                    heading = terminal.say(f"evaluate.{list_name}")
                    terminal.out.print(f"{heading}: {'; '.join(entries)}", markup=False, style="yellow")


def _forms(terminal: Terminal, case: CaseResult) -> list[tuple[str, str, Score]]:
    """The case as it was spoken and, where there is one, as a recogniser wrote it."""
    forms = [(case.case, case.note, case.clean)]
    if case.as_recognised and case.note_as_recognised is not None:
        name = terminal.say("evaluate.as_recognised", case=case.case)
        forms.append((name, case.note_as_recognised, case.as_recognised))
    return forms
