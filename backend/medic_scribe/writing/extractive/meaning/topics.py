"""What a clause is about, from the cues of `topics.toml`."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.words.tables import groups

Scores = Mapping[Topic, float]
TOLD, STATED = "told", "stated"
OBJECTIVE = (Topic.VITALS, Topic.EXAMINATION, Topic.RESULTS)
PLAN = (Topic.TREATMENT, Topic.TESTS, Topic.REFERRALS, Topic.ADVICE, Topic.WARNING_SIGNS, Topic.FOLLOW_UP)


@lru_cache(maxsize=8_192)
def score_topics(folded: str, manner: str) -> Scores:
    """How strongly folded words speak of each topic; topics without a cue are absent."""
    scores: dict[Topic, float] = {}
    for topic, cues in _cues()[manner].items():
        found = sum(weight for weight, pattern in cues if pattern.search(folded))
        if found:
            scores[topic] = found
    return scores


def blend(*weighted: tuple[Scores, float]) -> dict[Topic, float]:
    total: dict[Topic, float] = {}
    for scores, weight in weighted:
        for topic, score in scores.items():
            total[topic] = total.get(topic, 0.0) + score * weight
    return total


def strongest(scores: Scores, default: Topic | None = None) -> Topic | None:
    return max(scores, key=lambda topic: scores[topic]) if scores else default


@cache
def _cues() -> dict[str, dict[Topic, tuple[tuple[float, re.Pattern[str]], ...]]]:
    return {
        manner: {
            Topic(topic): tuple(
                (float(weight), re.compile(pattern)) for weight, group in cues.items() for pattern in group
            )
            for topic, cues in topics.items()
        }
        for manner, topics in groups("topics").items()
    }
