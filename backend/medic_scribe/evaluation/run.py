"""Writes the SOAP note of every consultation in a folder and scores it."""

from collections.abc import Sequence
from pathlib import Path

from medic_scribe.evaluation.case import Case, read_case
from medic_scribe.evaluation.report import CaseResult, Evaluation, Score
from medic_scribe.evaluation.score import Line, score
from medic_scribe.speech.contract import Utterance
from medic_scribe.templates.builtin import builtin_template
from medic_scribe.writing.contract import NoteEngine, NoteRequest

LETTERS = {"subjective": "S", "objective": "O", "assessment": "A", "plan": "P"}


def evaluate_folder(folder: Path, engine: NoteEngine) -> Evaluation:
    """Every `*.json` of `folder`, in order of name; a file without facts is scored on what it has."""
    return Evaluation(tuple(_evaluate(read_case(path), engine) for path in sorted(folder.glob("*.json"))))


def _evaluate(case: Case, engine: NoteEngine) -> CaseResult:
    clean, note = _score(case, case.utterances, engine)
    if not case.recognised:
        return CaseResult(case.name, clean, None, note, None)
    recognised, note_as_recognised = _score(case, case.recognised, engine)
    return CaseResult(case.name, clean, recognised, note, note_as_recognised)


def _score(case: Case, utterances: Sequence[Utterance], engine: NoteEngine) -> tuple[Score, str]:
    draft = engine.write(NoteRequest(utterances, builtin_template("soap")))
    lines = [
        Line(LETTERS[section.key], statement.text)
        for section in draft.sections
        for statement in section.statements
    ]
    return score(case, utterances, lines), "\n".join(f"{line.section}  {line.text}" for line in lines)
