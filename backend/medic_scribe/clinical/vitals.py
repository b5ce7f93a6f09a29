"""Vital signs, measures, scores and laboratory results with their units."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from medic_scribe.clinical.assertion import judge
from medic_scribe.clinical.clauses import is_affirmed
from medic_scribe.clinical.durations import MONTHS, DurationKind, find_durations
from medic_scribe.clinical.expressions import Match, lexicon, without_overlap
from medic_scribe.clinical.lexicon import cell, rows
from medic_scribe.clinical.phrases import Phrases
from medic_scribe.clinical.reading import Reading
from medic_scribe.clinical.scope_types import Assertion
from medic_scribe.clinical.text import Token


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
        glued = self.unit.startswith("/") and self.kind is MeasurementKind.SCORE
        figure = (
            self.value + self.unit if glued else " ".join(part for part in (self.value, self.unit) if part)
        )
        notes = ", ".join(note for note in (self.context, self.qualifier) if note)
        line = f"{self.label} {figure}"
        return f"{line} ({notes})" if notes else line


@dataclass(frozen=True, slots=True)
class _Measure:
    label: str
    unit: str
    kind: MeasurementKind
    low: float
    high: float


FARTHEST = 9  # tokens from the label to its value
OTHER_UNITS = frozenset(
    "hora horas dia dias semana semanas mes meses ano anos vez veces tableta tabletas pastilla pastillas "
    "puff puffs "
    "comprimido comprimidos capsula capsulas gotas almohadas minuto minutos cruces cuadras cigarros pisos "
    "tomas dosis hijos".split()
)
MASS = frozenset("mg miligramo miligramos mcg microgramos gramo gramos g ui unidades ml mililitros".split())
PER = frozenset({"por", "/"})
QUALIFIERS = {
    "alta": "alta",
    "alto": "alto",
    "altas": "altas",
    "altos": "altos",
    "elevada": "elevada",
    "elevado": "elevado",
    "baja": "baja",
    "bajo": "bajo",
    "bajas": "bajas",
    "bajos": "bajos",
    "normal": "normal",
    "normales": "normales",
    "positivo": "positivo",
    "positiva": "positiva",
    "positivos": "positivos",
    "negativo": "negativo",
    "negativa": "negativa",
    "negativos": "negativos",
    "regular": "regular",
    "irregular": "irregular",
    "aumentada": "aumentada",
    "aumentado": "aumentado",
    "disminuida": "disminuida",
    "disminuido": "disminuido",
    "reactivo": "reactivo",
    "limite": "en el límite",
    "elevadas": "elevadas",
    "elevados": "elevados",
    "alterada": "alterada",
    "alterado": "alterado",
    "alteradas": "alteradas",
    "perfecta": "normal",
    "perfecto": "normal",
}
CONTEXTS = (
    (
        "acostado",
        Phrases(
            (
                "acostado",
                "acostada",
                "acuestese",
                "acuestate",
                "acostate",
                "decubito",
                "en decubito",
                "acostadito",
            )
        ),
    ),
    (
        "de pie",
        Phrases(
            (
                "de pie",
                "parado",
                "parada",
                "parate",
                "parese",
                "pongase de pie",
                "bipedestacion",
                "ponte de pie",
                "levantese",
            )
        ),
    ),
    ("sentado", Phrases(("sentado", "sentada", "sientese", "sientate", "sentate"))),
    ("brazo derecho", Phrases(("brazo derecho",))),
    ("brazo izquierdo", Phrases(("brazo izquierdo",))),
    ("en ayunas", Phrases(("en ayunas", "ayunas"))),
    ("posprandial", Phrases(("posprandial", "postprandial", "despues de comer", "despues de comida"))),
    ("al aire ambiente", Phrases(("aire ambiente", "al ambiente", "sin oxigeno"))),
    ("con oxígeno", Phrases(("con oxigeno", "con canula", "con mascarilla"))),
    ("en casa", Phrases(("en casa", "en mi casa", "en la casa"))),
)
POSTURES = ("acostado", "de pie", "sentado")
EARLIER = Phrases(
    (
        "la vez pasada",
        "la ultima vez",
        "la consulta pasada",
        "la vez anterior",
        "antes",
        "anterior",
        "previo",
        "previa",
        "pesaba",
        "pesabas",
        "el control pasado",
        "la visita pasada",
        "el mes pasado",
        "habia salido",
        "la anterior",
        "el anterior",
    )
)


@lru_cache(maxsize=4_096)
def find_measurements(reading: Reading) -> tuple[Measurement, ...]:
    """The measurements stated, in order; a second reading of the same sign is a measurement of its own."""
    labels = _labels(reading)
    found: list[Measurement] = []
    taken: set[int] = set()
    for place, label in enumerate(labels):
        limit = labels[place + 1].begin if place + 1 < len(labels) else len(reading.tokens)
        found.extend(_measured(reading, _measures()[label.concept], label, limit, taken))
    found.extend(_bare_pressures(reading, taken))
    return tuple(sorted(found, key=lambda measurement: measurement.begin))


def _labels(reading: Reading) -> list[Match]:
    """The labels named. "fiebre, 36.5" gives a temperature too."""
    matches = lexicon("measures").matches(reading.tokens)
    matches += [
        Match("temperatura", place, place + 1)
        for place, token in enumerate(reading.tokens)
        if token.folded in {"fiebre", "afebril", "calentura"} and _degrees_follow(reading.tokens, place + 1)
    ]
    kept = without_overlap(matches)
    return [match for place, match in enumerate(kept) if not _measures_the_one_before(reading, kept, place)]


def _measures_the_one_before(reading: Reading, labels: Sequence[Match], place: int) -> bool:
    """ "el fondo uterino mide 27": "mide" is the verb of the label before it; "perdí peso" measures none."""
    before = labels[place - 1] if place else None
    near = before is not None and labels[place].begin == before.end
    if _is_change_of_weight(reading.tokens, labels[place]):
        return True
    touches = before is not None and not reading.tokens[before.end - 1].closes
    return near and touches and reading.tokens[labels[place].begin].folded in {"mide", "midio", "pesa"}


def _is_change_of_weight(tokens: Sequence[Token], label: Match) -> bool:
    before = tokens[label.begin - 1].folded if label.begin else ""
    changing = before in {"de", "el"} or before.startswith(("perd", "pierd", "gan", "baj", "sub"))
    return tokens[label.begin].folded == "peso" and changing and before != "el"


def _degrees_follow(tokens: Sequence[Token], place: int) -> bool:
    while place < len(tokens) and tokens[place].folded in {
        "de",
        "hasta",
        "a",
        "en",
        "con",
        "como",
        "tiene",
        "está",
    }:
        place += 1
    return (
        place < len(tokens)
        and tokens[place].value is not None
        and 34 <= (tokens[place].value or 0) <= 43
        and (not (place + 1 < len(tokens) and tokens[place + 1].folded in OTHER_UNITS))
    )


def _measured(
    reading: Reading, measure: _Measure, label: Match, limit: int, taken: set[int]
) -> list[Measurement]:
    tokens = reading.tokens
    place = label.end
    while place < min(limit, label.end + FARTHEST):
        if _ends_search(tokens, place, label):
            break
        value = _value_at(tokens, place, measure, named_before=place == label.end)
        if value and not taken & set(range(place, value[2])):
            taken.update(range(place, value[2]))
            return [_made(reading, measure, label, place, *value)]
        place += 1
    return _before_label(reading, measure, label, taken) or _in_words(reading, measure, label, limit)


def _before_label(reading: Reading, measure: _Measure, label: Match, taken: set[int]) -> list[Measurement]:
    """ "93 de saturación", "8 sobre 10 en la escala de dolor"."""
    tokens = reading.tokens
    place = label.begin - 1
    while (
        place > max(label.begin - 4, 0)
        and tokens[place].folded in {"de", "en", "la", "el", "%"}
        and not tokens[place].closes
    ):
        place -= 1
    if place < 0 or place == label.begin - 1 or place in taken or tokens[place].closes:
        return []
    value = _value_at(tokens, place, measure)
    if value is None:
        return []
    taken.add(place)
    return [_made(reading, measure, label, place, value[0], value[1], max(value[2], label.end))]


def _ends_search(tokens: Sequence[Token], place: int, label: Match) -> bool:
    before = tokens[place - 1].closes
    if any(mark in ".;?!" for mark in before) and not (
        place == label.end or _is_posture(tokens, label.end, place)
    ):
        return True
    if _is_condition(tokens, place):
        return True
    return tokens[place].folded in {"y", "pero", "porque", "cada", "tome", "toma"} and place > label.end


def _is_condition(tokens: Sequence[Token], place: int) -> bool:
    """ "me vigila el pulso, si le baja de 50 me llama" states no pulse."""
    return tokens[place].folded == "si" and not is_affirmed(tokens, place)


def _is_posture(tokens: Sequence[Token], begin: int, end: int) -> bool:
    return any(
        phrases.length_at(tokens, p)
        for p in range(begin, end)
        for name, phrases in CONTEXTS
        if name in POSTURES
    )


def _value_at(
    tokens: Sequence[Token], place: int, measure: _Measure, *, named_before: bool = False
) -> tuple[str, str, int] | None:
    """The figures, the unit said and where they end; None where this is no value of the measure."""
    token = tokens[place]
    if "/" in token.folded and token.folded[0].isdigit():
        return _ratio_value(token.folded, measure, place)
    in_words = not token.folded[:1].isdigit()
    if token.value is None or (in_words and not _stands_for_figure(tokens, place, named_before)):
        return None
    if measure.label == "TA":
        return _pressure_in_two(tokens, place)
    unit, end = _unit_said(tokens, place + 1, measure)
    value = token.value
    if unit is None or not _is_believable(value, unit or measure.unit, measure):
        return None
    figure = token.folded if token.folded[0].isdigit() else f"{value:g}".replace(".", ",")
    return figure, unit, end


def _stands_for_figure(tokens: Sequence[Token], place: int, named_before: bool) -> bool:
    """A number left in words counts after its name or "en", "de", "es"…, and before a pause: "INR uno"."""
    before = tokens[place - 1].folded if place else ""
    after_pause = (
        place + 1 >= len(tokens)
        or bool(tokens[place].closes)
        or tokens[place + 1].folded in {"y", "el", "la"}
    )
    return (named_before or before in {"en", "de", "es", "a", "dio", "salio"}) and after_pause


def _ratio_value(figure: str, measure: _Measure, place: int) -> tuple[str, str, int] | None:
    upper, _, lower = figure.partition("/")
    if measure.label == "TA":
        pressure = _pressure(upper, lower)
        return (pressure, "", place + 1) if pressure else None
    if measure.kind is MeasurementKind.SCORE and upper.isdigit() and f"/{lower}" == measure.unit:
        return upper, "", place + 1
    if measure.kind is MeasurementKind.SCORE or measure.label == "agudeza visual":
        return figure, " ", place + 1
    return None


def _pressure(upper: str, lower: str) -> str:
    """ "158/94"; "12/8" is said for 120/80."""
    if not (upper.isdigit() and lower.isdigit()):
        return ""
    high, low = int(upper), int(lower)
    if 7 <= high <= 25 and 3 <= low <= 14 and high > low:
        high, low = high * 10, low * 10
    return f"{high}/{low}" if 60 <= high <= 270 and 25 <= low <= 160 and high > low else ""


def _pressure_in_two(tokens: Sequence[Token], place: int) -> tuple[str, str, int] | None:
    after = (
        place + 2
        if place + 1 < len(tokens) and tokens[place + 1].folded in {"con", "y", "-", "a"}
        else place + 1
    )
    if after < len(tokens) and tokens[after].value is not None and "." not in tokens[place].closes:
        following = tokens[after + 1].folded if after + 1 < len(tokens) else ""
        pressure = _pressure(tokens[place].folded, tokens[after].folded)
        if pressure and following not in OTHER_UNITS:
            return pressure, "", after + 1
    alone = tokens[place].value or 0
    following = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    if (
        tokens[place - 1].folded != "entre"
        and 80 <= alone <= 260
        and following not in OTHER_UNITS | MASS
        and tokens[place].folded.isdigit()
    ):
        return tokens[place].folded, "", place + 1
    return None


def _unit_said(tokens: Sequence[Token], place: int, measure: _Measure) -> tuple[str | None, int]:
    """The unit said after a value ("" for the usual one), or None where it is the unit of something else."""
    if place >= len(tokens) or tokens[place - 1].closes:
        return "", place
    word = tokens[place].folded
    after = tokens[place + 1].folded if place + 1 < len(tokens) else ""
    if word == "%":
        return "%" if measure.unit != "%" else "", place + 1
    if word in {"kilo", "kilos", "kg", "kilogramos"}:
        return ("", place + 1) if measure.unit == "kg" else (None, place)
    if word in {"gramo", "gramos", "g"} and measure.label == "peso":
        return "g", place + 1
    if word in {"grado", "grados"}:
        return ("", place + 1) if measure.label == "temperatura" else (None, place)
    if word in {"centimetro", "centimetros", "cm"}:
        return ("", place + 1) if measure.unit == "cm" else (None, place)
    if word in {"metro", "metros", "m"}:
        return ("m", place + 1) if measure.label == "talla" else (None, place)
    if word in {"mm", "milimetros"}:
        return ("", place + 1 + 2 * (after == "de")) if measure.unit in {"mmHg", "mm/h"} else (None, place)
    if word == "por" and after in {"minuto", "min"}:
        return ("", place + 2) if measure.unit in {"lpm", "rpm"} else (None, place)
    if word == "segundos":
        return ("", place + 1) if measure.unit == "s" else (None, place)
    if word in {"latidos", "respiraciones", "pulsaciones"}:
        return "", place + 3 if after == "por" else place + 1
    if word in MASS and measure.unit != "mL":
        is_rate = after in PER or "/" in word
        return ("", min(place + 3, len(tokens))) if is_rate else (None, place)
    if word in OTHER_UNITS or (word == "de" and after in {"cada"}):
        return None, place
    if word == "mil" and measure.high >= 10_000:
        return "", place + 1
    return "", place + 1 if "/" in word and not word[0].isdigit() else place


def _is_believable(value: float, unit: str, measure: _Measure) -> bool:
    if measure.label == "talla":
        return 0.3 <= value <= 2.3 if unit == "m" or value < 3 else 20 <= value <= 230
    if measure.label == "peso" and unit == "g":
        return 300 <= value <= 9999
    if unit == "%" and measure.unit != "%":
        return 0 <= value <= 100
    return measure.low <= value <= measure.high and measure.high > 0


def _in_words(reading: Reading, measure: _Measure, label: Match, limit: int) -> list[Measurement]:
    """ "urocultivo negativo", "la TSH salió normal"."""
    if measure.kind is not MeasurementKind.RESULT:
        return []
    tokens = reading.tokens
    for place in range(label.end, min(limit, label.end + 4)):
        if any(mark in ".;?!," for mark in tokens[place - 1].closes):
            return []
        word = QUALIFIERS.get(tokens[place].folded)
        if word:
            return [_made(reading, measure, label, place, word, " ", place + 1)]
    return []


def _bare_pressures(reading: Reading, taken: set[int]) -> list[Measurement]:
    """ "142/78" without "presión": nothing else is said so."""
    found: list[Measurement] = []
    for place, token in enumerate(reading.tokens):
        upper, slash, lower = token.folded.partition("/")
        believable = (
            slash and place not in taken and upper.isdigit() and int(upper) >= 70 and _pressure(upper, lower)
        )
        following = reading.tokens[place + 1].folded if place + 1 < len(reading.tokens) else ""
        if (
            believable
            and following not in MASS
            and not (
                place
                and reading.tokens[place - 1].folded in {"de", "insulina"}
                and int(lower) > int(upper) / 2
                and int(upper) > 260
            )
        ):
            label = Match("TA", place, place)
            found.append(_made(reading, _measures()["TA"], label, place, believable, "", place + 1))
    return found


def _made(
    reading: Reading, measure: _Measure, label: Match, place: int, figure: str, unit: str, end: int
) -> Measurement:
    begin = min(label.begin, place)
    judgement = judge(reading, begin, end)
    first, last = reading.span(begin, end)
    usual = "m" if measure.label == "talla" and "m" not in unit and _is_metres(figure) else measure.unit
    context, previous = _context(reading, label, place, end)
    return Measurement(
        kind=measure.kind,
        label=measure.label,
        value=figure,
        unit=(unit or usual).strip(" ·"),
        qualifier=_qualifier(reading.tokens, end),
        context=context,
        previous=previous,
        asked=judgement.assertion is Assertion.ASKED,
        conditional=judgement.assertion is Assertion.CONDITIONAL,
        begin=begin,
        end=end,
        first=first,
        last=last,
    )


def _is_metres(figure: str) -> bool:
    try:
        return float(figure.replace(",", ".")) < 3
    except ValueError:
        return False


def _qualifier(tokens: Sequence[Token], end: int) -> str:
    """ "128, que está bajo", "88 por minuto, regular", "en 1.1, está bien"."""
    for place in range(end, min(end + 5, len(tokens))):
        if any(mark in ".;?!" for mark in tokens[place - 1].closes) or tokens[place].value is not None:
            return ""
        word = tokens[place].folded
        if word in QUALIFIERS and not word.startswith(("positiv", "negativ")):
            negated = any(token.folded == "no" for token in tokens[end:place])
            return f"no {QUALIFIERS[word]}" if negated else QUALIFIERS[word]
        if word == "bien" and tokens[place - 1].folded in {"esta", "muy"}:
            return "normal"
        if word in {"el", "la", "los", "las", "y"}:
            return ""
    return ""


def _context(reading: Reading, label: Match, place: int, end: int) -> tuple[str, bool]:
    tokens = reading.tokens
    begin = _sentence_begin(tokens, label.begin)
    stop = _clause_end(tokens, end)
    posture = _last_posture(tokens, place) if label.concept == "TA" else ""
    said = [posture] if posture else []
    for name, phrases in CONTEXTS:
        near = [p for p in range(label.begin, stop) if phrases.length_at(tokens, p)]
        if near and name not in said and not (name in POSTURES and posture):
            said.append(name)
    dates = [d for d in find_durations(reading) if d.kind is DurationKind.AGO and begin <= d.begin < stop]
    dates = [d for d in dates if d.end <= place or (d.begin >= end and not tokens[end - 1].closes)]
    nearest = [
        d for d in dates if not any(tokens[p].value is not None for p in range(min(d.end, place), place))
    ]
    earlier = any(EARLIER.length_at(tokens, p) for p in range(_clause_begin(tokens, label.begin), stop))
    month = next((d.text for d in nearest), "") or _month_of(tokens, begin, place)
    if month:
        said.append(month)
    return ", ".join(said), bool(month) or earlier


def _month_of(tokens: Sequence[Token], begin: int, end: int) -> str:
    """ "la espirometría de marzo mostraba…"."""
    for place in range(begin + 1, end):
        if any(token.folded in {"hoy", "ahora", "ahorita", "actual"} for token in tokens[place:end]):
            continue
        if tokens[place].folded in MONTHS and tokens[place - 1].folded in {"de", "del"}:
            return f"de {tokens[place].folded}"
    return ""


def _last_posture(tokens: Sequence[Token], place: int) -> str:
    for earlier in range(place - 1, -1, -1):
        for name, phrases in CONTEXTS:
            length = phrases.length_at(tokens, earlier) if name in POSTURES else 0
            if length and not _on_scales(tokens, earlier + length):
                return name
    return ""


def _on_scales(tokens: Sequence[Token], place: int) -> bool:
    """ "Párese en la balanza" says nothing of how the pressure was taken afterwards."""
    return any(token.folded in {"balanza", "bascula", "pesa"} for token in tokens[place : place + 3])


def _sentence_begin(tokens: Sequence[Token], place: int) -> int:
    while place > 0 and not any(mark in ".;?!" for mark in tokens[place - 1].closes):
        place -= 1
    return place


def _clause_begin(tokens: Sequence[Token], place: int) -> int:
    while place > 0 and not tokens[place - 1].closes and tokens[place - 1].value is None:
        place -= 1
    return place


def _clause_end(tokens: Sequence[Token], end: int) -> int:
    place = end
    while place < min(end + 6, len(tokens)) and not any(mark in ".;?!" for mark in tokens[place - 1].closes):
        if tokens[place].value is not None or (tokens[place].folded in {"la", "el", "y"} and place > end):
            break
        place += 1
    return place


@lru_cache
def _measures() -> dict[str, _Measure]:
    return {
        row[0]: _Measure(
            row[0], cell(row, 2), MeasurementKind(cell(row, 3)), float(cell(row, 4)), float(cell(row, 5))
        )
        for row in rows("measures")
    }
