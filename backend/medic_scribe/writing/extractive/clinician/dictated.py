"""A note that one voice dictates: "Paciente masculino de 45 años presenta dolor torácico opresivo…".

Nobody asks and nobody answers, so every clause is kept and goes where its own words say.
"""

from collections.abc import Sequence

from medic_scribe.clinical import TermKind, find_terms
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clinician.rewriting import rewritten
from medic_scribe.writing.extractive.meaning.quantities import with_quantities
from medic_scribe.writing.extractive.meaning.topics import (
    OBJECTIVE,
    PLAN,
    STATED,
    TOLD,
    blend,
    score_topics,
    strongest,
)
from medic_scribe.writing.extractive.note.lines import Line, line
from medic_scribe.writing.extractive.note.relevance import is_small_talk
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.who_acts import in_first_person
from medic_scribe.writing.extractive.words.wording import worded

_HISTORY = (
    Topic.IDENTITY,
    Topic.REASON,
    Topic.ILLNESS,
    Topic.HISTORY,
    Topic.FAMILY,
    Topic.HABITS,
    Topic.SOCIAL,
)
_NARRATIVE = (
    r"\b(paciente|refiere|niega|acude|presenta|cursa con|antecedentes?|masculino|femenin[oa]|varon|mujer)\b"
)


def is_dictation(turns: Sequence[Turn]) -> bool:
    """One voice that speaks of the patient, asks nothing, and says nothing of itself."""
    clauses = [clause for turn in turns for clause in turn.clauses]
    if any(clause.asked for clause in clauses) or any(_of_itself(clause) for clause in clauses):
        return False
    narrated = sum(1 for clause in clauses if clause.says(_NARRATIVE))
    return narrated * 4 >= len(clauses) or (len(turns) < 3 and turns[0].speaker is Speaker.CLINICIAN)


def _of_itself(clause: Clause) -> bool:
    return clause.says(r"\b(me|mi|mis|yo)\b") and in_first_person(clause.words)


def dictated_lines(turns: Sequence[Turn]) -> list[Line]:
    lines: list[Line] = []
    for clause in (c for turn in turns for c in turn.clauses if not is_small_talk(c)):
        topic = _topic(clause, lines[-1].topic if lines else None)
        if text := _worded(clause, topic):
            lines.append(line(topic, text, (clause.evidence,), clause.turn).marked("clinician", "sure"))
    return lines


_HEADINGS = (
    (r"^ (impresion|diagnostico|juicio|analisis|idx|valoracion)\b", Topic.ASSESSMENT),
    (r"^ (plan|tratamiento|indicaciones|conducta)\b", Topic.TREATMENT),
    (r"^ motivo\b", Topic.REASON),
    (r"^ alergias?\b", Topic.ALLERGIES),
    (r"^ antecedentes familiares\b", Topic.FAMILY),
    (r"^ antecedentes\b", Topic.HISTORY),
    (r"^ (a la )?(exploracion|examen)\b", Topic.EXAMINATION),
)


def _topic(clause: Clause, previous: Topic | None) -> Topic:
    headed = next((topic for pattern, topic in _HEADINGS if clause.says(pattern)), None)
    if headed and ":" in clause.text:
        return headed
    told, stated = score_topics(clause.folded, TOLD), score_topics(clause.folded, STATED)
    if clause.says(_NARRATIVE):
        told = {topic: score + 2 for topic, score in told.items()} or {Topic.ILLNESS: 3.0}
        stated = {topic: score for topic, score in stated.items() if topic not in OBJECTIVE}
    diagnoses = find_terms(clause.reading, TermKind.DIAGNOSIS)
    named = {Topic.ASSESSMENT: 1.0} if clause.own(diagnoses) else {}
    follows = {previous: 1.5} if previous in (*PLAN, *OBJECTIVE) and previous else {}
    scores = blend((told, 1.0), (stated, 1.0), (named, 1.0), (follows, 1.0))
    return strongest(scores, Topic.ILLNESS) or Topic.ILLNESS


def _worded(clause: Clause, topic: Topic) -> str:
    return worded(with_quantities(clause)) if topic in _HISTORY else rewritten(clause, topic)
