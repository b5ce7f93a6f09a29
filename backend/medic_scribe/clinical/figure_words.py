"""What the rules for figures share: units, and the whole number at a place."""

import re
from collections.abc import Sequence
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
    "copa copas cerveza cervezas litros latidos por cajas cuadras pisos cucharaditas aplicaciones calorias "
    "kilocalorias kcal".split()
)
ONE = frozenset({"un", "una", "uno", "1"})
_DECIMAL = re.compile(r"\d+[.,]\d+$")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number read from tokens `begin:end`; `whole` while it may still take decimals."""

    text: str
    value: float
    end: int
    spoken: bool  # at least one word of it was a number word or a split: it has to be written anew
    whole: bool = True


def value_of(word: str) -> float | None:
    """The value of one heard figure: "37,2", "1.70", "11.200"; None when the word is no number."""
    if word.isascii() and word.isdigit():
        return float(word) if len(word) < 16 else None
    if _THOUSANDS.match(word):
        return float(word.replace(".", ""))
    if _DECIMAL.match(word):
        return float(word.replace(",", "."))
    return None


def whole(tokens: Sequence[Token], place: int) -> Whole | None:
    """The whole number from `place` on, not across punctuation."""
    if place >= len(tokens) or not tokens[place].folded:
        return None
    limit = place + 1
    while limit < min(len(tokens), place + 9) and not tokens[limit - 1].closes and not tokens[limit].opens:
        limit += 1
    return whole_at([token.folded for token in tokens[: limit + 1]], place, limit)


def single_digit(word: str) -> int | None:
    """One digit, said or written; "un" and "una" count something."""
    if word in ONE - {"uno", "1"}:
        return None
    return int(word) if word.isascii() and word.isdigit() and len(word) == 1 else ONES.get(word)


def goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether token `place` exists and nothing separates it from the one before."""
    return 0 < place < len(tokens) and not tokens[place - 1].closes


def folded_at(tokens: Sequence[Token], place: int) -> str:
    """The word there, empty past the end."""
    return tokens[place].folded if place < len(tokens) else ""


def figure_token(
    tokens: Sequence[Token], begin: int, end: int, figure: str, value: float | None, *, close: bool = True
) -> Token:
    """Tokens `begin:end` as one figure, with the punctuation around it unless another token follows."""
    closing = tokens[end - 1].closes if close else ""
    return Token(
        f"{tokens[begin].opens}{figure}{closing}", figure, tokens[begin].first, tokens[end - 1].last, value
    )


def follows(tokens: Sequence[Token], place: int, cues: frozenset[str], within: int = 3) -> bool:
    """Whether one of the cues is among the last words before `place`."""
    return any(token.folded in cues for token in tokens[max(0, place - within) : place])
