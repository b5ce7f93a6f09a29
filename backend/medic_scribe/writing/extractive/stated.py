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
from medic_scribe.writing.extractive.relevance import is_small_talk, weigh
from medic_scribe.writing.extractive.topics import STATED, TOLD, Scores, blend, score_topics, strongest
from medic_scribe.writing.extractive.verbs import Person, Tense, verb_forms
from medic_scribe.writing.extractive.wording import lowered, tidy, worded

OBJECTIVE = (Topic.VITALS, Topic.EXAMINATION, Topic.RESULTS)
PLAN = (Topic.TREATMENT, Topic.TESTS, Topic.REFERRALS, Topic.ADVICE, Topic.WARNING_SIGNS, Topic.FOLLOW_UP)
LEAST = 3.0  # a clinician's clause with weaker cues than this is conversation


class Phases:
    """Where examination and plan begin, as turn numbers: what is ambiguous is judged by when it is said."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        clinician = [t for t in turns if t.speaker is Speaker.CLINICIAN]
        last = turns[-1].number + 1 if turns else 0
        self.examination = next((t.number for t in clinician if _examines(t)), last)
        self.plan = next((t.number for t in clinician if t.number > self.examination and _plans(t)), last)

    def prior(self, turn: int) -> Scores:
        if turn < self.examination:
            return {topic: -2.0 for topic in OBJECTIVE} | {Topic.ASSESSMENT: -1.0}
        if turn < self.plan:
            return {Topic.EXAMINATION: 2.0, Topic.ASSESSMENT: 0.5}
        return {Topic.EXAMINATION: -1.5, Topic.ADVICE: 1.0, Topic.TREATMENT: 1.0}


def _examines(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    return scores.get(Topic.VITALS, 0) >= 4 or scores.get(Topic.EXAMINATION, 0) >= 10


def _plans(turn: Turn) -> bool:
    scores = blend(*((score_topics(c.folded, STATED), 1.0) for c in turn.clauses if not c.asked))
    return max((scores.get(topic, 0.0) for topic in PLAN), default=0.0) >= 9


def stated_lines(turn: Turn, before: Turn | None, phases: Phases) -> list[Line]:
    """`before` is the patient's turn just before, whose question a fragment may answer."""
    lines: list[Line] = []
    previous: Topic | None = None
    for place, clause in enumerate(turn.clauses):
        if clause.asked or is_small_talk(clause):
            continue
        topic = _topic(clause, phases, previous)
        if topic is None:
            continue
        previous = topic
        text = _rewritten(clause, topic)
        subject = _subject(clause, before) if place == 0 or not lines else ""
        evidence = (clause.evidence,)
        if subject and fold(subject) not in fold(text) and before:
            text = f"{subject}: {lowered(text)}"
            evidence = (before.clauses[-1].evidence, *evidence)
        if text:
            lines.append(Line(topic, text, evidence, turn.number, weigh(clause, topic)))
    return lines


def _topic(clause: Clause, phases: Phases, previous: Topic | None) -> Topic | None:
    own = score_topics(clause.folded, STATED)
    if clause.turn < phases.examination and not own:
        own = {}
    scores = blend((own, 1.0), (phases.prior(clause.turn), 1.0), ({previous: 1.0} if previous else {}, 1.0))
    topic = strongest(scores)
    if topic is None or scores[topic] < LEAST:
        return _recap(clause) if clause.turn < phases.examination else None
    if clause.turn < phases.examination and topic in (*OBJECTIVE, Topic.ASSESSMENT):
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
    if find_medications(clause.reading) and clause.end - clause.begin > 6:
        return ""
    question = next(c for c in reversed(before.clauses) if c.asked)
    for source in before.clauses if not find_medications(question.reading) else (question,):
        drugs = [m.drug for m in find_medications(source.reading) if source.begin <= m.begin < source.end]
        if drugs:
            return drugs[0][:1].upper() + drugs[0][1:]
    terms = [t.concept for t in find_terms(question.reading) if question.begin <= t.begin < question.end]
    if terms:
        return terms[0][:1].upper() + terms[0][1:]
    phrase = tidy(
        re.sub(
            r"^(¿)?\s*(y|pero|oiga|ah)?,? ?(para|lo de|lo del|con)?\s*",
            "",
            question.text.strip("¿? "),
            flags=re.I,
        )
    )
    words = phrase.split()
    if 0 < len(words) <= 5 and not any(_finite(w) for w in words):
        return phrase[:1].upper() + phrase[1:]
    return ""


def _finite(word: str) -> bool:
    return any(
        f.person is not Person.FIRST or f.tense is Tense.PRESENT for f in verb_forms(strip_punctuation(word))
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
    return tidy(text)


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
        (row[0], re.compile(_accented(row[1]), re.IGNORECASE), row[2] if len(row) > 2 else "") for row in rows
    )


def _accented(pattern: str) -> str:
    """Plain vowels match accented ones too; groups and classes are left alone."""
    out: list[str] = []
    escaped = False
    for char in pattern:
        plain = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
        out.append(char if escaped else plain.get(char, char))
        escaped = char == "\\"
    return "".join(out)
