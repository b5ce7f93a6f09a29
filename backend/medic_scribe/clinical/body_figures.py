"""Figures of the body, said without units or in pieces: height, weight, temperature, pressure, leucocytes."""

from collections.abc import Sequence

from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.figure_words import (
    COUNTED,
    DOSE_UNITS,
    MEASURE_UNITS,
    ONE,
    figure_token,
    folded_at,
    follows,
    goes_on,
    single_digit,
    whole,
)
from medic_scribe.clinical.text import Token

HEIGHT_CUES = frozenset("mide mido mides medis medimos talla estatura altura".split())
WEIGHT_CUES = frozenset("pesa peso pesas pesaba pesabas pese pesaste".split())
BIRTH_CUES = frozenset("con peso pesaba nacio".split())
TEMPERATURE_CUES = frozenset("temperatura afebril".split())
PRESSURE_CUES = frozenset("presion tension ta encima debajo arriba abajo".split())
CELLS = frozenset("leucocitos leucos blancos".split())
_COUNTS_ELSE = COUNTED - MEASURE_UNITS
_GRAMS = frozenset("gramos g gr".split())
_OF_DOSE = DOSE_UNITS - _GRAMS | {"cada"}
_NEXT_SIGN = frozenset("pulso frecuencia fc fr satura saturacion temperatura la el milimetros".split())
_HEDGES = frozenset("como casi es yo unos aproximadamente".split())

_Made = tuple[list[Token], int]


def height(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "un metro setenta y dos", "metro cero cinco", and after "mide" or alone: "uno setenta y dos"."""
    after = place + 1 if tokens[place].folded in ONE and not tokens[place].closes else place
    said_metre = after < len(tokens) and tokens[after].folded in {"metro", "m"} and not tokens[after].closes
    if not said_metre and after == place:
        return None
    asked = said_metre or follows(tokens, place, HEIGHT_CUES)
    start = after + 1 if said_metre else after
    start += said_metre and _joins(tokens, start)
    found = _centimetres(tokens, start, least=1 if said_metre else 10)
    if found is None or not (asked or _is_height(tokens, place, *found)):
        return None
    value, end = found
    if goes_on(tokens, end) and tokens[end].folded in {"centimetros", "cm", "metros"}:
        end += 1
    return _made(tokens, place, end, f"1,{value:02d}", 1 + value / 100, "m" if asked else "")


def _centimetres(tokens: Sequence[Token], place: int, least: int) -> tuple[int, int] | None:
    """What is said after the metre and where it ends: "setenta y dos", "cero cinco"; no "cinco pasos"."""
    if not goes_on(tokens, place):
        return None
    if tokens[place].folded in {"cero", "0"} and goes_on(tokens, place + 1):
        digit = single_digit(tokens[place + 1].folded)
        return (digit, place + 2) if digit else None
    number = whole(tokens, place)
    if number is None or not least <= number.value <= 99:
        return None
    counts = goes_on(tokens, number.end) and tokens[number.end].folded in _COUNTS_ELSE
    return None if counts else (number.value, number.end)


def _is_height(tokens: Sequence[Token], place: int, value: int, end: int) -> bool:
    """Whether "uno sesenta" stands alone, as an answer does, or is "de estatura"."""
    if tokens[place].folded != "uno" or value < 20:
        return False
    if goes_on(tokens, end):
        return tokens[end].folded == "de" and folded_at(tokens, end + 1) in HEIGHT_CUES
    before = tokens[place - 1] if place else None
    return before is None or before.folded in _HEDGES or (bool(before.closes) and not _is_drug(before))


def _is_drug(token: Token) -> bool:
    return token.folded in drugs_by_name()


def weight(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "tres kilos doscientos (gramos)" → "3,2 kilos"; "pesa setenta y dos trescientos" → "72,3"."""
    kilos = whole(tokens, place)
    if kilos is None or not 1 <= kilos.value <= 150 or not goes_on(tokens, kilos.end):
        return None
    start, named = kilos.end, tokens[kilos.end].folded in {"kilo", "kilos", "kg"}
    if named:
        start += 1
        start += _joins(tokens, start)
    grams = whole(tokens, start) if goes_on(tokens, start) else None
    if grams is None or not 100 <= grams.value <= 999:
        return None
    if not named and not _is_weight(tokens, place, kilos.value, grams.value, grams.end):
        return None
    end = grams.end
    if goes_on(tokens, end) and tokens[end].folded in _GRAMS:
        end += 1
    elif goes_on(tokens, end) and tokens[end].folded in _OF_DOSE:
        return None
    value = kilos.value + grams.value / 1000
    figure = f"{value:.3f}".rstrip("0").replace(".", ",")
    return _made(tokens, place, end, figure, value, "kilos" if named else "")


def _is_weight(tokens: Sequence[Token], place: int, kilos: int, grams: int, end: int) -> bool:
    """Whether two numbers are kilos and grams: after "pesa", or alone as an answer ("Ochenta quinientos")."""
    if grams % 50 or (goes_on(tokens, end) and tokens[end].folded in COUNTED - _GRAMS):
        return False
    if follows(tokens, place, WEIGHT_CUES, 2) and kilos > 5:
        return True
    begins = place == 0 or bool(set(tokens[place - 1].closes) & set(".?!"))
    spoken = not tokens[place].folded.isdigit()
    return begins and spoken and not goes_on(tokens, end) and kilos >= 30 and grams >= 200


def weight_at_birth(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "Dos novecientos cincuenta" → "2,950": kilos and grams without their names, and nothing after them."""
    kilos, grams = whole(tokens, place), whole(tokens, place + 1)
    if kilos is None or grams is None or kilos.end != place + 1 or not goes_on(tokens, place + 1):
        return None
    ends = grams.end >= len(tokens) or bool(tokens[grams.end - 1].closes)
    before = tokens[place - 1]
    begins = not place or set(before.closes) & set(".?!") or follows(tokens, place, BIRTH_CUES, 2)
    begins = begins or (before.folded == "no" and bool(before.closes))  # "No, dos novecientos"
    if not (ends and begins and 1 < kilos.value <= 5 and 100 <= grams.value <= 999):
        return None
    value = kilos.value + grams.value / 1000
    return [figure_token(tokens, place, grams.end, f"{value:.3f}".replace(".", ","), value)], grams.end


def leucocytes(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "leucocitos siete doscientos" → "7200": the thousand is not said."""
    if not follows(tokens, place, CELLS, 2):
        return None
    thousands = whole(tokens, place)
    if thousands is None or not 1 <= thousands.value <= 60 or not goes_on(tokens, thousands.end):
        return None
    rest = whole(tokens, thousands.end)
    if rest is None or not 100 <= rest.value <= 999:
        return None
    value = thousands.value * 1000 + rest.value
    return [figure_token(tokens, place, rest.end, str(value), float(value))], rest.end


def temperature(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "treinta y ocho grados con dos", "treinta y siete y dos décimas", and after "temperatura" "37 y 8" →
    "38,2 grados", "37,2", "37,8"."""
    degrees = whole(tokens, place)
    if degrees is None or not 34 <= degrees.value <= 42 or not goes_on(tokens, degrees.end):
        return None
    at = degrees.end
    named = tokens[at].folded == "grados"
    at += named
    joined = _joins(tokens, at)
    at += joined
    tenths = single_digit(tokens[at].folded) if goes_on(tokens, at) else None
    if tenths is None:
        return None
    end = at + 1
    if goes_on(tokens, end) and tokens[end].folded in {"decima", "decimas"}:
        end += 1
    elif not (joined and (named or follows(tokens, place, TEMPERATURE_CUES))) or goes_on(tokens, end):
        return None
    value = degrees.value + tenths / 10
    return _made(tokens, place, end, f"{degrees.value},{tenths}", value, "grados" if named else "")


def pressure(tokens: Sequence[Token], place: int) -> _Made | None:
    """ "136, 80, y 4", "148 92": a pressure with a recogniser's pauses in it, or without its "sobre"."""
    if not _is_pressure(tokens, place):
        return None
    upper = _in_pieces(tokens, place)
    lower = _in_pieces(tokens, upper[1]) if upper and not _ends_sentence(tokens, upper[1]) else None
    if upper is None or lower is None:
        return None
    side_by_side = goes_on(tokens, upper[1]) and not _counts(tokens, lower[1])
    if not (upper[2] or lower[2] or side_by_side):
        return None
    if not (60 <= upper[0] <= 260 and 30 <= lower[0] <= 150 and lower[0] < upper[0]):
        return None
    return [figure_token(tokens, place, lower[1], f"{upper[0]}/{lower[0]}", None)], lower[1]


def _counts(tokens: Sequence[Token], end: int) -> bool:
    """Whether the number that ends there counts something: "80 latidos"."""
    return goes_on(tokens, end) and tokens[end].folded in COUNTED


def _is_pressure(tokens: Sequence[Token], place: int) -> bool:
    """Whether the number is the first after "presión", and no drug's strength."""
    if place and _is_drug(tokens[place - 1]):
        return False
    for before in range(place - 1, max(-1, place - 6), -1):
        word = tokens[before].folded
        if word in PRESSURE_CUES:
            return True
        if word[:1].isdigit() or whole(tokens, before):
            return False
    return False


def _in_pieces(tokens: Sequence[Token], place: int) -> tuple[int, int, bool] | None:
    """A number up to 299, where it ends, and whether a pause broke it: "100, 30 y 6", "80, y 4"."""
    number = whole(tokens, place)
    if number is None:
        return None
    value, end, broken = number.value, number.end, False
    hundreds = 100 if tokens[place].folded == "1" else value  # "1 20 80"
    rest = whole(tokens, end) if hundreds in {100, 200} and not _ends_sentence(tokens, end) else None
    if rest and 10 <= rest.value <= 99 and (tokens[place].folded == "ciento" or rest.value < 50):
        value, end, broken = hundreds + rest.value, rest.end, bool(tokens[end - 1].closes)
    at = end + (folded_at(tokens, end) == "y")
    digit = single_digit(folded_at(tokens, at))
    if value % 10 or not digit or _ends_sentence(tokens, end):
        return value, end, broken
    if goes_on(tokens, at + 1) and tokens[at + 1].folded not in _NEXT_SIGN:
        return value, end, broken
    return value + digit, at + 1, broken or bool(tokens[end - 1].closes)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether an "y" or a "con" stands there, between the parts of a figure."""
    return folded_at(tokens, place) in {"y", "con"} and not tokens[place].closes


def _made(tokens: Sequence[Token], begin: int, end: int, figure: str, value: float, unit: str) -> _Made:
    """Tokens `begin:end` as the figure and, where there is one, its unit."""
    number = figure_token(tokens, begin, end, figure, value, close=not unit)
    if not unit:
        return [number], end
    return [number, Token(f"{unit}{tokens[end - 1].closes}", unit, number.first, number.last)], end


def _ends_sentence(tokens: Sequence[Token], end: int) -> bool:
    return bool(set(tokens[end - 1].closes) & set(".;?!"))
