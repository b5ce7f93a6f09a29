"""Number words in a row of tokens become figures: "treinta y siete coma dos" → "37,2"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from medic_scribe.clinical.numbers import ONES, Whole, whole_at
from medic_scribe.clinical.text import Token

DOSE_UNITS = frozenset(
    "mg mgs miligramo miligramos mcg ug microgramo microgramos gamma gammas g gr grs gramo gramos ml "
    "mililitro "
    "mililitros cc ui u unidad unidades meq miliequivalentes".split()
)
MEASURE_UNITS = DOSE_UNITS | frozenset(
    "kg kilo kilos kilogramo kilogramos litro litros l cm centimetro centimetros metro metros m milimetro "
    "milimetros "
    "mm grado grados % porciento".split()
)
COUNTED = MEASURE_UNITS | frozenset(
    "hora horas hr hrs minuto minutos segundo segundos dia dias semana semanas mes meses ano anos anitos "
    "vez veces "
    "noche noches puff puffs disparo disparos inhalacion inhalaciones tableta tabletas pastilla pastillas "
    "comprimido "
    "comprimidos capsula capsulas gota gotas sobre sobres cucharada cucharadas cucharadita cucharaditas "
    "ampolla "
    "ampollas ampula ampulas parche parches tomas dosis cajetilla cajetillas cigarro cigarros cigarrillo "
    "cigarrillos "
    "copa copas cerveza cervezas litros latidos por cajas cuadras pisos cucharaditas aplicaciones".split()
)
HEIGHT_CUES = frozenset("mide mido mides medis medimos talla estatura altura".split())
ONE = frozenset({"un", "una", "uno", "1"})
# What is measured with a decimal: after these words "68 4" and "uno tres" have lost their point.
DECIMAL_CUES = frozenset(
    "pesa peso pesas pesaba pesabas pese temperatura creatinina potasio calcio fosforo magnesio albumina "
    "hemoglobina glicosilada glucosilada glicada hba1c a1c psa tsh t4 inr lactato bilirrubina urico acido "
    "ferritina troponina ph imc".split()
)
BEFORE_VALUE = frozenset("de en es esta a hoy ayer dio salio fue total actual libre los las lo".split())
DECIMAL = re.compile(r"\d+[.,]\d+$")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number read from tokens `begin:end`; `whole` while it may still take decimals."""

    text: str
    value: float
    end: int
    spoken: bool  # at least one word of it was a number word or a split: it has to be written anew
    whole: bool = True


def with_figures(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with their numbers in figures; every number word carries its `value`, rewritten or not."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        made, place = _next(tokens, place)
        result.extend(made)
    return _per_cent(result)


def value_of(word: str) -> float | None:
    """The value of one heard figure: "37,2", "1.70", "11.200"; None when the word is no number."""
    if word.isascii() and word.isdigit():
        return float(word) if len(word) < 16 else None
    if THOUSANDS.match(word):
        return float(word.replace(".", ""))
    if DECIMAL.match(word):
        return float(word.replace(",", "."))
    return None


def _next(tokens: Sequence[Token], place: int) -> tuple[list[Token], int]:
    for rule in RULES:
        found = rule(tokens, place)
        if found is not None:
            return found
    return [tokens[place]], place + 1


_Rule = Callable[[Sequence[Token], int], tuple[list[Token], int] | None]


def _height(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "un metro setenta y dos", "metro setenta", and after "mide": "uno setenta y dos"."""
    after = place + 1 if tokens[place].folded in ONE and not tokens[place].closes else place
    said_metre = after < len(tokens) and tokens[after].folded in {"metro", "m"} and not tokens[after].closes
    if not said_metre and (after == place or not _follows(tokens, place, HEIGHT_CUES)):
        return None
    centimetres = _whole(tokens, after + 1 if said_metre else after)
    if (
        said_metre
        and centimetres is None
        and after + 1 < len(tokens)
        and tokens[after + 1].folded in {"con", "y"}
    ):
        centimetres = _whole(tokens, after + 2)
    if centimetres is None or not 20 <= centimetres.value <= 99:
        return None
    end = centimetres.end
    if (
        end < len(tokens)
        and tokens[end].folded in {"centimetros", "cm", "metros"}
        and not tokens[end - 1].closes
    ):
        end += 1
    number = _token(
        tokens, place, end, f"1,{centimetres.value:02d}", 1 + centimetres.value / 100, close=False
    )
    unit = Token(f"m{tokens[end - 1].closes}", "m", number.first, number.last)
    return [number, unit], end


def _kilos_and_grams(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "tres kilos doscientos (gramos)" → "3,2 kilos"."""
    kilos = _whole(tokens, place)
    if kilos is None or not 1 <= kilos.value <= 15 or not _goes_on(tokens, kilos.end):
        return None
    unit = kilos.end
    if tokens[unit].folded not in {"kilo", "kilos", "kg"} or not _goes_on(tokens, unit + 1):
        return None
    start = unit + 2 if tokens[unit + 1].folded in {"con", "y"} and not tokens[unit + 1].closes else unit + 1
    grams = _whole(tokens, start)
    if grams is None or not 100 <= grams.value <= 999:
        return None
    end = grams.end
    if _goes_on(tokens, end) and tokens[end].folded in {"gramos", "g", "gr"}:
        end += 1
    value = kilos.value + grams.value / 1000
    number = _token(tokens, place, end, f"{value:.3f}".rstrip("0").replace(".", ","), value, close=False)
    return [number, Token(f"kilos{tokens[end - 1].closes}", "kilos", number.first, number.last)], end


def _half(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "medio miligramo" → "0,5 miligramo"; "kilo y medio" → "1,5 kilos"."""
    word = tokens[place].folded
    if word in {"medio", "media"} and not tokens[place].closes:
        if place + 1 < len(tokens) and tokens[place + 1].folded in MEASURE_UNITS:
            return [_token(tokens, place, place + 1, "0,5", 0.5)], place + 1
        return None
    number = None if word in {"y", "con"} else _whole(tokens, place)
    start, count = (number.end, number.value) if number else (place, 1)
    if start + 2 >= len(tokens) or tokens[start].folded not in MEASURE_UNITS - {"por", "%"}:
        return None
    if tokens[start].closes or (number and tokens[start - 1].closes):
        return None
    if tokens[start + 1].folded != "y" or tokens[start + 2].folded not in {"medio", "media"}:
        return None
    unit = tokens[start].folded
    plural = unit if unit.endswith("s") or len(unit) < 4 else f"{unit}s"
    end = start + 3
    figure = _token(tokens, place, end, f"{count},5", count + 0.5, close=False)
    return [figure, Token(plural + tokens[end - 1].closes, plural, figure.first, figure.last)], end


def _ratio(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    """ "158 sobre 94" → "158/94"; but "1 sobre 2 veces al día" is a sachet."""
    upper = _plain(tokens, place)
    if upper is None or tokens[place].folded in ONE or not _goes_on(tokens, upper.end):
        return None
    if tokens[upper.end].folded not in {"sobre", "/", "por"} or tokens[upper.end].closes:
        return None
    lower = _plain(tokens, upper.end + 1)
    if lower is None or lower.value < 2 or tokens[upper.end + 1].folded in {"cien", "ciento"}:
        return None
    if tokens[upper.end].folded == "por" and not (60 <= upper.value <= 260 and 30 <= lower.value <= 150):
        return None
    if _goes_on(tokens, lower.end) and tokens[lower.end].folded in {"veces", "dias", "horas", "semanas"}:
        return None
    return [_token(tokens, place, lower.end, f"{upper.text}/{lower.text}", None)], lower.end


def _number(tokens: Sequence[Token], place: int) -> tuple[list[Token], int] | None:
    figure = _plain(tokens, place)
    if figure is None:
        return None
    if _stays_in_words(tokens, place, figure):
        same = [
            Token(t.text, t.folded, t.first, t.last, figure.value if t.value is None else t.value)
            for t in tokens[place : figure.end]
        ]
        return same, figure.end
    return [_token(tokens, place, figure.end, figure.text, figure.value)], figure.end


RULES: tuple[_Rule, ...] = (_height, _kilos_and_grams, _half, _ratio, _number)


def _plain(tokens: Sequence[Token], place: int) -> Figure | None:
    """A number with its decimals, if it has any."""
    heard = _heard(tokens, place)
    if heard is not None and not heard.whole:
        return heard
    number = _whole(tokens, place)
    if number is None:
        return heard
    spoken = number.end > place + 1 or not tokens[place].folded.isdigit()
    figure = Figure(str(number.value), float(number.value), number.end, spoken)
    if spoken and number.end == place + 1 and number.figures:
        figure = Figure(tokens[place].folded, float(number.value), number.end, False)
    for extend in (_split_hundreds, _decimals, _lost_point, _half_more):
        longer = extend(tokens, place, figure)
        if longer is not None:
            return longer
    return figure


def _heard(tokens: Sequence[Token], place: int) -> Figure | None:
    if place >= len(tokens):
        return None
    word = tokens[place].folded
    value = value_of(word)
    if value is None:
        return None
    return Figure(word, value, place + 1, spoken=False, whole=word.isdigit())


def _split_hundreds(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "800, 50 miligramos" → 850; "100 40 sobre 90" → 140."""
    if figure.value % 100 or not 100 <= figure.value <= 900 or figure.end >= len(tokens):
        return None
    if (
        tokens[figure.end - 1].closes not in {"", ","}
        or figure.end != place + 1
        or not tokens[place].folded.isdigit()
    ):
        return None
    rest = _whole(tokens, figure.end)
    if rest is None or not 10 <= rest.value <= 99 or not rest.figures:
        return None
    in_pieces = rest.end == figure.end + 3 and not tokens[place].closes  # "500 70 y 5" is never a list
    if not in_pieces and not _goes_on(tokens, rest.end):
        return None
    if not in_pieces and tokens[rest.end].folded not in DOSE_UNITS | {"sobre", "cada"}:
        return None
    value = int(figure.value) + rest.value
    return Figure(str(value), float(value), rest.end, spoken=True)


def _decimals(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "coma", "punto" and, for what is no combination of drugs, "con"."""
    if not _goes_on(tokens, figure.end) or tokens[figure.end].closes:
        return None
    mark = tokens[figure.end].folded
    if mark not in {"coma", "punto", "con"}:
        return None
    digits, end, lone = _decimal_digits(tokens, figure.end + 1)
    if not digits:
        return None
    if mark == "con":
        small = figure.value < 20 or (len(digits) == 1 and _is_measured(tokens, place))
        small = small and len(digits) <= 2 and tokens[place].folded not in {"un", "una"}
        if not small or lone or (_goes_on(tokens, end) and tokens[end].folded in COUNTED - MEASURE_UNITS):
            return None
    text = f"{figure.text}{'.' if mark == 'punto' else ','}{digits}"
    return Figure(text, float(text.replace(",", ".")), end, spoken=True, whole=False)


def _decimal_digits(tokens: Sequence[Token], place: int) -> tuple[str, int, bool]:
    """The digits after the mark, where they end, and whether they are "un" or "una"."""
    digits = ""
    while place < len(tokens) and tokens[place].folded in {"cero", "0"} and not tokens[place].closes:
        digits, place = digits + "0", place + 1
    rest = _whole(tokens, place)
    if rest is None or rest.value >= 1000:
        closing_zero = place < len(tokens) and tokens[place].folded in {"cero", "0"}
        return (digits + "0", place + 1, False) if closing_zero else (digits, place, False)
    said = tokens[place].folded
    return (
        digits + (said if said.isdigit() and rest.end == place + 1 else str(rest.value)),
        rest.end,
        said in {"un", "una"},
    )


def _lost_point(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "0 5 miligramos" → 0.5; "160 con 4 5" → 4.5 in a combination; "potasio 5 3" → 5.3."""
    if not _goes_on(tokens, figure.end):
        return None
    if point := _lost_point_of_measure(tokens, place, figure):
        return point
    if figure.end != place + 1:
        return None
    word, rest = tokens[place].folded, tokens[figure.end].folded
    if not (rest.isascii() and rest.isdigit() and word.isascii()):
        return None
    end = figure.end + 1
    before_unit = _goes_on(tokens, end) and tokens[end].folded in MEASURE_UNITS
    after_con = (
        place >= 2 and tokens[place - 1].folded == "con" and (value_of(tokens[place - 2].folded) or 0) >= 20
    )
    of_a_drug = place > 0 and tokens[place - 1].folded == "de" and value_of(_folded(tokens, end)) is None
    if word in {"0", "cero"} and (before_unit or of_a_drug) and len(rest) <= 3:
        return Figure(f"0.{rest}", float(f"0.{rest}"), end, spoken=True, whole=False)
    if after_con and len(word) == 1 and len(rest) == 1 and word.isdigit():
        return Figure(f"{word}.{rest}", float(f"{word}.{rest}"), end, spoken=True, whole=False)
    return None


def _lost_point_of_measure(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "pesa 68 4", "PSA de seis ocho": one more digit after what is measured with decimals."""
    digit = tokens[figure.end].folded
    value = ONES.get(digit, int(digit) if digit.isascii() and digit.isdigit() and len(digit) == 1 else None)
    if value is None or digit in ONE - {"uno", "1"} or figure.value >= 250 or not _is_measured(tokens, place):
        return None
    end = figure.end + 1
    following = _folded(tokens, end) if not tokens[figure.end].closes else ""
    if following in COUNTED - MEASURE_UNITS or value_of(following) is not None or following in {"sobre", "/"}:
        return None
    return Figure(f"{figure.text}.{value}", figure.value + value / 10, end, spoken=True, whole=False)


def _is_measured(tokens: Sequence[Token], place: int) -> bool:
    """Whether the number at `place` is the value of something measured with decimals."""
    cue = place - 1
    while cue >= 0 and place - cue < 4 and tokens[cue].folded in BEFORE_VALUE:
        cue -= 1
    return cue >= 0 and tokens[cue].folded in DECIMAL_CUES and "." not in tokens[cue].closes


def _folded(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].folded if place < len(tokens) else ""


def _half_more(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "siete y medio" → 7,5; "las siete y media" is an hour, "una y media" a tablet and a half."""
    if (
        not _goes_on(tokens, figure.end + 1)
        or tokens[figure.end - 1].closes
        or tokens[figure.end].folded != "y"
    ):
        return None
    if tokens[figure.end + 1].folded not in {"medio", "media"}:
        return None
    if tokens[place].folded in {"un", "una", "uno"} or (place and tokens[place - 1].folded in {"las", "los"}):
        return None
    after = figure.end + 2
    if _goes_on(tokens, after) and tokens[after].folded in {"hora", "ano", "mes", "dia"}:
        return None
    return Figure(f"{figure.text},5", figure.value + 0.5, after, spoken=True, whole=False)


def _stays_in_words(tokens: Sequence[Token], place: int, figure: Figure) -> bool:
    """Lone small numbers stay as said unless they count or measure: "los dos lados", "una o dos"."""
    if not figure.spoken:
        return True
    if figure.end > place + 1:
        return False
    word = tokens[place].folded
    if word.isdigit():
        return True
    following = tokens[figure.end].folded if _goes_on(tokens, figure.end) else ""
    if word in ONE or word == "cero":
        return following not in MEASURE_UNITS
    if word in {"mil", "cien"}:
        return following not in COUNTED
    if (
        word == "once"
        and place
        and tokens[place - 1].folded in {"tomo", "toma", "tomar", "la", "tomamos", "de"}
    ):
        return following not in COUNTED
    if figure.value > 10:
        return False
    if place >= 2 and tokens[place - 1].folded in {"o", "u"} and tokens[place - 2].folded in ONE:
        return True
    if following in {"o", "u", "a"} and figure.end + 1 < len(tokens):
        other = _plain(tokens, figure.end + 1)
        return other is None or (other.spoken and _stays_in_words(tokens, figure.end + 1, other))
    return following not in COUNTED


def _per_cent(tokens: Sequence[Token]) -> list[Token]:
    """ "91 por ciento" → "91 %"."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after_number = bool(result) and result[-1].value is not None and not result[-1].closes
        if (
            after_number
            and token.folded == "por"
            and _goes_on(tokens, place + 1)
            and (tokens[place + 1].folded in {"ciento", "100", "cien"})
        ):
            closing = tokens[place + 1].closes
            result.append(Token(f"%{closing}", "%", token.first, tokens[place + 1].last))
            place += 2
        elif after_number and token.folded in {"porciento"}:
            result.append(Token(f"%{token.closes}", "%", token.first, token.last))
            place += 1
        else:
            result.append(token)
            place += 1
    return result


def _whole(tokens: Sequence[Token], place: int) -> Whole | None:
    """The whole number from `place` on, not across punctuation."""
    if place >= len(tokens) or not tokens[place].folded:
        return None
    limit = place + 1
    while limit < min(len(tokens), place + 9) and not tokens[limit - 1].closes and not tokens[limit].opens:
        limit += 1
    return whole_at([token.folded for token in tokens[: limit + 1]], place, limit)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether token `place` exists and nothing separates it from the one before."""
    return 0 < place < len(tokens) and not tokens[place - 1].closes


def _follows(tokens: Sequence[Token], place: int, cues: frozenset[str]) -> bool:
    return any(token.folded in cues for token in tokens[max(0, place - 3) : place])


def _token(
    tokens: Sequence[Token], begin: int, end: int, figure: str, value: float | None, *, close: bool = True
) -> Token:
    closing = tokens[end - 1].closes if close else ""
    return Token(
        f"{tokens[begin].opens}{figure}{closing}", figure, tokens[begin].first, tokens[end - 1].last, value
    )
