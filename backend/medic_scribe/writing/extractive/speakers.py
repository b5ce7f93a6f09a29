"""Who says what: the label is a hint, what is said can overrule it.

Each turn weighs its label, its words and the alternation of turns; the likeliest sequence wins (Viterbi over
two sides: the clinician's and the patient's).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.clauses import Turn
from medic_scribe.writing.extractive.tables import groups

LABEL = 2.0  # how much a label weighs
ALTERNATION = 1.2  # how much likelier a change of side is than the same side again
ANSWER = 1.5  # after a question, the other side answers
SIDES = (True, False)  # clinician, patient


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    weight: float


def settle_speakers(turns: Sequence[Turn]) -> list[Turn]:
    """The same turns with the speaker that labels and words together make likeliest."""
    if not turns:
        return []
    changes = [_change(before, turn) for before, turn in pairwise(turns)]
    sides = _likeliest([_evidence(turn) for turn in turns], changes)
    settled: list[Turn] = []
    for turn, clinician in zip(turns, sides, strict=True):
        settled.append(turn.by(Speaker.CLINICIAN if clinician else _patient_side(turn, settled)))
    return settled


@lru_cache(maxsize=8_192)
def clinician_score(text: str) -> float:
    """Above 0 where folded words sound like the clinician's, below where they sound like the patient's."""
    return _sum("clinician", text) - _sum("patient", text)


def _evidence(turn: Turn) -> float:
    words = sum(clinician_score(_with_mark(clause.folded, clause.asked)) for clause in turn.clauses)
    words = max(-8.0, min(8.0, words))
    if turn.speaker is Speaker.UNKNOWN:
        return words
    return words + (LABEL if turn.speaker is Speaker.CLINICIAN else -LABEL)


def _with_mark(folded: str, asked: bool) -> str:
    return folded + "? " if asked else folded


def _change(before: Turn, turn: Turn) -> float:
    """How much likelier the other side speaks now; patient and companion may well speak in turn."""
    if {before.speaker, turn.speaker} == {Speaker.PATIENT, Speaker.COMPANION}:
        return 0.0
    return ALTERNATION + (ANSWER if before.clauses[-1].asked else 0.0)


def _likeliest(evidence: Sequence[float], changes: Sequence[float]) -> list[bool]:
    best = {side: (evidence[0] if side else -evidence[0]) / 2 for side in SIDES}
    steps: list[dict[bool, bool]] = []
    for place, change in enumerate(changes, start=1):
        step = {
            side: max(SIDES, key=lambda s, to=side: best[s] + (change if s != to else 0.0)) for side in SIDES
        }
        own = evidence[place] / 2
        best = {
            side: best[step[side]] + (change if step[side] != side else 0.0) + (own if side else -own)
            for side in SIDES
        }
        steps.append(step)
    side = max(SIDES, key=lambda s: best[s])
    path = [side]
    for step in reversed(steps):
        side = step[side]
        path.append(side)
    return path[::-1]


def _patient_side(turn: Turn, before: Sequence[Turn]) -> Speaker:
    """Patient or companion: its own label, else the last one heard on that side."""
    if turn.speaker in (Speaker.PATIENT, Speaker.COMPANION):
        return turn.speaker
    return next((t.speaker for t in reversed(before) if t.speaker is not Speaker.CLINICIAN), Speaker.PATIENT)


def _sum(side: str, text: str) -> float:
    return sum(cue.weight for cue in _cues()[side] if cue.pattern.search(text))


@cache
def _cues() -> dict[str, tuple[_Cue, ...]]:
    return {
        side: tuple(
            _Cue(re.compile(pattern), float(weight))
            for weight, patterns in weighted.items()
            for pattern in patterns
        )
        for side, weighted in groups("speakers").items()
    }
