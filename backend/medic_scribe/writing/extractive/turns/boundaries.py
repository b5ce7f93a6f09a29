"""Where clauses begin that a recogniser ran together: at a capital it kept, and at words that open a step.

Only for transcripts whose sentences have lost their marks, and only where no doubt is left: a cut in the
wrong place turns "fiebre no he tenido" into a fever.
"""

import re
from collections.abc import Sequence

from medic_scribe.clinical import Reading, Token, strip_punctuation
from medic_scribe.clinical.verbs import is_finite
from medic_scribe.writing.redaction.words import may_name_somebody

CLITICS = frozenset("me te se le les nos lo la los las".split())
DETERMINERS = frozenset("el la los las un una mi mis su sus tu tus".split())
SUBORDINATING = frozenset(
    "que quien cual donde cuando si como porque aunque mientras cuanto cuanta cuantos cuantas hasta "
    "pues".split()
)
# After these words nothing begins: what follows belongs to them.
BINDING = (
    CLITICS
    | DETERMINERS
    | SUBORDINATING
    | frozenset(
        "de del a al con por para sin en sobre entre desde y e o u ni pero sino mas muy tan no nunca "
        "tampoco".split()
    )
)
_TITLES = frozenset("don dona doctor doctora doc senor senora senorita".split())
# A capital before these was no name's: "¿se ahoga acostado Se le hinchan los pies".
_CAPITALISED = (
    CLITICS
    | DETERMINERS
    | SUBORDINATING
    | frozenset("no nunca tampoco y pero ni es en a por ha has han hay tiene tienes tenes toma fuma".split())
)
# The clinician goes on to the next step; patient and companion come to somebody or something else.
_OPENERS = re.compile(
    r"(?:(?:le|te|les) (?:resumo|explico|cuento|dejo|pongo|doy|pido|mando|receto|hago|agrego|anado|voy|vamos)"
    r"|lo otro (?:es|seria)|por ahora (?:no|nada|si)|ahora (?:el|la|los|las|le|te|vamos)"
    r"|hoy (?:tambien|le|te)"
    r"|entonces (?:le|te|vamos)|nos vemos|control en|a lo demas|desde cuando|hace cuanto"
    r"|mi (?:mama|papa|madre|padre|herman[oa]|abuel[oa]|hij[oa]) \w+) "
)
_LEAST = 2  # words of the clause before


def is_careless(texts: Sequence[str]) -> bool:
    """Whether a transcript has lost marks: more than one utterance in ten ends without any."""
    open_ended = sum(1 for text in texts if not text.rstrip().endswith((".", "?", "!", "…", ":", '"', "»")))
    return open_ended * 10 > len(texts)


def restored_boundaries(reading: Reading) -> list[int]:
    """The tokens that begin a clause though no strong mark stands before them."""
    tokens = reading.tokens
    found: list[int] = []
    begin = 0
    for place in range(1, len(tokens)):
        if tokens[place - 1].closes.strip(",") or tokens[place].opens:
            begin = place
        elif place - begin >= _LEAST and (
            _keeps_capital(tokens, place)
            or _opens(tokens, begin, place)
            or _turns_to_other_side(tokens, begin, place)
        ):
            found.append(place)
            begin = place
    return found


def _turns_to_other_side(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """ "La izquierda la de la herida la derecha es la buena": what is said of one side is not the other's."""
    if tokens[place].folded not in DETERMINERS or place + 2 >= len(tokens):
        return False
    other = _OTHER_SIDE.get(tokens[place + 1].folded[:4])
    said = any(token.folded.startswith(other) for token in tokens[begin:place]) if other else False
    verb = tokens[place + 2].folded in CLITICS | {"es", "no"} or is_finite(tokens, place + 2)
    return said and verb and tokens[place - 1].folded not in BINDING


_OTHER_SIDE = {"dere": "izqu", "izqu": "dere"}


def _keeps_capital(tokens: Sequence[Token], place: int) -> bool:
    word, before = tokens[place].text, tokens[place - 1]
    named = before.text[:1].isupper()  # "San José De Cúcuta"
    if not word[:1].isupper() or before.closes or named:
        return False
    nobody = before.folded not in BINDING | _TITLES and not may_name_somebody(strip_punctuation(word))
    return nobody or tokens[place].folded in _CAPITALISED


def _opens(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether an opener follows a clause that is whole: with a verb, and no condition that waits for more."""
    before = tokens[place - 1]
    if not before.closes and (before.folded in BINDING or is_finite(tokens, place - 1)):
        return False
    following = " ".join(token.folded for token in tokens[place : place + 3]) + " "
    if _OPENERS.match(following) is None or tokens[begin].folded in SUBORDINATING:
        return False
    return has_main_verb(tokens, begin, place)


def has_main_verb(
    tokens: Sequence[Token], begin: int, end: int, finite: Sequence[bool] | None = None
) -> bool:
    """Whether it has a verb that no "que", "si", "cuando"… takes away, and nothing waits for its verb.

    `finite` tells of each token whether it is a finite verb, where that is known already.
    """
    bound = found = False
    for place in range(begin, end):
        if tokens[place].folded in SUBORDINATING:
            bound = True
        elif finite[place] if finite else is_finite(tokens, place):
            found, bound = found or not bound, False
    return found and not bound
