"""A question that begins with its question word, as the words that lead to its answer.

"¿De qué altura?" → "Altura", "¿Cuántos días la dejó?" → "Días que la dejó", "¿Cuánto duró?" → "Duró".
"""

import re

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.patient.questions import NEGATORS, asked
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.verbs import CLITICS, NOUN_FOLLOWS, Person, is_verb, verb_forms
from medic_scribe.writing.extractive.words.wording import capital, tidy

_WORD = re.compile(
    r"^(?:y |pero |entonces )?(?:(?P<before>a|de|en|con|desde|hasta|cada) )?"
    r"(?P<word>que|cuant[oa]s?|cuando|donde|como|quien|quienes) (?P<rest>.+)$"
)
# "¿Qué tan fuerte?", "¿cuánto hace que…?", "¿qué la alivia?": what is left of these leads to no answer.
_LEADS_NOWHERE = re.compile(
    r"^((dia|fecha|ano|mes) (es|era|estamos)|tan|tal|tanto|mas|otr[oa]s?|si|que|hace|es|son|era|fue|esta"
    r"|estan|sera|eso|esto|la|los|las)\b"
)
_IS = frozenset("es son era eran fue".split())
_NOT_TOLD_OF = (Person.FIRST, Person.SECOND, Person.WE)
_AUXILIARIES = frozenset("ha han habia habian".split())


def leading_words(question: Clause, answer: str) -> str:
    """What stands before the answer instead of the question; empty where the question must stay.

    A verb says that the thing is so. It stays asked where the answer denies anything: "¿Cuándo lo dejó?
    — No lo ha dejado".
    """
    said = asked(question)
    found = _WORD.match(fold(said))
    if not found or re.search(r"[,;?¿]", said) or NEGATORS.search(found.group("rest")):
        return ""
    words = said.split()[-len(found.group("rest").split()) :]
    if _LEADS_NOWHERE.match(found.group("rest")) or _of_another(words):
        return ""
    if _begins_with_verb(words):
        return "" if NEGATORS.search(fold(answer)) else capital(tidy(" ".join(words)))
    if found.group("word") in ("cuando", "donde", "como", "quien", "quienes"):
        return ""
    return _of_a_thing(words, found.group("before") or "", answer)


def _of_a_thing(words: list[str], before: str, answer: str) -> str:
    verb = next((place for place in range(1, len(words)) if _begins_with_verb(words[place:])), 0)
    if not verb:
        thing = words[:-1] if fold(words[-1]) in _IS else words
        return capital(tidy(" ".join(thing)))
    if NEGATORS.search(fold(answer)):
        return ""
    if before == "a" and fold(words[0]) == "hora":  # "Empezó: a las once"
        return capital(tidy(" ".join(words[verb:])))
    if before:
        return ""
    taken = fold(words[verb]) == "toma"  # "Anticoagulante", "Líquido de noche"
    return capital(tidy(" ".join([*words[:verb], *(words[verb + 1 :] if taken else ("que", *words[verb:]))])))


def _begins_with_verb(words: list[str]) -> bool:
    place = 0
    while place < len(words) - 1 and fold(words[place]) in CLITICS:
        place += 1
    word = fold(words[place])
    return is_verb(words[place]) or word == "toma" or (word in _AUXILIARIES and place + 1 < len(words))


def _of_another(words: list[str]) -> bool:
    """ "¿Cuándo lo operamos?", "¿de qué murió él?": of somebody who is not the patient."""
    verbs = [word for place, word in enumerate(words) if not place or words[place - 1] not in NOUN_FOLLOWS]
    forms = [verb_forms(word) for word in verbs]
    return bool({"él", "ella"} & set(words)) or any(
        all(form.person in _NOT_TOLD_OF for form in found) for found in forms if found
    )
