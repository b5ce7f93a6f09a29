"""Drugs with dose, unit, route, frequency, duration and what changes."""

from dataclasses import dataclass
from enum import StrEnum

from medic_scribe.clinical.reading import Reading


class Change(StrEnum):
    NONE = "none"  # named, or taken as before
    START = "start"
    STOP = "stop"
    RAISE = "raise"
    LOWER = "lower"
    KEEP = "keep"
    RESUME = "resume"
    REPLACE = "replace"  # instead of `replaces`
    NOT_TAKING = "not_taking"  # was taken, is not any more
    NEVER_STARTED = "never_started"
    REFUSED = "refused"
    AVOID = "avoid"  # "no le dé aspirina"
    DISCUSSED = "discussed"  # thought of, not prescribed


@dataclass(frozen=True, slots=True)
class Medication:
    """One drug as it was spoken of.

    `drug` is the name in clinical Spanish ("losartán"), `heard` the words as heard. `dose` is figures ("850",
    "875/125", "0,5"), `unit` "mg", "mcg", "mg/kg/día"…, empty where it was not said and the drug has several.
    `amount` is what is taken each time ("1 tableta", "2 inhalaciones"). `who` is the other person who takes it
    ("vecina"), empty for the patient. `certain` is false where another drug sounds nearly the same. `name_first:
    name_last` are the heard words of the name, `first:last` those of the whole, `begin:end` its tokens.
    """

    drug: str
    heard: str
    dose: str = ""
    unit: str = ""
    form: str = ""
    amount: str = ""
    route: str = ""
    frequency: str = ""
    duration: str = ""
    since: str = ""
    maximum: str = ""
    meals: str = ""
    condition: str = ""  # "si hay dolor": when to take it
    change: Change = Change.NONE
    previous_dose: str = ""
    replaces: str = ""
    negated: bool = False
    conditional: bool = False
    asked: bool = False
    who: str = ""
    certain: bool = True
    alternatives: tuple[str, ...] = ()
    is_class: bool = False  # "antibiótico", "la pastilla de la tensión"
    unit_missing: bool = False  # a dose was said without a unit, and the drug has more than one
    name_first: int = 0
    name_last: int = 0
    begin: int = 0
    end: int = 0
    first: int = 0
    last: int = 0

    def render(self) -> str:
        """A clinical line without the change: "losartán 50 mg, 1 tableta vía oral cada 24 horas"."""
        name = " ".join(part for part in (self.drug, self.dose, self.unit) if part)
        details = (
            self.form,
            self.amount,
            self.route,
            self.frequency,
            self.meals,
            self.condition,
            self.duration,
            self.since,
            self.maximum,
        )
        return ", ".join([name, *(detail for detail in details if detail)])


def find_medications(reading: Reading) -> tuple[Medication, ...]:
    """The drugs and drug classes named, in order. Analytes ("potasio 4,6") are not drugs."""
    return ()
