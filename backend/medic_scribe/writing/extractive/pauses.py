"""Pauses that a recogniser left out, put back as commas where the words around them tell.

A line can be shortened only at its pauses (`lines.py`): a sentence that runs on is kept or lost as a whole.
`bench/pauses.py` learns what each sign of a pause is worth (`pauses.tsv`) from invented consultations.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from medic_scribe.clinical import Reading, Token
from medic_scribe.clinical.verbs import is_finite
from medic_scribe.writing.extractive.boundaries import BINDING, CLITICS, DETERMINERS, SUBORDINATING
from medic_scribe.writing.extractive.tables import rows

_FARTHEST = 8  # words back to the last mark that make a difference
_AHEAD = 6  # words in which a verb may follow
_SURE = 0.3  # what the signs must come to: three commas of four are then right


def with_pauses(reading: Reading, begins: Sequence[int]) -> Reading:
    """The reading with a comma where a pause is likelier than not, but before none of `begins`.

    Words and places stay as they are.
    """
    tokens = list(reading.tokens)
    for place, signs in unmarked_gaps(tokens):
        if place not in begins and sum(_worth().get(sign, 0.0) for sign in signs) > _SURE:
            tokens[place - 1] = replace(tokens[place - 1], text=f"{tokens[place - 1].text},")
    return replace(reading, tokens=tuple(tokens))


def unmarked_gaps(tokens: Sequence[Token]) -> list[tuple[int, list[str]]]:
    """Where no mark stands though one could, as the place of the word behind, with the signs seen there.

    Never behind a word that binds: "no, he tenido fiebre" would be another's answer.
    """
    finite = [is_finite(tokens, place) for place in range(len(tokens))]
    kinds = [_kind(token, verb) for token, verb in zip(tokens, finite, strict=True)]
    gaps: list[tuple[int, list[str]]] = []
    begin = 0
    for place in range(1, len(tokens)):
        if tokens[place - 1].closes or tokens[place].opens:
            begin = place
        elif tokens[place - 1].folded not in BINDING:
            gaps.append((place, _signs(tokens, kinds, finite, begin, place)))
    return gaps


def _signs(
    tokens: Sequence[Token], kinds: Sequence[str], finite: Sequence[bool], begin: int, place: int
) -> list[str]:
    """What can be seen of the gap before `place`; `begin` is the first word since the last mark."""

    def word(at: int) -> str:
        return tokens[at].folded if 0 <= at < len(tokens) else "#"

    def kind(at: int) -> str:
        return kinds[at] if 0 <= at < len(tokens) else "#"

    earlier, before, after, later = (word(at) for at in range(place - 2, place + 2))
    end = next((at for at in range(place, len(tokens)) if tokens[at].closes), len(tokens))
    said, follows = any(finite[begin:place]), any(finite[place : min(end + 1, place + _AHEAD)])
    signs = [
        "always",
        f"{before} ,",
        f", {after}",
        f", _ {later}",
        f"{earlier} {before} ,",
        f", {after} {later}",
        f"-{before[-3:]} ,",
        f", -{after[-3:]}",
        f", {after[:4]}-",
        f"{kind(place - 1)} ,",
        f", {kind(place)}",
        f"{kind(place - 1)} , {kind(place)}",
        f", {kind(place)} {kind(place + 1)}",
        f"{kind(place - 1)} , {kind(place)} {kind(place + 1)}",
        f"{kind(place - 2)} {kind(place - 1)} , {kind(place)} {kind(place + 1)}",
        f"{min(place - begin, _FARTHEST)} words before",
    ]
    signs += ["a verb before"] if said else []
    signs += ["verbs before"] if sum(finite[begin:place]) > 1 else []
    signs += ["a verb behind"] if follows else []
    signs += ["a verb on either side"] if said and follows else []
    signs += ["the same word"] if before == after else []
    signs += ["said again"] if any(token.folded == after for token in tokens[begin:place]) else []
    return signs


def _kind(token: Token, verb: bool) -> str:
    """The word's kind where it is one of many, else the word itself."""
    word = token.folded
    for name, words in (("CLITIC", CLITICS), ("ARTICLE", DETERMINERS), ("LINK", SUBORDINATING)):
        if word in words:
            return name
    if word[:1].isdigit():
        return "NUMBER"
    if verb:
        return "VERB"
    return word if word in BINDING else "WORD"


@cache
def _worth() -> dict[str, float]:
    return {sign: float(worth) for sign, worth in rows("pauses")}
