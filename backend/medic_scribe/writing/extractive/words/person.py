"""From "me canso mucho" to "se cansa mucho": a speaker's first person in the third.

The rule of safety: where a word of the first or second person is left that no rule turned, there is no
rewriting, and the caller quotes the words as they were said.
"""

import re
from collections.abc import Sequence

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.words.tables import word_lists
from medic_scribe.writing.extractive.words.verbs import Person, Tense, in_person, is_infinitive, verb_forms
from medic_scribe.writing.extractive.words.who_acts import (
    MARKS,
    before_objects,
    first_person,
    folded_at,
    in_first_person,
    of_us,
    plain,
    second_person,
    unlisted,
    wished,
)

_POSSESSIVES = {"mi": "su", "mis": "sus", "mia": "suya", "mio": "suyo", "mias": "suyas", "mios": "suyos"}
_PRONOUNS = frozenset(("me", "se", "le", "les", "lo", "la", "los", "las", "te", "nos", "no", "ya"))
_WORDS = word_lists("person")
_LEFT = frozenset(
    "me mi mis yo conmigo nosotros nosotras nuestro nuestra te tu vos usted ustedes contigo mia mio"
    " fijese mire imaginese digo dije os".split()
)


def third_person(words: Sequence[str], subject: str = "") -> list[str] | None:
    """The words in the third person; None where a first or second person is left that no rule turns.

    `subject` stands where the speaker said "yo".
    """
    turned: list[str] = []
    bare = not in_first_person(words)
    for place, word in enumerate(words):
        if _before_me(words, place):
            new = _keeping(word, word.strip(MARKS), "al")
        elif place and _before_me(words, place - 1):
            who = "acompañante" if subject.endswith("acompañante") else "paciente"
            new = _keeping(word, word.strip(MARKS), who)
        elif _folded(word) == "yo":
            new = _keeping(word, word.strip(MARKS), subject or "el paciente") if bare else subject
        else:
            new = _turn(words, place, word)
        if new is None:
            return None
        if new:
            turned.append(new)
    return turned


def _turn(words: Sequence[str], place: int, word: str) -> str | None:
    bare = word.strip(MARKS)
    low = fold(bare)
    if low == "mi" and "í" in bare.lower():
        return None
    if low in _POSSESSIVES:
        return _keeping(word, bare, _POSSESSIVES[low])
    if low == "me":
        return _pronoun(words, place, word, bare)
    if low == "nos":
        return _keeping(word, bare, _of_us(words, place))
    if low in _LEFT:
        return None
    if we := of_us(words, place):
        return _keeping(word, bare, in_person(we, Person.THEY))
    if low.endswith("ndome") or (low.endswith("rme") and _is_infinitive_with_me(bare)):
        return _keeping(word, bare, bare[:-2] + "se")
    if low.endswith(("asteis", "isteis")):
        return _keeping(word, bare, _what_you_all_did(low))
    if _pleads(words, place):
        return None
    form = first_person(words, place)
    if form:
        return _keeping(word, bare, form.third)
    if _is_i(words, place - 1) and unlisted(word) and low not in _AFTER_I:
        return None
    return None if second_person(words, place) else word


def _before_me(words: Sequence[str], place: int) -> bool:
    """Whether "a mí" stands there, of the patient; a lost accent shows by what follows: "a mi no"."""
    if folded_at(words, place) != "a" or place + 1 >= len(words) or _folded(words[place + 1]) != "mi":
        return False
    accented = "í" in words[place + 1].lower()
    following = folded_at(words, place + 2)
    return accented or not following or words[place + 1][-1:] in ",.;" or following in _BEHIND_ME


_BEHIND_ME = frozenset("me no ni si nunca tampoco tambien nadie nada ninguna ninguno lo la los las".split())


def _of_us(words: Sequence[str], place: int) -> str:
    """ "nos dijeron" → "les dijeron", "nos lo dieron" → "se lo dieron", "nos asustamos" → "se asustaron"."""
    following = folded_at(words, place + 1)
    himself = following in ("lo", "la", "los", "las") or (following and of_us(words, place + 1))
    return "se" if himself else "les"


def _what_you_all_did(verb: str) -> str:
    """ "quitasteis" → "quitaron", "dijisteis" → "dijeron"."""
    verb = re.sub(r"(j|fu)isteis$", r"\1eron", verb)
    return verb.replace("isteis", "ieron").replace("asteis", "aron")


def _is_infinitive_with_me(word: str) -> bool:
    """ "relajarme", also of a verb nobody listed; but "enferme", "duerme", "firme"."""
    unlisted = len(word) > 6 and word.lower().endswith(("arme", "erme", "irme")) and not verb_forms(word)
    return is_infinitive(word[:-2]) or (unlisted and word.lower() not in _NO_INFINITIVES)


_NO_INFINITIVES = frozenset("desarme confirme reafirme enferme gendarme duerme".split())


def _pleads(words: Sequence[str], place: int) -> bool:
    """ "no me asuste", "no me lo quiten": an order to the listener, unless the past has lost its accent."""
    before = before_objects(words, place)
    if before in (-1, place - 1) or words[before].lower() != "no" or wished(words, before):
        return False
    bare = plain(words[place])
    forms = verb_forms(bare)
    subjunctive = [form.tense is Tense.SUBJUNCTIVE for form in forms]
    if bare.endswith(("e", "en")):
        unlisted = not forms and _folded(words[before + 1]) == "me"
        return (any(subjunctive) or unlisted) and bare not in ("he", "ha", "le")
    return bare.endswith(("a", "an")) and bool(forms) and all(subjunctive) and forms[0].infinitive != "haber"


_AFTER_I = frozenset("mismo solo tampoco primero luego pero creo como sano".split())


def _is_i(words: Sequence[str], place: int) -> bool:
    return place >= 0 and folded_at(words, place) == "yo"


def _pronoun(words: Sequence[str], place: int, word: str, bare: str) -> str | None:
    """ "me tomo" → "se toma"; "me duele" → "le duele"; "me lo quitaron" → "se lo quitaron"."""
    following = [_folded(w) for w in words[place + 1 : place + 3]]
    if following[:1] and following[0] in ("lo", "la", "los", "las"):
        return _keeping(word, bare, "se")
    verb = place + 1
    while verb < len(words) and _folded(words[verb]) in _PRONOUNS:
        verb += 1
    reflexive = verb < len(words) and (
        first_person(words, verb, after_pronoun=True) is not None
        or _doing(words[verb : verb + 2])
        or _wanting(words[verb : verb + 2])
        or _used_to(words[verb : verb + 2])
    )
    if not reflexive and verb == place + 1 and verb < len(words) and unlisted(words[verb]):
        return None
    return _keeping(word, bare, "se" if reflexive else "le")


# What happens to somebody, and is not done: "me estaba doliendo".
_HAPPENING = re.compile(
    r"(dol|ard|pic|molest|d|sal|pas|qued|falt|fall|sub|baj|cost|llam|atend|trat|revis|mat|gan)[iy]?[ae]ndo"
)


def _doing(words: Sequence[str]) -> bool:
    """ "(me) estaba tomando": what one does oneself, though the verb could be anybody's."""
    folded = [_folded(word) for word in words]
    return (
        len(folded) == 2
        and folded[0] in ("estaba", "andaba", "iba", "seguia")
        and folded[1].endswith("ndo")
        and not _HAPPENING.fullmatch(folded[1])
    )


def _wanting(words: Sequence[str]) -> bool:
    """ "(me) quería morir", "(me) podía mover": what one wants or can do oneself."""
    bare = [plain(word) for word in words]
    wants = len(bare) == 2 and bare[0] in ("quería", "podía", "queria", "podia")
    return wants and bare[1] in _WORDS["to_oneself"]


_SUBJECT_FOLLOWS = frozenset("el la los las un una mi ese esa esto eso".split())


def _used_to(words: Sequence[str]) -> bool:
    """ "(me) olvidaba la pastilla": the imperfect is anybody's, and of these verbs the speaker's own."""
    bare = plain(words[0]) if words else ""
    does = {form.infinitive for form in verb_forms(bare) if form.tense is Tense.IMPERFECT}
    if not bare.endswith(("aba", "ía", "ia")) or not does & _WORDS["used_to"]:
        return False
    subject = folded_at(words, 1) in _SUBJECT_FOLLOWS
    return not subject or bool(does & (_WORDS["taken"] | {"olvidar"}))


def _keeping(word: str, bare: str, new: str) -> str:
    """`new` in the place of `bare`, with the punctuation and the capital of `word`."""
    if bare[:1].isupper():
        new = new[:1].upper() + new[1:]
    return word.replace(bare, new, 1)


def _folded(word: str) -> str:
    return fold(plain(word))
