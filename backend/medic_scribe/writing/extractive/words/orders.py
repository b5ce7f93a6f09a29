"""What the patient is told to do: "Abra la boca", "Súbase a la camilla", "No conduzcas"."""

import re
from collections.abc import Sequence

from medic_scribe.clinical import Token
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms

# What may stand before an order: an opener, a "no", a pronoun.
_BEFORE = frozenset(
    "y pero bueno venga ver a ahora luego vamos entonces pues anda por favor no me se le lo la te".split()
)
_ENCLITIC = re.compile(
    r"\w*[áéíóú]\w*[eaéá]n?(?:me|se|te|lo|la|los|las|le|les|nos)|\w{3,}[aeé](?:me|te)|d[ae]me"
)
_NOUNS = frozenset(
    "tomate aguacate chocolate combate debate informe adelante durante restante sangre amigdalas timpanos"
    " organos".split()
)


def opens_with_order(tokens: Sequence[Token]) -> bool:
    place = 0
    while place < len(tokens) - 1 and tokens[place].folded in _BEFORE:
        place += 1
    return place < len(tokens) and _is_order(tokens[place])


def _is_order(token: Token) -> bool:
    word = token.text.strip(".,;:¿?¡!…").lower()
    if token.folded in _NOUNS or token.folded in ("de", "se", "este", "sea", "haya", "vea"):
        return False
    if _ENCLITIC.fullmatch(word):
        return True
    forms = verb_forms(word)
    told_you = any(f.tense is Tense.IMPERATIVE for f in forms) and word.endswith(("á", "é", "í"))
    ordered = bool(forms) and all(f.tense is Tense.SUBJUNCTIVE and f.person is not Person.WE for f in forms)
    return told_you or ordered
