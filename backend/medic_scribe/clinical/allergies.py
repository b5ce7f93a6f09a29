"""Allergies: to what, with which reaction, whose, and denied ones."""

from dataclasses import dataclass

from medic_scribe.clinical.assertion import Assertion
from medic_scribe.clinical.reading import Reading


@dataclass(frozen=True, slots=True)
class Allergy:
    """`substance` is empty where none is named ("no soy alérgica a nada" → denied, "")."""

    substance: str
    reaction: str
    assertion: Assertion
    denied: bool
    who: str
    begin: int
    end: int
    first: int
    last: int

    def render(self) -> str:
        """ "Alergia a la penicilina (ronchas)", "Niega alergias"."""
        if self.denied and not self.substance:
            return "niega alergias conocidas"
        line = f"alergia a {self.substance}" if self.substance else "alergia"
        line = f"niega {line}" if self.denied else line
        return f"{line} ({self.reaction})" if self.reaction else line


def find_allergies(reading: Reading) -> tuple[Allergy, ...]:
    """The allergies spoken of, in order."""
    return ()
