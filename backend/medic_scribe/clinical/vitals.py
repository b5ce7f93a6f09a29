"""Vital signs, measures, scores and laboratory results with their units."""

from dataclasses import dataclass
from enum import StrEnum

from medic_scribe.clinical.reading import Reading


class MeasurementKind(StrEnum):
    VITAL = "vital"  # vital signs and measures of the body
    RESULT = "result"  # laboratory and other tests
    SCORE = "score"  # scales: EVA, Glasgow, minimental


@dataclass(frozen=True, slots=True)
class Measurement:
    """`label` is the clinical abbreviation ("TA"), `value` figures ("158/94") or a word ("positivo").

    `unit` may be empty. `qualifier` is what was said of it ("alta", "normal"). `context` is posture or moment
    ("de pie", "en marzo", "en ayunas"). `previous` marks an earlier value kept apart from today's.
    """

    kind: MeasurementKind
    label: str
    value: str
    unit: str = ""
    qualifier: str = ""
    context: str = ""
    previous: bool = False
    asked: bool = False
    conditional: bool = False
    begin: int = 0
    end: int = 0
    first: int = 0
    last: int = 0

    def render(self) -> str:
        """ "TA 158/94 mmHg", "FC 88 lpm", "sodio 128 mmol/L (bajo)"."""
        line = " ".join(part for part in (self.label, self.value, self.unit) if part)
        notes = ", ".join(note for note in (self.context, self.qualifier) if note)
        return f"{line} ({notes})" if notes else line


def find_measurements(reading: Reading) -> tuple[Measurement, ...]:
    """The measurements stated, in order; a second reading of the same sign is a measurement of its own."""
    return ()
