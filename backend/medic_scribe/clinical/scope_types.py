"""What can be asserted of a thing named, and how far a cue reaches."""

from dataclasses import dataclass
from enum import StrEnum


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
    """A cue (`cue_begin:cue_end`) and the tokens it reaches (`begin:end`). `ended`: "ya no", "se quitó"."""

    assertion: Assertion
    cue_begin: int
    cue_end: int
    begin: int
    end: int
    who: str = ""
    ended: bool = False
