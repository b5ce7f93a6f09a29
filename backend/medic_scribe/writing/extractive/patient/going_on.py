"""How the sentences of an answer lean on one another."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import TermKind, find_terms, fold
from medic_scribe.writing.extractive.meaning.doses import goes_on_with_dose
from medic_scribe.writing.extractive.meaning.subjects import drugs_named
from medic_scribe.writing.extractive.meaning.topics import TOLD, score_topics
from medic_scribe.writing.extractive.note.lines import Line
from medic_scribe.writing.extractive.patient.denials import denies_all
from medic_scribe.writing.extractive.patient.standing import stands_alone
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.verbs import holds_verb
from medic_scribe.writing.extractive.words.who_acts import in_first_person


def goes_on(clause: Clause, before: Clause, last: Line) -> bool:
    """Whether it belongs to the line before: "Y los pies", or the dose of the drug just named."""
    named = bool(drugs_named(before)) or goes_on_with_dose(before)
    if named and not last.denied and goes_on_with_dose(clause):
        return True
    if _OF_SOMEBODY.match(clause.text):
        return True
    return clause.says(r"^ (y|o|ni) ") and not holds_verb(_first_phrase(clause).words)


# "A él lo operaron": of somebody who was named just before.
_OF_SOMEBODY = re.compile(r"(y |pero )?(a |con |de )?(él|ella|ellos|ellas)\b", re.IGNORECASE)


def _first_phrase(clause: Clause) -> Clause:
    """ "Y amiodarona, que por eso no la mezclo": what stands before the first comma."""
    tokens = clause.reading.tokens
    pauses = (place for place in range(clause.begin, clause.end) if "," in tokens[place].closes)
    return replace(clause, end=next(pauses, clause.end - 1) + 1)


def says_how_often(clause: Clause) -> bool:
    """ "Yo diría que dos o tres veces por semana": of what was just told."""
    return clause.says(_SAYS_HOW_OFTEN)


_SAYS_HOW_OFTEN = (
    r"^ (yo )?(diria|digamos|sera|seran|pongale|ponle)( que)?( unas| como)? (\d+|una|dos|tres)( o \w+)?"
    r" (vez|veces)( (por|a|al|cada) (la )?\w+)? $"
)


def contrasts(text: str, last: Line) -> bool:
    """ "(Mi hermano fuma.) Yo no": nothing without the line before."""
    return not last.denied and bool(_CONTRAST.fullmatch(fold(text)))


_CONTRAST = re.compile(
    r"((el )?paciente|(y )?((su|el|la) )?(mama|papa|madre|padre|hermano|hermana|hijo|hija|abuel[oa]|ti[oa]))"
    r" (no|si|tampoco|tambien)"
)


def takes_no_back(clause: Clause, before: Clause, last: Line) -> bool:
    """ "No. Bueno, se me duermen las dos de noche": a "no" never stands without what changes it."""
    answered = bool(last.parts[-1].heading) and not last.denied and last.turn == clause.turn
    return answered and denies_all(before) and clause.says(r"^ (bueno|pero|aunque|salvo|excepto|a veces) ")


def is_bare(clause: Clause, text: str) -> bool:
    """ "Seis semanas", "como de pasada": nothing without the question that it goes on answering."""
    return not (stands_alone(clause, text) or drugs_named(clause) or holds_verb(clause.words))


def interjects(clause: Clause, following: Sequence[Clause]) -> bool:
    """ "Ojalá, doctor. No, nunca.": a word or two before the answer."""
    answer = _HESITATES.sub(" ", following[0].folded) if following else ""
    return (
        clause.end - clause.begin <= 2
        and not (LEAD_NO.match(clause.folded) or LEAD_YES.match(clause.folded))
        and bool(LEAD_NO.match(answer) or LEAD_YES.match(answer))
        and not score_topics(clause.folded, TOLD)
        and not re.search(r"\d", clause.folded)
    )


_HESITATES = re.compile(r"^ (pues |bueno |este |eh |ay |mmm )+")


def about_another(clause: Clause, before: Clause | None) -> Clause | None:
    """The clause that brought somebody else up, while what is said is still about him: "Lo operaron en
    Quito"."""
    people = find_terms(clause.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    if named := clause.own(people):
        # "Mi papá. Cuando nació mi hermano le dio…": who only dates it is not who is meant
        aside = clause.says(
            r"^ (despues (de )?que|cuando|desde que|antes de que|hasta que) (\w+ ){1,2}(mi|su) \w+ le\b"
        )
        return before if before and aside and len(named) == 1 else clause
    return (
        None
        if clause.says(r"\b(yo|me|mi|mis|conmigo|[a-z]+ mi)\b") or in_first_person(clause.words)
        else before
    )
