"""Cue phrases found in a row of tokens."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from medic_scribe.clinical.lexicon import cues
from medic_scribe.clinical.text import Token, fold


class Phrases:
    """A list of phrases; `length_at` says how many tokens the longest one that begins at a place takes."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(fold(phrase).split())
            self._by_first.setdefault(words[0], []).append(words)
        for words in self._by_first.values():
            words.sort(key=len, reverse=True)

    def length_at(self, tokens: Sequence[Token], place: int) -> int:
        if not 0 <= place < len(tokens):
            return 0
        for words in self._by_first.get(tokens[place].folded, ()):
            if _said(tokens, place, words):
                return len(words)
        return 0

    def places(self, tokens: Sequence[Token]) -> list[tuple[int, int]]:
        """Every occurrence as (begin, end)."""
        found = [(place, self.length_at(tokens, place)) for place in range(len(tokens))]
        return [(place, place + length) for place, length in found if length]


@lru_cache
def cue_phrases(name: str) -> Phrases:
    """The list `name` of lexicon/assertion_cues.toml."""
    return Phrases(cues("assertion_cues")[name])


def _said(tokens: Sequence[Token], place: int, words: tuple[str, ...]) -> bool:
    if place + len(words) > len(tokens):
        return False
    return all(
        tokens[place + step].folded == word and (step == 0 or not tokens[place + step - 1].closes)
        for step, word in enumerate(words)
    )
