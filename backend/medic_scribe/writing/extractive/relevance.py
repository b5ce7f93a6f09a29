"""What is conversation and not for the note, and how much a clinician would miss the rest."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from medic_scribe.clinical import find_medications, find_symptoms
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause
from medic_scribe.writing.extractive.topics import TOLD, score_topics

_BY_TOPIC = {
    Topic.IDENTITY: 8.0,
    Topic.REASON: 5.0,
    Topic.ILLNESS: 4.0,
    Topic.HISTORY: 4.5,
    Topic.MEDICATION: 6.0,
    Topic.ALLERGIES: 9.0,
    Topic.HABITS: 4.0,
    Topic.FAMILY: 5.5,
    Topic.SOCIAL: 3.0,
    Topic.PREFERENCES: 3.5,
    Topic.VITALS: 10.0,
    Topic.EXAMINATION: 6.0,
    Topic.RESULTS: 8.0,
    Topic.ASSESSMENT: 6.0,
    Topic.TREATMENT: 6.5,
    Topic.TESTS: 7.0,
    Topic.REFERRALS: 7.0,
    Topic.ADVICE: 4.0,
    Topic.WARNING_SIGNS: 7.0,
    Topic.FOLLOW_UP: 8.0,
}
CONDITION = re.compile(r"^ (y |o )?si\b")


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
    """Whether it names a drug, a symptom or a figure that belongs to a topic."""
    if any(clause.begin <= m.begin < clause.end for m in find_medications(clause.reading)):
        return True
    if any(clause.begin <= s.begin < clause.end for s in find_symptoms(clause.reading)):
        return True
    return any(score >= 3 for score in score_topics(clause.folded, TOLD).values())


def weigh(clause: Clause, topic: Topic) -> float:
    """How much a clinician would miss the clause."""
    patterns = _patterns()
    weight = _BY_TOPIC[topic] + len(
        set(m.group().strip() for m in patterns["weighty"].finditer(clause.folded))
    )
    weight -= 3.0 * len(set(m.group().strip() for m in patterns["light"].finditer(clause.folded)))
    return weight + (1.0 if is_clinical(clause) else -1.0)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = files(__package__).joinpath("relevance.toml").read_text(encoding="utf-8")
    raw: dict[str, list[str]] = tomllib.loads(text)
    courtesy = "|".join(raw["courtesy"])
    patterns = {name: re.compile("|".join(group)) for name, group in raw.items()}
    return patterns | {"courtesy": re.compile(rf" (?:{courtesy})(?: (?:{courtesy}))* ")}
