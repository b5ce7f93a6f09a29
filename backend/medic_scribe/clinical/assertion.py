"""Whether what is named is there: present, denied, past, somebody else's, conditional, asked.

The scope of a cue ("no", "niega", "sin", "mi papá", "si", "de niño") is found once per reading by
`find_scopes`; `judge` says what holds for any stretch of tokens. Symptoms, diagnoses, drugs and allergies all
ask the same function.
"""

from dataclasses import dataclass
from enum import StrEnum

from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.terms import TermKind


class Assertion(StrEnum):
    PRESENT = "present"
    DENIED = "denied"
    PAST = "past"  # was, is not now
    FAMILY = "family"  # a relative's; `who` says which
    OTHER = "other"  # somebody else's who is no relative (neighbour, friend)
    CONDITIONAL = "conditional"  # "si le duele", "en caso de fiebre"
    UNCERTAIN = "uncertain"  # "creo que", "puede ser", "sospecho"
    ASKED = "asked"  # in a question: nothing is asserted


@dataclass(frozen=True, slots=True)
class Scope:
    """A cue and the tokens it reaches: `cue_begin:cue_end` and `begin:end`."""

    assertion: Assertion
    cue_begin: int
    cue_end: int
    begin: int
    end: int
    who: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What holds for a stretch of tokens.

    `denied` goes with any assertion: a relative's illness can be denied too (`FAMILY`, denied). `who` is a
    relative or another person ("padre", "vecina"); empty for the patient.
    """

    assertion: Assertion
    denied: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Symptom:
    """A symptom, sign or disease named in a reading.

    `concept` is the clinical name ("disnea"), `words` the words as heard. `laterality` is "derecho",
    "izquierdo", "bilateral" or empty.
    """

    concept: str
    kind: TermKind
    words: str
    assertion: Assertion
    denied: bool
    who: str
    laterality: str
    begin: int
    end: int
    first: int
    last: int


def find_symptoms(reading: Reading) -> tuple[Symptom, ...]:
    """Symptoms, examination findings and diagnoses, each with its assertion, in order."""
    return ()


def judge(reading: Reading, begin: int, end: int) -> Judgement:
    """What is asserted of tokens `begin:end`."""
    return Judgement(Assertion.PRESENT)


def find_scopes(reading: Reading) -> tuple[Scope, ...]:
    """Every cue of negation, time, person, condition and doubt with its reach."""
    return ()
