"""What one question asks about, short enough to stand before an answer: "Tabaco", "Más sed de lo normal"."""

import re
from functools import cache

from medic_scribe.clinical import TermKind, find_medications, find_terms, fold, strip_punctuation
from medic_scribe.writing.extractive.patient.questions import asked, noun_phrase
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.content import holds_content
from medic_scribe.writing.extractive.words.tables import cell, groups, rows
from medic_scribe.writing.extractive.words.verbs import is_verb
from medic_scribe.writing.extractive.words.wording import capital, tidy


def label(question: Clause) -> str:
    """What it asks about, short enough to stand before an answer: "Más sed de lo normal", "Tabaco".

    Empty where the answer needs no heading ("¿Cómo ha estado?").
    """
    if found := _WHEN.search(question.folded):
        about = asked(question).split()
        rest = [w for w in about if fold(strip_punctuation(w)) not in WHEN_WORDS]
        when = found.group(1).replace("cuando", "cuándo").replace("cuanto", "cuánto")
        return f"{capital(tidy(' '.join(rest)))}, {when}" if rest else "Desde cuándo"
    if (heading := listed(question)) is not None:
        return heading
    whole = asked(question)  # nothing where it only asks for assent: "¿De acuerdo?"
    if (found := _WHICH.match(whole)) and not is_verb(found.group(1)):
        return capital(found.group(1))
    if (found := _OF_THING.match(whole)) and _is_thing(found["thing"]) and not holds_content(found["rest"]):
        return capital(found["thing"])
    if found := _HOW_IS.match(whole):
        return capital(next(filter(None, found.groups())))
    return noun_phrase(question) or (f"¿{capital(whole)}?" if whole else "")


_WHEN = re.compile(r"\b(desde cuando|hace cuanto)\b")
WHEN_WORDS = frozenset(
    "y desde cuando hace cuanto tiempo esto eso lo de del la el los las que tiene lleva con le se siente asi"
    " toma tomas tomando usa usas"
    " esta estamos mi don dona pase pasa sientese sientate dime diga digame cuenteme cuentame dice".split()
)
ASKS_NOTHING = frozenset(groups("answers")["asks_nothing"].split())


def _is_thing(name: str) -> bool:
    return not (is_verb(name) or fold(name) in ASKS_NOTHING)


# "¿La fiebre, cuánto le marcó?", "¿el cefadroxilo, cada cuánto?"
_OF_THING = re.compile(
    r"^(?:y )?(?:(?:el|la|los|las|su|sus) )?(?P<thing>[^\W\d_]{4,}(?: de(?:l| la)? [^\W\d_]+)?), "
    r"(?:(?:a|en|de|con|cada) )?(?:cu[aá]nt[oa]s?|c[oó]mo|cu[aá]l(?:es)?|d[oó]nde)"
    r"(?P<rest>(?: [^\W\d_]+){0,3})$",
    re.IGNORECASE,
)
# "¿Cuál muñeca?", "¿de cuál ojo?"
_WHICH = re.compile(r"^(?:y )?(?:(?:de|en|a|por) )?cu[aá]l(?:es)? ([^\W\d_]{3,})$", re.IGNORECASE)
# "¿El chorro cómo es?", "¿dónde está el lunar?": the thing is heading enough.
_THING = r"(?:(?:el|la|los|las|su|sus) )?(\w{3,}(?: de(?: la)? \w+)?)"
_HOW_IS = re.compile(
    rf"^(?:y )?(?:{_THING},? (?:c[oó]mo (?:es|son)|d[oó]nde est[aá]n?)"
    rf"|(?:c[oó]mo (?:es|son)|d[oó]nde est[aá]n?) (?:el|la|los|las|su|sus) (\w{{3,}}))$",
    re.IGNORECASE,
)


def listed(question: Clause) -> str | None:
    """The heading of the table (`labels.tsv`): empty where none is needed, None where it has none."""
    for pattern, heading in _labels():
        if heading and pattern.search(question.folded) and not (heading in _OF_MANY and _names_one(question)):
            return heading.strip("-")
    return None


# Headings for whatever is told of a kind: where the question named one thing, the answer is about that
# thing only.
_OF_MANY = ("Antecedentes familiares", "Enfermedades", "Operaciones", "Medicación", "Vacunas", "Alimentación")


def _names_one(question: Clause) -> bool:
    kinds = (TermKind.DIAGNOSIS, TermKind.SYMPTOM, TermKind.VACCINE)
    named = question.own(find_terms(question.reading, *kinds))
    return bool(named or question.own(find_medications(question.reading)))


@cache
def _labels() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), cell(row, 1)) for row in rows("labels"))
