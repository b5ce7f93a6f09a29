"""Forms of Spanish verbs: from any person to the third, and to the infinitive.

The forms are made from `verbs.tsv` by the rules of Spanish conjugation, so a form that is not found is a
verb nobody listed, and the caller leaves it as it was said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from medic_scribe.clinical import fold, strip_punctuation
from medic_scribe.writing.extractive.words.tables import rows

# After these stands a noun, even one that is spelled like a verb: "la marcha", "de toma".
NOUN_FOLLOWS = frozenset("el la los las un una de del al".split())
# These stand before the verb to which they belong: "se lo dije".
CLITICS = frozenset("se le les lo la los las".split())


class Person(StrEnum):
    FIRST = "1s"
    SECOND = "2s"
    THIRD = "3s"
    WE = "1p"
    THEY = "3p"


class Tense(StrEnum):
    PRESENT = "present"
    PAST = "past"
    IMPERFECT = "imperfect"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    SUBJUNCTIVE = "subjunctive"  # also the imperative of usted and ustedes
    IMPERATIVE = "imperative"  # of tú and vos


@dataclass(frozen=True, slots=True)
class VerbForm:
    """`third` is the same tense in the third person of the singular."""

    infinitive: str
    tense: Tense
    person: Person
    third: str


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
    parts = dict(_read()).get(infinitive, {})
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
    return {fold(participle(infinitive)): infinitive for infinitive, _ in _read()}


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
    for infinitive, parts in _read():
        for tense, forms in _conjugate(infinitive, parts).items():
            third = forms[Person.THIRD][0]
            for person, spellings in forms.items():
                for spelling in spellings:
                    index.setdefault(spelling, []).append(VerbForm(infinitive, tense, person, third))
    return {spelling: tuple(forms) for spelling, forms in index.items()}


@cache
def _folded() -> dict[str, tuple[VerbForm, ...]]:
    index: dict[str, tuple[VerbForm, ...]] = {}
    for spelling, forms in _exact().items():
        index[fold(spelling)] = index.get(fold(spelling), ()) + forms
    return index


def _read() -> list[tuple[str, dict[str, str]]]:
    return [(row[0], dict(part.split("=", 1) for part in row[1:])) for row in rows("verbs")]


_Forms = dict[Person, tuple[str, ...]]
_PRESENT = {
    "ar": ("o", ("as", "ás"), "a", "amos", "an"),
    "er": ("o", ("es", "és"), "e", "emos", "en"),
    "ir": ("o", ("es", "ís"), "e", "imos", "en"),
}


def _conjugate(infinitive: str, parts: dict[str, str]) -> dict[Tense, _Forms]:
    if infinitive in _IRREGULAR:
        return _IRREGULAR[infinitive]
    stem, ending = infinitive[:-2], fold(infinitive[-2:])
    stressed = parts.get("stem", stem + ("y" if "uy" in parts else ""))
    first = parts.get("first") or _first(stressed, stem, ending)
    _, (tu, vos), third, we, they = _PRESENT[ending]
    subjunctive, weak = _softened(first[:-1], ending), _softened(stem, ending)
    if ending != "ar" and first[:-1] != stressed:
        weak = subjunctive
    vowel = "e" if ending == "ar" else "a"
    return {
        Tense.PRESENT: {
            Person.FIRST: (first,),
            Person.SECOND: (stressed + tu, stem + vos),
            Person.THIRD: (stressed + third,),
            Person.WE: (stem + we,),
            Person.THEY: (stressed + they,),
        },
        Tense.PAST: _past(stem, ending, parts, weak),
        Tense.IMPERFECT: _imperfect(stem, ending),
        Tense.FUTURE: _future(parts.get("fut", fold(infinitive) if ending == "ir" else infinitive)),
        Tense.CONDITIONAL: _conditional(parts.get("fut", infinitive)),
        Tense.SUBJUNCTIVE: {
            Person.THIRD: (subjunctive + vowel,),
            Person.SECOND: (subjunctive + vowel + "s",),
            Person.WE: (weak + vowel + "mos",),
            Person.THEY: (subjunctive + vowel + "n",),
        },
        Tense.IMPERATIVE: {
            Person.SECOND: (stem + {"ar": "á", "er": "é", "ir": "í"}[ending], parts.get("imp", "")),
            Person.THIRD: (stressed + third,),
        },
    }


def _first(stressed: str, stem: str, ending: str) -> str:
    """First person of the present: conozco, escojo, sigo, duermo."""
    if ending != "ar":
        if stressed == stem and stem.endswith(("ec", "oc", "duc", "ac")):
            return stem[:-1] + "zco"
        if stressed.endswith("g"):
            return (stressed if ending == "ir" and stressed.endswith("sig") else stressed[:-1] + "j") + "o"
        if stressed.endswith("c"):
            return stressed[:-1] + "zo"
    return stressed + "o"


def _softened(stem: str, ending: str) -> str:
    """Before e, a verb in -ar keeps its sound in writing: busqué, llegué, empecé."""
    if ending != "ar":
        return stem
    for letter, before_e in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(letter):
            return stem[:-1] + before_e
    return stem


def _past(stem: str, ending: str, parts: dict[str, str], weak: str) -> _Forms:
    if strong := parts.get("strong"):
        they = "eron" if strong.endswith("j") else "ieron"
        third = strong[:-1] + "zo" if strong == "hic" else strong + "o"
        return {
            Person.FIRST: (strong + "e",),
            Person.SECOND: (strong + "iste",),
            Person.THIRD: (third,),
            Person.WE: (strong + "imos",),
            Person.THEY: (strong + they,),
        }
    if ending == "ar":
        return {
            Person.FIRST: (weak + "é",),
            Person.SECOND: (stem + "aste",),
            Person.THIRD: (stem + "ó",),
            Person.WE: (stem + "amos",),
            Person.THEY: (stem + "aron",),
        }
    third = parts.get("pret", stem)
    hiatus = stem[-1] in "aeou" and stem[-2:] not in ("gu", "qu")
    return {
        Person.FIRST: (stem + "í",),
        Person.SECOND: (stem + ("íste" if hiatus else "iste"), stem + "iste"),
        Person.THIRD: (third + ("yó" if hiatus else "ió"),),
        Person.WE: (stem + "imos",),
        Person.THEY: (third + ("yeron" if hiatus else "ieron"),),
    }


def _imperfect(stem: str, ending: str) -> _Forms:
    ia = stem + ("aba" if ending == "ar" else "ía")
    we = stem + ("ábamos" if ending == "ar" else "íamos")
    return {Person.THIRD: (ia,), Person.SECOND: (ia + "s",), Person.WE: (we,), Person.THEY: (ia + "n",)}


def _future(stem: str) -> _Forms:
    return {
        Person.FIRST: (stem + "é",),
        Person.SECOND: (stem + "ás",),
        Person.THIRD: (stem + "á",),
        Person.WE: (stem + "emos",),
        Person.THEY: (stem + "án",),
    }


def _conditional(stem: str) -> _Forms:
    ia = stem + "ía"
    return {
        Person.THIRD: (ia,),
        Person.SECOND: (ia + "s",),
        Person.WE: (stem + "íamos",),
        Person.THEY: (ia + "n",),
    }


def _forms(first: str, second: str, third: str, we: str, they: str) -> _Forms:
    spellings = (first, second, third, we, they)
    return {person: tuple(s.split("/")) for person, s in zip(Person, spellings, strict=True) if s != "-"}


_IRREGULAR: dict[str, dict[Tense, _Forms]] = {
    "ser": {
        Tense.PRESENT: _forms("soy", "eres/sos", "es", "somos", "son"),
        Tense.PAST: _forms("fui", "fuiste", "fue", "fuimos", "fueron"),
        Tense.IMPERFECT: _forms("-", "eras", "era", "éramos", "eran"),
        Tense.FUTURE: _forms("seré", "serás", "será", "seremos", "serán"),
        Tense.CONDITIONAL: _forms("-", "serías", "sería", "seríamos", "serían"),
        Tense.SUBJUNCTIVE: _forms("-", "seas", "sea", "seamos", "sean"),
    },
    "estar": {
        Tense.PRESENT: _forms("estoy", "estás", "está", "estamos", "están"),
        Tense.PAST: _forms("estuve", "estuviste", "estuvo", "estuvimos", "estuvieron"),
        Tense.IMPERFECT: _forms("-", "estabas", "estaba", "estábamos", "estaban"),
        Tense.FUTURE: _forms("estaré", "estarás", "estará", "estaremos", "estarán"),
        Tense.CONDITIONAL: _forms("-", "estarías", "estaría", "estaríamos", "estarían"),
        Tense.SUBJUNCTIVE: _forms("-", "estés", "esté", "estemos", "estén"),
    },
    "haber": {
        Tense.PRESENT: _forms("he", "has", "ha", "hemos", "han"),
        Tense.PAST: _forms("hube", "hubiste", "hubo", "hubimos", "hubieron"),
        Tense.IMPERFECT: _forms("-", "habías", "había", "habíamos", "habían"),
        Tense.SUBJUNCTIVE: _forms("-", "hayas", "haya", "hayamos", "hayan"),
    },
    "dar": {
        Tense.PRESENT: _forms("doy", "das", "da", "damos", "dan"),
        Tense.PAST: _forms("di", "diste", "dio", "dimos", "dieron"),
        Tense.IMPERFECT: _forms("-", "dabas", "daba", "dábamos", "daban"),
        Tense.FUTURE: _forms("daré", "darás", "dará", "daremos", "darán"),
        Tense.CONDITIONAL: _forms("-", "darías", "daría", "daríamos", "darían"),
        Tense.SUBJUNCTIVE: _forms("-", "des", "dé", "demos", "den"),
    },
    "ver": {
        Tense.PRESENT: _forms("veo", "ves", "ve", "vemos", "ven"),
        Tense.PAST: _forms("vi", "viste", "vio", "vimos", "vieron"),
        Tense.IMPERFECT: _forms("-", "veías", "veía", "veíamos", "veían"),
        Tense.FUTURE: _forms("veré", "verás", "verá", "veremos", "verán"),
        Tense.CONDITIONAL: _forms("-", "verías", "vería", "veríamos", "verían"),
        Tense.SUBJUNCTIVE: _forms("-", "veas", "vea", "veamos", "vean"),
    },
    "ir": {
        Tense.PRESENT: _forms("voy", "vas", "va", "vamos", "van"),
        Tense.IMPERFECT: _forms("-", "ibas", "iba", "íbamos", "iban"),
        Tense.FUTURE: _forms("iré", "irás", "irá", "iremos", "irán"),
        Tense.SUBJUNCTIVE: _forms("-", "vayas", "vaya", "vayamos", "vayan"),
    },
}
