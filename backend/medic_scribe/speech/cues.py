"""Who would say a sentence, by its words: the patterns of `data/speaker_cues_*.toml`."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from medic_scribe.clinical.text import fold
from medic_scribe.speech.contract import Speaker

MOST = 6.0  # however much a sentence says, one sentence is one sentence


@lru_cache(maxsize=4_096)  # while a recording grows, the same sentences are read with every piece
def cues(sentence: str) -> Mapping[Speaker, float]:
    """The weight of what points to each speaker."""
    text = fold(sentence)
    found = dict.fromkeys(_patterns(), 0.0)
    for speaker, patterns in _patterns().items():
        for pattern, weight in patterns:
            if pattern.search(text):
                found[speaker] = min(found[speaker] + weight, MOST)
    return found


@cache
def _patterns() -> Mapping[Speaker, tuple[tuple[re.Pattern[str], float], ...]]:
    data = tomllib.loads((files("medic_scribe.speech") / "data" / "speaker_cues_es.toml").read_text("utf-8"))
    return {
        Speaker(speaker): tuple(
            (re.compile(pattern), float(group["weight"])) for group in groups for pattern in group["patterns"]
        )
        for speaker, groups in data.items()
    }
