"""What can be measured: names, usual units and believable figures, from the lexicon."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from medic_scribe.clinical.lexicon import cell, rows


class MeasurementKind(StrEnum):
    VITAL = "vital"  # vital signs and measures of the body
    RESULT = "result"  # laboratory and other tests
    SCORE = "score"  # scales: EVA, Glasgow, minimental


@dataclass(frozen=True, slots=True)
class Measure:
    label: str
    unit: str
    kind: MeasurementKind
    low: float
    high: float


OTHER_UNITS = frozenset(
    "hora horas dia dias semana semanas mes meses ano anos vez veces tableta tabletas pastilla pastillas "
    "puff puffs "
    "comprimido comprimidos capsula capsulas gotas almohadas minuto minutos cruces cuadras cigarros pisos "
    "tomas dosis hijos".split()
)
MASS = frozenset("mg miligramo miligramos mcg microgramos gramo gramos g ui unidades ml mililitros".split())


@lru_cache
def measures() -> dict[str, Measure]:
    return {
        row[0]: Measure(
            row[0], cell(row, 2), MeasurementKind(cell(row, 3)), float(cell(row, 4)), float(cell(row, 5))
        )
        for row in rows("measures")
    }
