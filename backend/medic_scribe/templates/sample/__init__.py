"""An invented consultation that comes with the program, for trying a template out."""

import json
from functools import cache
from importlib.resources import files
from typing import TypedDict

from medic_scribe.speech.contract import Speaker, Utterance

LANGUAGE = "es"


class _Said(TypedDict):
    speaker: str
    start: float
    end: float
    text: str


@cache
def sample_transcript() -> tuple[Utterance, ...]:
    """A review of diabetes, 257 seconds long; nobody in it exists."""
    text = files("medic_scribe.templates.sample").joinpath(f"{LANGUAGE}.json").read_text(encoding="utf-8")
    said: list[_Said] = json.loads(text)
    return tuple(
        Utterance(number, Speaker(one["speaker"]), one["text"], one["start"], one["end"])
        for number, one in enumerate(said)
    )
