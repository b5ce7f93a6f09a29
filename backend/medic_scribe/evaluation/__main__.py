"""`python -m medic_scribe.evaluation FOLDER [--json] [--show]`."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from medic_scribe.evaluation.report import COLUMNS, Evaluation
from medic_scribe.evaluation.run import evaluate_folder
from medic_scribe.writing.extractive import ExtractiveNoteEngine


def main() -> None:
    arguments = argparse.ArgumentParser(description="Score the note engine on a folder of consultations.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--show", action="store_true", help="print the notes and what they miss")
    chosen = arguments.parse_args()
    evaluation = evaluate_folder(chosen.folder, ExtractiveNoteEngine())
    if chosen.json:
        print(json.dumps(evaluation.to_json(), ensure_ascii=False, indent=2))
        return
    if chosen.show:
        _show(evaluation)
    table = Table(*COLUMNS)
    for row in evaluation.rows():
        table.add_row(*row)
    Console().print(table)


def _show(evaluation: Evaluation) -> None:
    for case in evaluation.cases:
        for name, note, score in (
            (case.case, case.note, case.clean),
            (f"{case.case} (as recognised)", case.note_as_recognised, case.as_recognised),
        ):
            if score:
                print(f"== {name}\n{note}")
                print(f"-- missing: {score.missing}\n-- misplaced: {score.misplaced}")
                print(f"-- traps: {score.fallen}\n")


if __name__ == "__main__":
    main()
