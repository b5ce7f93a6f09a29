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
    Topic.IDENTITY: 6.0,
    Topic.REASON: 5.0,
    Topic.ILLNESS: 3.0,
    Topic.HISTORY: 4.0,
    Topic.MEDICATION: 6.0,
    Topic.ALLERGIES: 10.0,
    Topic.HABITS: 3.0,
    Topic.FAMILY: 4.0,
    Topic.SOCIAL: 2.5,
    Topic.PREFERENCES: 3.0,
    Topic.VITALS: 10.0,
    Topic.EXAMINATION: 6.0,
    Topic.RESULTS: 8.0,
    Topic.ASSESSMENT: 7.0,
    Topic.TREATMENT: 9.0,
    Topic.TESTS: 7.0,
    Topic.REFERRALS: 7.0,
    Topic.ADVICE: 4.0,
    Topic.WARNING_SIGNS: 8.0,
    Topic.FOLLOW_UP: 8.0,
}


def is_small_talk(clause: Clause, answering: bool = False) -> bool:
    """Courtesies and chatter. A short answer to a clinical question is never small talk."""
    courtesy, chatter, _ = _patterns()
    if courtesy.fullmatch(clause.folded):
        return not answering
    if answering and clause.end - clause.begin <= 4:
        return False
    return bool(chatter.search(clause.folded)) and not is_clinical(clause)


def is_clinical(clause: Clause) -> bool:
    """Whether it names a drug, a symptom or a figure that belongs to a topic."""
    if any(clause.begin <= m.begin < clause.end for m in find_medications(clause.reading)):
        return True
    if any(clause.begin <= s.begin < clause.end for s in find_symptoms(clause.reading)):
        return True
    return any(score >= 3 for score in score_topics(clause.folded, TOLD).values())


def weigh(clause: Clause, topic: Topic) -> float:
    _, _, weighty = _patterns()
    signs = sum(1 for pattern in weighty if pattern.search(clause.folded))
    return _BY_TOPIC[topic] + signs + (1 if is_clinical(clause) else -1)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    raw: dict[str, list[str]] = tomllib.loads(
        files(__package__).joinpath("relevance.toml").read_text(encoding="utf-8")
    )
    courtesy = re.compile(rf" (?:{'|'.join(raw['courtesy'])})(?: (?:{'|'.join(raw['courtesy'])}))* ")
    chatter = re.compile("|".join(raw["chatter"]))
    return courtesy, chatter, tuple(re.compile(p) for p in raw["weighty"])
