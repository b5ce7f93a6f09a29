"""Deepgram's messages, in the shape that it documents."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any
from uuid import uuid4

from tests.clouds.deepgram.recogniser import FoundWord

Json = dict[str, Any]

UTTERANCE_PAUSE = 0.8  # seconds, Deepgram's default `utt_split`


class Voices:
    """Numbers for the speakers of one request, in the order in which they are heard."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, speaker: str) -> int:
        return self._numbers.setdefault(speaker, len(self._numbers))


def recorded(words: Sequence[FoundWord], seconds: float) -> Json:
    voices = Voices()
    told = [_word(word, voices) for word in words]
    utterances = [
        {
            "start": group[0]["start"],
            "end": group[-1]["end"],
            "confidence": 0.97,
            "channel": 0,
            "transcript": _text(group),
            "words": group,
            "speaker": group[0]["speaker"],
            "id": str(uuid4()),
        }
        for group in _utterances(told)
    ]
    alternative = {"transcript": _text(told), "confidence": 0.97 if told else 0.0, "words": told}
    return {
        "metadata": {
            **metadata(seconds),
            "models": ["0"],
            "model_info": {"0": {"name": "general-nova-3", "version": "1", "arch": "nova-3"}},
        },
        "results": {"channels": [{"alternatives": [alternative]}], "utterances": utterances},
    }


def result(words: Sequence[FoundWord], voices: Voices, start: float, end: float, **flags: bool) -> Json:
    told = [_word(word, voices) for word in words]
    return {
        "type": "Results",
        "channel_index": [0, 1],
        "start": round(start, 5),
        "duration": round(end - start, 5),
        "is_final": False,
        "speech_final": False,
        **flags,
        "channel": {"alternatives": [{"transcript": _text(told), "confidence": 0.97, "words": told}]},
        "metadata": {
            "request_id": str(uuid4()),
            "model_info": {"name": "general-nova-3", "version": "1", "arch": "nova-3"},
            "model_uuid": str(uuid4()),
        },
    }


def utterance_end(last_word_end: float) -> Json:
    return {"type": "UtteranceEnd", "channel": [0, 1], "last_word_end": last_word_end}


def metadata(seconds: float) -> Json:
    return {
        "type": "Metadata",
        "transaction_key": "deprecated",
        "request_id": str(uuid4()),
        "sha256": "0" * 64,
        "created": "2026-11-25T00:00:00.000Z",
        "duration": seconds,
        "channels": 1,
    }


def refusal(code: str, message: str) -> Json:
    return {"err_code": code, "err_msg": message, "request_id": str(uuid4())}


def _word(word: FoundWord, voices: Voices) -> Json:
    return {
        "word": word.text.strip(".,;:¿?¡!").lower(),
        "punctuated_word": word.text,
        "start": round(word.start, 5),
        "end": round(word.end, 5),
        "confidence": 0.97,
        "speaker": voices.number(word.speaker),
    }


def _utterances(told: Sequence[Json]) -> list[list[Json]]:
    number, numbers = 0, [0] if told else []
    for before, word in pairwise(told):
        pause = word["start"] - before["end"] >= UTTERANCE_PAUSE
        number += pause or word["speaker"] != before["speaker"]
        numbers.append(number)
    return [[told[i] for i in places] for _, places in groupby(range(len(told)), key=numbers.__getitem__)]


def _text(told: Sequence[Json]) -> str:
    return " ".join(word["punctuated_word"] for word in told)
