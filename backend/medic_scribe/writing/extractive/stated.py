"""What the clinician states: findings, results, judgement and plan, one line each, in a note's words."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from medic_scribe.clinical import find_medications, find_terms, fold, strip_punctuation
from medic_scribe.speech.contract import Speaker
from medic_scribe.writing.contract import Topic
from medic_scribe.writing.extractive.clauses import Clause, Turn
from medic_scribe.writing.extractive.lines import Line
from medic_scribe.writing.extractive.phases import OBJECTIVE, PLAN, Phases
from medic_scribe.writing.extractive.questions import from_you
from medic_scribe.writing.extractive.relevance import is_small_talk, weigh
from medic_scribe.writing.extractive.topics import STATED, TOLD, Scores, blend, score_topics, strongest
from medic_scribe.writing.extractive.verbs import Person, Tense, verb_forms
from medic_scribe.writing.extractive.wording import capital, lowered, tidy, with_accents, worded

LEAST = 3.0  # a clinician's clause with weaker cues than this is conversation


def stated_lines(turn: Turn, before: Turn | None, phases: Phases) -> list[Line]:
    """`before` is the patient's turn just before, whose question a fragment may answer."""
    lines: list[Line] = []
    drug = ""
    for place, clause in enumerate(turn.clauses):
        if clause.asked or is_small_talk(clause):
            continue
        subject = "" if lines else _subject(clause, before)
        topic = _topic(clause, phases, lines[-1].topic if lines else None, bool(subject))
        if topic is None:
            continue
        text = _rewritten(clause, topic)
        evidence = (clause.evidence,)
        if topic is Topic.VITALS and place and not re.search(r"[a-z]{3}", clause.folded):
            before_it = turn.clauses[place - 1]  # "Te tomo la presión acostada. 142 sobre 78."
            text = f"{_rewritten(before_it, topic)} {text}"
            evidence = (before_it.evidence, *evidence)
        if subject and fold(subject) not in fold(text) and before:
            text = f"{subject}: {lowered(text)}"
            evidence = (before.clauses[-1].evidence, *evidence)
        own = _drugs(clause)
        if not text:
            continue
        weight = weigh(clause, topic)
        if lines and _continues(clause, topic, lines[-1], own):
            last = lines[-1]
            lines[-1] = Line(
                last.topic,
                _joined(last, text),
                last.evidence + evidence,
                turn.number,
                max(last.weight, weight),
            )
        else:
            if drug and not own and clause.says(_DRUG_PRONOUN):
                text = f"{drug}: {lowered(text)}"
            lines.append(Line(topic, text, evidence, turn.number, weight))
        drug = own[0] if own else drug
    return lines


_DRUG_PRONOUN = r"^ (no )?(se )?(lo|la|los|las)\b|^ no se (lo|la|los|las)\b|\b(es[ae]|est[ae]) (no|si)\b"
_GOING_ON = r"^ (y )?(por ahora|hoy no|todavia no|de momento|despues|luego|tambien|es para|son|o sea|asi|ademas|por eso|si (la|lo|le|las|los)|no (la|lo|los|las)|eso|es[ae]|antes de)\b"


def _continues(clause: Clause, topic: Topic, last: Line, own: list[str]) -> bool:
    """Whether the clause goes on with the line before: figures of one kind, or words that lean on it."""
    if topic in (Topic.VITALS, Topic.RESULTS):
        return last.topic is topic
    return not own and topic is last.topic and topic in PLAN and clause.says(_GOING_ON)


def _joined(last: Line, text: str) -> str:
    if last.topic in (Topic.VITALS, Topic.RESULTS):
        return f"{last.text}; {lowered(text)}"
    return f"{last.text}. {capital(text)}"


def _drugs(clause: Clause) -> list[str]:
    found = [m for m in find_medications(clause.reading) if clause.begin <= m.begin < clause.end]
    return [m.drug[:1].upper() + m.drug[1:] for m in found if not m.is_class]


_CAUSAL = r"\b(puede|podria|pueden|podrian) (danar|arruinar|sangrar|producir|causar|empeorar|subir|dar)\b|\bpor eso (las|los|el|la)\b"


def _topic(clause: Clause, phases: Phases, previous: Topic | None, answers: bool) -> Topic | None:
    own = score_topics(clause.folded, STATED)
    if _drugs(clause) and not clause.says(_CAUSAL):
        own[Topic.TREATMENT] = own.get(Topic.TREATMENT, 0.0) + 3
    followed = {previous: 2.0} if previous else {}
    scores = blend((own, 1.0), (phases.prior(clause.turn), 1.0), (followed, 1.0))
    topic = strongest(scores)
    if topic is None or scores[topic] < LEAST:
        if answers and clause.turn >= phases.plan:
            return Topic.ADVICE
        return _recap(clause) if clause.turn < phases.examination else None
    if (
        clause.turn < phases.examination
        and topic in (*OBJECTIVE, Topic.ASSESSMENT)
        and not clause.says(_CAUSAL)
    ):
        return _recap(clause) or topic
    return topic


def _recap(clause: Clause) -> Topic | None:
    """Before the examination a clinician may state what is known: "Tiene 32 años y es su tercer embarazo"."""
    told = score_topics(clause.folded, TOLD)
    topic = strongest(told)
    return topic if topic and told[topic] >= 4 else None


def _subject(clause: Clause, before: Turn | None) -> str:
    """What the patient asked about, where the clinician's answer does not name it."""
    if before is None or before.speaker is Speaker.CLINICIAN or not any(c.asked for c in before.clauses):
        return ""
    if _drugs(clause) and clause.end - clause.begin > 6:
        return ""
    question = next(c for c in reversed(before.clauses) if c.asked)
    for source in (question, *before.clauses):
        if drugs := _drugs(source):
            return drugs[0]
    terms = [t for t in find_terms(question.reading) if question.begin <= t.begin < question.end]
    if terms:
        return capital(terms[0].concept)
    phrase = tidy(_LEAD.sub("", question.text.strip("¿? ")))
    words = phrase.split()
    if (
        0 < len(words) <= 5
        and not any(_finite(w) for w in words)
        and fold(words[0]) not in ("eso", "que", "entonces")
    ):
        return capital(phrase)
    return ""


_LEAD = re.compile(
    r"^(¿|y|pero|oiga|ah|ay|entonces|doctor|doctora|,| )*(para|lo del?|con|por qu[eé] (?:tiene|tengo|est[aá]|sali[oó]))? *",
    re.I,
)


def _finite(word: str) -> bool:
    bare = strip_punctuation(word)
    return len(bare) > 3 and any(
        f.tense is not Tense.IMPERATIVE for f in verb_forms(bare) if bare == bare.lower()
    )


# -- wording ----------------------------------------------------------------------------------------------------


def _rewritten(clause: Clause, topic: Topic) -> str:
    text = worded(clause.text)
    manner = (
        "exam"
        if topic in (Topic.EXAMINATION, Topic.VITALS, Topic.RESULTS)
        else "plan"
        if topic in PLAN
        else "any"
    )
    for rule_manner, pattern, instead in _rules():
        if rule_manner in ("any", manner):
            text = pattern.sub(instead, text).lstrip(" ,;:.")
    if manner == "plan":
        text = _infinitive(text)
    return tidy(" ".join(from_you(text.split())))


def _infinitive(text: str) -> str:
    """An order or an announcement at the start becomes an infinitive: "Reduzca el pan" → "Reducir el pan"."""
    words = text.split()
    if not words:
        return text
    place = 1 if fold(words[0]) == "no" and len(words) > 1 else 0
    pronoun = ""
    start = place
    while place < len(words) - 1 and fold(words[place]) in (
        "le",
        "lo",
        "la",
        "los",
        "las",
        "se",
        "te",
        "les",
        "me",
        "nos",
    ):
        pronoun = fold(words[place])
        place += 1
    bare = strip_punctuation(words[place])
    form = _order(bare)
    if form is None:
        return text
    enclitic = pronoun if pronoun in ("lo", "la", "los", "las", "se") else ""
    return " ".join([*words[:start], words[place].replace(bare, form + enclitic), *words[place + 1 :]])


def _order(word: str) -> str | None:
    """The infinitive of an order, or of what "we" do."""
    for candidate in (word, re.sub(r"(se|te|lo|la|los|las|le|selo|sela)$", "", word)):
        for form in verb_forms(candidate.lower()):
            order = form.tense is Tense.SUBJUNCTIVE or (
                form.tense is Tense.PRESENT and form.person is Person.WE
            )
            if order and form.infinitive not in ("ser", "estar", "haber", "poder", "ver", "ir"):
                return form.infinitive
    return None


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    text = files(__package__).joinpath("rewrites.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        (row[0], re.compile(with_accents(row[1]), re.IGNORECASE), row[2] if len(row) > 2 else "")
        for row in rows
    )
