"""What kind of value a word is: a number, a date, a side."""

import re
from collections.abc import Iterable

from medic_scribe.clinical import fold, strip_punctuation

_NUMBER = re.compile(r"^\d+([.,/]\d+)*$")
_UNITS = frozenset(
    "un una uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta"
    " cuarenta cincuenta sesenta setenta ochenta noventa cien medio media".split()
)
MONTHS = tuple(
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
)
DATES = frozenset(MONTHS) | frozenset("lunes martes miercoles jueves viernes sabado domingo".split())
_SIDES = frozenset("derecha derecho izquierda izquierdo".split())


def kind_of(word: str) -> str:
    folded = bare(word)
    if _NUMBER.match(folded) or folded in _UNITS:
        return "number"
    if folded in DATES:
        return "date"
    return "side" if folded in _SIDES else ""


def values(words: Iterable[str]) -> frozenset[str]:
    """The kinds of value that the words hold: "number", "date", "side"."""
    return frozenset(kind for word in words if (kind := kind_of(word)))


def bare(word: str) -> str:
    return fold(strip_punctuation(word))
