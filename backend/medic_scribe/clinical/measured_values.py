"""The figures of a measurement and the unit they were said with."""

from collections.abc import Sequence

from medic_scribe.clinical.measures import MASS, OTHER_UNITS, Measure, MeasurementKind
from medic_scribe.clinical.text import Token

PER = frozenset({"por", "/"})


def value_at(
    tokens: Sequence[Token], place: int, measure: Measure, *, named_before: bool = False
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


def _ratio_value(figure: str, measure: Measure, place: int) -> tuple[str, str, int] | None:
    upper, _, lower = figure.partition("/")
    if measure.label == "TA":
        pressure = pressure_of(upper, lower)
        return (pressure, "", place + 1) if pressure else None
    if measure.kind is MeasurementKind.SCORE and upper.isdigit() and f"/{lower}" == measure.unit:
        return upper, "", place + 1
    if measure.kind is MeasurementKind.SCORE or measure.label == "agudeza visual":
        return figure, " ", place + 1
    return None


def pressure_of(upper: str, lower: str) -> str:
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
        pressure = pressure_of(tokens[place].folded, tokens[after].folded)
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


def _unit_said(tokens: Sequence[Token], place: int, measure: Measure) -> tuple[str | None, int]:
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


def _is_believable(value: float, unit: str, measure: Measure) -> bool:
    if measure.label == "talla":
        return 0.3 <= value <= 2.3 if unit == "m" or value < 3 else 20 <= value <= 230
    if measure.label == "peso" and unit == "g":
        return 300 <= value <= 9999
    if unit == "%" and measure.unit != "%":
        return 0 <= value <= 100
    return measure.low <= value <= measure.high and measure.high > 0
