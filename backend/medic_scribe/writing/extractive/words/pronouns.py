"""Pronouns that a note does without: to whom it happens, and what was just named.

"Le duele al correr" → "duele al correr", "la crema no la usó" → "la crema no usó", "lo operaron" →
"operaron".
"""

import re
from collections.abc import Sequence
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.tables import groups
from medic_scribe.writing.extractive.words.verbs import Person, Tense, VerbForm, participle, verb_forms

_TO_WHOM = frozenset(("le", "les"))
_WHAT = frozenset(("lo", "la", "los", "las"))
# "A su hermana le quitaron": somebody is named whom the pronoun takes up.
_NAMED = re.compile(
    r"(^|[,;:.(] |\b(y|e|o|ni|pero|que|porque|si|cuando|como|aunque|donde) )"
    r"(a|al) (?!veces\b|diario\b|ratos\b)"
)
# What may stand before the verb that tells: "le va a doler", "le han dado".
_AUXILIARIES = frozenset(
    "va van iba iban vuelve vuelven vuelva vuelvan volvio puede pueden podria"
    " ha han habia habian haya hayan".split()
)
_NOBODY = frozenset(
    "no ni y o que si se cuando ya porque pero tambien nunca siempre hoy ayer luego despues donde aunque"
    " hasta eso esto ahi".split()
)
# What may follow the verb: anything else may be who does it, "ese lo toma su hermano".
_ABOUT = frozenset(
    "y e o ni pero porque cuando si hace desde hasta por para con sin en de del a al cada hoy ayer antes"
    " despues nunca siempre mucho poco bien mal igual solo dos tres cuatro".split()
)
_OF_HIMSELF = "acompañante:"  # who says so was operated on himself
_UNREAL = frozenset((Tense.IMPERATIVE, Tense.SUBJUNCTIVE))


def is_understood(words: Sequence[str], place: int) -> bool:
    """Whether the word is a pronoun without which the piece says the same."""
    word = words[place].lower()
    if word not in _TO_WHOM | _WHAT or _NAMED.search(fold(" ".join(words[:place]))):
        return False
    verb = _verb_behind(words, place)
    if verb is None:
        return False
    if word in _TO_WHOM:
        return _is_the_patient(words, place, verb)
    return words[0] != _OF_HIMSELF and _was_named(words, verb)


def _verb_behind(words: Sequence[str], place: int) -> int | None:
    """Where the verb that tells stands behind the pronoun and its auxiliaries."""
    verb = place + 1
    if verb < len(words) and fold(words[verb]) in _AUXILIARIES:
        verb += 2 if words[verb + 1 : verb + 2] == ["a"] else 1
    return verb if verb < len(words) else None


def _is_the_patient(words: Sequence[str], place: int, at: int) -> bool:
    before = fold(words[place - 1]) if place else ""
    verb = strip_punctuation(words[at]).lower()
    if before in ("me", "te") or (_is_of("giving", verb) and _somebody_gives(words, place)):
        return False
    if before == "se":
        return _is_of("behind_se", verb)
    return _is_of("verbs", verb) or _is_of("of_several", verb, Person.THEY)


def _somebody_gives(words: Sequence[str], place: int) -> bool:
    """ "La vecina le da jarabe" says who gives and to whom; "si le da fiebre" has no giver."""
    return place > 0 and words[place - 1][-1].isalpha() and fold(words[place - 1]) not in _NOBODY


def _was_named(words: Sequence[str], at: int) -> bool:
    following = fold(words[at + 1]) if words[at][-1].isalpha() and at + 1 < len(words) else ""
    if following and following not in _ABOUT and not following[0].isdigit():
        return False
    return any(map(_needs_no_object, verb_forms(strip_punctuation(words[at]).lower())))


def _needs_no_object(form: VerbForm) -> bool:
    if form.tense in _UNREAL or form.person not in (Person.THIRD, Person.THEY):
        return False
    if form.infinitive in _infinitives("taking"):
        return True
    if form.infinitive in _infinitives("changing"):
        return form.tense is Tense.PAST
    return form.person is Person.THEY and form.infinitive in _infinitives("treating")


@cache
def _is_of(kind: str, word: str, person: Person | None = None) -> bool:
    """Whether the word is a form of one of those verbs."""
    infinitives = _infinitives(kind)
    forms = (f for f in verb_forms(word) if f.tense is not Tense.IMPERATIVE and f.infinitive in infinitives)
    if person:
        return any(form.person is person for form in forms)
    return word in infinitives or word in map(participle, infinitives) or any(forms)


@cache
def _infinitives(kind: str) -> frozenset[str]:
    return frozenset(groups("terse")[kind].split())
