"""How one note compares with what its consultation's note must and must not say."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

# rouge-score ships no types
from rouge_score.rouge_scorer import RougeScorer  # pyright: ignore[reportMissingTypeStubs]
from rouge_score.tokenizers import Tokenizer  # pyright: ignore[reportMissingTypeStubs]

from medic_scribe.evaluation.case import Case, Fact, Trap
from medic_scribe.evaluation.report import Score
from medic_scribe.speech.contract import Utterance


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a note; `section` is S, O, A or P."""

    section: str
    text: str


def score(case: Case, utterances: Sequence[Utterance], lines: Sequence[Line]) -> Score:
    found = [fact for fact in case.facts if any(says(line.text, fact) for line in lines)]
    placed = [
        fact
        for fact in found
        if any(line.section == fact.section and says(line.text, fact) for line in lines)
    ]
    note = "\n".join(line.text for line in lines)
    rouge = _rouge(case.reference, note)
    return Score(
        fact_recall=len(found) / len(case.facts) if case.facts else None,
        section_recall=len(placed) / len(case.facts) if case.facts else None,
        length_ratio=len(note.split()) / max(1, sum(len(u.text.split()) for u in utterances)),
        rouge1=rouge[0] if rouge else None,
        rougeL=rouge[1] if rouge else None,
        traps=sum(_fell(trap, lines) for trap in case.traps),
        missing=tuple(fact.text for fact in case.facts if fact not in found),
        misplaced=tuple(fact.text for fact in found if fact not in placed),
        fallen=tuple(trap.text for trap in case.traps if _fell(trap, lines)),
    )


def says(line: str, fact: Fact) -> bool:
    folded = fold(line)
    return all(pattern.search(folded) for pattern in fact.patterns)


def _fell(trap: Trap, lines: Sequence[Line]) -> bool:
    return any(is_wrong(trap, line.text) for line in lines)


def is_wrong(trap: Trap, line: str) -> bool:
    return any(pattern.search(fold(line)) for pattern in trap.patterns)


def fold(text: str) -> str:
    """Lower case without accents, as the patterns expect it: «Otitis» → «otitis»."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


class _Rouge(Protocol):
    fmeasure: float


class _FoldedWords(Tokenizer):
    """Words and figures without accents; rouge-score's own tokenizer cuts words at an accent."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"[a-z0-9]+", fold(text))


def _rouge(reference: str, note: str) -> tuple[float, float] | None:
    """ROUGE-1 and ROUGE-L as F-measures; None without a reference."""
    if not reference:
        return None
    scorer = RougeScorer(["rouge1", "rougeL"], tokenizer=_FoldedWords())
    scores = cast("dict[str, _Rouge]", scorer.score(reference, note))  # pyright: ignore[reportUnknownMemberType]
    return scores["rouge1"].fmeasure, scores["rougeL"].fmeasure
