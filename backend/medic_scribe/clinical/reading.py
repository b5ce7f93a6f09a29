"""What was heard, understood: figures for numbers, drug names put right by their sound, with their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from medic_scribe.clinical.figures import with_figures
from medic_scribe.clinical.repair import Repair, find_repairs
from medic_scribe.clinical.text import Token, fold, heard_tokens, strip_punctuation


@dataclass(frozen=True, slots=True)
class Correction:
    """A word put right by its sound: `heard` ("los artán") is understood as `understood` ("losartán").

    Not `certain` where another drug sounds nearly the same: `alternatives` names those, and `understood` is
    only the nearest. `first:last` counts heard words.
    """

    heard: str
    understood: str
    certain: bool
    alternatives: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`heard` as it was given, `tokens` as understood."""

    heard: str  # the hash of it is enough: readings are looked up in caches, often
    tokens: tuple[Token, ...] = field(hash=False)
    corrections: tuple[Correction, ...] = field(default=(), hash=False)

    @property
    def text(self) -> str:
        """The understood text."""
        return self.words(0, len(self.tokens))

    def words(self, begin: int, end: int) -> str:
        """The understood words of tokens `begin:end`, with their punctuation."""
        return " ".join(token.text for token in self.tokens[begin:end])

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The heard words that tokens `begin:end` came from, as (first, last)."""
        taken = self.tokens[begin:end]
        if not taken:
            return (0, 0)
        return (min(token.first for token in taken), max(token.last for token in taken))

    def heard_words(self, first: int, last: int) -> str:
        """The heard words `first:last`, verbatim."""
        return " ".join(self.heard.split()[first:last])


@lru_cache(maxsize=4_096)
def read(text: str) -> Reading:
    """Understand one utterance. Never raises; text without anything to understand comes back as it is."""
    tokens = heard_tokens(text)
    repairs = find_repairs(tokens)
    corrections = tuple(_correction(tokens, repair) for repair in repairs if _changes(tokens, repair))
    return Reading(text, tuple(with_figures(_repaired(tokens, repairs))), corrections)


def _repaired(tokens: Sequence[Token], repairs: Sequence[Repair]) -> list[Token]:
    result: list[Token] = []
    place = 0
    for repair in repairs:
        result.extend(tokens[place : repair.begin])
        result.extend(_understood(tokens, repair))
        place = repair.end
    return [*result, *tokens[place:]]


def _understood(tokens: Sequence[Token], repair: Repair) -> list[Token]:
    first, last = tokens[repair.begin], tokens[repair.end - 1]
    words = repair.understood.split()
    texts = [
        (first.opens if place == 0 else "") + word + (last.closes if place == len(words) - 1 else "")
        for place, word in enumerate(words)
    ]
    return [Token(text, fold(word), first.first, last.last) for text, word in zip(texts, words, strict=True)]


def _correction(tokens: Sequence[Token], repair: Repair) -> Correction:
    heard = strip_punctuation(" ".join(token.text for token in tokens[repair.begin : repair.end]))
    first, last = tokens[repair.begin].first, tokens[repair.end - 1].last
    return Correction(heard, repair.understood, repair.certain, repair.alternatives, first, last)


def _changes(tokens: Sequence[Token], repair: Repair) -> bool:
    """Lost accents and capitals are no correction worth telling."""
    heard = " ".join(token.folded for token in tokens[repair.begin : repair.end])
    return heard != fold(repair.understood)
