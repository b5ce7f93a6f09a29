"""`python -m bench.weights`: fits what each sign of a piece is worth (`extractive/data/weights.toml`).

A piece counts as missed where one of the reference's facts is lost with it. Logistic regression on all pieces
of `tests/data/consultations` and `tests/data/fitting`, with a penalty that keeps the weights small; the table
shows what is found in consultations that were left out of the fitting. Newton's method, some seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from medic_scribe.evaluation.case import Fact, read_case
from medic_scribe.evaluation.score import says
from medic_scribe.speech.contract import Utterance
from medic_scribe.writing.extractive.engine import all_lines
from medic_scribe.writing.extractive.note.compose import (
    SHARE,
    shortened,
    whole_note,
    with_pieces,
    with_what_leans,
)
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.note.weighing import Place, Signs, signs_of, weigh, worth
from medic_scribe.writing.extractive.turns.clauses import read_turns

BACKEND = Path(__file__).parents[1] / "backend"
FOLDERS = [BACKEND / "tests" / "data" / name for name in ("consultations", "fitting")]
WORTH = BACKEND / "medic_scribe" / "writing" / "extractive" / "data" / "weights.toml"
PENALTY, ROUNDS = 40.0, 12  # of the regression
FOLDS = 6  # each is left out once
HEADER = """\
# What each sign of a piece (weighing.py) is worth, as the logit of the chance that a clinician would miss
# it. Fitted by bench/weights.py to the reference facts of invented consultations; not to be edited by hand.

[worth]
"""


@dataclass(frozen=True, slots=True)
class Note:
    """The whole note of one consultation, with the signs of its pieces and which of them would be missed."""

    case: str
    lines: Sequence[Line]
    facts: Sequence[Fact]
    words: int
    signs: Mapping[Place, Signs]
    missed: Mapping[Place, bool]

    def recall(self, worth: Mapping[str, float]) -> float:
        """The share of facts that are left after the cut."""
        left = shortened(self.lines, self.words * SHARE, weigh(self.lines, self.signs, worth))
        return sum(any(says(line.text, fact) for line in left) for fact in self.facts) / len(self.facts)


def main() -> None:
    notes = [note for folder in FOLDERS for path in sorted(folder.glob("*.json")) for note in _notes(path)]
    cases = sorted({note.case for note in notes})
    unseen: list[float] = []
    for fold_number in track(range(FOLDS), "leaving out some…", transient=True):
        out = set(cases[fold_number::FOLDS])
        fitted = fit([note for note in notes if note.case not in out])
        unseen += [note.recall(fitted) for note in notes if note.case in out]
    fitted = fit(notes)
    table = Table("weights", "facts found", title=f"{len(notes)} notes of {len(cases)} consultations")
    table.add_row("as they were", f"{fmean(note.recall(worth()) for note in notes):.3f}")
    table.add_row("fitted to the others only", f"{fmean(unseen):.3f}")
    table.add_row("fitted to all", f"{fmean(note.recall(fitted) for note in notes):.3f}")
    Console().print(table)
    rows = sorted(fitted.items(), key=lambda row: -row[1])
    WORTH.write_text(HEADER + "".join(f'"{name}" = {value:.3f}\n' for name, value in rows))


def fit(notes: Sequence[Note]) -> dict[str, float]:
    """The worth of each sign, by Newton's method; the constant bears no penalty."""
    rows = [(signs, note.missed[place]) for note in notes for place, signs in note.signs.items()]
    names = sorted({name for signs, _ in rows for name in signs})
    columns = {name: column for column, name in enumerate(names)}
    seen = np.zeros((len(rows), len(names)))
    for row, (signs, _) in enumerate(rows):
        for name, value in signs.items():
            seen[row, columns[name]] = value
    missed = np.array([float(missed) for _, missed in rows])
    penalty = np.full(len(names), PENALTY)
    penalty[columns["one"]] = 1e-6
    found = _regression(seen, missed, penalty)
    return dict(zip(names, found.tolist(), strict=True))


def _regression(
    seen: NDArray[np.float64], missed: NDArray[np.float64], penalty: NDArray[np.float64]
) -> NDArray[np.float64]:
    found = np.zeros(seen.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-seen @ found))
        slope = seen.T @ (missed - chance) - penalty * found
        bend = (seen * (chance * (1 - chance))[:, None]).T @ seen + np.diag(penalty)
        found = found + np.linalg.solve(bend, slope)
    return found


def _notes(path: Path) -> list[Note]:
    case = read_case(path)
    heard = [utterances for utterances in (case.utterances, case.recognised) if utterances]
    return [_note(case.name, utterances, case.facts) for utterances in heard]


def _note(name: str, utterances: Sequence[Utterance], facts: Sequence[Fact]) -> Note:
    lines = whole_note(all_lines(read_turns(utterances)))
    signs = signs_of(lines)
    return Note(
        case=name,
        lines=lines,
        facts=facts,
        words=sum(len(utterance.text.split()) for utterance in utterances),
        signs=signs,
        missed={place: _is_missed(lines[place[0]], place[1], facts) for place in signs},
    )


def _is_missed(line: Line, number: int, facts: Sequence[Fact]) -> bool:
    """Whether the line says less of the facts without that piece."""
    without = {(0, other) for other in range(len(line.parts))} - with_what_leans([line], (0, number))
    left = with_pieces([line], without)
    return any(says(line.text, fact) and not any(says(one.text, fact) for one in left) for fact in facts)


if __name__ == "__main__":
    main()
