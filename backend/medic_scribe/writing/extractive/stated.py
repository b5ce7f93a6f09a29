"""What the clinician states: findings, results, judgement and plan, one line each."""

import re

from medic_scribe.clinical import (
    TermKind,
    find_measurements,
    find_medications,
    find_terms,
    fold,
    strip_punctuation,
)
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.lines import Line, line
from medic_scribe.writing.extractive.phases import OBJECTIVE, PLAN, Phases
from medic_scribe.writing.extractive.relevance import is_small_talk
from medic_scribe.writing.extractive.rewriting import rewritten
from medic_scribe.writing.extractive.topics import STATED, TOLD, blend, score_topics, strongest
from medic_scribe.writing.extractive.verbs import Tense, verb_forms
from medic_scribe.writing.extractive.wording import capital, lowered, tidy

SURE = 6.0  # with stronger cues than this there is no doubt what a clause is about
LEAST = 2.0  # a clinician's clause with weaker cues than this is conversation
_DRUG_PRONOUN = re.compile(
    r"^ (?:y )?(?:no )?(?:se )?(?:lo|la|los|las) (?P<verb>\w+) |\b(?:es[ae]|est[ae]) (?:no|si)\b|\bsi no (?:la|lo) tolera\b|^ no se (?:lo|la) "
)
_GOING_ON = (
    r"^ (y )?(no mejor|mejor|por ahora|hoy no|todavia no|de momento|despues|luego|tambien|es para|son|o sea|asi|ademas|por eso|si (la|lo|le|las|los)"
    r"|no (la|lo|los|las)|eso|es[ae]|antes de|primero|hasta|maximo)\b"
)
_CAUSAL = r"\b(puede|podria|pueden|podrian) (danar|arruinar|sangrar|producir|causar|empeorar|subir)\b|\bpor eso (las|los|el|la)\b"


def stated_lines(turn: Turn, before: Turn | None, phases: Phases, drug: str = "") -> list[Line]:
    """`before` is the patient's turn just before, whose question a fragment may answer; `drug` the last one named."""
    lines: list[Line] = []
    for clause in turn.clauses:
        if clause.asked or is_small_talk(clause):
            continue
        subject = "" if lines else _subject(clause, before)
        topic = _topic(clause, phases, lines[-1].topic if lines else None, bool(subject))
        if topic is None or not (text := rewritten(clause, topic)):
            continue
        evidence = (clause.evidence,)
        if topic is Topic.VITALS and not re.search(r"\d", text):
            continue  # "Te tomo la presión."
        own = drugs_named(clause)
        heading = ""
        if subject and fold(subject) not in fold(text) and before:
            heading, evidence = subject, (before.clauses[-1].evidence, *evidence)
        elif drug and not own and _leans_on_drug(clause):
            heading = drug
        sure = score_topics(clause.folded, STATED).get(topic, 0.0) >= SURE
        traits = ["clinician", *(["sure"] if sure else [])]
        stated = line(topic, text, evidence, turn.number, heading).marked(*traits)
        if lines and _continues(clause, topic, lines[-1], own):
            joint = "; " if topic in (Topic.VITALS, Topic.RESULTS) else ". "
            lines[-1] = lines[-1].plus(line(topic, text, evidence, turn.number).marked(*traits), joint)
        else:
            lines.append(stated)
        drug = own[0] if own else drug
    return lines


_DRUG_VERB = re.compile(
    r"(quit|cambi|dej|baj|sub|suspend|manten|mantien|tom|us[aeo]|sig|segu|prueb|prob|d[oae]|damos|recet|retom|emp[ie]|inici|cort|llev|pon|necesit)"
)


def _leans_on_drug(clause: Clause) -> bool:
    """ "Lo bajamos a la mitad", "esa no": words that need the name of the drug spoken of before."""
    found = _DRUG_PRONOUN.search(clause.folded)
    if not found or clause.turn == 0:
        return False
    verb = found.group("verb")
    return verb is None or (bool(_DRUG_VERB.match(verb)) and not find_measurements(clause.reading))


def _continues(clause: Clause, topic: Topic, last: Line, own: list[str]) -> bool:
    """Whether the clause goes on with the line before: figures of one kind, or words that lean on it."""
    if topic in (Topic.VITALS, Topic.RESULTS):
        return last.topic is topic
    return not own and topic is last.topic and topic in PLAN and clause.says(_GOING_ON)


def drugs_named(clause: Clause) -> list[str]:
    found = [m for m in find_medications(clause.reading) if clause.begin <= m.begin < clause.end]
    return [capital(m.drug) for m in found if not m.is_class]


def names_diagnosis(clause: Clause) -> bool:
    return find_terms_in(clause, TermKind.DIAGNOSIS)


def find_terms_in(clause: Clause, kind: TermKind) -> bool:
    return any(clause.begin <= term.begin < clause.end for term in find_terms(clause.reading, kind))


def _topic(clause: Clause, phases: Phases, previous: Topic | None, answers: bool) -> Topic | None:
    own = score_topics(clause.folded, STATED)
    if drugs_named(clause) and not clause.says(_CAUSAL):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    if find_terms_in(clause, TermKind.VACCINE):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    if clause.turn >= phases.examination and names_diagnosis(clause):
        own[Topic.ASSESSMENT] = own.get(Topic.ASSESSMENT, 0.0) + 3.5
    followed = {previous: 2.0} if previous else {}
    scores = blend((own, 1.0), (phases.prior(clause), 1.0), (followed, 1.0))
    topic = strongest(scores)
    if topic is None or (scores[topic] < LEAST and not _is_finding(clause, phases)):
        if answers and phases.planning(clause):
            return Topic.ADVICE
        return _recap(clause) if clause.turn < phases.examination else None
    if (
        clause.turn < phases.examination
        and topic in (*OBJECTIVE, Topic.ASSESSMENT)
        and not clause.says(_CAUSAL)
    ):
        return _recap(clause) or topic
    return topic


def _is_finding(clause: Clause, phases: Phases) -> bool:
    """While examining, whatever the clinician says in a few words or more is a finding."""
    begun = clause.turn >= phases.examination and not phases.planning(clause)
    return begun and clause.end - clause.begin >= 3


def _recap(clause: Clause) -> Topic | None:
    """Before the examination a clinician may state what is known: "Tiene 32 años y es su tercer embarazo"."""
    told = score_topics(clause.folded, TOLD)
    topic = strongest(told)
    if names_diagnosis(clause) and (topic is None or told[topic] < 4):
        return Topic.HISTORY
    return topic if topic and told[topic] >= 4 else None


_NO_SUBJECT = frozenset("eso esto que entonces quien cual como cuando donde cuanto no si ya".split())
_ASKED_ABOUT = (TermKind.TEST, TermKind.DIAGNOSIS, TermKind.SYMPTOM, TermKind.VACCINE, TermKind.SPECIALTY)
_LEAD = re.compile(
    r"^(¿|y|pero|oiga|ah|ay|entonces|doctor|doctora|,| )*"
    r"(para|lo del?|con|por qu[eé] (?:tiene|tengo|est[aá]|sali[oó])|me va a|tengo que|hay que|puedo|debo)? *",
    re.IGNORECASE,
)


def _subject(clause: Clause, before: Turn | None) -> str:
    """What the patient asked about, where the clinician's answer does not name it."""
    if before is None or before.speaker is Speaker.CLINICIAN or not any(c.asked for c in before.clauses):
        return ""
    if drugs_named(clause) and clause.end - clause.begin > 6:
        return ""
    question = next(c for c in reversed(before.clauses) if c.asked)
    if clause.says(r"^ (todo|lo demas|el resto)\b"):
        return ""
    for source in (question, *before.clauses):
        if drugs := drugs_named(source):
            return " y ".join([drugs[0], *(lowered(drug) for drug in drugs[1:3])])
    if question.says(r"^ (y )?si\b"):
        return ""
    terms = [
        t for t in find_terms(question.reading, *_ASKED_ABOUT) if question.begin <= t.begin < question.end
    ]
    if terms:
        return capital(terms[0].concept)
    phrase = tidy(_LEAD.sub("", question.text.strip("¿? ")))
    words = phrase.split()
    if 0 < len(words) <= 5 and not any(_finite(w) for w in words) and fold(words[0]) not in _NO_SUBJECT:
        return capital(phrase)
    return ""


def _finite(word: str) -> bool:
    bare = strip_punctuation(word)
    return any(f.tense is not Tense.IMPERATIVE for f in verb_forms(bare) if bare == bare.lower())
