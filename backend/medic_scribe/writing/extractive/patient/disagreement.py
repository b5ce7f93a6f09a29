"""A companion and a patient who answer one question against each other: both are kept, with who says what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import fold
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.meaning.topics import TOLD, blend, score_topics, strongest
from medic_scribe.writing.extractive.note.lines import Line, whole
from medic_scribe.writing.extractive.note.relevance import is_clinical, is_small_talk
from medic_scribe.writing.extractive.patient.headings import heading_of
from medic_scribe.writing.extractive.patient.retelling import told_text
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.turns.leads import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.words.wording import lowered, quoted


def according_to(speaker: Speaker) -> str:
    return "según acompañante" if speaker is Speaker.COMPANION else "según paciente"


def disagreement(questions: tuple[Clause, ...], answers: Sequence[Turn]) -> Line | None:
    """Both sides as one line that is never left out; None where they do not disagree."""
    if doubted := _doubted(questions, answers):
        return doubted
    first, second = (*_without_questions(answers), None, None)[:2]
    if first is None or second is None or first.speaker is second.speaker or not questions:
        return None
    if not (_polarity(first) or _polarity(second)) or _polarity(first) == _polarity(second):
        return None
    if not any(is_clinical(q) or score_topics(q.folded, TOLD) for q in questions):
        return None  # "¿Cómo le va?"
    if second.clauses[0].says(_CHANGES_SUBJECT):
        return None
    return _sides(questions, [(turn, _says(turn)) for turn in (first, second)])


# "Doctora, una cosita": what follows answers nothing.
_CHANGES_SUBJECT = r"^ (\w+ ){0,3}(una? (cosita|cosa|pregunta|preguntita|consulta)|otra cosa|por cierto)\b"
# "¿Cómo que no? ¿Y la del martes?": it asks, and says that it was otherwise.
_DOUBTS = re.compile(
    r"^ (ay |pero |ah |y )*((como|que) que (no|si|nunca|nada)|(como|que) no|(estas? )?segur[oa]|no|si|nunca"
    r"|nada|entonces|ya (te|se) (te |le )?olvid\w+)\b"
    r"|^ (pero )?y (ayer|anteayer|antier|anoche|cuando|aquel\w*|es[ae]|l[ao]s?|el)\b"
)
AFTER_ALL = r"^ (ah |ay |uy |ya |bueno |es )*(si|cierto|verdad)\b"
_TO_THE_CLINICIAN = re.compile(r"\b(doctora?|doc|dra?|licenciad[oa]|senorita|usted|ustedes)\b")


def _doubted(questions: tuple[Clause, ...], answers: Sequence[Turn]) -> Line | None:
    """A yes or no that the other speaker doubts with questions only, and what is answered to them."""
    if len(answers) < 2:
        return None
    first, second, *rest = answers
    doubts = all(c.asked for c in second.clauses) and any(_DOUBTS.search(c.folded) for c in second.clauses)
    if not doubts or any(_TO_THE_CLINICIAN.search(c.folded) for c in second.clauses):
        return None
    if first.speaker is second.speaker or not _polarity(first) or any(c.asked for c in first.clauses):
        return None
    who = "acompañante" if second.speaker is Speaker.COMPANION else "paciente"
    asked = f"{who} pregunta: {quoted(' '.join(c.text for c in second.clauses))}"
    replies = [(turn, _says(turn)) for turn in _without_questions(rest)]
    if _polarity(first) == "no" and any(turn.clauses[0].says(AFTER_ALL) for turn, _ in replies):
        return None  # it is taken back
    told = [(first, _says(first)), (second, asked), *replies]
    return None if all(is_small_talk(q) for q in questions) else _sides(questions, told)


def _says(turn: Turn) -> str:
    return f"{according_to(turn.speaker)}, {lowered(_whole(turn))}"


def _sides(questions: tuple[Clause, ...], sides: Sequence[tuple[Turn, str]]) -> Line:
    told = [c for turn, _ in sides for c in turn.clauses]
    topics = blend(*((score_topics(c.folded, TOLD), 1.0) for c in (*questions, *told)))
    return whole(
        strongest(topics, Topic.ILLNESS) or Topic.ILLNESS,
        "; ".join(text for _, text in sides),
        (*(q.evidence for q in questions), *(c.evidence for c in told)),
        sides[0][0].number,
        heading_of(questions),
    ).marked("disagreement")


def _without_questions(answers: Sequence[Turn]) -> list[Turn]:
    """What they ask themselves is no side: "¿No era a la penicilina?"."""
    said = [replace(turn, clauses=tuple(c for c in turn.clauses if not c.asked)) for turn in answers]
    return [turn for turn in said if turn.clauses]


def _whole(turn: Turn) -> str:
    kept = [c for c in turn.clauses if not is_small_talk(c, answering=True)] or list(turn.clauses)
    texts = [text for text in (told_text(c, attributed=False) for c in kept) if text]
    return ", ".join([*texts[:1], *(lowered(text) for text in texts[1:])])


def _polarity(turn: Turn) -> str:
    first = turn.clauses[0].folded
    if LEAD_NO.match(first) or re.match(
        r"^ (yo|eso|que|ella|el) no\b|^ eso es mentira|^ mentira|^ (\w+ ){1,3}no $", first
    ):
        return "no"
    often = f" {fold(turn.clauses[0].text.split(',')[0])} "
    return "no" if _NOT_ALWAYS.match(often) else "yes" if LEAD_YES.match(first) else ""


_NOT_ALWAYS = re.compile(r" (todos los dias|todas las noches|siempre|a diario|diario|cada (dia|noche)) no ")
