"""The strengths of a fixed combination as they are said after its name: "veinticinco cien" → "25/100".

Only strengths that the combination comes in are put together; every other number stays as it was heard.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from medic_scribe.clinical.drugs import Drug, drugs_by_name, key, names_by_first_word
from medic_scribe.clinical.figure_words import COUNTED, DOSE_UNITS, MEASURE_UNITS
from medic_scribe.clinical.numbers import spell
from medic_scribe.clinical.text import Token, fold

REACH = 12  # tokens from the name to its strengths: "el Entresto lo pasamos de 24 26 a 49 51"
LONGEST_NAME = 6  # tokens
LONGEST_SAID = 16  # tokens
JOINED_BY = frozenset({"con", "y", "mas", "/", "+"})
_SENTENCE_ENDS = frozenset(".;:?!")
_UNIT = rf"(?: (?:{'|'.join(sorted(DOSE_UNITS))}))?"
_BETWEEN = re.compile(
    rf"{_UNIT}(?:(?: (?:con|y|mas|sobre|barra|diagonal|slash|guion|/|-))?(?: de)? | ?[/-] ?)"
)
# What counts something else: "cuarenta, cinco días", "500, 125 ml".
_COUNTED = sorted((COUNTED - MEASURE_UNITS - {"por"}) | {"ml", "mililitros", "cc", "coma", "punto"})
_COUNTS = re.compile(rf" (?:{'|'.join(_COUNTED)})\b")


def combined_at(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The strengths said from token `place` on and where they end, of the combination named before."""
    if not _begins_number(tokens[place].folded):
        return None
    name = named_before(tokens, place)
    if not strengths_of(name):
        return None
    starts, said = _said(tokens, place)
    length, strengths = max((_length(said, strengths), strengths) for strengths in strengths_of(name))
    return (strengths, place + sum(start < length for start in starts)) if length else None


@lru_cache
def strengths_of(name: str) -> frozenset[str]:
    """The strengths a combination comes in: its own, or each of one part with each of the others."""
    known = drugs_by_name().get(key(name))
    if own := {figure for figure in (_figures(known) if known else ()) if "/" in figure}:
        return frozenset(own)
    parts = [drugs_by_name().get(key(part)) for part in name.split("/")]
    each = [sorted(_figures(part)) for part in parts if part]
    combined = len(parts) > 1 and len(each) == len(parts)
    return frozenset("/".join(figures) for figures in product(*each)) if combined else frozenset()


def combination(words: Sequence[str]) -> str:
    """The name of the drug or the fixed combination that the folded words name, and nothing else; or ""."""
    bare = [word for word in words if word not in JOINED_BY]
    if known := drugs_by_name().get(key(" ".join(bare))):
        return known.name
    for cut in range(1, len(bare)):
        first, rest = drugs_by_name().get(key(" ".join(bare[:cut]))), combination(bare[cut:])
        if first and rest:
            return f"{first.name}/{rest}"
    return ""


@lru_cache
def strengths_alone(name: str) -> frozenset[str]:
    """The strengths that a single drug comes in: "6,25", "12,5"."""
    known = drugs_by_name().get(key(name))
    return frozenset(_figures(known)) if known else frozenset()


def _figures(drug: Drug) -> set[str]:
    return {figure for _, group in drug.strengths for figure in group}


def _begins_number(word: str) -> bool:
    return word[:1].isdigit() or word in _number_words()


@lru_cache
def _number_words() -> frozenset[str]:
    values = (*range(101), *range(100, 1001, 100), 101)
    return frozenset(fold(spell(value)).split()[0] for value in values)


def named_before(tokens: Sequence[Token], place: int) -> str:
    """The nearest drug named before, in the same sentence."""
    for end in range(place, max(0, place - REACH), -1):
        if set(tokens[end - 1].closes) & _SENTENCE_ENDS:
            return ""
        for begin in range(max(0, end - LONGEST_NAME), end):
            if tokens[begin].folded not in names_by_first_word() or tokens[end - 1].folded in JOINED_BY:
                continue
            if name := combination([token.folded for token in tokens[begin:end]]):
                return name
    return ""


def _said(tokens: Sequence[Token], place: int) -> tuple[list[int], str]:
    """The words from there to the end of the sentence in one string, and where each begins."""
    starts: list[int] = []
    said = ""
    for token in tokens[place : place + LONGEST_SAID]:
        starts.append(len(said))
        said += token.folded + " "
        if set(token.closes) & _SENTENCE_ENDS:
            break
    return starts, said.rstrip()


def _length(said: str, strengths: str) -> int:
    """How many letters from the beginning say the strengths, 0 where they say something else."""
    end = 0
    for part in strengths.split("/"):
        between = _BETWEEN.match(said, end) if end else None
        found = _spoken(part).match(said, between.end() if between else end)
        if found is None or (end and not between):
            return 0
        end = found.end()
    return 0 if _COUNTS.match(said, end) else end


@lru_cache
def _spoken(figure: str) -> re.Pattern[str]:
    words = sorted(spoken_figure(figure), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in words)})(?![^\W_])(?![,.]\d)")


def spoken_figure(figure: str) -> set[str]:
    """All that a figure may be heard as: "12,5" → "doce coma cinco", "doce y medio", "12 5"…"""
    whole, _, decimals = figure.partition(",")
    wholes = _spoken_whole(int(whole))
    if not decimals:
        return wholes
    rest = fold(spell(int(decimals)))
    zeros = "cero " * (len(decimals) - len(decimals.lstrip("0")))
    said = {f" {mark}{digits}" for mark in ("", "coma ", "punto ") for digits in (decimals, zeros + rest)}
    said |= {" y medio", " y media"} if decimals == "5" else set[str]()
    written = {f"{whole}{mark}{decimals}" for mark in ",."}
    return written | {head + tail for head, tail in product(wholes, said)}


def _spoken_whole(value: int) -> set[str]:
    words = fold(spell(value))
    said = {str(value), words, words.replace(" y ", " "), words.replace("ciento ", "cien ")}
    hundreds, rest = divmod(value, 100)
    if 0 < hundreds < 10 and rest > 9:
        said |= {f"{hundreds * 100} {rest}", f"{fold(spell(hundreds * 100))} {fold(spell(rest))}"}
    if value >= 1000:
        said.add(f"{value:,}".replace(",", "."))
    return said
