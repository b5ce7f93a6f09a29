"""`medic-scribe evaluate FOLDER`: how well the note engine writes, on consultations with known facts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from medic_scribe.cli.terminal import Terminal
from medic_scribe.settings import load_settings

if TYPE_CHECKING:
    from medic_scribe.evaluation import CaseResult, Evaluation
    from medic_scribe.evaluation.report import Score

SHARES = ("fact_recall", "section_recall", "length_ratio", "rouge1", "rougeL")


def add_evaluate(app: typer.Typer, terminal: Terminal) -> None:
    say = terminal.say

    @app.command("evaluate", help=say("evaluate.help"))
    def evaluate(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help=say("evaluate.folder"))],
        as_json: Annotated[bool, typer.Option("--json", help=say("option.json"))] = False,
        show: Annotated[bool, typer.Option("--show", help=say("evaluate.show"))] = False,
    ) -> None:
        from medic_scribe.evaluation import evaluate_folder
        from medic_scribe.wiring import note_engine

        try:
            evaluation = evaluate_folder(folder, note_engine(load_settings()))
        except (ValueError, KeyError):
            terminal.refuse("evaluate.unreadable", folder=str(folder))
        if not evaluation.cases:
            terminal.refuse("evaluate.empty", folder=str(folder))
        if as_json:
            terminal.write_json(evaluation.to_json())
            return
        if show:
            _print_notes(terminal, evaluation)
        terminal.out.print(_table(terminal, evaluation))


def _table(terminal: Terminal, evaluation: "Evaluation") -> Table:
    table = Table(title=terminal.say("evaluate.title"), box=box.SIMPLE_HEAD)
    for name in ("case", "transcript"):
        table.add_column(terminal.say(f"evaluate.column.{name}"), no_wrap=True)
    for name in (*SHARES, "traps"):
        table.add_column(terminal.say(f"evaluate.column.{name}"), justify="right")
    for case in evaluation.cases:
        for form, score, _ in _forms(terminal, case):
            table.add_row(case.case, form, *_cells(score))
    table.add_section()
    table.add_row(
        terminal.say("evaluate.overall"), terminal.say("evaluate.clean"), *_cells(_clean(evaluation))
    )
    if any(case.as_recognised for case in evaluation.cases):
        table.add_row("", terminal.say("evaluate.as_recognised"), *_cells(_recognised(evaluation)))
    return table


def _print_notes(terminal: Terminal, evaluation: "Evaluation") -> None:
    for case in evaluation.cases:
        for form, score, note in _forms(terminal, case):
            terminal.out.rule(f"{case.case} ({form})")
            terminal.out.print(note, markup=False)
            for name, entries in (
                ("missing", score.missing),
                ("misplaced", score.misplaced),
                ("fallen", score.fallen),
            ):
                if entries:
                    heading = terminal.say(f"evaluate.{name}")
                    terminal.out.print(f"{heading}: {'; '.join(entries)}", markup=False, style="yellow")


def _forms(terminal: Terminal, case: "CaseResult") -> Iterator[tuple[str, "Score", str]]:
    """The transcript as it was spoken and, where there is one, as a recogniser heard it, with the notes."""
    yield terminal.say("evaluate.clean"), case.clean, case.note
    if case.as_recognised:
        yield terminal.say("evaluate.as_recognised"), case.as_recognised, case.note_as_recognised or ""


def _clean(evaluation: "Evaluation") -> "Score":
    return evaluation.overall(lambda case: case.clean)


def _recognised(evaluation: "Evaluation") -> "Score":
    return evaluation.overall(lambda case: case.as_recognised)


def _cells(score: "Score") -> tuple[str, ...]:
    shares = (score.fact_recall, score.section_recall, score.length_ratio, score.rouge1, score.rougeL)
    return (*("–" if share is None else f"{share:.2f}" for share in shares), str(score.traps))
