"""What the patient is told to do: "Abra la boca", "Súbase a la camilla", "No conduzcas"."""

import re
from collections.abc import Sequence

from medic_scribe.clinical import Token, strip_punctuation
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms
from medic_scribe.writing.redaction.words import is_given_name, may_be_name

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


_CLINICIANS = frozenset("doctora doctor doc".split())
CALLED = _CLINICIANS | frozenset(
    "don dona senora senor senorita mama papa abuela abuelita abuelo mijo mija joven jefe hijo hija mi nino"
    " nina compadre comadre tia tio suegra suegro amor viejo vieja tata".split()
)
_LONGEST_CALL = 3  # words


def opens_with_order(tokens: Sequence[Token]) -> bool:
    place = after_call(tokens)
    while place < len(tokens) - 1 and tokens[place].folded in _BEFORE:
        place += 1
    return place < len(tokens) and _is_order(tokens[place])


def after_call(tokens: Sequence[Token]) -> int:
    """How many words only call who is spoken to: "Mamá, siéntese" → 1."""
    for place, token in enumerate(tokens[:_LONGEST_CALL]):
        if not _is_called(token):
            return 0
        if "," in token.closes:
            return place + 1 if place + 1 < len(tokens) else 0
    return 0


def after_patient(tokens: Sequence[Token]) -> int:
    """The same of a companion who calls the patient: "Papá, tiene más de un mes" → 1."""
    return after_call(tokens) if _is_patient(tokens[0]) else 0


def calls_patient(tokens: Sequence[Token]) -> bool:
    """Whether a companion calls the patient between pauses: "Sí, tía, azitromicina te dieron"."""
    pauses = [True, *(bool(token.closes) for token in tokens[:-1]), True]
    return any(
        before and after and _is_patient(token)
        for token, before, after in zip(tokens, pauses, pauses[1:], strict=False)
    )


def _is_patient(token: Token) -> bool:
    """Not "Confundido, con sueño": only what he is to the speaker, and what is hardly else than a name."""
    return token.folded in CALLED - _CLINICIANS or is_given_name(strip_punctuation(token.text))


def _is_called(token: Token) -> bool:
    word = strip_punctuation(token.text)
    named = may_be_name(word) and not verb_forms(word.lower())
    return token.folded in CALLED or is_given_name(word) or named


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
