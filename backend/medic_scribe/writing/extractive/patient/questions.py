"""Clinicians' questions: what they ask about by name, and whether yes or no answers them."""

import re

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.addressing import from_you, without_names
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.verbs import (
    NOT_VERBS,
    NOUN_FOLLOWS,
    Person,
    Tense,
    is_verb,
    verb_forms,
)
from medic_scribe.writing.extractive.words.wording import tidy, with_accents, worded

_OPEN = r"\b(que|cual|cuales|como|cuando|cuant[oa]s?|donde|quien|quienes)\b"
_BEGINS_OPEN = (
    r"^ (y |pero |entonces |o )*((a|con|de|desde|en|hace|hasta|para|por) )*"
    r"(que|cual|cuales|como|cuando|cuant[oa]s?|donde|quien|quienes)\b"
)
_ACCENTED = re.compile(r"\b(qué|cuál|cuáles|cómo|cuándo|cuánt[oa]s?|dónde|quién|quiénes)\b")
NEGATORS = re.compile(r"\b(no|ni|nunca|nada|tampoco|ninguna?|ninguno|jamas|sin)\b")
_NEGATIVE = re.compile(r"^ (y |bueno |pero )*(no|tampoco|ni|nunca)\b")
_HEADS = re.compile(
    r"^(?:y |pero |entonces |además |también )*(?:alguna vez |nunca )?(?:usted )?"
    r"(?:(?:ha|has|han) (?:tenido|notado|sentido|presentado|visto)|(?:tiene|tienes|tenés|tuvo"
    r"|tuviste|siente|sientes|sentís"
    r"|nota|notas|presenta|hay|hubo|padece|le (?:ha )?da(?:do)?)(?= (?!que\b)))?,? ?(?:de )?"
    r"(?:alg[uú]n[ao]?s? (?:otr[ao] )?|un[ao]? )?",
    re.IGNORECASE,
)


def is_closed(question: Clause) -> bool:
    """Whether yes or no can answer it: asked with a verb or a bare name, and not negatively."""
    return not _is_open(question) and not question.says(_NEGATIVE.pattern)


def _is_open(question: Clause) -> bool:
    """Where the marks were kept, "que" and "cuando" ask only at the start or with their accent: "¿Hace ruido
    cuando respira?"."""
    if "¿" not in question.text:
        return question.says(_OPEN)
    return question.says(_BEGINS_OPEN) or bool(_ACCENTED.search(question.text.lower()))


def asks_for_one(question: Clause) -> bool:
    """Whether it asks one thing, or lists things of a kind ("fiebre, tos o dolor") after one verb at most."""
    verbs = 0
    folded = [t.folded for t in question.tokens]
    for place, token in enumerate(question.tokens):
        forms = verb_forms(strip_punctuation(token.text))
        finite = [
            f
            for f in forms
            if f.person in (Person.THIRD, Person.SECOND, Person.THEY) and f.tense is not Tense.IMPERATIVE
        ]
        after_article = place and folded[place - 1] in NOUN_FOLLOWS | {"su"}
        if finite and not after_article and folded[place] not in NOT_VERBS:
            verbs += 1
    joined = " o " in question.folded or "," in question.text
    return verbs <= 1 or not joined


_TAG = re.compile(
    r"(?:,\s*¿?|\s¿|^¿)\s*(?:verdad|no es (?:así|cierto|verdad)|cierto|correcto|me equivoco|no"
    r"|s[ií]|eh|ya|de acuerdo)\s*\?\s*$",
    re.IGNORECASE,
)


def asks_of_allergies(question: Clause) -> bool:
    return question.says(r"\b(alergi|intoleran)")


def confirms(question: Clause) -> str:
    """What a question with a tag states: "Tiene 32 años, ¿verdad?" → "Tiene 32 años"; else empty."""
    if not _TAG.search(question.text):
        return ""
    stated = _TAG.sub("", question.text)
    return " ".join(from_you(worded(stated).split())) if len(stated.split()) > 1 else ""


def asked(question: Clause) -> str:
    """The question in the third person, without what leads up to it."""
    text = _LEADS.sub("", worded(without_names(_after_lead(_TAG.sub("", question.text)))))
    return " ".join(from_you(_PRECISELY.sub("", text).split()))


_PRECISELY = re.compile(
    r",? (?:exactamente|concretamente|en concreto|m[aá]s o menos|aproximadamente)$", re.IGNORECASE
)


_LEADS = re.compile(
    rf"^(?:(?:{'|'.join(map(with_accents, groups('answers')['leads']))}),? (?:y |pero )?)+(?=\w+ \w)",
    re.IGNORECASE,
)


def noun_phrase(question: Clause) -> str:
    """ "¿Ha tenido fiebre o tos?" → "fiebre o tos"; empty where the question is not about a thing by its
    name."""
    if _is_open(question):
        return ""
    rest = without_head(asked(question))
    words = rest.split()
    if not words or len(words) > 14:
        return ""
    first = fold(strip_punctuation(words[0]))
    if (
        first in ("se", "le", "me", "lo", "la", "te", "les", "no", "ya", "a", "al")
        and len(words) > 1
        and (is_verb(words[1]) or fold(words[1]) in ("ha", "han", "has"))
    ):
        return ""
    return "" if any(map(is_verb, words)) else rest


def without_head(phrase: str) -> str:
    """ "ha tenido fiebre" → "fiebre"."""
    return tidy(_HEADS.sub("", phrase, count=1))


def _after_lead(text: str) -> str:
    """What stands between the marks, where only a word or two lead up to it."""
    lead, mark, rest = text.partition("¿")
    return rest if mark and len(lead.split()) <= 2 else text.replace("¿", "")
