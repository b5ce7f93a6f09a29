"""A closed question and its clear answer become one denial or one affirmation.

A wrong polarity is the worst mistake a note can make. So a pair is folded only where one question was asked,
yes or no answers it, and the answer is nothing but that (or repeats the question's own words). In every other
case question and answer stay side by side, as they were said.
"""

import re
from collections.abc import Sequence

from medic_scribe.clinical import (
    TermKind,
    find_medications,
    find_symptoms,
    find_terms,
    fold,
    read,
    strip_punctuation,
)
from medic_scribe.writing.contract import Evidence, Topic
from medic_scribe.writing.extractive.clauses import Clause
from medic_scribe.writing.extractive.complements import as_complement, items, negated
from medic_scribe.writing.extractive.lines import Line, denial, line
from medic_scribe.writing.extractive.questions import (
    NEGATORS,
    asked,
    asks_for_one,
    confirms,
    is_closed,
    noun_phrase,
)
from medic_scribe.writing.extractive.wording import lowered

LEAD_NO = re.compile(r"^ (no|nunca|para nada|nada|ninguna|ninguno|tampoco|jamas|que va|negativo)\b")
LEAD_YES = re.compile(r"^ (si|claro|asi es|correcto|exacto|efectivamente|aja)\b")
FUNCTION = frozenset(
    "el la los las un una unos unas de del al a en y o que se le les lo me te su sus mi mis con"
    " por para ya muy mas pero es esta he"
    " ha han hay como si esto eso esa ese".split()
)
_NO = frozenset(
    "no nunca nada ninguna ninguno ningun tampoco jamas ni que va para en absoluto de eso senor"
    " senora doctor doctora gracias a"
    " dios por suerte yo alguna alguno la verdad hasta ahora nadie".split()
)
_YES = frozenset(
    "si claro asi es correcto exacto efectivamente doctor doctora senor senora por supuesto".split()
)


def fold_answer(questions: Sequence[Clause], clauses: Sequence[Clause], topic: Topic) -> Line | None:
    """The line that the questions and the first of the answering clauses make, or None: keep both as said."""
    question, answer = questions[-1], clauses[0]
    evidence = (question.evidence, answer.evidence)
    if LEAD_YES.match(answer.folded) and (stated := confirms(question)):
        return line(topic, stated, evidence, answer.turn)
    if len(questions) > 1:
        return _denial_of_all(questions, clauses, topic)
    if not is_closed(question) or not asks_for_one(question):
        return None
    phrase = noun_phrase(question)
    parts = _things(phrase) if phrase else []
    if answer.says(_FOR_NOW) or not all(parts):
        return None
    if _only(answer, _NO) and LEAD_NO.match(answer.folded):
        if len(clauses) > 1 and _takes_back(clauses[1]):
            return None
        return _denial(question, parts, topic, evidence)
    if LEAD_YES.match(answer.folded) and _only(answer, _YES):
        if len(clauses) > 1 and _takes_back(clauses[1]):
            return None
        return line(topic, _affirmation(question, phrase), evidence, answer.turn)
    if NEGATORS.search(answer.folded) and _echoes(answer, question):
        echoed = [part for part in parts if _shares(part, answer)]
        if not echoed and (parts or "," in question.text or " o " in question.folded):
            return None  # of several things only one is denied: "Armas no. Veneno sí hay"
        return _denial(question, echoed, topic, evidence)
    return None


_ALL = r"\b(nada|ningun[oa]) de (eso|esas?|esos|ell[oa]s|l[oa]s (dos|tres))\b|\bde eso nada\b"


def _denial_of_all(questions: Sequence[Clause], clauses: Sequence[Clause], topic: Topic) -> Line | None:
    """ "¿Tos, flema? ¿Sangre al toser? — Nada de eso": all that was asked, where each thing has a name."""
    answer = clauses[0]
    if not (answer.says(_ALL) and _only(answer, _NO)) or any(_takes_back(after) for after in clauses[1:2]):
        return None
    things: list[str] = []
    for question in questions:
        phrase = noun_phrase(question) if is_closed(question) and asks_for_one(question) else ""
        parts = _things(phrase) if phrase else [""]
        if not all(parts):
            return None
        things += parts
    evidence = (*(question.evidence for question in questions), answer.evidence)
    return denial(topic, tuple(things), evidence, answer.turn)


# A "no" that holds for now only, and words that a denial of the whole would turn round: "no … algo".
_FOR_NOW = r"(?<!hasta) \b(ahora|todavia|aun|momento|hoy|ultimamente)\b"
_SCOPED = re.compile(r"\b(algo|alguien|algun\w*|todo|todos|todas|siempre|tambien|todavia|aun|solo|cada)\b")
_STATE = re.compile(
    r"^(?:(es|esta|estas|son|sos|eres) .*|triste|debil|feliz|ansios\w+|nervios\w+|(?!sangrad|picad"
    r"|llenad|resfriad|flujo)\w{3,}(ad|id|os|ic|ens)[oa]s?)$"
)


_BARE_PART = re.compile(r"^(?:(?:de|del|en|por|a|al) .*|\w+)$", re.IGNORECASE)  # "piernas", "del corazón"


def _as_thing(part: str) -> str:
    """What "niega" can govern: "mareado" → "mareo"; empty for a bare part of the body or a state without a
    name."""
    reading = read(part)
    names = [s.concept for s in find_symptoms(reading)]
    names += [t.concept for t in find_terms(reading, TermKind.DIAGNOSIS, TermKind.SYMPTOM)]
    if _STATE.match(fold(part)):
        return names[0] if names else ""
    return part if names or not _BARE_PART.match(part) or not find_terms(reading, TermKind.BODY_PART) else ""


def _things(phrase: str) -> list[str]:
    """What "niega" can govern; of a bare drug nobody knows whether its use, its harm or an allergy is denied:
    "¿Penicilinas, problemas?"."""
    parts = items(phrase)
    if parts and len(parts[0].split()) == 1 and find_medications(read(parts[0])):
        return [""]
    return [_as_thing(part) for part in parts]


# "¿La quiere? — No": what is wanted or not is no complaint to be denied.
_WANTS = r"^ (y |entonces |pero )*((se|le|te|l[oa]s?) )*(qui?er\w+|dese\w+|acept\w+|prefier\w+|gustaria)\b"


def _takes_back(clause: Clause) -> bool:
    """ "No. Bueno, a las sulfas sí": what follows takes the denial back."""
    return clause.says(r"^ (bueno|pero|salvo|excepto|aunque|a veces|espere|esperese|ah|si)\b|\bsi $")


def _denial(
    question: Clause, parts: Sequence[str], topic: Topic, evidence: tuple[Evidence, ...]
) -> Line | None:
    turn = question.turn
    if topic is Topic.ALLERGIES and _asks_for_any_allergy(question):
        of_drugs = question.says(r"\b(medic|farmac|remedio|antibiotic)")
        denied = "Niega alergias a medicamentos" if of_drugs else "Niega alergias conocidas"
        return line(topic, denied, evidence, turn)
    if question.says(r"^ (y |o )?con\b"):
        return line(topic, f"Sin {items(lowered(asked(question)))[0]}", evidence, turn)
    if parts:
        return denial(topic, tuple(parts), evidence, turn)
    said = re.sub(r"\s+o\s+", " ni ", asked(question))
    wants = question.says(_WANTS)
    thing = "" if wants else as_complement(said)
    # "dolor torácico" is shorter than "que le duela el pecho"
    if not wants and (not thing or thing.startswith("que ")):
        symptoms = [s for s in find_symptoms(question.reading) if question.begin <= s.begin < question.end]
        if len(symptoms) == 1 and _covers(question, symptoms[0].begin, symptoms[0].end):
            thing = symptoms[0].concept
    if thing:
        return denial(topic, (thing,), evidence, turn)
    if _SCOPED.search(fold(said)) or "," in said:  # one "no" would not reach all of a list
        return None
    return line(topic, negated(said), evidence, turn)


def _asks_for_any_allergy(question: Clause) -> bool:
    return question.says(
        r"\balergi\w+ (a (algun|alguna|algo|medic\w+)|conocida)|\balergias? $|\balergias?\b(?!.*\bal?"
        r" )"
    )


def _covers(question: Clause, begin: int, end: int) -> bool:
    """Whether the symptom is nearly all that the question names."""
    rest = [t for t in question.tokens if t.folded not in FUNCTION | _NO]
    inside = [t for t in question.reading.tokens[begin:end] if t.folded not in FUNCTION | _NO]
    return len(rest) - len(inside) <= 1


def _affirmation(question: Clause, phrase: str) -> str:
    said = phrase or asked(question)
    several = " o " in said or "," in said
    if several:
        return f"{said}: sí"
    return f"Refiere {lowered(phrase)}" if phrase else said


def _only(clause: Clause, allowed: frozenset[str]) -> bool:
    return all(token.folded in allowed for token in clause.tokens)


def _echoes(answer: Clause, question: Clause) -> bool:
    """Whether a negative answer says nothing but what the question asked: "No, ni sangrado ni líquido"."""
    words = [t.folded for t in answer.tokens if t.folded not in _NO | FUNCTION]
    asked_words = [t.folded for t in question.tokens if t.folded not in FUNCTION]
    return bool(words) and all(any(_alike(word, other) for other in asked_words) for word in words)


def _shares(part: str, answer: Clause) -> bool:
    content = [w for w in (fold(strip_punctuation(w)) for w in part.split()) if w not in FUNCTION]
    return any(_alike(word, token.folded) for word in content for token in answer.tokens)


def _alike(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= 4 and word[:4] == other[:4])
