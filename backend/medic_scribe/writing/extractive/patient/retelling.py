"""What patient and companion say, in the third person."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import TermKind, find_terms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.meaning.quantities import with_quantities
from medic_scribe.writing.extractive.note.lines import COMPANION
from medic_scribe.writing.extractive.turns.clauses import Clause
from medic_scribe.writing.extractive.words.addressing import from_you, without_names
from medic_scribe.writing.extractive.words.orders import after_patient, calls_patient
from medic_scribe.writing.extractive.words.person import third_person
from medic_scribe.writing.extractive.words.who_acts import first_person, of_us
from medic_scribe.writing.extractive.words.wording import lowered, quoted, tidy, worded

_LACKING = re.compile(
    r"^((?:no, )?)no (?:ha tenido|tiene|tuvo|hay) (?=(?:fiebre|calentura|tos|flemas?|mocos?|diarreas?"
    r"|v[oó]mitos?|n[aá]useas?|mareos?|ronchas|escalofr[ií]os|alergias?|dolor(?:es)?|sangrados?)\b)",
    re.IGNORECASE,
)
# A tag that asks for assent, and the marks round a word the speaker is not sure of.
_ASIDE_MARKS = re.compile(r",? ¿(no|verdad|cierto)\??$|[¿?]")


def told_text(clause: Clause, attributed: bool = True) -> str:
    """The clause in the third person, or quoted where that cannot be done safely.

    What a companion says of himself is marked as his: "yo le doy ibuprofeno" is not the patient's doing.
    """
    said = _ASIDE_MARKS.sub("", worded(with_quantities(clause)))
    if not re.search(r"\w", said):
        return ""
    companion = clause.speaker is Speaker.COMPANION
    if companion:
        if clause.says(r"\ba mi\b") and not clause.says(
            r"\b(dij\w+|cont\w+|parece|coment\w+|avis\w+|llam\w+|consta)\b"
        ):
            return ""
        said = re.sub(r"\b([Ss]e) me\b", r"\1", said)
    words = said.split()
    if companion and _to_patient(clause):
        words = from_you(_CALLED.sub("", without_names(said)).split())
    if not words:
        return ""  # "Papá, papá."
    contrasted = "el paciente" if _after_somebody(clause) else ""
    turned = third_person(words, "el acompañante" if companion else contrasted)
    if turned is None:
        return f"{COMPANION}{quoted(said)}" if companion and attributed else quoted(said)
    turned = turned[1:] if _folded(turned[0]) in ("pero", "porque", "y") and len(turned) > 2 else turned
    text = _LACKING.sub(r"\1sin ", tidy(" ".join(turned)))
    himself = companion and attributed and "el acompañante" not in turned and _speaks_of_himself(words)
    return f"{COMPANION}{lowered(text)}" if himself else text


# Whom a companion calls between pauses: "Verde, tía", "Sí, tía, azitromicina".
_CALLED = re.compile(
    r"^(?:mamá|papá|t[ií][oa]|abuel[oa]),|, (?:t[ií][oa]|abuel[oa])(?=[,.]|$)", re.IGNORECASE
)


def past_call(clause: Clause) -> Clause:
    """What a companion says to the patient, without whom she calls: "Papá, tiene más de un mes"."""
    if clause.speaker is not Speaker.COMPANION:
        return clause
    return replace(clause, begin=clause.begin + after_patient(clause.tokens))


def _to_patient(clause: Clause) -> bool:
    """ "(Tía,) entera, desde que te la cambió el doctor": "you" is the patient."""
    before = clause.reading.tokens[max(0, clause.begin - 1) : clause.begin]
    return calls_patient((*(token for token in before if "," in token.closes), *clause.tokens))


def _after_somebody(clause: Clause) -> bool:
    """ "Mi papá murió a los 61, y yo tengo 54": who is meant must be said, once somebody else was named."""
    tokens = clause.reading.tokens
    place = next((n for n in range(clause.begin, clause.end) if tokens[n].folded == "yo"), None)
    if place is None:
        return False
    people = find_terms(clause.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    return any(place - _NEAR <= term.begin < place for term in people)


_NEAR = 12  # words


def _folded(word: str) -> str:
    return fold(strip_punctuation(word))


def _speaks_of_himself(words: list[str]) -> bool:
    return any(first_person(words, place) or of_us(words, place) for place in range(len(words)))


def naming(text: str, clause: Clause) -> str:
    """ "Ella se pone hidroquinona" after "¿y mi señora?": who is meant stands for the pronoun."""
    if not re.match(r"(Ella|Él) ", text):
        return text
    people = find_terms(clause.reading, TermKind.RELATIVE, TermKind.OTHER_PERSON)
    before = [term for term in people if term.end <= clause.begin]
    if not before:
        return text
    who = strip_punctuation(clause.reading.words(before[-1].begin, before[-1].end)).split()[-1].strip(",;:¿?")
    return f"Su {who} {text.split(' ', 1)[1]}"


_STILL = r"\b(sigue|sigues|seguis|continua|continuas|todavia|aun)\b"
_GAVE_UP = re.compile(r"^no (?=(?:lo|la|los|las) (?:dej|quit|suspend|abandon|cort))", re.IGNORECASE)


def with_lost_comma(text: str, questions: Sequence[Clause]) -> str:
    """ "¿Sigue fumando? — No lo dejé hace dos años": a lost comma must not turn the answer round."""
    still = any(question.says(_STILL) for question in questions)
    return _GAVE_UP.sub("no, ", text) if still else text
