"""Text folded for comparison, and the tokens of an utterance."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

OPENING = "¿¡([«\"'“‘-—–"
CLOSING = ".,;:?!)]»\"'”’…-—–"


@dataclass(frozen=True, slots=True)
class Token:
    """One understood word, with the heard words it came from: `heard.split()[first:last]`.

    `text` keeps punctuation ("miligramos,"), `folded` has neither punctuation, capitals nor accents.
    `value` is the number the token states, where it states one.
    """

    text: str
    folded: str
    first: int
    last: int
    value: float | None = None

    @property
    def closes(self) -> str:
        """Punctuation after the word: "," or "." or "?" or nothing."""
        bare = self.text.rstrip(CLOSING)
        return self.text[len(bare) :]

    @property
    def opens(self) -> str:
        """Punctuation before the word: "¿" or nothing."""
        bare = self.text.lstrip(OPENING)
        return self.text[: len(self.text) - len(bare)]


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without accents: "Presión" → "presion", "año" → "ano"."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def strip_punctuation(word: str) -> str:
    """The word without the punctuation around it: "¿tos?" → "tos"."""
    return word.lstrip(OPENING + CLOSING).rstrip(CLOSING + OPENING)


_GLUED = re.compile(
    r"^([¿(]?)(\d*[.,]?\d+|\d+/\d+)(%|mg|mcg|µg|g|kg|ml|ui|cm|°c?|lpm|rpm|mmhg)([.,;:?!)]*)$", re.IGNORECASE
)


def heard_tokens(text: str) -> list[Token]:
    """The tokens of a heard text; "98%" and "500mg" are two, from the same word."""
    return [token for place, word in enumerate(text.split()) for token in _parts(word, place)]


def _parts(word: str, place: int) -> list[Token]:
    glued = _GLUED.match(word)
    if glued is None:
        return [heard_token(word, place)]
    opening, figure, unit, closing = glued.groups()
    return [heard_token(opening + figure, place), heard_token(unit + closing, place)]


_NO_ZERO = re.compile(r"^([¿(]?)(?=[.,]\d)")


def heard_token(word: str, place: int) -> Token:
    """The token of one heard word; ".5" is "0.5" and not "5"."""
    written = _NO_ZERO.sub(r"\g<1>0", word)
    return Token(written, fold(strip_punctuation(written)), place, place + 1)
