"""Of whom a question asks: "¿De qué murió su hermano?" asks nothing about the patient.

What is answered to it may never stand without the one it is about.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medic_scribe.clinical import Term, TermKind, find_terms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Evidence
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms
from medic_scribe.writing.extractive.words.who_acts import in_first_person
from medic_scribe.writing.extractive.words.wording import capital

_PEOPLE = (TermKind.RELATIVE, TermKind.OTHER_PERSON)
_POSSESSIVES = frozenset("mi su sus tu tus".split())
_DETERMINERS = _POSSESSIVES | {"el", "la", "los", "las"}
# Of the person who is asked: "¿Y usted?", "¿con quién vive, con su hija?".
_TO_THE_PATIENT = r"\b(usted|te|ti|vos|contigo|quien)\b"
# The person is only where, when, with whom or why something is so.
_BESIDE = frozenset("con por sin para segun desde en contra entre como que".split())
_WHEN = re.compile(r"\b(desde que|despues (de )?que|antes de que|porque|mientras|aunque|si)\b|\w cuando\b")
# The person only tells, helps or comes along: "¿Su esposa le nota algo?", "¿Su hijo dice que ronca?".
_LOOKS_ON = re.compile(
    r" (no |ya |se )?(l[aeo]s?|dicen?|dijo|cuentan?|conto|not[ao]n?|ven?|vio|oyen?|escuchan?|sabe\w*|cree\w*"
    r"|quiere\w*|viene\w*|vino|acompan\w+|ayud\w+|cuida\w*|trajo|trae|puede\w*|podria\w*"
    r"|esta (aqui|ahi|afuera))\b"
)
_TOLD = re.compile(r"\b(dij\w+|dic\w+|cont\w+|cuent\w+|avis\w+|pregunt\w+|llam\w+)\b")
_KNOWS = (
    r"\b(no (me acuerdo|recuerdo|se (bien|cuando|que|si|como|cuanto))"
    r"|me (dij\w+|parece|imagino|contaron|acuerdo)|creo|supongo)\b"
)
# A question that only goes on: "¿De qué?", "¿A qué edad?", "¿Y fumaba?".
_GOES_ON = (
    r"^ (y |o |pero |ah |ya )*((a|de|en|con|por|hace|desde|hasta) )*(que|cual|cuando|cuant[oa]s?|como|donde)?"
    r"( (edad|anos|tiempo|tipo|parte|se|le|lo|la|fue|muri[oe]\w*|fallecio|era|tenia|fumaba|bebia|tomaba|vive"
    r"|viven|dio|dieron|detectaron|encontraron|diagnosticaron|operaron|trataron|empezo))* $"
)
_CHILD = re.compile(r"(hij|niet)(it)?[oa]s?$")
_OF_CHILD = (
    r"\b(mi|su|tu) (hij|niet|beb|nen|nin|chiqui)\w*"
    r"|\b(el|la) (nin[oa]|nen[ea]|bebe|bebit[oa]|chiquit[oa]|guagua)\b"
)
_OF_FAMILY = r"\b(alguien|familia\w*)\b"


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who is meant and the words that name him; no `relative` where he only shares the house or work."""

    who: str
    relative: bool
    evidence: Evidence

    def headed(self, heading: str) -> str:
        """ "Edad" → "Hermana, edad"."""
        asked = heading.strip("¿?").split("? ¿")[-1]
        return f"{self.who}, {asked[:1].lower()}{asked[1:]}" if asked else self.who


def meant_by(questions: Sequence[Clause], before: Somebody | None, child: bool) -> Somebody | None:
    """Whom all the questions ask about, where it is not the patient; `before` was spoken of just before.

    `child` where somebody's son or daughter may be the patient.
    """
    meant = before
    for question in questions:
        asked_about = _asked_about(question)
        if asked_about and child and _CHILD.match(fold(asked_about.who)):
            return None
        meant = asked_about or (meant if question.says(_GOES_ON) else None)
    return meant if questions else None


def speak_of_child(clauses: Iterable[Clause]) -> bool:
    """Whether they speak of a child, who may be the patient."""
    return any(clause.says(_OF_CHILD) for clause in clauses)


def is_for_companion(clause: Clause) -> bool:
    """Whether a child's doctor turns to the one who came along: "Para usted, cambiamos el enalapril"."""
    return clause.says(_FOR_YOU) and not clause.says(r"\b(don|dona)\b")


_FOR_YOU = (
    r"\b(para|a) usted\b(?! (le toca|que\b))"
    r"|^ (y |pero )*(usted|senora)( (senora|mama|tambien|si))* (no )?"
    r"(tom[ea]|necesita|descans[ea]|sig[au]e?|suspend[ae]|dej[ea]|us[ea])\b(?! (de )?(le|al?|dar\w*) )"
)


def spoken_of(
    questions: Sequence[Clause], answers: Sequence[Turn], meant: Somebody | None
) -> Somebody | None:
    """Of whom the patient speaks at the end of what he answers to questions about his own."""
    if not (meant or asks_of_family(questions)):
        return None
    for turn in answers:
        for clause in turn.clauses:
            people = _people(clause)
            if len(people) == 1 and not speaks_of_himself(clause):
                meant = _somebody(clause, people[0])
            elif people or speaks_of_himself(clause):
                meant = None
    return meant


def speaks_of_himself(clause: Clause) -> bool:
    """Whether the speaker tells of himself; that he knows or was told something is of another."""
    if clause.says(_KNOWS):
        return False
    return clause.says(r"\b(yo|me|conmigo)\b") or in_first_person(clause.words)


def names_somebody(text: str, somebody: Somebody) -> bool:
    return fold(somebody.who).rstrip("s")[:-1] in fold(re.sub(r"\b(de|la) mama\b", "", text))


def of_companion(text: str, clause: Clause) -> str:
    """ "Mi papá tiene quistes" → "papá del acompañante": what a companion tells of the family is his own."""
    tokens = clause.reading.tokens
    for person in _people(clause):
        own = person.begin > clause.begin and tokens[person.begin - 1].folded == "mi"
        who = re.escape(strip_punctuation(clause.reading.words(person.begin, person.end)))
        if own and "«" not in text and not _CHILD.match(fold(who)):
            text = re.sub(rf"\bsu ({who})\b", r"\1 del acompañante", text, count=1, flags=re.IGNORECASE)
    return text


def asks_of_family(questions: Iterable[Clause]) -> bool:
    return any(question.says(_OF_FAMILY) or _people(question) for question in questions)


def _people(clause: Clause) -> list[Term]:
    """Who is named; "cáncer de mama" names nobody."""
    people = clause.own(find_terms(clause.reading, *_PEOPLE))
    return [person for person in people if not _is_breast(clause, person)]


def _is_breast(clause: Clause, person: Term) -> bool:
    tokens = clause.reading.tokens
    unaccented = strip_punctuation(tokens[person.begin].text) == "mama"
    return unaccented and tokens[person.begin - 1].folded not in _POSSESSIVES


def _asked_about(question: Clause) -> Somebody | None:
    people = [person for person in _people(question) if person.concept != "familia"]
    if len(people) != 1 or question.speaker is not Speaker.CLINICIAN:
        return None
    person = people[0]
    return _somebody(question, person) if _is_subject(question, person) else None


def _is_subject(question: Clause, person: Term) -> bool:
    folded = [token.folded for token in question.reading.tokens]
    start = person.begin if folded[person.begin] in _POSSESSIVES else person.begin - 1
    if start < question.begin or folded[start] not in _DETERMINERS:
        return False
    lead = f" {' '.join(folded[question.begin : start])} "
    rest = f" {' '.join(folded[person.end : question.end])} "
    if question.says(_TO_THE_PATIENT) or _speaks_to_you(question) or _WHEN.search(lead):
        return False
    before = lead.split()[-1] if lead.strip() else ""
    if before == "a":
        first = lead.split() in (["a"], ["y", "a"])
        return first or (bool(re.search(r" (les?|l[oa]s?) |\w+ron a $", lead)) and not _TOLD.search(lead))
    if before in ("de", "del"):
        return bool(re.search(r"\blo de $", lead))
    named_apart = bool(question.reading.tokens[person.end - 1].closes)  # "¿Y su mamá, la tiroides?"
    return before not in _BESIDE and not (_LOOKS_ON.match(rest) and not named_apart)


def _speaks_to_you(question: Clause) -> bool:
    """ "¿Tomás lo mismo que tu mamá?": a verb that is the patient's."""
    forms = (verb_forms(strip_punctuation(token.text).lower()) for token in question.tokens)
    return any(
        found and all(f.person is Person.SECOND and f.tense is not Tense.IMPERATIVE for f in found)
        for found in forms
    )


def _somebody(clause: Clause, person: Term) -> Somebody:
    said = clause.reading.words(person.begin, person.end).split()
    who = capital(" ".join(strip_punctuation(word).strip("¿?¡!…").lower() for word in said))
    return Somebody(re.sub(r"^(Mi|Su|Tu) ", "", who), person.kind is TermKind.RELATIVE, clause.evidence)
