"""Since when, for how long, at what age, on what date."""

from dataclasses import dataclass
from enum import StrEnum

from medic_scribe.clinical.reading import Reading


class DurationKind(StrEnum):
    SINCE = "since"  # "desde hace tres semanas", "desde antier", "llevo cuatro días"
    AGO = "ago"  # "hace dos años", "el año pasado", "en marzo", "el dos mil quince"
    LASTING = "lasting"  # "por siete días", "durante un mes"
    WITHIN = "within"  # "en dos semanas", "a las 48 horas": the future
    AGE = "age"  # "tengo 84 años", "a los 58 años", "de 45 años"
    GESTATION = "gestation"  # "28 semanas de embarazo", "a las catorce semanas"


@dataclass(frozen=True, slots=True)
class Duration:
    """`text` is the clinical form ("desde hace 3 semanas"); `value` and `unit` ("semana") where it is a number."""

    kind: DurationKind
    text: str
    value: float | None
    unit: str
    approximate: bool
    begin: int
    end: int
    first: int
    last: int

    def render(self) -> str:
        return self.text


def find_durations(reading: Reading) -> tuple[Duration, ...]:
    """The durations, ages and dates, in the order they were said."""
    return ()
