"""Who says what: the label is a hint, what is said can overrule it.

Each turn weighs its label, its words and the alternation of turns; the likeliest sequence wins (Viterbi over
two sides: the clinician's and the patient's). `bench/speakers.py` learns from invented consultations what
each sign of a side is worth (`speakers.tsv`).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.turns.clauses import Turn
from medic_scribe.writing.extractive.words.tables import rows

LABEL = 2.0  # how much a label weighs
WORDS = 0.5  # how much a clause's signs weigh, of which each says in part what the others say
MOST = 8.0  # what a turn's words may weigh, however many there are
ALTERNATION = 1.2  # how much likelier a change of side is than the same side again
ANSWER = 1.5  # after a question, the other side answers
SIDES = (True, False)  # clinician, patient
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 14)
_STEM = 4  # letters; longer words are known by their beginnings and ends too
_EDGE = "|"


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


def signs_of_side(words: Sequence[str], *, asked: bool) -> list[str]:
    """What can be seen of who says the folded words; each figure counts as any other."""
    said = ["0" if word[:1].isdigit() else word for word in words]
    long = [word for word in said if len(word) > _STEM]
    signs = [
        "always",
        f"{max((length for length in _LENGTHS if length <= len(said)), default=0)} words",
        *said,
        *(f"{first} {second}" for first, second in pairwise((_EDGE, *said, _EDGE))),
        " ".join((_EDGE, *said[:2])),
        *(f"{word[:_STEM]}-" for word in long),
        *(f"-{word[-3:]}" for word in long),
    ]
    return list(dict.fromkeys([*signs, "?"] if asked else signs))


@lru_cache(maxsize=8_192)
def clinician_score(folded: str, *, asked: bool) -> float:
    """Above 0 where folded words sound like the clinician's, below where they sound like the patient's."""
    return sum(_worth().get(sign, 0.0) for sign in signs_of_side(folded.split(), asked=asked))


def _evidence(turn: Turn) -> float:
    words = WORDS * sum(clinician_score(clause.folded, asked=clause.asked) for clause in turn.clauses)
    words = max(-MOST, min(MOST, words))
    if turn.speaker is Speaker.UNKNOWN:
        return words
    return words + (LABEL if turn.speaker is Speaker.CLINICIAN else -LABEL)


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


@cache
def _worth() -> dict[str, float]:
    return {sign: float(worth) for sign, worth in rows("speakers")}
