"""What a model answered, and how much of it is believed: only what has the form asked for and points at
passages that were sent."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import cast

import jiter
from pydantic import BaseModel, ConfigDict, ValidationError

LONGEST = 1_000  # characters of a statement


class Fault(StrEnum):
    """Each is a sentence of `prompt.toml`."""

    MALFORMED = "malformed"
    UNKNOWN_SECTION = "unknown_section"
    MISSING_SECTION = "missing_section"
    MALFORMED_STATEMENT = "malformed_statement"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that points at the passages `ids`; without any it has nothing to stand on."""

    text: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`sections` hold their claims by key. `faults` are what makes a second try worth it."""

    sections: dict[str, tuple[Claim, ...]] = field(default_factory=dict[str, tuple[Claim, ...]])
    unfollowed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def unusable(self) -> bool:
        return Fault.MALFORMED in self.faults


class _Statement(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str
    evidence: list[int]


def read_answer(text: str, keys: Collection[str], ids: range) -> Answer:
    """`keys` are the sections asked for, `ids` the passages sent. Never raises."""
    raw = _sections(_json(text))
    if raw is None:
        return Answer(faults=(Fault.MALFORMED,))
    sections, unfollowed = raw
    faults: set[Fault] = set()
    if set(sections) - set(keys):
        faults.add(Fault.UNKNOWN_SECTION)
    if set(keys) - set(sections):
        faults.add(Fault.MISSING_SECTION)
    read = {key: tuple(_claims(sections.get(key, []), ids, faults)) for key in keys}
    return Answer(read, unfollowed, tuple(sorted(faults)))


def finished_sections(text: str, keys: Collection[str], ids: range) -> dict[str, tuple[Claim, ...]]:
    """Of an answer that is still being written: the sections that another has begun after."""
    raw = _sections(_json(text, partial=True))
    if raw is None:
        return {}
    done = list(raw[0])[:-1]
    return {key: tuple(_claims(raw[0][key], ids, set())) for key in done if key in keys}


def _json(text: str, *, partial: bool = False) -> object:
    """The object in the text, perhaps fenced or with words around it; None where there is none."""
    begin, end = text.find("{"), text.rfind("}") + 1
    if begin < 0 or (not partial and end <= begin):
        return None
    body = text[begin:] if partial else text[begin:end]
    try:
        return cast(object, jiter.from_json(body.encode(), partial_mode=partial))
    except ValueError:
        return None


def _sections(raw: object) -> tuple[dict[str, object], tuple[str, ...]] | None:
    if not isinstance(raw, dict):
        return None
    answer = cast(dict[str, object], raw)
    sections, unfollowed = answer.get("sections"), answer.get("unfollowed", [])
    if not isinstance(sections, dict):
        return None
    parts = cast(list[object], unfollowed) if isinstance(unfollowed, list) else []
    return cast(dict[str, object], sections), tuple(part for part in parts if isinstance(part, str))


def _claims(raw: object, ids: range, faults: set[Fault]) -> Iterator[Claim]:
    if not isinstance(raw, list):
        faults.add(Fault.MALFORMED_STATEMENT)
        return
    for item in cast(list[object], raw):
        try:
            statement = _Statement.model_validate(item)
        except ValidationError:
            faults.add(Fault.MALFORMED_STATEMENT)
            continue
        text = _one_line(statement.text)
        if not text or len(text) > LONGEST or not statement.evidence:
            faults.add(Fault.MALFORMED_STATEMENT)
        known = tuple(sorted({number for number in statement.evidence if number in ids}))
        if len(known) < len(set(statement.evidence)):
            faults.add(Fault.UNKNOWN_EVIDENCE)
        if text:
            yield Claim(text[:LONGEST], known if len(text) <= LONGEST else ())


def _one_line(text: str) -> str:
    """Without line breaks, control characters and the bullet that some models put in front."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub(r"\s+", " ", re.sub(r"^\s*[-*•–]\s+", "", plain)).strip()
