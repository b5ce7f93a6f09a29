"""What is conversation and not for the note, and how much a clinician would miss the rest."""

import math
import re
import tomllib
from functools import cache
from importlib.resources import files

from medic_scribe.clinical import (
    Change,
    TermKind,
    find_measurements,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
)
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause
from medic_scribe.writing.extractive.lines import Line, Part
from medic_scribe.writing.extractive.topics import TOLD, score_topics

COST = 0.85  # how much a piece's length counts against it
CERTAIN = 99.0  # weight of what is never left out


def is_small_talk(clause: Clause, answering: bool = False) -> bool:
    """Courtesies and chatter. A short answer to a clinical question is never small talk."""
    patterns = _patterns()
    if clause.end - clause.begin <= 10 and patterns["courtesy"].fullmatch(clause.folded):
        return not (answering and patterns["reply"].search(clause.folded))
    if patterns["aside"].search(clause.folded):
        return True
    if answering and clause.end - clause.begin <= 4:
        return False
    return bool(patterns["chatter"].search(clause.folded)) and not is_clinical(clause)


def is_clinical(clause: Clause) -> bool:
    """Whether it names a drug, a symptom, a measurement, or clearly belongs to a topic."""
    if any(clause.begin < m.end <= clause.end for m in find_measurements(clause.reading)):
        return True
    if any(clause.begin <= m.begin < clause.end for m in find_medications(clause.reading)):
        return True
    if any(clause.begin <= s.begin < clause.end for s in find_symptoms(clause.reading)):
        return True
    return any(score >= 3 for score in score_topics(clause.folded, TOLD).values())


def weigh(part: Part, line: Line) -> float:
    """How much a clinician would miss the piece, for each word it costs."""
    signs = signs_of(part, line)
    if _never_left_out(part, line, signs):
        return CERTAIN
    weights = _weights()
    score = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    chance = 1 / (1 + math.exp(-score))
    return chance / max(1, len(part.said.split())) ** COST


def _never_left_out(part: Part, line: Line, signs: dict[str, float]) -> bool:
    """What a clinician must see whatever the note's length."""
    if line.topic in (Topic.VITALS, Topic.ALLERGIES, Topic.WARNING_SIGNS):
        return not signs["leans"] and "late" not in part.traits
    if "disagreement" in part.traits or line.denied:
        return True
    if line.topic is Topic.ASSESSMENT:
        return bool(signs["term diagnoses"]) and not part.leans
    if line.topic is Topic.REFERRALS:
        return bool(signs["term specialties"]) and not part.leans
    if line.topic in (Topic.TREATMENT, Topic.MEDICATION):
        return bool(signs["drug"])
    return line.topic is Topic.FOLLOW_UP and bool(signs["number"])


def signs_of(part: Part, line: Line) -> dict[str, float]:
    """What can be seen of a piece; `weights.toml` says what each sign is worth."""
    reading = read(part.said)
    folded = f" {fold(part.said)} "
    words = len(part.said.split())
    figures = re.findall(r"\d[\d.,/]*", part.said)
    symptoms, drugs = find_symptoms(reading), find_medications(reading)
    patterns = _patterns()
    signs = {
        "one": 1.0,
        f"topic {line.topic}": 1.0,
        "answer": len(part.evidence) > 1,
        "heading": bool(part.heading),
        "denied": bool(line.denied),
        "number": bool(figures),
        "numbers": len(figures) > 1,
        "quoted": "«" in part.said,
        "leans": part.leans,
        "one or two words": words <= 2,
        "three to five words": 3 <= words <= 5,
        "over fourteen words": words > 14,
        "drug": any(not m.is_class for m in drugs),
        "changed": any(m.change is not Change.NONE and not m.who for m in drugs),
        "symptom": bool(symptoms),
        "symptoms": len(symptoms) > 1,
    }
    content = [word for word in folded.split() if len(word) > 4]
    signs |= {"dense": len(content) * 2 >= words, "poor": len(content) * 4 < words}
    signs |= dict.fromkeys(part.traits, True)
    signs |= {
        f"term {kind}": bool(find_terms(reading, kind)) for kind in TermKind if kind is not TermKind.SYMPTOM
    }
    signs |= {
        name: bool(patterns[name].search(folded))
        for name in ("time", "side", "negative", "condition", "others", "light")
    }
    return {name: float(value) for name, value in signs.items()}


@cache
def _weights() -> dict[str, float]:
    text = files("medic_scribe.writing.extractive").joinpath("weights.toml").read_text(encoding="utf-8")
    raw: dict[str, dict[str, float]] = tomllib.loads(text)
    return raw["weights"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files("medic_scribe.writing.extractive").joinpath("relevance.toml").read_text(encoding="utf-8")
    raw: dict[str, list[str]] = tomllib.loads(text)
    courtesy = "|".join(raw["courtesy"])
    patterns = {name: re.compile("|".join(group)) for name, group in raw.items()}
    return patterns | {"courtesy": re.compile(rf" (?:{courtesy})(?: (?:{courtesy}))* ")}
