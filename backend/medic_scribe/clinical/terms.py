"""Terms of the lexicons in a reading: tests, specialties, diagnoses, body parts, relatives, vaccines…"""

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Term:
    """`concept` is the clinical name ("disnea"); `begin:end` counts tokens, `first:last` heard words."""

    kind: TermKind
    concept: str
    begin: int
    end: int
    first: int
    last: int


def find_terms(reading: Reading, *kinds: TermKind) -> tuple[Term, ...]:
    """The terms of these kinds (all, when none is named), longest first where they overlap within a kind."""
    return ()
