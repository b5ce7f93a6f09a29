"""The small language of the lexicons' expressions (lexicon/README.md), compiled and matched on tokens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from medic_scribe.clinical.lexicon import cell, rows
from medic_scribe.clinical.text import Token, fold

CLITICS = frozenset("me te se le les nos os lo la los las".split())
NEGATIVE = frozenset("no nunca tampoco ni jamas".split())
BETWEEN = (
    CLITICS
    | (NEGATIVE - {"ni"})
    | frozenset("ya me casi siempre tambien todavia aun he ha has han habia".split())
)
STOPS = NEGATIVE | frozenset("y e pero o u que si sin aunque porque ni salvo excepto menos solo".split())
DETERMINERS = frozenset(
    "el la los las mi mis tu tus su sus un una unos unas este esta estos estas ambos ambas toda todo "
    "todas todos "
    "lado parte cada dos".split()
)
LONGEST_BETWEEN = 4
LONGEST_GAP = 3


class Kind(Enum):
    WORDS = auto()
    BETWEEN = auto()
    GAP = auto()
    PART = auto()


@dataclass(frozen=True, slots=True)
class Element:
    kind: Kind
    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    optional: bool = False

    def fits(self, word: str) -> bool:
        return word in self.exact or (bool(self.prefixes) and word.startswith(self.prefixes))


@dataclass(frozen=True, slots=True)
class Expression:
    """`after_clitic`: the word before has to be "me", "se"…"""

    concept: str
    elements: tuple[Element, ...]
    after_clitic: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `begin:end` name `concept`; `negated` where the words between hold a "no"."""

    concept: str
    begin: int
    end: int
    negated: bool = False
    generic: bool = False  # built from a part of the body; a concept of its own wins


@dataclass(frozen=True, slots=True)
class _Reach:
    end: int
    negated: bool = False
    part: str = ""


class Lexicon:
    """Expressions indexed by how their first word begins."""

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self._exact: dict[str, list[Expression]] = {}
        self._prefix: dict[str, list[tuple[str, Expression]]] = {}
        self._part: list[Expression] = []
        for expression in expressions:
            self._add(expression)

    def matches(self, tokens: Sequence[Token]) -> list[Match]:
        """Every match of every expression, the longest of each concept at each place."""
        return [match for place in range(len(tokens)) for match in self.matches_at(tokens, place)]

    def _add(self, expression: Expression) -> None:
        first = expression.elements[0]
        if first.kind is Kind.PART:
            self._part.append(expression)
        for word in first.exact:
            self._exact.setdefault(word, []).append(expression)
        for prefix in first.prefixes:
            self._prefix.setdefault(prefix[:3], []).append((prefix, expression))

    def matches_at(self, tokens: Sequence[Token], place: int) -> Iterator[Match]:
        word = tokens[place].folded
        candidates = list(self._exact.get(word, ()))
        candidates += [e for prefix, e in self._prefix.get(word[:3], ()) if word.startswith(prefix)]
        if self._part and part_at(tokens, place, determiners=False):
            candidates += self._part
        best: dict[str, Match] = {}
        for expression in dict.fromkeys(candidates):
            match = _match(expression, tokens, place)
            if match and (match.concept not in best or match.end > best[match.concept].end):
                best[match.concept] = match
        yield from best.values()


@lru_cache
def lexicon(name: str) -> Lexicon:
    """The compiled expressions of `lexicon/<name>.tsv`."""
    return Lexicon(
        expression
        for row in rows(name)
        for written in cell(row, 1).split(" ; ")
        for expression in _compile(row[0], written)
    )


def without_overlap(matches: Iterable[Match]) -> list[Match]:
    """Of matches that share tokens the longest, in order; of equal ones the first in the lexicon."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.begin - m.end, m.generic)):
        places = set(range(match.begin, match.end))
        if not places & taken:
            kept.append(match)
            taken |= places
    return sorted(kept, key=lambda match: match.begin)


def part_at(tokens: Sequence[Token], place: int, *, determiners: bool = True) -> tuple[str, int] | None:
    """The part of the body named at `place` and where its name ends."""
    start = place
    while (
        determiners
        and start < min(place + 4, len(tokens))
        and tokens[start].folded in DETERMINERS | {"de", "del"}
    ):
        start += 1
    if start >= len(tokens) or (start > place and any(token.closes for token in tokens[place:start])):
        return None
    found = list(_parts().matches_at(tokens, start))
    if not found:
        return None
    longest = max(found, key=lambda match: match.end)
    return longest.concept, longest.end


@lru_cache
def _parts() -> Lexicon:
    return lexicon("body_parts")


def _compile(concept: str, written: str) -> Iterator[Expression]:
    pieces = written.split()
    after_clitic = bool(pieces) and pieces[0] == "~"
    elements = tuple(_element(piece) for piece in (pieces[1:] if after_clitic else pieces))
    while elements:
        yield Expression(concept, elements, after_clitic)
        if not elements[0].optional:
            return
        elements = elements[1:]


def _element(piece: str) -> Element:
    if piece == "~":
        return Element(Kind.BETWEEN)
    if piece == "..":
        return Element(Kind.GAP)
    if piece == "<part>":
        return Element(Kind.PART)
    optional = piece.startswith("[")
    alternatives = [fold(word) for word in re.sub(r"[\[\]]", "", piece).split("/")]
    exact = frozenset(word for word in alternatives if not word.endswith("*"))
    prefixes = tuple(word[:-1] for word in alternatives if word.endswith("*"))
    return Element(Kind.WORDS, exact, prefixes, optional)


def _match(expression: Expression, tokens: Sequence[Token], begin: int) -> Match | None:
    if expression.after_clitic and (
        begin == 0 or tokens[begin - 1].folded not in CLITICS or tokens[begin - 1].closes
    ):
        return None
    reach = _reach(expression.elements, tokens, begin, begin)
    if reach is None:
        return None
    concept = expression.concept.replace("{part}", reach.part)
    return Match(concept, begin, reach.end, reach.negated, concept != expression.concept)


def _reach(elements: tuple[Element, ...], tokens: Sequence[Token], place: int, begin: int) -> _Reach | None:
    """How far the elements reach from `place`, the longest way; None where they do not fit."""
    if not elements:
        return _Reach(place)
    element, rest = elements[0], elements[1:]
    if element.kind is Kind.BETWEEN:
        return _over(element, rest, tokens, place, begin, LONGEST_BETWEEN)
    if element.kind is Kind.GAP:
        return _over(element, rest, tokens, place, begin, LONGEST_GAP)
    if _broken(tokens, place, begin):
        return _reach(rest, tokens, place, begin) if element.optional else None
    if element.kind is Kind.PART:
        part = part_at(tokens, place)
        reach = _reach(rest, tokens, part[1], begin) if part else None
        return _Reach(reach.end, reach.negated, part[0]) if reach and part else None
    if element.fits(tokens[place].folded):
        reach = _reach(rest, tokens, place + 1, begin)
        if reach is not None:
            return reach
    return _reach(rest, tokens, place, begin) if element.optional else None


def _over(
    element: Element, rest: tuple[Element, ...], tokens: Sequence[Token], place: int, begin: int, longest: int
) -> _Reach | None:
    """Skip as few words as it takes."""
    negated = False
    for skipped in range(longest + 1):
        reach = _reach(rest, tokens, place + skipped, begin)
        if reach is not None:
            return _Reach(reach.end, reach.negated or negated, reach.part)
        if _broken(tokens, place + skipped, begin):
            return None
        word = tokens[place + skipped].folded
        if (element.kind is Kind.BETWEEN and word not in BETWEEN) or (
            element.kind is Kind.GAP and word in STOPS
        ):
            return None
        negated = negated or (element.kind is Kind.BETWEEN and word in NEGATIVE)
    return None


def _broken(tokens: Sequence[Token], place: int, begin: int) -> bool:
    """Whether `place` is past the end or punctuation stands before it."""
    return place >= len(tokens) or (place > begin and bool(tokens[place - 1].closes))
