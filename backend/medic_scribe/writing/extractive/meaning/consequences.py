"""What is found or judged and what is done about it, said in one breath: "Es del ramipril, así que lo quito".

Each half belongs to a section of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import TermKind, find_measurements
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.extractive.meaning.intent import acts_for_patient, looks_ahead, names
from medic_scribe.writing.extractive.turns.boundaries import SUBORDINATING, has_main_verb
from medic_scribe.writing.extractive.turns.clauses import Clause, Turn
from medic_scribe.writing.extractive.words.orders import opens_with_order
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms

_SO = re.compile(r"(y )?(asi que|por lo que|de modo que|por eso|entonces) ")
_AND = re.compile(r"y (?=(no )?(le|te|se|l[oa]s?) )")
_LEAST = 3  # words of what is found
_SUPPOSING = r"^ (y |pero )?(con|para|hasta|sin|en caso|a partir) "


def with_consequences_apart(turns: Sequence[Turn]) -> list[Turn]:
    return [_parted(turn) if turn.speaker is Speaker.CLINICIAN else turn for turn in turns]


def _parted(turn: Turn) -> Turn:
    return replace(turn, clauses=tuple(half for clause in turn.clauses for half in _halves(clause)))


def _halves(clause: Clause) -> list[Clause]:
    tokens = clause.reading.tokens
    if clause.asked or tokens[clause.begin].folded in SUBORDINATING:
        return [clause]
    for place in range(clause.begin + _LEAST, clause.end - 1):
        found, done = replace(clause, end=place), replace(clause, begin=place)
        joint = _SO.match(done.folded.lstrip()) or _AND.match(done.folded.lstrip())
        if not joint or not (tokens[place - 1].closes or joint.re is _AND):
            continue
        done = replace(done, begin=place + len(joint.group().split()))
        if done.tokens and _is_found(found) and _is_done(done):
            return [found, done]
    return [clause]


def _is_found(clause: Clause) -> bool:
    """Whether it says what is so, and nothing that is done."""
    figures = clause.own(find_measurements(clause.reading))
    measured = any(m.end <= clause.end and not (m.asked or m.conditional) for m in figures)
    supposed = looks_ahead(clause) or clause.says(_SUPPOSING)
    stated = has_main_verb(clause.reading.tokens, clause.begin, clause.end)
    judged = names(clause, TermKind.DIAGNOSIS) or names(clause, TermKind.SYMPTOM)
    return (measured or (stated and judged)) and not (supposed or _is_done(clause))


def _is_done(clause: Clause) -> bool:
    """Whether it says what the clinician does for the patient, or tells him to do."""
    forms = verb_forms(clause.tokens[0].folded)
    acts = any(f.person in (Person.FIRST, Person.WE) and f.tense is Tense.PRESENT for f in forms)
    return acts or acts_for_patient(clause) or opens_with_order(clause.tokens)
