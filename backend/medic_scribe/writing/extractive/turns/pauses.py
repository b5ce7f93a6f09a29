"""Pauses that a recogniser left out, put back as commas where the words around them tell.

A line can be shortened only at its pauses (`lines.py`): a sentence that runs on is kept or lost as a whole.
`bench/pauses.py` learns what each sign of a pause is worth (`pauses.tsv`) from invented consultations.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from medic_scribe.clinical import Reading, Token
from medic_scribe.writing.extractive.turns.boundaries import BINDING
from medic_scribe.writing.extractive.turns.gaps import Words
from medic_scribe.writing.extractive.turns.listing import item_ends
from medic_scribe.writing.extractive.words.tables import rows

_FARTHEST = 8  # words back to the last mark that make a difference
_AHEAD = 6  # words in which a verb may follow
_SURE = 0.3  # what the signs must come to: three commas of four are then right


def with_pauses(reading: Reading, begins: Sequence[int]) -> Reading:
    """The reading with a comma where a pause is likelier than not, but before none of `begins`.

    Words and places stay as they are.
    """
    tokens = list(reading.tokens)
    likely = {
        place
        for place, signs in unmarked_gaps(tokens)
        if sum(_worth().get(sign, 0.0) for sign in signs) > _SURE
    }
    for place in (likely | item_ends(reading)) - set(begins):
        tokens[place - 1] = replace(tokens[place - 1], text=f"{tokens[place - 1].text},")
    return replace(reading, tokens=tuple(tokens))


def unmarked_gaps(tokens: Sequence[Token]) -> list[tuple[int, list[str]]]:
    """Where no mark stands though one could, as the place of the word behind, with the signs seen there.

    Never behind a word that binds: "no, he tenido fiebre" would be another's answer. Nor between a number and
    what it counts.
    """
    words = Words(tokens)
    gaps: list[tuple[int, list[str]]] = []
    begin = 0
    for place in range(1, len(tokens)):
        if tokens[place - 1].closes or tokens[place].opens:
            begin = place
        elif tokens[place - 1].folded not in BINDING and not words.counts(place):
            gaps.append((place, [*words.around(place), *_signs(words, begin, place)]))
    return gaps


def _signs(words: Words, begin: int, place: int) -> list[str]:
    """What else can be seen of the gap before `place`; `begin` is the first word since the last mark."""
    tokens, finite = words.tokens, words.finite
    after = words.word(place)
    end = next((at for at in range(place, len(tokens)) if tokens[at].closes), len(tokens))
    said, follows = any(finite[begin:place]), any(finite[place : min(end + 1, place + _AHEAD)])
    signs = [f"{min(place - begin, _FARTHEST)} words before"]
    signs += ["a verb before"] if said else []
    signs += ["verbs before"] if sum(finite[begin:place]) > 1 else []
    signs += ["a verb behind"] if follows else []
    signs += ["a verb on either side"] if said and follows else []
    signs += ["the same word"] if words.word(place - 1) == after else []
    signs += ["said again"] if any(token.folded == after for token in tokens[begin:place]) else []
    return signs


@cache
def _worth() -> dict[str, float]:
    return {sign: float(worth) for sign, worth in rows("pauses")}
