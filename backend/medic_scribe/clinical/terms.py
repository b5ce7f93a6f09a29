"""Terms of the lexicons in a reading: tests, specialties, diagnoses, body parts, relatives, vaccines…"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.reading import Reading


class TermKind(StrEnum):
    """Each kind is a file of its name in `lexicon/`."""

    SYMPTOM = "symptoms"
    FINDING = "findings"  # what an examination shows
    DIAGNOSIS = "diagnoses"
    TEST = "tests"  # tests, imaging and procedures that are ordered or reported
    SPECIALTY = "specialties"
    BODY_PART = "body_parts"
    RELATIVE = "relatives"
    VACCINE = "vaccines"
    ALLERGEN = "allergens"
    DRUG_CLASS = "drug_classes"
    OTHER_PERSON = "other_people"


@dataclass(frozen=True, slots=True)
class Term:
    """`concept` is the clinical name ("disnea"); `begin:end` counts tokens, `first:last` heard words."""

    kind: TermKind
    concept: str
    begin: int
    end: int
    first: int
    last: int
    negated: bool = False  # a "no" stands inside: "la cabeza no me duele"


def find_terms(reading: Reading, *kinds: TermKind) -> tuple[Term, ...]:
    """The terms of these kinds (all, when none is named), longest first where they overlap within a kind."""
    return tuple(term for kind in kinds or tuple(TermKind) for term in _terms(reading, kind))


@lru_cache(maxsize=8_192)
def _terms(reading: Reading, kind: TermKind) -> tuple[Term, ...]:
    matches = without_overlap(lexicon(kind.value).matches(reading.tokens))
    return tuple(term_of(reading, kind, match) for match in matches)


def term_of(reading: Reading, kind: TermKind, match: Match) -> Term:
    """A match as a term of its kind, with the heard words it covers."""
    first, last = reading.span(match.begin, match.end)
    return Term(kind, match.concept, match.begin, match.end, first, last, match.negated)
