"""What the clinician states: findings, results, judgement and plan, one line each."""

import re

from medic_scribe.clinical import TermKind, find_terms, fold
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.lines import Line, line
from medic_scribe.writing.extractive.phases import OBJECTIVE, PLAN, Phases
from medic_scribe.writing.extractive.relevance import is_small_talk
from medic_scribe.writing.extractive.rewriting import rewritten
from medic_scribe.writing.extractive.subjects import Named, drugs_named, leans_on_drug, subject_of
from medic_scribe.writing.extractive.topics import STATED, TOLD, blend, score_topics, strongest

SURE = 6.0  # with stronger cues than this there is no doubt what a clause is about
LEAST = 2.0  # a clinician's clause with weaker cues than this is conversation
FIGURES = (Topic.VITALS, Topic.RESULTS)
_GOING_ON = (
    r"^ (y )?(no mejor|mejor|por ahora|hoy no|todavia no|de momento|despues|luego|tambien|es para|son|o sea|asi|ademas|por eso"
    r"|si (la|lo|le|las|los)|no (la|lo|los|las)|eso|es[ae]|antes de|primero|hasta|maximo)\b"
)
_CAUSAL = r"\b(puede|podria|pueden|podrian) (danar|arruinar|sangrar|producir|causar|empeorar|subir)\b|\bpor eso (las|los|el|la)\b"


def stated_lines(turn: Turn, before: Turn | None, phases: Phases, drug: Named | None = None) -> list[Line]:
    """`before` is the patient's turn just before, whose question a fragment may answer; `drug` the last one named."""
    lines: list[Line] = []
    for clause in turn.clauses:
        if clause.asked or is_small_talk(clause):
            continue
        subject = None if lines else subject_of(clause, before)
        topic = _topic(clause, phases, lines[-1].topic if lines else None, bool(subject))
        text = rewritten(clause, topic) if topic else ""
        if topic is None or not text or (topic is Topic.VITALS and not re.search(r"\d", text)):
            continue
        own = drugs_named(clause)
        about = subject or (drug if not own and leans_on_drug(clause) else None)
        lines = _with(lines, clause, topic, text, about)
        drug = own[0] if own else drug
    return lines


def _with(lines: list[Line], clause: Clause, topic: Topic, text: str, about: Named | None) -> list[Line]:
    """The lines and one more clause: a line of its own, or the last line's continuation."""
    sure = score_topics(clause.folded, STATED).get(topic, 0.0) >= SURE
    traits = ("clinician", "sure") if sure else ("clinician",)
    if lines and _continues(clause, topic, lines[-1]):
        joint = "; " if topic in FIGURES else ". "
        more = line(topic, text, (clause.evidence,), clause.turn).marked(*traits)
        return [*lines[:-1], lines[-1].plus(more, joint)]
    named = about is not None and fold(about.text) not in fold(text)
    evidence = (about.evidence, clause.evidence) if about and named else (clause.evidence,)
    heading = about.text if about and named else ""
    return [*lines, line(topic, text, evidence, clause.turn, heading).marked(*traits)]


def _continues(clause: Clause, topic: Topic, last: Line) -> bool:
    """Whether the clause goes on with the line before: figures of one kind, or words that lean on it."""
    if topic in FIGURES:
        return last.topic is topic
    return topic is last.topic and topic in PLAN and clause.says(_GOING_ON) and not drugs_named(clause)


def _topic(clause: Clause, phases: Phases, previous: Topic | None, answers: bool) -> Topic | None:
    own = score_topics(clause.folded, STATED)
    if drugs_named(clause) and not clause.says(_CAUSAL):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    if _names(clause, TermKind.VACCINE):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    examined = clause.turn >= phases.examination
    if examined and _names(clause, TermKind.DIAGNOSIS):
        own[Topic.ASSESSMENT] = own.get(Topic.ASSESSMENT, 0.0) + 3.5
    followed = {previous: 2.0} if previous else {}
    scores = blend((own, 1.0), (phases.prior(clause), 1.0), (followed, 1.0))
    topic = strongest(scores)
    if topic is None or (scores[topic] < LEAST and not _is_finding(clause, phases)):
        if answers and phases.planning(clause):
            return Topic.ADVICE
        return None if examined else _recap(clause)
    if not examined and topic in (*OBJECTIVE, Topic.ASSESSMENT) and not clause.says(_CAUSAL):
        return _recap(clause) or topic
    return topic


def _names(clause: Clause, kind: TermKind) -> bool:
    return any(clause.begin <= term.begin < clause.end for term in find_terms(clause.reading, kind))


def _is_finding(clause: Clause, phases: Phases) -> bool:
    """While examining, whatever the clinician says in a few words or more is a finding."""
    examining = clause.turn >= phases.examination and not phases.planning(clause)
    return examining and clause.end - clause.begin >= 3


def _recap(clause: Clause) -> Topic | None:
    """Before the examination a clinician may state what is known: "Tiene 32 años y es su tercer embarazo"."""
    told = score_topics(clause.folded, TOLD)
    topic = strongest(told)
    if _names(clause, TermKind.DIAGNOSIS) and (topic is None or told[topic] < 4):
        return Topic.HISTORY
    return topic if topic and told[topic] >= 4 else None
