"""The result of an evaluation, as the command line shows it and as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

JsonScore = dict[str, float | int | list[str] | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1; None where the case has nothing to compare with.

    `length_ratio` is the note's words over the transcript's. `missing` facts are nowhere in the note,
    `misplaced` ones only in another section, `fallen` are the traps it fell into.
    """

    fact_recall: float | None
    section_recall: float | None
    length_ratio: float | None
    rouge1: float | None
    rougeL: float | None  # noqa: N815 - the measure's name
    traps: int
    missing: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()
    fallen: tuple[str, ...] = ()

    def measures(self) -> JsonScore:
        return {
            "fact_recall": self.fact_recall,
            "section_recall": self.section_recall,
            "length_ratio": self.length_ratio,
            "rouge1": self.rouge1,
            "rougeL": self.rougeL,
            "traps": self.traps,
        }

    def to_json(self) -> JsonScore:
        return self.measures() | {
            "missing": list(self.missing),
            "misplaced": list(self.misplaced),
            "fallen": list(self.fallen),
        }


@dataclass(frozen=True, slots=True)
class CaseResult:
    """`as_recognised` is None where the case has no recognised utterances; the notes are the note's text."""

    case: str
    clean: Score
    as_recognised: Score | None
    note: str
    note_as_recognised: str | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    cases: tuple[CaseResult, ...]

    def overall(self, of: Callable[[CaseResult], Score | None]) -> Score:
        """Means over the cases that have the measure; traps are summed."""
        scores = [score for case in self.cases if (score := of(case))]
        return Score(
            fact_recall=_mean([s.fact_recall for s in scores]),
            section_recall=_mean([s.section_recall for s in scores]),
            length_ratio=_mean([s.length_ratio for s in scores]),
            rouge1=_mean([s.rouge1 for s in scores]),
            rougeL=_mean([s.rougeL for s in scores]),
            traps=sum(s.traps for s in scores),
        )

    def to_json(self) -> dict[str, object]:
        return {
            "cases": [
                {"case": c.case}
                | c.clean.to_json()
                | {"as_recognised": c.as_recognised.to_json() if c.as_recognised else None}
                for c in self.cases
            ],
            "overall": self.overall(_clean).measures()
            | {"as_recognised": self.overall(_recognised).measures()},
        }


def _clean(case: CaseResult) -> Score | None:
    return case.clean


def _recognised(case: CaseResult) -> Score | None:
    return case.as_recognised


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
