"""What makes a whole number longer: its decimals, said or lost, and hundreds left in pieces."""

import re
from collections.abc import Sequence

from medic_scribe.clinical.combined_strengths import named_before, strengths_alone
from medic_scribe.clinical.drugs import drugs_by_name
from medic_scribe.clinical.figure_words import (
    COUNTED,
    DOSE_UNITS,
    MEASURE_UNITS,
    Figure,
    folded_at,
    goes_on,
    single_digit,
    value_of,
    whole,
)
from medic_scribe.clinical.text import Token

# What is measured with a decimal: after these words "68 4" and "uno tres" have lost their point.
DECIMAL_CUES = frozenset(
    "pesa peso pesas pesaba pesabas pese temperatura afebril creatinina potasio calcio fosforo magnesio "
    "albumina hemoglobina glicosilada glucosilada glicada hba1c a1c psa tsh t4 inr rin lactato bilirrubina "
    "urico acido ferritina troponina ph imc".split()
)
BEFORE_VALUE = frozenset("de en es esta a hoy ayer dio salio fue total actual libre los las lo".split())


def longer(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """The number with what follows it, or None where nothing belongs to it."""
    for rule in (_split_hundreds, _decimals, _of_temperature, _lost_point, _half_more):
        if found := rule(tokens, place, figure):
            return found
    return None


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
    rest = whole(tokens, figure.end)
    if rest is None or not 10 <= rest.value <= 99 or not rest.figures:
        return None
    in_pieces = rest.end == figure.end + 3 and not tokens[place].closes  # "500 70 y 5" is never a list
    if not in_pieces and not goes_on(tokens, rest.end):
        return None
    if not in_pieces and tokens[rest.end].folded not in DOSE_UNITS | {"sobre", "cada"}:
        return None
    value = int(figure.value) + rest.value
    return Figure(str(value), float(value), rest.end, spoken=True)


def _decimals(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "coma", "punto" and, for what is no combination of drugs, "con"."""
    if not goes_on(tokens, figure.end) or tokens[figure.end].closes:
        return None
    mark = tokens[figure.end].folded
    if mark not in {"coma", "punto", "con"}:
        return None
    digits, end, lone = _decimal_digits(tokens, figure.end + 1)
    if not digits:
        return None
    if mark == "con":
        small = figure.value < 20 or (len(digits) == 1 and _is_value(tokens, place, figure, end))
        small = small and len(digits) <= 2 and tokens[place].folded not in {"un", "una"}
        if not small or lone or (goes_on(tokens, end) and tokens[end].folded in COUNTED - MEASURE_UNITS):
            return None
    text = f"{figure.text}{'.' if mark == 'punto' else ','}{digits}"
    return Figure(text, float(text.replace(",", ".")), end, spoken=True, whole=False)


def _decimal_digits(tokens: Sequence[Token], place: int) -> tuple[str, int, bool]:
    """The digits after the mark, where they end, and whether they are "un" or "una"."""
    digits = ""
    while place < len(tokens) and tokens[place].folded in {"cero", "0"} and not tokens[place].closes:
        digits, place = digits + "0", place + 1
    rest = whole(_before_millions(tokens, place), place)
    if rest is None or rest.value >= 1000:
        closing_zero = place < len(tokens) and tokens[place].folded in {"cero", "0"}
        return (digits + "0", place + 1, False) if closing_zero else (digits, place, False)
    said = tokens[place].folded
    return (
        digits + (said if said.isdigit() and rest.end == place + 1 else str(rest.value)),
        rest.end,
        said in {"un", "una"},
    )


def _before_millions(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """ "uno punto dos millones": the millions are of the whole."""
    near = range(place, min(place + 4, len(tokens)))
    return tokens[: next((at for at in near if tokens[at].folded == "millones"), len(tokens))]


def _lost_point(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "0 5 miligramos" → 0.5; "160 con 4 5" → 4.5 in a combination; "potasio 5 3" → 5.3."""
    if not goes_on(tokens, figure.end):
        return None
    if point := (
        _lost_point_of_measure(tokens, place, figure)
        or _lost_point_of_strength(tokens, place, figure)
        or _after_zero(tokens, place, figure)
    ):
        return point
    if figure.end != place + 1:
        return None
    word, rest = tokens[place].folded, tokens[figure.end].folded
    if not (rest.isascii() and rest.isdigit() and word.isascii()):
        return None
    end = figure.end + 1
    before_unit = goes_on(tokens, end) and tokens[end].folded in MEASURE_UNITS
    after_con = (
        place >= 2 and tokens[place - 1].folded == "con" and (value_of(tokens[place - 2].folded) or 0) >= 20
    )
    before = folded_at(tokens, place - 1) if place else ""
    alone = value_of(folded_at(tokens, end)) is None and value_of(before) is None
    of_a_drug = alone and before == "de"
    if word in {"0", "cero"} and len(rest) <= 3 and (before_unit or of_a_drug or (alone and len(rest) < 3)):
        return Figure(f"0.{rest}", float(f"0.{rest}"), end, spoken=True, whole=False)
    if after_con and len(word) == 1 and len(rest) == 1 and word.isdigit():
        return Figure(f"{word}.{rest}", float(f"{word}.{rest}"), end, spoken=True, whole=False)
    return None


def _lost_point_of_strength(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "carvedilol seis veinticinco" → 6.25: a strength that the drug comes in, where the first is none."""
    rest = whole(tokens, figure.end)
    if rest is None or not figure.whole or figure.value >= 100:
        return None
    strengths = strengths_alone(named_before(tokens, place))
    if figure.text in strengths or f"{figure.text},{rest.value}" not in strengths:
        return None
    if goes_on(tokens, rest.end) and tokens[rest.end].folded in COUNTED - MEASURE_UNITS:
        return None
    return _with_decimals(figure, str(rest.value), rest.end)


def _after_zero(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "cero veinticinco", "cero cinco miligramos": a zero that is said begins a decimal, or a telephone's
    number."""
    rest = whole(tokens, figure.end)
    if tokens[place].folded != "cero" or rest is None or not 1 <= rest.value <= 99:
        return None
    before = folded_at(tokens, place - 1) if place else ""
    more = goes_on(tokens, rest.end) and (
        tokens[rest.end].folded in COUNTED - MEASURE_UNITS or whole(tokens, rest.end) is not None
    )
    if more or before == "cero":
        return None
    if any(_CALLED.match(token.folded) for token in tokens[max(0, place - 3) : place]):
        return Figure(f"0{rest.value}", float(rest.value), rest.end, spoken=True, whole=False)
    return _with_decimals(figure, str(rest.value), rest.end)


_CALLED = re.compile(r"(llam|mar(c|qu))\w+|linea|telefono|numero")  # "llame al cero dieciséis"


def _with_decimals(figure: Figure, digits: str, end: int) -> Figure:
    text = f"{figure.text}.{digits}"
    return Figure(text, float(text), end, spoken=True, whole=False)


def below_one(tokens: Sequence[Token], place: int) -> Figure | None:
    """ "punto cinco" of what has decimals: after a drug's name or a measure's, or before a unit of dose."""
    mark = tokens[place].folded
    if mark not in {"punto", "coma"} or not goes_on(tokens, place + 1):
        return None
    digits, end, lone = _decimal_digits(tokens, place + 1)
    if not digits or lone:
        return None
    has_decimals = _is_measured(tokens, place) or _is_drug_before(tokens, place)
    of_dose = mark == "punto" and goes_on(tokens, end) and tokens[end].folded in DOSE_UNITS
    if not (has_decimals or (of_dose and folded_at(tokens, place - 1) not in _BEFORE_NOUN)):
        return None
    text = f"0{'.' if mark == 'punto' else ','}{digits}"
    return Figure(text, float(text.replace(",", ".")), end, spoken=True, whole=False)


_BEFORE_NOUN = frozenset("el un este ese otro al del mismo".split())


def _is_drug_before(tokens: Sequence[Token], place: int) -> bool:
    """ "clonazepam, punto cinco", "digoxina de punto veinticinco"."""
    before = place - 1
    while before > 0 and tokens[before].folded in {"de", "a", "la", "en"}:
        before -= 1
    return before >= 0 and tokens[before].folded in drugs_by_name() and "." not in tokens[before].closes


def _lost_point_of_measure(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "pesa 68 4", "PSA de seis ocho": one more digit after what is measured with decimals."""
    value = single_digit(tokens[figure.end].folded)
    if value is None or figure.value >= 250 or not _is_measured(tokens, place):
        return None
    end = figure.end + 1
    following = folded_at(tokens, end) if not tokens[figure.end].closes else ""
    if following in COUNTED - MEASURE_UNITS or value_of(following) is not None or following in {"sobre", "/"}:
        return None
    return Figure(f"{figure.text}.{value}", figure.value + value / 10, end, spoken=True, whole=False)


_MEASURED_AFTER = frozenset("kilo kilos kg grado grados".split())
_HEAT = frozenset("temperatura fiebre calentura febricula".split())


def _is_value(tokens: Sequence[Token], place: int, figure: Figure, end: int) -> bool:
    """Whether the digit before `end` is a decimal: "71 con 2", not "valsartán de 160 con 5"."""
    if _is_measured(tokens, place) or (goes_on(tokens, end) and _names_measure(tokens, end)):
        return True
    of_a_drug = place > 0 and tokens[place - 1].folded == "de"
    ends = end >= len(tokens) or bool(tokens[end - 1].closes)
    return ends and not of_a_drug and figure.value < 250 and figure.value % 10 != 0


def _names_measure(tokens: Sequence[Token], place: int) -> bool:
    """ "kilos", "grados", "de temperatura"."""
    word = tokens[place].folded
    return word in _MEASURED_AFTER or (word == "de" and folded_at(tokens, place + 1) in _HEAT | {"peso"})


def _of_temperature(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "treinta y ocho dos" is a temperature: a body's degrees and one more digit, and no more after it."""
    if not (figure.whole and 35 <= figure.value <= 41 and goes_on(tokens, figure.end)):
        return None
    digit, end = single_digit(tokens[figure.end].folded), figure.end + 1
    ends = end >= len(tokens) or bool(tokens[figure.end].closes)
    if digit is None or not (ends or _names_measure(tokens, end) or _says_where_taken(tokens, end)):
        return None
    if place and tokens[place - 1].folded in {"de", "cada", "los", "las"}:
        return None
    return Figure(f"{figure.text}.{digit}", figure.value + digit / 10, end, spoken=True, whole=False)


def _says_where_taken(tokens: Sequence[Token], place: int) -> bool:
    """ "En la axila", "rectal": where a temperature is taken, and hardly anything else."""
    following = " ".join(token.folded for token in tokens[place : place + 3])
    return _WHERE_TAKEN.match(following) is not None


_WHERE_TAKEN = re.compile(r"(axilar|rectal|en (la |el )?(axila|oido|recto))\b")


def _is_measured(tokens: Sequence[Token], place: int) -> bool:
    """Whether the number at `place` is the value of something measured with decimals."""
    cue = place - 1
    while cue >= 0 and place - cue < 4 and tokens[cue].folded in BEFORE_VALUE:
        cue -= 1
    return cue >= 0 and tokens[cue].folded in DECIMAL_CUES and "." not in tokens[cue].closes


def _half_more(tokens: Sequence[Token], place: int, figure: Figure) -> Figure | None:
    """ "siete y medio" → 7,5, "seis y cuarto" → 6,25; no hour ("las siete y media"), no tablet ("una y
    media")."""
    if (
        not goes_on(tokens, figure.end + 1)
        or tokens[figure.end - 1].closes
        or tokens[figure.end].folded != "y"
    ):
        return None
    decimals = _PARTS.get(tokens[figure.end + 1].folded)
    if decimals is None:
        return None
    if tokens[place].folded in {"un", "una", "uno"} or (place and tokens[place - 1].folded in {"las", "los"}):
        return None
    after = figure.end + 2
    if goes_on(tokens, after) and tokens[after].folded in {"hora", "ano", "mes", "dia"}:
        return None
    text = f"{figure.text},{decimals}"
    return Figure(text, float(text.replace(",", ".")), after, spoken=True, whole=False)


_PARTS = {"medio": "5", "media": "5", "cuarto": "25"}
