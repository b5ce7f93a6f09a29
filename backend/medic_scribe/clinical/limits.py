"""Figures that are limits, aims or changes and no readings: "menos de 110", "la meta es 130 sobre 80"."""

from collections.abc import Sequence

from medic_scribe.clinical.text import Token

FARTHEST_AIM = 10  # tokens from "la meta" to its figure
_COMPARING = frozenset("menos mas debajo encima arriba abajo mayor menor superior inferior".split())
_AIMS = frozenset("meta metas objetivo objetivos".split())
# "Objetivo: TA 120/80" heads an examination; "el objetivo" is an aim.
_BEFORE_AIM = frozenset("la el las los como de una un su tu nuestra nuestro".split())
_PRESENT = frozenset("hoy ahora tiene".split())
_CHANGING = ("baj", "sub", "perd", "gan", "aument")


def is_limit(tokens: Sequence[Token], place: int) -> bool:
    """Whether the figure at `place` says how much a value may or should be."""
    before = place - 1
    while before > 0 and tokens[before].folded in {"el", "la", "los", "las"}:
        before -= 1
    joined = before > 0 and tokens[before].folded in {"de", "a", "que"}
    compared = joined and tokens[before - 1].folded in _COMPARING
    return compared or tokens[before].folded == "entre" or _is_aim(tokens, place)


def is_change(tokens: Sequence[Token], place: int) -> bool:
    """ "Con bajar diez kilos": how much a weight is to change."""
    return place > 0 and tokens[place - 1].folded.startswith(_CHANGING)


def _is_aim(tokens: Sequence[Token], place: int) -> bool:
    for at in range(place - 1, max(0, place - FARTHEST_AIM), -1):
        if tokens[at].folded in _PRESENT or any(mark in ".;?!" for mark in tokens[at].closes):
            return False
        if tokens[at].folded in _AIMS and tokens[at - 1].folded in _BEFORE_AIM:
            return True
    return False
