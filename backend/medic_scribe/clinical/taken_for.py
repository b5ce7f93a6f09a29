"""Strengths of what is taken for a pressure or a sugar: "la pastilla de la presión, de ciento sesenta"."""

from medic_scribe.clinical.drug_mentions import find_mentions
from medic_scribe.clinical.expressions import Match
from medic_scribe.clinical.reading import Reading

_MEDICINES = frozenset(
    "pastilla pastillas pastillita pastillitas medicina medicinas medicamento medicamentos remedio remedios "
    "tableta tabletas comprimido comprimidos capsula capsulas tratamiento gotas inyeccion "
    "el la los las una uno".split()
)
_ARTICLES = frozenset("el la los las mi su".split())
_BEFORE_STRENGTH = frozenset("de del el la los las".split())


def is_strength(reading: Reading, label: Match, place: int) -> bool:
    """Whether the figure at `place` is of a drug: of one just named, or of one for what the label names."""
    tokens = reading.tokens
    before = place
    while before > label.end and tokens[before - 1].folded in _BEFORE_STRENGTH:
        before -= 1
    if any(mention.end == before and mention.begin >= label.end for mention in find_mentions(reading)):
        return True
    return tokens[place - 1].folded == "de" and _is_purpose(reading, label.begin)


def _is_purpose(reading: Reading, begin: int) -> bool:
    """ "para la presión", "la pastilla del azúcar", "la de la tensión"."""
    words = [token.folded for token in reading.tokens[max(0, begin - 4) : begin]]
    while words and words[-1] in _ARTICLES:
        words.pop()
    of_medicine = words[-1:] in (["de"], ["del"]) and any(word in _MEDICINES for word in words[-2:-1])
    return words[-1:] == ["para"] or of_medicine
