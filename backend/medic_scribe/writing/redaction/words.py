"""The words that tell a name from a drug, an eponym or an everyday word. All folded."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.lexicon import rows
from medic_scribe.clinical.text import fold
from medic_scribe.clinical.words import everyday_words

_MEDICAL = (
    "acronyms allergens body_parts diagnoses drug_classes findings measures misheard symptoms specialties"
    " terms_in_full tests vaccines"
).split()


_DAYS_AND_COLOURS = frozenset("abril blanca domingo julio rosa".split())


@cache
def given_names() -> frozenset[str]:
    return _listed("given_names")


def is_given_name(word: str) -> bool:
    """And hardly anything else: not "Dolores", and no day, month or colour."""
    name = fold(word)
    return name in given_names() and name not in common() and name not in _DAYS_AND_COLOURS


def may_be_name(word: str) -> bool:
    """Whether a word with a capital can be one: no word of every day or of medicine, and no drug."""
    capital = word[:1].isupper() and word[1:].islower()
    return capital and fold(word) not in common() and fold(word) not in drugs()


def may_name_somebody(word: str) -> bool:
    """Whether a word that stands with a capital behind another may be a name, of a person or of a thing."""
    return (
        not word[1:].islower()
        or may_be_name(word)
        or any(fold(word) in names for names in (given_names(), eponyms(), drugs()))
    )


@cache
def surnames() -> frozenset[str]:
    return _listed("surnames")


@cache
def eponyms() -> frozenset[str]:
    return _listed("eponyms")


@cache
def drugs() -> frozenset[str]:
    return frozenset(word for name in drugs_by_name() for word in _words(name))


@cache
def common() -> frozenset[str]:
    """Everyday words and those of medicine: what begins a sentence with a capital is hardly a name."""
    medical = {word for name in _MEDICAL for row in rows(name) for cell in row for word in _words(cell)}
    return frozenset(medical) | everyday_words()


@cache
def cues(name: str) -> frozenset[str]:
    text = files("medic_scribe.writing.redaction").joinpath("cues.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return frozenset(lists[name])


def _listed(name: str) -> frozenset[str]:
    text = files("medic_scribe.writing.redaction").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(text))
