"""What a piece of a note does not say once it stands by itself: "le ha dolido" → "dolió"."""

import re
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.pronouns import is_understood
from medic_scribe.writing.extractive.words.tables import rows
from medic_scribe.writing.extractive.words.verbs import Person, simple_past
from medic_scribe.writing.extractive.words.wording import with_accents

_HAS = {"ha": Person.THIRD, "han": Person.THEY}
# What goes on until now is not over: "siempre ha fumado" is not "siempre fumó".
_LASTS = re.compile(
    r"\b(siempre|todavia|aun|desde|ultimamente|hasta|ha (estado|sido|podido|querido|solido|debido|ido))\b"
)


def terse(phrase: str) -> str:
    """A piece without joints, auxiliaries and the pronouns that are understood.

    Quotations are left as they are.
    """
    if "«" in phrase:
        return phrase
    for pattern, instead in _rules():
        phrase = pattern.sub(instead, phrase)
    words = _with_simple_pasts(phrase.split())
    return " ".join(word for place, word in enumerate(words) if not is_understood(words, place))


def _with_simple_pasts(words: list[str]) -> list[str]:
    """ "No ha vomitado" → "no vomitó"."""
    if _LASTS.search(fold(" ".join(words))):
        return words
    shorter: list[str] = []
    for word in words:
        person = _HAS.get(shorter[-1].lower()) if shorter else None
        done = strip_punctuation(word)
        past = simple_past(done, person) if person else ""
        if past:
            shorter[-1] = word.replace(done, past)
        else:
            shorter.append(word)
    return shorter


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(with_accents(pattern), re.IGNORECASE), instead) for pattern, instead in rows("terse")
    )
