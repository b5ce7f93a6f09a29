"""Clinicians' questions that order something, or end an order: "Una cada doce horas, ¿de acuerdo?"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medic_scribe.clinical import Change, TermKind, find_medications, find_terms
from medic_scribe.writing.extractive.meaning.topics import PLAN, STATED, score_topics
from medic_scribe.writing.extractive.turns.boundaries import has_main_verb
from medic_scribe.writing.extractive.turns.clauses import STRONG, Clause
from medic_scribe.writing.extractive.words.doubts import WAITS
from medic_scribe.writing.extractive.words.kinds import values
from medic_scribe.writing.extractive.words.orders import opens_with_order
from medic_scribe.writing.extractive.words.verbs import Person, Tense, verb_forms

# Asks only whether the patient follows.
_ASSENT = re.compile(
    r" ((esta )?(bien|claro)|vale|va|de acuerdo|si|eh|ya|ok(ey)?|estamos|sale|listo|bueno|entendido|oyo|oiste"
    r"|(me )?(entiende|entiendes|entendes|explico|sigue|sigues|seguis)|(le|te) parece( bien)?|quedamos"
    r"|iria|irias|iras|se anima|te animas|(le|te) (gustaria|interesa)) $"
)
# Asks whether it is so.
_CONFIRMS = re.compile(r" (no|verdad|cierto|correcto|no es (asi|verdad|cierto)) $")
_LONGEST = 3  # words of a tag
_FEW = 6  # words in which another value is said
_SURE = 5.0  # with such cues a clause is of the plan
_OF_YOU = re.compile(r" (que )?(usted|tu|vos|alerg\w+|embaraz\w+) ")


def without_tags(clause: Clause, *, examined: bool, denied: bool) -> list[Clause]:
    """The clause as what it states and what it asks.

    `denied`: the answer begins with a no, so that what was asked about may not be so.
    """
    tag = _tag(clause)
    if not clause.asked or tag == clause.end:
        return [clause]
    asks = _interrupts(clause, tag) or _asks_besides(clause, tag)
    if asks:
        stated = replace(clause, end=asks, asked=False)
        if _prescribes(stated, examined=examined):
            return [stated, replace(clause, begin=asks)]
    stated = replace(clause, end=tag, asked=False)
    confirms = _CONFIRMS.fullmatch(replace(clause, begin=tag).folded)
    if denied or not _prescribes(stated, examined=examined and not confirms):
        return [clause]
    return [stated]


def said_instead(clauses: Sequence[Clause]) -> frozenset[Clause]:
    """The values said once a question has broken others off: "40... usted es diabética, ¿no? Entonces 20"."""
    followed = zip(clauses, clauses[1:], clauses[2:], strict=False)
    return frozenset(
        value
        for stated, asked, value in followed
        if asked.asked
        and not (stated.asked or value.asked)
        and _breaks_off(stated, asked)
        and value.end - value.begin <= _FEW
        and values(value.folded.split())
        and not value.own(find_medications(value.reading))
    )


def _breaks_off(stated: Clause, asked: Clause) -> bool:
    return stated.end == asked.begin and not STRONG & set(
        stated.tokens[-1].closes.strip("…").removesuffix("...")
    )


def _tag(clause: Clause) -> int:
    """Where a tag begins behind what is stated, else the clause's end."""
    tokens = clause.reading.tokens
    marked = [place for place in range(clause.begin, clause.end) if "¿" in tokens[place].opens]
    for place in range(max(clause.begin + 1, clause.end - _LONGEST), clause.end):
        said = replace(clause, begin=place).folded
        if marked in ([], [place]) and (_ASSENT.fullmatch(said) or _CONFIRMS.fullmatch(said)):
            return place
    return clause.end


def _interrupts(clause: Clause, tag: int) -> int | None:
    """Where the speaker stops to ask: "los lunes... espera, los lunes trabajas, ¿no?"."""
    tokens = clause.reading.tokens
    for place in range(clause.begin + 1, tag):
        stops = tokens[place - 1].closes.startswith(("...", "…"))
        waits = tokens[place].folded in WAITS and (stops or bool(tokens[place].closes))
        doubt = replace(clause, begin=place, end=tag)
        if (waits or (stops and _OF_YOU.match(doubt.folded))) and _is_no_other_value(doubt):
            return place
    return None


def _is_no_other_value(doubt: Clause) -> bool:
    """Not "de 20... espera, de 10, ¿vale?", which corrects what stands before it."""
    verb = has_main_verb(doubt.reading.tokens, doubt.begin, doubt.end)
    return verb and "number" not in values(doubt.folded.split())


def _asks_besides(clause: Clause, tag: int) -> int | None:
    """Where behind the last pause the patient is spoken of: "amoxicilina, usted no era alérgica, ¿no?"."""
    tokens = clause.reading.tokens
    pauses = [place + 1 for place in range(clause.begin, tag - 1) if "," in tokens[place].closes]
    asks = bool(pauses) and _OF_YOU.search(replace(clause, begin=pauses[-1], end=tag).folded)
    return pauses[-1] if asks else None


def _prescribes(clause: Clause, *, examined: bool) -> bool:
    """Whether it is of the plan: before the examination only what the clinician says that he does."""
    if not (examined or _does(clause)):
        return False
    scores = score_topics(clause.folded, STATED)
    named = clause.own(find_medications(clause.reading))
    dosed = any(m.dose or m.frequency or m.change is not Change.NONE for m in named)
    ordered = find_terms(clause.reading, TermKind.TEST, TermKind.SPECIALTY, TermKind.VACCINE)
    dosed = dosed or (examined and bool(named or clause.own(ordered)))
    return dosed or opens_with_order(clause.tokens) or any(scores.get(topic, 0.0) >= _SURE for topic in PLAN)


def _does(clause: Clause) -> bool:
    """Whether it begins with what the clinician does, or both do: "le subo", "empezamos"."""
    forms = [form for token in clause.tokens[:6] for form in verb_forms(token.folded)]
    return any(f.tense is Tense.PRESENT and f.person in (Person.FIRST, Person.WE) for f in forms)
