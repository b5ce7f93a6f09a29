"""What was heard, understood: figures for numbers, drug names corrected by sound, and where each token came from."""

from dataclasses import dataclass
from functools import lru_cache

from medic_scribe.clinical.text import Token, heard_token


@dataclass(frozen=True, slots=True)
class Correction:
    """A word put right by its sound: `heard` ("los artán") is understood as `understood` ("losartán").

    Not `certain` where another drug sounds nearly the same: `alternatives` names those, and the word is left
    as heard. `first:last` counts heard words.
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

    heard: str
    tokens: tuple[Token, ...]
    corrections: tuple[Correction, ...] = ()

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
        return (taken[0].first, taken[-1].last)

    def heard_words(self, first: int, last: int) -> str:
        """The heard words `first:last`, verbatim."""
        return " ".join(self.heard.split()[first:last])


@lru_cache(maxsize=4_096)
def read(text: str) -> Reading:
    """Understand one utterance. Never raises; text without anything to understand comes back as it is."""
    tokens = tuple(heard_token(word, place) for place, word in enumerate(text.split()))
    return Reading(text, tokens)
