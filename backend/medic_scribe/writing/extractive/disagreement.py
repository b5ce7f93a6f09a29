"""A companion and a patient who answer one question against each other: both are kept, with who says what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.answers import LEAD_NO, LEAD_YES
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.headings import heading_of
from medic_scribe.writing.extractive.lines import Line, whole
from medic_scribe.writing.extractive.relevance import is_clinical, is_small_talk
from medic_scribe.writing.extractive.retelling import told_text
from medic_scribe.writing.extractive.topics import TOLD, blend, score_topics, strongest
from medic_scribe.writing.extractive.wording import lowered


def according_to(speaker: Speaker) -> str:
    return "según acompañante" if speaker is Speaker.COMPANION else "según paciente"


def disagreement(questions: tuple[Clause, ...], answers: Sequence[Turn]) -> Line | None:
    """Both sides as one line that is never left out; None where they do not disagree."""
    first, second = (*_without_questions(answers), None, None)[:2]
    if first is None or second is None or first.speaker is second.speaker or not questions:
        return None
    if not (_polarity(first) or _polarity(second)) or _polarity(first) == _polarity(second):
        return None
    if not any(is_clinical(q) or score_topics(q.folded, TOLD) for q in questions):
        return None  # "¿Cómo le va?"
    told = [c for turn in (first, second) for c in turn.clauses]
    sides = [f"{according_to(turn.speaker)}, {lowered(_whole(turn))}" for turn in (first, second)]
    topics = blend(*((score_topics(c.folded, TOLD), 1.0) for c in (*questions, *told)))
    return whole(
        strongest(topics, Topic.ILLNESS) or Topic.ILLNESS,
        "; ".join(sides),
        (*(q.evidence for q in questions), *(c.evidence for c in told)),
        first.number,
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
    return "yes" if LEAD_YES.match(first) else ""
