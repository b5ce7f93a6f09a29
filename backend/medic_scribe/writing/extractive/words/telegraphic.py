"""The short style of notes: "dolor en la rodilla" → "dolor en rodilla", "por la noche" → "de noche".

Articles go where Spanish notes leave them out, and softeners and links with them (`telegraphic.tsv`). Words
that carry polarity, quantity, time, side or person are never touched; quotations are left as they are.
"""

import re
from functools import cache, lru_cache

from medic_scribe.clinical import TermKind, find_terms, fold, read, strip_punctuation
from medic_scribe.writing.extractive.words.tables import rows
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms
from medic_scribe.writing.extractive.words.who_acts import first_person
from medic_scribe.writing.extractive.words.wording import with_accents

_DEFINITE = frozenset("el la los las".split())
_INDEFINITE = frozenset("un una unos unas".split())
# Before these an article is needed, or it is no article.
_NEEDED = frozenset(
    "que de del cual cuales otro otra otros otras mismo misma mismos mismas primer primera segundo"
    " segunda tercera ultimo ultima"
    " hora horas semana semanas mes meses ano anos dia dias vez veces una dos tres cuatro cinco seis siete"
    " ocho nueve diez once doce lunes martes"
    " miercoles jueves viernes sabado domingo proximo proxima medio media mitad noche manana tarde"
    " madrugada se le no ha han mas menos"
    " pecho aire cama casa cabeza mio mia mios mias suyo suya suyos suyas".split()
)
_BEFORE_PRONOUN = frozenset("se me te le que".split())
_ALL = frozenset("todo toda todos todas".split())  # "toda la vida"
# What has no article of its own sense: "sube las escaleras" keeps its verb, "la quitaron" its pronoun.
_SHORTEST = 4


@lru_cache(maxsize=8_192)
def telegraphic(text: str) -> str:
    if "«" in text:
        return text
    for pattern, instead in _rules():
        text = pattern.sub(instead, text)
    words = text.split()
    kept = [word for place, word in enumerate(words) if not _goes(words, place)]
    return _BEFORE_I.sub(r"\1e ", re.sub(r"\s+,", ",", " ".join(kept)))


# "Café e ibuprofeno": an article stood between the two.
_BEFORE_I = re.compile(r"((?:^|[ (]))y (?=(?:i(?![aeou])|hi(?!e|a))[^\W\d_])", re.IGNORECASE)


def one_condition(text: str) -> str:
    """ "Si sangra, si tiembla o si vomita, a urgencias" → "Si sangra, tiembla o vomita, a urgencias".

    Only where the last of them has its "o", and nothing is ordered in between.
    """
    phrases = text.split(", ")
    first = next((n for n, phrase in enumerate(phrases) if _IF.match(phrase)), len(phrases))
    last = first
    while last < len(phrases) and _IF.match(phrases[last]) and not _ORDERS.search(fold(phrases[last])):
        last += 1
    conditions = phrases[first:last]
    if not conditions or " o si " not in f" {conditions[-1].lower()}":
        return text
    others = [_IF.sub(r"\1", phrase) for phrase in conditions[1:]]
    shorter = [re.sub(r" o si (?!no\b)", " o ", phrase) for phrase in (conditions[0], *others)]
    return ", ".join([*phrases[:first], *shorter, *phrases[last:]])


_IF = re.compile(r"(o )?si (?!no$)", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(acud|avis|llam|vuelv|veng|vien|vaya|llev|consult|urgenc|emergenc|guardia|suspend|repit|par[ae]\b|dej[ae]\b)"
)


def _goes(words: list[str], place: int) -> bool:
    """Whether the word is an article that a note leaves out."""
    article = fold(words[place])
    if article not in _DEFINITE | _INDEFINITE or place + 1 >= len(words):
        return False
    bare = strip_punctuation(words[place + 1])
    following = fold(bare)
    if following in _NEEDED or following[:1].isdigit() or not _is_noun(article, bare):
        return False
    if article in _INDEFINITE:
        return _is_abbreviation(bare) or _is_clinical(following)
    if place and fold(words[place - 1]) in _BEFORE_PRONOUN | _ALL:
        return False  # "se la cierro", "que la persiguen"
    return not _verb(words[place + 1]) and (article == "el" or first_person(words, place + 1) is None)


def _is_noun(article: str, word: str) -> bool:
    """Whether a word so short names something: behind "la" it is often a verb ("la da", "las ve")."""
    if len(word) >= _SHORTEST or _is_abbreviation(word) or fold(word) in _SHORT_NOUNS:
        return True
    return article == "el" and len(word) == _SHORTEST - 1


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


_SHORT_NOUNS = frozenset("tos voz luz pus".split())


@cache
def _is_clinical(word: str) -> bool:
    """ "una úlcera", "un electrocardiograma": the article counts nothing. "Una pastilla" is a dose."""
    kinds = (TermKind.SYMPTOM, TermKind.FINDING, TermKind.DIAGNOSIS, TermKind.TEST, TermKind.SPECIALTY)
    return bool(find_terms(read(word), *kinds))


def _verb(word: str) -> bool:
    """ "la quitaron": the article is a pronoun."""
    bare = strip_punctuation(word)
    finite = (Person.THIRD, Person.THEY, Person.WE, Person.FIRST)
    return (
        any(
            form.person in finite
            and form.tense is not Tense.IMPERATIVE
            and bare.endswith(("ó", "ron", "ba", "ban", "an", "en", "mos", "ía", "ará", "a", "e"))
            for form in verb_forms(bare)
        )
        and fold(bare) not in _NOUNS
    )


_NOUNS = frozenset(
    "toma vista marcha prueba cura dieta duda molestia consulta resta cuenta falta cama orina"
    " carga ayuda pierna espalda sangre fiebre"
    " tos base parte noche tarde leche carne clase fase dosis bebe nuca lengua pausa causa pesa"
    " cita visita limpia".split()
)


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(with_accents(pattern), re.IGNORECASE), instead)
        for pattern, instead in rows("telegraphic")
    )
