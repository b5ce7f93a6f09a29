"""The pauses of a reply that a recogniser ran together: "no doctora pero si escalofríos", "si bastante".

Without them the "no" of "no oiga, me pusieron dos" is all that is answered, and "si bastante" a condition.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import Reading, Token

_BEFORE = frozenset("ah ay bueno pues uy".split())
_REPLIES = frozenset("no si nada nunca".split())
_CALLED = frozenset(
    "doctor doctora doc doctorcito doctorcita senor senora senorita joven oiga mire fijese hombre".split()
)
# No condition begins with the first of these, and none ends with the others: "si mucho me apura".
_AFFIRMED = re.compile(
    r"(?:claro|desde|hace|pero|tambien|siempre|gracias) "
    r"|(?:un |una )?(?:algo|bastante|harto|much[oa]|poc[oa]|poquit[oa]) $"
)


def with_replies(reading: Reading) -> Reading:
    """The reading with a pause after the yes or no it opens with, and after whom that calls."""
    tokens = list(reading.tokens)
    place = next((at for at, token in enumerate(tokens) if token.folded not in _BEFORE), len(tokens))
    if place + 1 >= len(tokens) or tokens[place].folded not in _REPLIES or tokens[place].closes:
        return reading
    called = tokens[place + 1].folded in _CALLED
    if tokens[place].folded == "si":
        if not called and not _is_affirmed(tokens, place + 1):
            return reading
        tokens[place] = _with(tokens[place], tokens[place].text[:-1] + "í,")
    elif called:
        tokens[place] = _with(tokens[place], tokens[place].text + ",")
    if called and not tokens[place + 1].closes and place + 2 < len(tokens):
        tokens[place + 1] = _with(tokens[place + 1], tokens[place + 1].text + ",")
    return replace(reading, tokens=tuple(tokens))


def _is_affirmed(tokens: Sequence[Token], place: int) -> bool:
    end = next((at + 1 for at in range(place, len(tokens)) if tokens[at].closes), len(tokens))
    return _AFFIRMED.match("".join(f"{token.folded} " for token in tokens[place:end])) is not None


def _with(token: Token, text: str) -> Token:
    return replace(token, text=text)
