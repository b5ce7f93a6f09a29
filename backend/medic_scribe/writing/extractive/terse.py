"""What a piece of a note does not say once it stands by itself: "le duele al correr" → "duele al correr"."""

import re
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.tables import groups, rows
from medic_scribe.writing.extractive.verbs import Person, Tense, participle, verb_forms
from medic_scribe.writing.extractive.wording import with_accents

_TO_WHOM = frozenset(("le", "les"))
# "A su hermana le quitaron": somebody is named whom the "le" takes up.
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


def terse(phrase: str) -> str:
    """A piece without joints, and without the "le" of what happens to the patient or is done for him.

    Quotations are left as they are.
    """
    if "«" in phrase:
        return phrase
    for pattern, instead in _rules():
        phrase = pattern.sub(instead, phrase)
    words = phrase.split()
    return " ".join(word for place, word in enumerate(words) if not _goes(words, place))


def _goes(words: list[str], place: int) -> bool:
    if words[place].lower() not in _TO_WHOM:
        return False
    before = fold(words[place - 1]) if place else ""
    if before in ("me", "te") or _NAMED.search(fold(" ".join(words[:place]))):
        return False
    following = [strip_punctuation(word).lower() for word in words[place + 1 : place + 4]]
    if following and fold(following[0]) in _AUXILIARIES:
        following = following[2:] if following[1:2] == ["a"] else following[1:]
    if not following or (_is_of("giving", following[0]) and _somebody_gives(words, place)):
        return False
    return _needs_no_whom(following[0], before == "se")


def _somebody_gives(words: list[str], place: int) -> bool:
    """ "La vecina le da jarabe" says who gives and to whom; "si le da fiebre" has no giver."""
    return place > 0 and words[place - 1][-1].isalpha() and fold(words[place - 1]) not in _NOBODY


def _needs_no_whom(verb: str, behind_se: bool) -> bool:
    if behind_se:
        return _is_of("behind_se", verb)
    return _is_of("verbs", verb) or _is_of("of_several", verb, Person.THEY)


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


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(with_accents(pattern), re.IGNORECASE), instead) for pattern, instead in rows("terse")
    )
