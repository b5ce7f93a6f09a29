"""Whole numbers in Spanish: words → figures and figures → words."""

from collections.abc import Sequence
from dataclasses import dataclass

UNITS = "cero uno dos tres cuatro cinco seis siete ocho nueve".split()
TEENS = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve".split()
TWENTIES = (
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
    "veintinueve"
).split()
TENS = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
HUNDREDS = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()

_ACCENTS = str.maketrans("áéíóú", "aeiou")
ONES = {word: value for value, word in enumerate(UNITS)} | {"un": 1, "una": 1}
BELOW_THIRTY = (
    {word.translate(_ACCENTS): 10 + value for value, word in enumerate(TEENS)}
    | {word.translate(_ACCENTS): 20 + value for value, word in enumerate(TWENTIES)}
    | {"veintiun": 21, "veintiuna": 21}
)
ROUND_TENS = {word: 10 * value for value, word in enumerate(TENS) if value > 2} | {"veinte": 20, "diez": 10}
_MASCULINE = {word: 100 * value for value, word in enumerate(HUNDREDS) if value} | {
    "cien": 100,
    "sietecientos": 700,
    "nuevecientos": 900,
    "quinientas": 500,
}
ROUND_HUNDREDS = _MASCULINE | {
    word[:-2] + "as": value for word, value in _MASCULINE.items() if word.endswith("os")
}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number read from `words[begin:end]`; `figures` says that a part of it was heard as figures."""

    value: int
    end: int
    figures: bool = False


def spell(value: int) -> str:
    """Figures → words, 0 to 999,999: 88 → "ochenta y ocho"."""
    if not 0 <= value < 1_000_000:
        raise ValueError("only 0 to 999,999")
    if value < 30:
        return (UNITS + TEENS + TWENTIES)[value]
    if value < 100:
        tens, unit = divmod(value, 10)
        return TENS[tens] + (f" y {UNITS[unit]}" if unit else "")
    if value == 100:
        return "cien"
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return HUNDREDS[hundreds] + (f" {spell(rest)}" if rest else "")
    thousands, rest = divmod(value, 1000)
    head = "mil" if thousands == 1 else f"{_before_noun(spell(thousands))} mil"
    return head + (f" {spell(rest)}" if rest else "")


def _before_noun(words: str) -> str:
    """ "treinta y uno" → "treinta y un", "veintiuno" → "veintiún"."""
    if words.endswith("veintiuno"):
        return words[: -len("veintiuno")] + "veintiún"
    return words[:-1] if words.endswith("uno") else words


def whole_at(words: Sequence[str], begin: int, limit: int) -> Whole | None:
    """The longest whole number in `words[begin:limit]` from `begin` on; words are folded and bare.

    Numbers that a recogniser left in pieces are put together: "80 y 8", "11 mil 200", "cuarenta ocho".
    """
    limit = min(limit, len(words))
    number = _below_million(words, begin, limit)
    if number is None or number.end >= limit or words[number.end] not in {"millon", "millones"}:
        return number
    rest = _below_million(words, number.end + 1, limit)
    if rest is None or rest.value < 1000:
        return number if words[number.end] == "millon" else Whole(number.value * 1_000_000, number.end + 1)
    return Whole(number.value * 1_000_000 + rest.value, rest.end, number.figures or rest.figures)


def _below_million(words: Sequence[str], begin: int, limit: int) -> Whole | None:
    head = _below_thousand(words, begin, limit)
    if head is None:
        if begin < limit and words[begin] == "mil":
            head = Whole(1, begin)
        else:
            return None
    if head.end < limit and words[head.end] == "mil" and 0 < head.value < 1000:
        return _thousands(words, head, limit)
    return head


def _thousands(words: Sequence[str], head: Whole, limit: int) -> Whole:
    value, end, figures = head.value * 1000, head.end + 1, head.figures
    rest = _below_thousand(words, end, limit)
    if rest is None or (rest.value < 10 and words[end] in {"un", "una"}):
        return Whole(value, end, figures)
    return Whole(value + rest.value, rest.end, figures or rest.figures)


def _below_thousand(words: Sequence[str], begin: int, limit: int) -> Whole | None:
    if begin >= limit:
        return None
    hundreds = ROUND_HUNDREDS.get(words[begin])
    if hundreds is None:
        return _fasting(words, begin, limit) or _below_hundred(words, begin, limit)
    rest = _below_hundred(words, begin + 1, limit)
    if words[begin] == "cien" or rest is None or not 0 < rest.value < 100 or _per_cent(words, begin):
        return Whole(hundreds, begin + 1)
    # Nobody says "ciento" but to go on: what follows it counts no takes.
    goes_on = words[begin] == "ciento" or _fasting(words, begin, limit) is not None
    if rest.value < 10 and not goes_on and _is_take(words, begin + 1, limit):
        return Whole(hundreds, begin + 1)
    return Whole(hundreds + rest.value, rest.end, rest.figures)


def _per_cent(words: Sequence[str], begin: int) -> bool:
    """ "noventa por ciento dos días" is no 102."""
    after_number = begin > 1 and _below_hundred(words, begin - 2, begin - 1) is not None
    return words[begin] == "ciento" and words[begin - 1] == "por" and after_number


def _fasting(words: Sequence[str], begin: int, limit: int) -> Whole | None:
    """ "100 ocho en ayunas", "doscientos tres en ayunas": nobody takes three of a drug before eating."""
    word = words[begin]
    hundreds = int(word) if word in _HUNDREDS_IN_FIGURES else ROUND_HUNDREDS.get(word)
    if hundreds is None or begin + 3 >= len(words) or begin + 1 >= limit:
        return None
    unit = _below_hundred(words, begin + 1, begin + 2)
    if unit is None or not 3 <= unit.value <= 9 or words[begin + 2 : begin + 4] not in _WHILE_FASTING:
        return None
    return Whole(hundreds + unit.value, begin + 2, figures=True)


_HUNDREDS_IN_FIGURES = frozenset(str(hundreds) for hundreds in range(100, 1000, 100))
_WHILE_FASTING = (["en", "ayunas"], ["en", "ayuno"])


def _below_hundred(words: Sequence[str], begin: int, limit: int) -> Whole | None:
    if begin >= limit:
        return None
    word = words[begin]
    tens = ROUND_TENS.get(word)
    if tens is None and word.isascii() and word.isdigit() and len(word) <= 6:
        return _figures(words, begin, limit)
    if tens is None:
        value = ONES.get(word, BELOW_THIRTY.get(word))
        return None if value is None else Whole(value, begin + 1)
    return _with_unit(words, Whole(tens, begin + 1), limit)


def _figures(words: Sequence[str], begin: int, limit: int) -> Whole:
    value = int(words[begin])
    number = Whole(value, begin + 1, figures=True)
    is_round = 20 <= value % 100 <= 90 and value % 10 == 0 and len(words[begin]) in (2, 3)
    return _with_unit(words, number, limit) if is_round else number


def _with_unit(words: Sequence[str], tens: Whole, limit: int) -> Whole:
    """ "ochenta" + "y ocho"; "cuarenta" + "ocho" where the recogniser lost the "y"; "80" + "y 8"."""
    joined = tens.end < limit and words[tens.end] == "y"
    place = tens.end + 1 if joined else tens.end
    if place >= limit:
        return tens
    word = words[place]
    digit = word.isascii() and word.isdigit() and len(word) == 1
    unit = int(word) if digit else ONES.get(word, 0)
    runs_on = joined or _ends_pressure(words, tens.end - 1)
    if not 1 <= unit <= 9 or (not runs_on and (digit or tens.figures)):
        return tens
    if tens.figures and begin_of_range(words, tens.end - 1):
        return tens
    if _is_take(words, place, limit) and (not joined or word in {"una", "uno", "1"}):
        return tens
    if not joined and (word in {"un", "una", "uno"} or tens.value == 10):
        return tens  # "diez dos semanas" is no twelve
    if tens.figures and place + 1 < len(words) and words[place + 1] == "de":
        return tens
    if word in {"un", "una"} and place + 1 < len(words) and not _is_of_many(words[place + 1]):
        return tens  # "sube a ochenta y un protector"
    return Whole(tens.value + unit, place + 1, tens.figures or digit)


def _is_of_many(word: str) -> bool:
    """Whether a number above one may stand before it: "años", "mil", "por ciento", "mg"."""
    return word.endswith("s") or word in {"mil", "millon", "por", "mg", "ml", "mcg", "kg", "cm", "mm", "ui"}


def _ends_pressure(words: Sequence[str], place: int) -> bool:
    """Whether the number at `place` ends a pressure, which no figure follows: "136 sobre 80 4"."""
    upper = words[place - 2] if place > 1 and words[place - 1] == "sobre" else ""
    return upper.isascii() and upper.isdigit() and len(upper) == 3


def begin_of_range(words: Sequence[str], place: int) -> bool:
    """Whether the number at `place` begins "entre 20 y 5"."""
    return place > 0 and words[place - 1] == "entre"


# After a number these say that it counts takes, not that it goes on: "losartán de cincuenta una al día".
TAKE_FOLLOWERS = frozenset(
    "veces vez al a por en cada antes despues tableta tabletas pastilla pastillas comprimido comprimidos "
    "capsula capsulas puff puffs inhalacion inhalaciones gota gotas sobre sobres cucharada cucharadas "
    "cucharadita cucharaditas ampolla ampollas parche parches diaria diarias diario diarios".split()
)


_RATES = frozenset({"ciento", "cien", "minuto"})


def _is_take(words: Sequence[str], place: int, limit: int) -> bool:
    if place + 2 < limit and words[place + 1] == "por" and words[place + 2] in _RATES:
        return False
    if place + 2 < limit and words[place + 1] == "sobre" and words[place + 2].isdigit():
        return False  # "150 y 1 sobre 94"
    if words[place + 1 : place + 2] == ["en"] and not _TIMES & set(words[place + 2 : place + 4]):
        return False  # "treinta y uno en el consultorio"
    return place + 1 < limit and words[place + 1] in TAKE_FOLLOWERS


# In what a drug is taken "en": "una en la noche", "una en ayunas".
_TIMES = frozenset(
    "manana mananas noche noches tarde tardes mediodia desayuno almuerzo comida cena ayunas caso".split()
)
