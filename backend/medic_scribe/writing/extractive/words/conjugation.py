"""Forms of Spanish verbs: by the rules of conjugation from `verbs.tsv`, or as in `irregular_verbs.tsv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from medic_scribe.clinical import fold
from medic_scribe.writing.extractive.words.tables import rows


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


_Forms = dict[Person, tuple[str, ...]]


def listed_verbs() -> list[tuple[str, dict[str, str]]]:
    """Every infinitive, with what the rules cannot know of it: `stem`, `first`, `fut`, `strong`…"""
    return [(row[0], dict(part.split("=", 1) for part in row[1:])) for row in rows("verbs")]


def conjugated() -> Iterator[tuple[str, VerbForm]]:
    """Every spelling with what it is."""
    for infinitive, parts in listed_verbs():
        for tense, forms in _conjugate(infinitive, parts).items():
            third = forms[Person.THIRD][0]
            for person, spellings in forms.items():
                for spelling in spellings:
                    yield spelling, VerbForm(infinitive, tense, person, third)


def _conjugate(infinitive: str, parts: dict[str, str]) -> dict[Tense, _Forms]:
    if irregular := _irregular().get(infinitive):
        return irregular
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


_PRESENT = {
    "ar": ("o", ("as", "ás"), "a", "amos", "an"),
    "er": ("o", ("es", "és"), "e", "emos", "en"),
    "ir": ("o", ("es", "ís"), "e", "imos", "en"),
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


@cache
def _irregular() -> dict[str, dict[Tense, _Forms]]:
    verbs: dict[str, dict[Tense, _Forms]] = {}
    for infinitive, tense, *spellings in rows("irregular_verbs"):
        forms = {person: tuple(s.split("/")) for person, s in zip(Person, spellings, strict=True) if s != "-"}
        verbs.setdefault(infinitive, {})[Tense(tense)] = forms
    return verbs
