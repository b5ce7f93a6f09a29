"""An invented consultation with what its note must and must not say.

The format (see `read_case`): `utterances` and optionally `asr_utterances` (the same consultation as a
recogniser writes it), each with `speaker` and `text`; `reference_note` by section letter (S, O, A, P);
`facts` with `section`, `fact` and `all` (patterns that one line must match); `traps` with `text` and
`wrong` (patterns that no line of a correct note matches).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from medic_scribe.speech.contract import Speaker, Utterance


@dataclass(frozen=True, slots=True)
class Fact:
    """Found where one line matches every pattern, case and accents folded. `section` is S, O, A or P."""

    section: str
    text: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """A plausible mistake: it happened where a line matches one of the patterns."""

    text: str
    patterns: tuple[re.Pattern[str], ...]
    wrong_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    utterances: tuple[Utterance, ...]
    recognised: tuple[Utterance, ...]
    reference: str
    facts: tuple[Fact, ...]
    traps: tuple[Trap, ...]
    right_examples: tuple[str, ...] = ()


class _RawUtterance(TypedDict, total=False):
    speaker: str
    text: str
    start: float
    end: float


class _RawFact(TypedDict):
    section: str
    fact: str
    all: list[str]


class _RawTrap(TypedDict, total=False):
    text: str
    wrong: list[str]
    wrong_examples: list[str]


class _RawCase(TypedDict, total=False):
    utterances: list[_RawUtterance]
    asr_utterances: list[_RawUtterance]
    reference_note: Mapping[str, str]
    facts: list[_RawFact]
    traps: list[_RawTrap]
    right_examples: list[str]


def read_case(path: Path) -> Case:
    """Raises `ValueError` or `KeyError` where the file is not in the format above."""
    raw: _RawCase = json.loads(path.read_text(encoding="utf-8"))
    return Case(
        name=path.stem,
        utterances=_utterances(raw.get("utterances", [])),
        recognised=_utterances(raw.get("asr_utterances", [])),
        reference="\n".join(raw.get("reference_note", {}).values()),
        facts=tuple(Fact(f["section"], f["fact"], _patterns(f["all"])) for f in raw.get("facts", [])),
        traps=tuple(_trap(t) for t in raw.get("traps", [])),
        right_examples=tuple(raw.get("right_examples", [])),
    )


def _utterances(raw: list[_RawUtterance]) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(
            id=number,
            speaker=Speaker(u.get("speaker", "unknown")),
            text=u.get("text", ""),
            start=u.get("start", 0.0),
            end=u.get("end", 0.0),
        )
        for number, u in enumerate(raw)
    )


def _trap(raw: _RawTrap) -> Trap:
    return Trap(raw.get("text", ""), _patterns(raw.get("wrong", [])), tuple(raw.get("wrong_examples", [])))


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)
