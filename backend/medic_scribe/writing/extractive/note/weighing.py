"""How much a clinician would miss each piece of a note: what can be seen of it, and what each sign is worth.

`bench/weights.py` fits the worth of the signs (`weights.toml`) to consultations whose facts are known.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from medic_scribe.clinical import Change, TermKind, find_medications, find_symptoms, find_terms, fold, read
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.words.content import sign_patterns
from medic_scribe.writing.extractive.words.tables import groups

COST = 0.7  # how much a piece's length counts against it
STRESSED = 9.0  # more than any sign gives: weight of what the clinician wished for
CERTAIN = 99.0  # weight of what is never left out

# Who says what, what the patient does not want, and that he stays in hospital.
_ALWAYS = frozenset(("disagreement", "refused", "admitted"))

Place = tuple[int, int]  # of a piece: its line's place, and its own within the line
Signs = dict[str, float]

_SHORT = 4  # letters; shorter words seldom name anything


@cache
def worth() -> dict[str, float]:
    """What each sign was found to be worth."""
    return groups("weights")["worth"]


def signs_of(lines: Sequence[Line]) -> dict[Place, Signs]:
    """What can be seen of each piece."""
    return {
        (place, number): _signs(line, number)
        for place, line in enumerate(lines)
        for number in range(len(line.parts))
    }


def weigh(
    lines: Sequence[Line], signs: Mapping[Place, Signs], worth: Mapping[str, float]
) -> dict[Place, float]:
    """How much each piece would be missed, for each word that it costs; `worth` is that of each sign."""
    return {
        (place, number): _weight(lines[place], number, seen, worth) for (place, number), seen in signs.items()
    }


def _weight(line: Line, number: int, signs: Signs, worth: Mapping[str, float]) -> float:
    if _never_left_out(line, number, signs):
        return CERTAIN
    score = sum(worth.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-score)) / _count(line.parts[number].said) ** COST


def _never_left_out(line: Line, number: int, signs: Signs) -> bool:
    """What a clinician must see whatever the note's length."""
    part = line.parts[number]
    if line.topic in (Topic.VITALS, Topic.ALLERGIES, Topic.WARNING_SIGNS):
        return not signs["leans"] and "late" not in part.traits
    if part.traits & _ALWAYS or line.denied:
        return True
    if "danger" in part.traits and not part.leans:
        return True
    if line.topic is Topic.ASSESSMENT:
        return bool(signs["term diagnoses"]) and not part.leans
    if line.topic is Topic.REFERRALS:
        return bool(signs["term specialties"]) and not part.leans
    if line.topic in (Topic.TREATMENT, Topic.MEDICATION):
        return bool(signs["drug"])
    return line.topic is Topic.FOLLOW_UP and bool(signs["number"])


def _signs(line: Line, number: int) -> Signs:
    """What can be seen of a piece and of where it stands in its line."""
    part = line.parts[number]
    signs = {
        f"topic {line.topic}": 1.0,
        "first in line": number == 0,
        "pieces in line": len(line.parts),
        "words in line": math.log(line.words + 1),
        "answer": len(part.evidence) > 1,
        "heading": bool(part.heading),
        "denied": bool(line.denied),
        "leans": part.leans,
    }
    signs |= dict.fromkeys(part.traits, True)
    return {**_signs_of_words(part.said), **{name: float(value) for name, value in signs.items()}}


@lru_cache(maxsize=2_048)  # four kilobytes each
def _signs_of_words(said: str) -> Mapping[str, float]:
    reading = read(said)
    folded = f" {fold(said)} "
    words, content = _count(said), sum(len(word) >= _SHORT for word in folded.split())
    figures = re.findall(r"\d[\d.,/]*", said)
    symptoms, drugs = find_symptoms(reading), find_medications(reading)
    signs = {
        "one": 1.0,
        "words": math.log(words),
        "one or two words": words <= 2,
        "three to five words": 3 <= words <= 5,
        "over fourteen words": words > 14,
        "long words": content,
        "dense": content / words,
        "commas": said.count(","),
        "number": bool(figures),
        "numbers": len(figures) > 1,
        "quoted": "«" in said,
        "drug": any(not m.is_class for m in drugs),
        "changed": any(m.change is not Change.NONE and not m.who for m in drugs),
        "symptom": bool(symptoms),
        "symptoms": len(symptoms) > 1,
    }
    signs |= {
        f"term {kind}": bool(find_terms(reading, kind)) for kind in TermKind if kind is not TermKind.SYMPTOM
    }
    signs |= {name: bool(pattern.search(folded)) for name, pattern in sign_patterns().items()}
    return {name: float(value) for name, value in signs.items()}


def _count(said: str) -> int:
    return max(1, len(said.split()))
