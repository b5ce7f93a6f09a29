"""What verb a word is, and the same verb in another person or tense.

A form that is not found is a verb nobody listed, and the caller leaves it as it was said.
"""

from collections.abc import Iterable
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.conjugation import (
    Person,
    Tense,
    VerbForm,
    conjugated,
    listed_verbs,
)

# After these stands a noun, even one that is spelled like a verb: "la marcha", "de toma".
NOUN_FOLLOWS = frozenset("el la los las un una de del al".split())
# These stand before the verb to which they belong: "se lo dije".
CLITICS = frozenset("se le les lo la los las".split())


def verb_forms(word: str) -> tuple[VerbForm, ...]:
    """Every reading of the word as a verb: as written, else as if its accent had been lost.

    An accent that no form has is another word's: "vómito".
    """
    low = word.lower()
    return _exact().get(low) or (_folded().get(low, ()) if low == fold(low) else ())


def holds_verb(words: Iterable[str]) -> bool:
    """Whether any of them can be a verb that tells and does not order."""
    return any(
        form.tense is not Tense.IMPERATIVE for word in words for form in verb_forms(strip_punctuation(word))
    )


NOT_VERBS = frozenset(
    "nada toma como para entre sobre vista marcha falta ha has han cuenta duda sangre doble".split()
)
_NOUN_LIKE = frozenset(
    "baja alta vacuna mancha queja marca gota traba cicatriz molestias molestia pruebas prueba"
    " dudas sueno dieta marea ayuda consulta medida sed para dentro".split()
)


def is_verb(word: str) -> bool:
    """Whether it is a verb that tells, and no noun that is spelled like one."""
    bare = strip_punctuation(word)
    if len(bare) <= 2 or fold(bare) in NOT_VERBS or fold(bare) in _NOUN_LIKE:
        return False
    return any(f.tense is not Tense.IMPERATIVE and f.person is not Person.FIRST for f in verb_forms(bare))


def tells_of_another(word: str) -> bool:
    """Whether it is a verb in the third person that says what is, was or will be: no wish and no order."""
    wished = (Tense.IMPERATIVE, Tense.SUBJUNCTIVE)
    return is_verb(word) and any(
        form.person in (Person.THIRD, Person.THEY) and form.tense not in wished
        for form in verb_forms(strip_punctuation(word))
    )


def verb_forms_without_accents(word: str) -> tuple[VerbForm, ...]:
    """Every reading of the word, should its accent have been lost: "deje" may be "dejé"."""
    return _folded().get(fold(word), ())


@cache
def participle(infinitive: str) -> str:
    """ "perder" → "perdido", "romper" → "roto"."""
    parts = dict(listed_verbs()).get(infinitive, {})
    ending = "ado" if infinitive.endswith("ar") else ("ído" if infinitive[-3:-2] in "aeo" else "ido")
    return parts.get("part", infinitive[:-2] + ending)


def simple_past(done: str, person: Person) -> str:
    """What "ha" says with that participle, in one word: "tomado" → "tomó"; empty where it is none."""
    infinitive = infinitive_of(done)
    return in_person(VerbForm(infinitive, Tense.PAST, Person.THIRD, ""), person) if infinitive else ""


def infinitive_of(done: str) -> str:
    """ "caído" → "caer"; empty where it is no participle."""
    return _participles().get(fold(done), "")


@cache
def _participles() -> dict[str, str]:
    return {fold(participle(infinitive)): infinitive for infinitive, _ in listed_verbs()}


def subjunctive(infinitive: str, person: Person) -> str:
    """ "doler" → "duela", "duelan"."""
    forms = [
        spelling
        for spelling, found in _exact().items()
        for f in found
        if f.infinitive == infinitive and f.tense is Tense.SUBJUNCTIVE and f.person is person
    ]
    return forms[0] if forms else ""


@cache
def in_person(form: VerbForm, person: Person) -> str:
    """The same verb and tense in another person: "dimos" → "dieron"; empty where it has none."""
    return next(
        (
            spelling
            for spelling, found in _exact().items()
            for f in found
            if (f.infinitive, f.tense, f.person) == (form.infinitive, form.tense, person)
        ),
        "",
    )


def is_infinitive(word: str) -> bool:
    """With or without pronouns behind it: "tomar", "tomarlo"."""
    return fold(word) in _infinitives() or fold(_without_pronouns(word)) in _infinitives()


def _without_pronouns(word: str) -> str:
    for pronouns in ("melo", "mela", "selo", "sela", "me", "te", "se", "le", "les", "lo", "la", "los", "las"):
        if word.endswith(pronouns) and word[: -len(pronouns)].endswith(("r", "r")):
            return word[: -len(pronouns)]
    return word


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(fold(form.infinitive) for forms in _exact().values() for form in forms)


@cache
def _exact() -> dict[str, tuple[VerbForm, ...]]:
    index: dict[str, list[VerbForm]] = {}
    for spelling, form in conjugated():
        index.setdefault(spelling, []).append(form)
    return {spelling: tuple(forms) for spelling, forms in index.items()}


@cache
def _folded() -> dict[str, tuple[VerbForm, ...]]:
    index: dict[str, tuple[VerbForm, ...]] = {}
    for spelling, forms in _exact().items():
        index[fold(spelling)] = index.get(fold(spelling), ()) + forms
    return index
