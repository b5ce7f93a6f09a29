"""Tests that are asked for or looked at in the room: "¿Trae la placa? — Aquí está. — Pinzamiento leve"."""

from collections.abc import Sequence

from medic_scribe.clinical import TermKind, find_terms
from medic_scribe.writing.extractive.meaning.intent import looks_ahead, names
from medic_scribe.writing.extractive.meaning.subjects import Named, drugs_named
from medic_scribe.writing.extractive.turns.boundaries import has_main_verb
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO
from medic_scribe.writing.extractive.words.orders import opens_with_order
from medic_scribe.writing.extractive.words.wording import capital, tidy

_WANTS_TO_SEE = (
    r"\b(tra[ei]\w*|ver|veamos|veo|mir[oa]\w*|miremos|ensen\w+|muestr\w+|pas(e|a)me|present\w+|abr[oi]\w*)\b"
)
_HANDS_OVER = (
    r"\b(aqui|aca|ahi) (est\w+|l[oa]s? \w+|tiene|tienes|va)\b|\b(l[eao]s? )?(traje|traigo|trajimos)\b"
)
_LONGEST = 12  # words of what only asks to see it


def called_for(clause: Clause) -> Named | None:
    """The test that the clinician asks to see."""
    wants = clause.end - clause.begin <= _LONGEST and clause.says(_WANTS_TO_SEE)
    return test_named(clause) if wants and not looks_ahead(clause) else None


def test_shown(wanted: Named | None, answers: Sequence[Turn]) -> Named | None:
    """The test that the clinician now has before him, after he has asked for it or without."""
    if not answers:
        return wanted
    said = [clause for answer in answers for clause in answer.clauses]
    if wanted:
        return None if LEAD_NO.match(said[0].folded) or said[-1].asked else wanted
    return next(
        (test_named(clause) for clause in said if not clause.asked and clause.says(_HANDS_OVER)), None
    )


def test_asked_for(clause: Clause, turn: Turn) -> Named | None:
    """ "Hace dos años que no se hace el fondo de ojo. Se lo pido": the test of the sentence before."""
    before = next((c for c in reversed(turn.clauses) if c.end == clause.begin), None)
    return test_named(before) if before and clause.says(_ASKED_FOR) else None


_ASKED_FOR = (
    r"^ (y )?(ya )?(se )?l[oa]s? (pido|pedimos|solicito|mando|hacemos|repito|repetimos)"
    r"( hoy| ya| tambien)? $"
)


def reads_from(clause: Clause) -> bool:
    """ "Artrosis facetaria", "sin fracturas ni listesis": what a test shows, without a verb."""
    return (
        (names(clause, TermKind.DIAGNOSIS) or names(clause, TermKind.FINDING))
        and not has_main_verb(clause.reading.tokens, clause.begin, clause.end)
        and not (looks_ahead(clause) or opens_with_order(clause.tokens) or drugs_named(clause))
    )


def test_named(clause: Clause) -> Named | None:
    """The first test that it names, as it says it."""
    term = next(iter(clause.own(find_terms(clause.reading, TermKind.TEST))), None)
    if term:
        said = clause.reading.words(term.begin, term.end)
    else:
        said = next((token.text for token in clause.tokens if token.folded in _IMAGES), "")
    return Named(capital(tidy(said.strip("¿? "))), clause.evidence) if said else None


_IMAGES = frozenset("radiografia radiografias placa placas".split())
